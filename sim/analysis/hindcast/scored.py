"""One forecast of one horizon against what happened: all scores, areas in % of the ground at the start of the episode.

The event of the Brier and log scores, and the side on which the weighted CRPS looks, is a loss of a tenth and more of
the ground held at the origin. A day is inside an interval within ± 0.1 % of the ground at the start, since most maps
stand still to the last digit and forecasts have more digits than maps.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

import numpy as np

from sim.analysis.ensemble_like import Floats
from sim.analysis.hindcast.origins import Case, Past
from sim.analysis.skill.scores import (
    brier,
    crps_sample,
    ignorance,
    interval_score,
    log_score,
    probability_rank,
    stated_probability,
    weighted_crps,
)
from sim.scenario.observed.series import Series

LOST_SHARE = 0.1
TOLERANCE = 0.001  # of the ground at the start
MOVING_SHARE = 0.01  # lost in 14 days before the origin
NEAR_ROAD_KM, NARROW_NECK_KM = 5.0, 10.0
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
EDGES = (0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.001, 1.005, 1.01, 1.05)  # of the ground at the origin


class Origin(NamedTuple):
    """A case on a day: what scores refer to [km²], and what was known of its movement and its way out."""

    of: str
    case: str
    group: str
    kind: str
    day: datetime.date
    now_km2: float
    start_km2: float
    moving: bool
    way_out_near: bool


class Score(NamedTuple):
    """What a method said of a horizon from an origin, and what came of it; `_percent` is of the ground at the start."""

    origin: Origin
    horizon: int
    method: str
    truth_km2: float
    quantiles_km2: tuple[float, ...]
    crps_percent: float
    weighted_crps_percent: float
    interval_score_percent: float
    ignorance_bits: float
    covered_50: bool
    covered_90: bool
    rank: float
    brier: float
    log_score_bits: float


def origin_of(case: Case, known: Series, past: Past, day: datetime.date) -> Origin:
    """What an origin of a case is, from what was known on it."""
    before = past.now + past.lost(14)
    near = known.last("axis_clear_km") < NEAR_ROAD_KM or known.last("neck_km") < NARROW_NECK_KM
    kind = case.told.quality if case.told.quality in ("control", "apart") else "episode"
    moving = before > 0.0 and past.lost(14) / before > MOVING_SHARE
    return Origin(case.of, case.told.name, case.told.group, kind, day, past.now, case.start_km2, moving, near)


def score(origin: Origin, horizon: int, method: str, members_km2: Floats, truth_km2: float, *, fair: bool) -> Score:
    """All scores of a sample (member,) against the ground held on the day; fair where members are draws."""
    percent, level = 100.0 / origin.start_km2, (1.0 - LOST_SHARE) * origin.now_km2
    quantiles = tuple(float(one) for one in np.quantile(members_km2, QUANTILES))
    stated, came = stated_probability(members_km2, level), float(truth_km2 <= level)
    return Score(
        origin, horizon, method, truth_km2, quantiles,
        percent * crps_sample(members_km2, truth_km2, fair=fair),
        percent * weighted_crps(members_km2, truth_km2, level, fair=fair),
        percent * interval_score(members_km2, truth_km2),
        ignorance(members_km2, truth_km2, origin.now_km2 * np.array(EDGES)),
        _inside(origin, quantiles[1], truth_km2, quantiles[3]),
        _inside(origin, quantiles[0], truth_km2, quantiles[4]),
        probability_rank(members_km2, truth_km2),
        brier(stated, came),
        log_score(stated, came),
    )  # fmt: skip


def _inside(origin: Origin, low: float, truth: float, high: float) -> bool:
    width = TOLERANCE * origin.start_km2
    return low - width <= truth <= high + width
