"""How many runs have met which event by which day.

Nothing is censored before the horizon, so the Aalen-Johansen estimate of a cumulative incidence is the plain
share of runs, and the shares of truce first, foothold ended first and neither add to one on every day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.ensemble_like import (
    EnsembleLike,
    Floats,
    day_values,
    horizon_days,
    path_values,
    succeeded,
)
from sim.analysis.uncertainty import Entry, share_errors, share_intervals, share_numbers
from sim.model.outcomes import ENDED_DAY, ENDED_FIRST, FIRST_EVENTS, NEITHER_FIRST, TRUCE_DAY, TRUCE_FIRST
from sim.model.recorder import HELD_BY_DAY

LOST_BELOW_KM2 = (50.0, 35.0, 20.0, 10.0, 1.0)


@dataclass(frozen=True)
class Incidence:
    """Share of runs with the event by each day, with its 95 % band."""

    days: Floats
    share: Floats
    low: Floats
    high: Floats
    n: int


@dataclass(frozen=True)
class FirstEvents:
    """Shares of runs by first event on each day (day,); the three add to one."""

    days: Floats
    shares: Mapping[str, Floats]
    n: int


def first_event_days(ensemble: EnsembleLike) -> dict[str, Floats]:
    """Day [day] of each event where it comes first, else infinite (replication,); a tie counts as truce."""
    truce, ended = day_values(ensemble, TRUCE_DAY), day_values(ensemble, ENDED_DAY)
    with np.errstate(invalid="ignore"):
        truce_first = truce <= ended
    return {
        TRUCE_FIRST: np.where(truce_first, truce, np.where(np.isnan(truce), np.nan, np.inf)),
        ENDED_FIRST: np.where(truce_first, np.inf, ended),
    }


def first_events(ensemble: EnsembleLike) -> FirstEvents:
    """Shares of truce first, foothold ended first and neither, day by day."""
    grid = _grid(ensemble)
    n = int(succeeded(ensemble).sum())
    counts = {name: _counts_by(days, grid) for name, days in first_event_days(ensemble).items()}
    counts[NEITHER_FIRST] = n - counts[TRUCE_FIRST] - counts[ENDED_FIRST]
    return FirstEvents(grid, {name: _shares(counts[name], n) for name in FIRST_EVENTS}, n)


def cumulative_incidence(ensemble: EnsembleLike, event: str) -> Incidence:
    """One curve: of a value of the first event where that comes first, else of a day outcome by its name."""
    if event in (TRUCE_FIRST, ENDED_FIRST):
        days = first_event_days(ensemble)[event]
    else:
        days = day_values(ensemble, event)
    return _incidence(days, _grid(ensemble))


def held_at_most(
    ensemble: EnsembleLike, levels: Sequence[float] = LOST_BELOW_KM2, day: int | None = None
) -> dict[float, Entry]:
    """Share of runs whose held area [km2] has been at or below each level by the day; needs the paths."""
    last = horizon_days(ensemble) if day is None else day
    lowest = path_values(ensemble, HELD_BY_DAY)[:, : last + 1].min(axis=1)
    return {level: share_numbers(np.where(np.isnan(lowest), np.nan, lowest <= level)) for level in levels}


def _incidence(days: Floats, grid: Floats) -> Incidence:
    n = int((~np.isnan(days)).sum())
    share = _shares(_counts_by(days, grid), n)
    low, high = share_intervals(share, share_errors(days, grid), n)
    return Incidence(grid, share, low, high, n)


def _shares(counts: Floats, n: int) -> Floats:
    """Counts as shares of n runs (day,); NaN where there is no run."""
    return counts / n if n else np.full(counts.size, np.nan)


def _counts_by(days: Floats, grid: Floats) -> Floats:
    """Number of events on or before each day of the grid (day,)."""
    ordered = np.sort(days[np.isfinite(days)])
    return np.searchsorted(ordered, grid, side="right").astype(np.float64)


def _grid(ensemble: EnsembleLike) -> Floats:
    return np.arange(horizon_days(ensemble) + 1, dtype=np.float64)
