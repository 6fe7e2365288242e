"""How long general truces hold, and how many violations a day of truce sees.

A truce stops holding when it breaks down or when its end date passes without an extension: both are events. A
truce that still runs at the horizon, extended or settled on the way or not, is censored there: nobody knows how
long it would have held. Only the first general truce of a run counts. What is not here: truces of one domain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.ensemble_like import (
    EnsembleLike,
    Flags,
    Floats,
    amount_values,
    day_values,
    horizon_days,
    outcome_named,
    path_values,
)
from sim.analysis.uncertainty import Entry, rule_of_three
from sim.model.outcomes import DAYS_HELD, TRUCE_DAY, TRUCE_END, VIOLATIONS
from sim.model.recorder import VIOLATIONS_BY_DAY
from sim.scenario.values.shapes import special

RUN_OUT = "expired"
ENDS_OF_HOLDING = (RUN_OUT, "collapsed")
LEAST_AT_RISK = 5  # a curve stops where fewer truces are still watched
TOLD_DAYS = (28, 14, 7)  # not 30, the day on which truces of 30 days run out


@dataclass(frozen=True)
class Durability:
    """Share of truces still holding some days after their start (day,), its 95 % band, and how many are watched."""

    days: Floats
    share: Floats
    low: Floats
    high: Floats
    watched: Floats
    n: int


def truce_durability(ensemble: EnsembleLike) -> Durability:
    """The curve of the first general truces of one scenario; without days where there are too few of them."""
    held = amount_values(ensemble, DAYS_HELD)
    seen = ~np.isnan(held)
    return durability(held[seen], _stopped(ensemble)[seen], horizon_days(ensemble))


def durability(held: Floats, stopped: Flags, horizon: int) -> Durability:
    """Kaplan and Meier's estimate (1958) from days held (truce,) and whether holding stopped there or was cut off.

    The band is Greenwood's on the scale of log(-log), and the rule of three where none or all have stopped. The
    curve ends where fewer than 5 truces are still watched.
    """
    grid = np.arange(horizon + 1, dtype=np.float64)
    watched = (held[:, None] >= grid).sum(axis=0).astype(np.float64)
    supported = watched >= LEAST_AT_RISK
    days, watched = grid[supported], watched[supported]
    if not days.size:
        return Durability(days, days, days, days, days, held.size)
    share, low, high = _product_limit(held, stopped, days)
    rare = np.array([rule_of_three(int(n)) for n in watched])
    every, none = share >= 1.0, share <= 0.0
    low = np.where(every, 1.0 - rare, np.where(none, 0.0, low))
    high = np.where(every, 1.0, np.where(none, rare, high))
    return Durability(days, share, low, high, watched, held.size)


def _product_limit(held: Floats, stopped: Flags, days: Floats) -> tuple[Floats, Floats, Floats]:
    """Share still holding and its band on each day; the band is not a number where the share is 0 or 1.

    By hand: `scipy.stats.ecdf` gives the same, and importing scipy.stats takes a second and 46 MB of every server.
    """
    lengths = np.unique(held)
    watched = held.size - np.searchsorted(np.sort(held), lengths)
    ended = np.searchsorted(np.sort(held[stopped]), lengths, side="right").astype(np.float64)
    ended = np.diff(ended, prepend=0.0)
    share = np.cumprod((watched - ended) / watched)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = 1.0 / np.log(share) ** 2 * np.cumsum(ended / (watched * (watched - ended)))  # of log(-log share)
        middle, reach = np.log(-np.log(share)), special().ndtri(0.975) * np.sqrt(variance)
        low, high = np.exp(-np.exp(middle + reach)), np.exp(-np.exp(middle - reach))
    steps = np.searchsorted(lengths, days, side="right")
    on_days = [np.concatenate(([1.0], values))[steps] for values in (share, low, high)]
    return on_days[0], on_days[1], on_days[2]


def still_holding(curve: Durability, day: int) -> Entry | None:
    """The share of truces that still hold so many days after their start; None where too few are watched."""
    if day >= curve.days.size:
        return None
    share, low, high = (float(values[day]) for values in (curve.share, curve.low, curve.high))
    return {"kind": "share", "n": curve.n, "mean": share, "low": low, "high": high}


def told_day(curves: Sequence[Durability]) -> int | None:
    """The longest of 28, 14 and 7 days that every curve reaches, those with too few truces left out."""
    reach = [curve.days.size for curve in curves if curve.days.size]
    return next((day for day in TOLD_DAYS if reach and day < min(reach)), None)


def end_dates(ensembles: Sequence[EnsembleLike]) -> tuple[int, ...]:
    """The days, since their start, on which truces run out: first as agreed, then those extended or of a longer text.

    Each is told where at least 5 run out on it, and at least half of those that run out then or later; of the first,
    half of all.
    """
    held = [amount_values(one, DAYS_HELD)[_ended_as(one, (RUN_OUT,))] for one in ensembles]
    days, counts = np.unique(np.ceil(np.concatenate([one[~np.isnan(one)] for one in held])), return_counts=True)
    found: list[int] = []
    while days.size and counts.max() >= max(LEAST_AT_RISK, counts.sum() / 2.0):
        found.append(int(days[counts.argmax()]))
        days, counts = days[days > found[-1]], counts[days > found[-1]]
    return tuple(found)


def violations_per_day(ensemble: EnsembleLike) -> Floats:
    """Violations per day of the first general truce (replication,), NaN without a truce of at least one day.

    Counted to the end of that truce from the daily series, so only in the runs that keep it; an ensemble without
    the series counts the violations of later truces too.
    """
    held = amount_values(ensemble, DAYS_HELD)
    counted = amount_values(ensemble, VIOLATIONS)
    if VIOLATIONS_BY_DAY in ensemble.paths:
        counted = _counted_by_the_end(ensemble, held)
    with np.errstate(invalid="ignore"):
        return np.where(held >= 1.0, counted / np.where(held >= 1.0, held, 1.0), np.nan)


def _counted_by_the_end(ensemble: EnsembleLike, held: Floats) -> Floats:
    """Violations so far on the day after the first truce stopped (replication,), NaN where no series is kept."""
    series = path_values(ensemble, VIOLATIONS_BY_DAY)
    over = (day_values(ensemble, TRUCE_DAY) + held)[: len(series)]
    there = np.isfinite(over)
    counted = np.full(held.size, np.nan)
    column = np.minimum(np.ceil(over[there]).astype(np.int64), series.shape[1] - 1)
    counted[np.flatnonzero(there)] = series[there, column]
    return counted


def _stopped(ensemble: EnsembleLike) -> Flags:
    """Whether the first truce broke down or ran out (replication,); the others are cut off by the horizon."""
    return _ended_as(ensemble, ENDS_OF_HOLDING)


def _ended_as(ensemble: EnsembleLike, ends: Sequence[str]) -> Flags:
    """Whether the first truce ended in one of these ways (replication,)."""
    names = outcome_named(TRUCE_END).categories
    codes = [names.index(name) for name in ends]
    return np.isin(np.asarray(ensemble.outcomes[TRUCE_END], dtype=np.float64), codes)

