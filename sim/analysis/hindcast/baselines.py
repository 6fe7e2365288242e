"""Simple forecasts that a model has to beat: (a) to (e) of the recipe of the pockets' tables.

Each reads the ground held up to the origin alone; (d) and (e) besides how fast ground was lost in other cases, never in
those of the target's group. Members of (d) and (e) are quantiles of their distribution, so that no draw is luck.
Source: docs/skill.md; (e) is the strong one. Its recipe speaks of the coming 14 days; the published tables are those of
the coming 7, 14 or 28, a regression for each horizon, and so is ours: within 3 % of them (tests). Leaves out sudden
collapses and ordered exits, as all of them do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from sim.analysis.ensemble_like import Floats
from sim.analysis.hindcast.origins import HORIZONS, Case, Past, origins_of, past_of, truth

MEMBERS = 1_000
FORTNIGHT, FOUR_WEEKS = 14, 28
SMALLEST_RATE = 0.001  # km² per day and km of front, added before the logarithm
LEAST_AREA = 0.1  # km², for the logarithm of ground that is gone
PERSISTENCE, E_POCKETS, E_BOXES = "a_persistence", "e_ar_pockets", "e_ar_boxes"


@dataclass(frozen=True)
class Pace:
    """How fast other cases lost ground: y = ln(rate + 0.001) of the coming days on that of the past 14.

    `intercept`, `slope` and `spread` (SD of what is left) of the regression; of all rates the share without a loss, and
    mean and SD of the logarithm of the others. Rates in km² per day and km of front.
    """

    intercept: float
    slope: float
    spread: float
    share_without: float
    log_mean: float
    log_sd: float


@dataclass(frozen=True, eq=False)
class Windows:
    """Rates of the 14 days before the origins (window,) of a pool, and of the days after, with group and weight."""

    group: tuple[str, ...]
    weight: Floats
    before: Floats
    after: Floats

    def without(self, group: str) -> Pace:
        """The pace of all cases but those of a group, cases weighted alike."""
        kept = np.array([one != group for one in self.group])
        return pace_of(self.before[kept], self.after[kept], self.weight[kept])


def windows_of(cases: Iterable[Case], horizon: int) -> Windows:
    """The windows of a pool with so many coming days, from whole series: what happened elsewhere, at any time."""
    rows = []
    for case in cases:
        own = [(before, after) for before, after in _rates(case, horizon) if not np.isnan(after)]
        rows += [(case.told.group, 1.0 / len(own), before, after) for before, after in own]
    group, weight, before, after = zip(*rows, strict=True)
    return Windows(group, np.array(weight), np.array(before), np.array(after))


def _rates(case: Case, horizon: int) -> Iterable[tuple[float, float]]:
    for day in origins_of(case.told):
        past = past_of(case.told.series.as_of(day), day)
        lost = past.now - truth(case.told.series, day, horizon)
        yield past.lost(FORTNIGHT) / FORTNIGHT / past.front_km, lost / horizon / past.front_km


def log_rate(rate: float | Floats) -> Floats:
    """ln(rate + 0.001), ground regained counting as nothing lost."""
    return np.log(np.maximum(rate, 0.0) + SMALLEST_RATE)


def pace_of(before: Floats, after: Floats, weight: Floats) -> Pace:
    """Weighted least squares of the coming days on the past 14, and the distribution of the coming ones alone."""
    share, x, y = weight / weight.sum(), log_rate(before), log_rate(after)
    slope = float(_mean((x - _mean(x, share)) * y, share) / _mean((x - _mean(x, share)) ** 2, share))
    intercept = _mean(y, share) - slope * _mean(x, share)
    left = y - intercept - slope * x
    some = after > 0.0
    of_some = share[some] / share[some].sum()
    logs = np.log(after[some])
    return Pace(
        intercept, slope, _mean(left * left, share) ** 0.5, float(share[~some].sum()),
        _mean(logs, of_some), _mean((logs - _mean(logs, of_some)) ** 2, of_some) ** 0.5,
    )  # fmt: skip


def _mean(values: Floats, share: Floats) -> float:
    return float((values * share).sum())


@lru_cache(maxsize=8)
def normal_quantiles(n: int) -> Floats:
    """The middle of each of n equal parts of a standard normal distribution (n,)."""
    return np.array([NormalDist().inv_cdf((member + 0.5) / n) for member in range(n)])


def persistence(past: Past, horizon: int) -> Floats:
    """(a) Nothing more is lost."""
    return np.array([past.now])


def linear14(past: Past, horizon: int) -> Floats:
    """(b) The straight line through the ground held now and 14 days before, never below 0."""
    return np.array([max(past.now - past.lost(FORTNIGHT) / FORTNIGHT * horizon, 0.0)])


def decay28(past: Past, horizon: int) -> Floats:
    """(c) Exponential decay at the slope of the logarithm over 28 days, never growing."""
    days = np.arange(-FOUR_WEEKS, 1.0)
    logs = np.log(np.maximum(past.held_km2, LEAST_AREA))
    slope = float(((days - days.mean()) * logs).sum() / ((days - days.mean()) ** 2).sum())
    return np.array([past.now * np.exp(min(slope, 0.0) * horizon)])


def lognormal_pool(past: Past, horizon: int, pace: Pace, n: int = MEMBERS) -> Floats:
    """(d) A constant rate: none as often as elsewhere, else log-normal as elsewhere, times the front."""
    without = round(pace.share_without * n)
    rates = np.exp(pace.log_mean + pace.log_sd * normal_quantiles(max(n - without, 1)))
    return _held(past, np.concatenate([np.zeros(without), rates])[:n], horizon)


def autoregressive(past: Past, horizon: int, pace: Pace, n: int = MEMBERS) -> Floats:
    """(e) A constant rate whose logarithm follows that of the last 14 days as it does elsewhere, times the front."""
    x = float(log_rate(past.lost(FORTNIGHT) / FORTNIGHT / past.front_km))
    rates = np.exp(pace.intercept + pace.slope * x + pace.spread * normal_quantiles(n)) - SMALLEST_RATE
    return _held(past, np.maximum(rates, 0.0), horizon)


def _held(past: Past, rates: Floats, horizon: int) -> Floats:
    return np.clip(past.now - rates * past.front_km * horizon, 0.0, None)


Rule = Callable[[Past, int], Floats]
Paces = Mapping[int, Pace]  # by horizon


def rules(pockets: Paces, boxes: Paces) -> Mapping[str, Rule]:
    """All simple forecasts by name, with the pace of the pockets and of the boxes without the target's group."""
    return {
        PERSISTENCE: persistence,
        "b_linear14": linear14,
        "c_expdecay28": decay28,
        "d_lognormal_pool": lambda past, horizon: lognormal_pool(past, horizon, pockets[FORTNIGHT]),
        E_POCKETS: lambda past, horizon: autoregressive(past, horizon, pockets[horizon]),
        E_BOXES: lambda past, horizon: autoregressive(past, horizon, boxes[horizon]),
    }


@dataclass(frozen=True, eq=False)
class Pools:
    """The windows of the pockets and of the boxes' episodes by horizon; the Kursk foothold and controls are in none."""

    pockets: Mapping[int, Windows]
    boxes: Mapping[int, Windows]

    def paces_for(self, group: str) -> tuple[Paces, Paces]:
        """What pockets and boxes tell of a case of a group, of which they know nothing."""
        return _without(self.pockets, group), _without(self.boxes, group)

    def rules_for(self, group: str) -> Mapping[str, Rule]:
        """The simple forecasts for a case of a group."""
        return rules(*self.paces_for(group))


def _without(pool: Mapping[int, Windows], group: str) -> Paces:
    return {horizon: windows.without(group) for horizon, windows in pool.items()}


def pools_of(cases: Iterable[Case]) -> Pools:
    """The pools among the given cases."""
    known = [case for case in cases if not case.told.is_control]
    pockets, boxes = ([case for case in known if case.of == name] for name in ("pockets", "boxes"))
    return Pools(*({horizon: windows_of(pool, horizon) for horizon in HORIZONS} for pool in (pockets, boxes)))
