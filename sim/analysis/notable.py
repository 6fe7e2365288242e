"""Which run to look at: a typical one, the one with the earliest truce, the one in which the foothold ends last.

*Typical* is the run nearest to the middle of the most frequent kind of ending (truce first, foothold ended first,
neither; of equally frequent ones the first named) that goes on as most of that kind do: the other event follows by the
horizon, or does not (so also where as many do both). Near: the sum, over the day of that ending, the ground held at
the end and the people of each side killed or wounded, of the distance to the median of these runs, each divided by the
width of their middle half. Of equally near runs, and of equal days, the lowest number counts. Runs that failed are left
out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.ensemble_like import EnsembleLike, Flags, Floats, amount_values, day_values, succeeded
from sim.analysis.survival.incidence import first_event_days
from sim.model.outcomes import (
    AREA_AT_END,
    CASUALTIES,
    ENDED_DAY,
    ENDED_FIRST,
    FIRST_EVENTS,
    NEITHER_FIRST,
    TRUCE_DAY,
    TRUCE_FIRST,
)

Kind = Literal["typical", "earliest_truce", "latest_end"]
AMOUNTS = (AREA_AT_END, *CASUALTIES.values())
FOLLOWS = {TRUCE_FIRST: ENDED_DAY, ENDED_FIRST: TRUCE_DAY}  # the other event, by the one that comes first


@dataclass(frozen=True)
class Notable:
    """A run worth a look: its number, or None where there is none; of how many runs, out of how many.

    `ending` is the kind of ending of a typical run, `follows` whether the other event comes later in it and `alike` in
    how many of its kind it goes on so; `day` the day of the event that makes the others notable.
    """

    kind: Kind
    replication: int | None
    among: int
    runs: int
    ending: str | None = None
    day: float | None = None
    follows: bool | None = None
    alike: int = 0


def notable_runs(ensemble: EnsembleLike) -> tuple[Notable, ...]:
    """Typical run, earliest truce, latest end of the foothold, in this order."""
    return typical(ensemble), earliest_truce(ensemble), latest_end(ensemble)


def typical(ensemble: EnsembleLike) -> Notable:
    """The run nearest to the medians of the most frequent kind of ending, as most of that kind go on."""
    kept, days = succeeded(ensemble), first_event_days(ensemble)
    runs = int(kept.sum())
    if runs == 0:
        return Notable("typical", None, 0, 0)
    by_ending: dict[str, Flags] = {name: np.isfinite(values) for name, values in days.items()}
    by_ending[NEITHER_FIRST] = kept & ~by_ending[TRUCE_FIRST] & ~by_ending[ENDED_FIRST]
    ending = max(FIRST_EVENTS, key=lambda name: int(by_ending[name].sum()))
    among = np.flatnonzero(by_ending[ending])
    follows, chosen = _as_most_go_on(ensemble, ending, among)
    measures = [amount_values(ensemble, name) for name in AMOUNTS if name in ensemble.outcomes]
    if ending in days:
        measures.append(days[ending])
    distance = sum((_distance(values[chosen]) for values in measures), np.zeros(len(chosen)))
    nearest = int(chosen[np.argmin(distance)])
    return Notable("typical", nearest, len(among), runs, ending, follows=follows, alike=len(chosen))


def _as_most_go_on(
    ensemble: EnsembleLike, ending: str, among: NDArray[np.intp]
) -> tuple[bool | None, NDArray[np.intp]]:
    """Whether in most runs of an ending the other event comes later, and those runs; of neither, all."""
    if ending not in FOLLOWS:
        return None, among
    later = np.isfinite(day_values(ensemble, FOLLOWS[ending])[among])
    most = bool(2 * later.sum() > len(among))
    return most, among[later == most]


def earliest_truce(ensemble: EnsembleLike) -> Notable:
    """The run in which a general truce takes effect first."""
    days = day_values(ensemble, TRUCE_DAY)
    return _extreme("earliest_truce", days, days)


def latest_end(ensemble: EnsembleLike) -> Notable:
    """The run in which the foothold ends last, among those in which it ends within the horizon."""
    days = day_values(ensemble, ENDED_DAY)
    return _extreme("latest_end", days, -days)


def _extreme(kind: Kind, days: Floats, order: Floats) -> Notable:
    happens = np.flatnonzero(np.isfinite(days))
    runs = int((~np.isnan(days)).sum())
    if not len(happens):
        return Notable(kind, None, 0, runs)
    first = int(happens[np.argmin(order[happens])])
    return Notable(kind, first, len(happens), runs, day=float(days[first]))


def _distance(values: Floats) -> Floats:
    """Distance of each value to the median, in widths of the middle half; infinite where a value is missing."""
    low, middle, high = np.nanquantile(values, (0.25, 0.5, 0.75)) if np.isfinite(values).any() else (0.0, 0.0, 0.0)
    width = high - low or float(np.nanmax(values, initial=middle) - np.nanmin(values, initial=middle)) or 1.0
    return np.nan_to_num(np.abs(values - middle) / width, nan=np.inf)
