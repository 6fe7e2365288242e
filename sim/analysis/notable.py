"""Which run to look at: a typical one, the one with the earliest truce, the one in which the foothold ends last.

*Typical* is the run nearest to the middle of the most frequent kind of ending (truce first, foothold ended first,
neither; of equally frequent ones the first named). Near: the sum, over the day of that ending, the ground held at the
end and the people of each side killed or wounded, of the distance to the median of the runs of that kind, each divided
by the width of their middle half. Of equally near runs, and of equal days, the lowest number counts. Runs that failed
are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

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


@dataclass(frozen=True)
class Notable:
    """A run worth a look: its number, or None where there is none; of how many runs, out of how many.

    `ending` is the kind of ending of a typical run; `day` the day of the event that makes the others notable.
    """

    kind: Kind
    replication: int | None
    among: int
    runs: int
    ending: str | None = None
    day: float | None = None


def notable_runs(ensemble: EnsembleLike) -> tuple[Notable, ...]:
    """Typical run, earliest truce, latest end of the foothold, in this order."""
    return typical(ensemble), earliest_truce(ensemble), latest_end(ensemble)


def typical(ensemble: EnsembleLike) -> Notable:
    """The run nearest to the medians of the most frequent kind of ending."""
    kept, days = succeeded(ensemble), first_event_days(ensemble)
    runs = int(kept.sum())
    if runs == 0:
        return Notable("typical", None, 0, 0)
    by_ending: dict[str, Flags] = {name: np.isfinite(values) for name, values in days.items()}
    by_ending[NEITHER_FIRST] = kept & ~by_ending[TRUCE_FIRST] & ~by_ending[ENDED_FIRST]
    ending = max(FIRST_EVENTS, key=lambda name: int(by_ending[name].sum()))
    chosen = np.flatnonzero(by_ending[ending])
    measures = [amount_values(ensemble, name) for name in AMOUNTS if name in ensemble.outcomes]
    if ending in days:
        measures.append(days[ending])
    distance = sum((_distance(values[chosen]) for values in measures), np.zeros(len(chosen)))
    return Notable("typical", int(chosen[np.argmin(distance)]), len(chosen), runs, ending)


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
