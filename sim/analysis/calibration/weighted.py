"""The answer of weighted runs: chances, amounts and ground by day, before and after what was seen."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.analysis.calibration.calibrated import LEVELS, Calibrated
from sim.analysis.calibration.weighing import weighted_quantiles
from sim.analysis.ensemble_like import Floats, amount_values, horizon_days
from sim.model.outcomes import (
    AREA_AT_END,
    ATTACKER_CASUALTIES,
    ENDED_AT_ALL,
    FIRST_EVENT,
    FIRST_EVENTS,
    HOLDER_CASUALTIES,
    TRUCE_AT_ALL,
)

Entry = dict[str, Any]
SHARES = (ENDED_AT_ALL, TRUCE_AT_ALL)
AMOUNTS = (AREA_AT_END, ATTACKER_CASUALTIES, HOLDER_CASUALTIES)
A_MONTH = 30


def answer(found: Calibrated, weight: Floats) -> Entry:
    """Chances of the first screen, amounts, and the ground held on the last day seen, after a month, at the horizon."""
    ensemble = found.ensemble
    codes = amount_values(ensemble, FIRST_EVENT)
    return {
        "first_event": {
            name: share(np.where(np.isnan(codes), np.nan, codes == code), weight)
            for code, name in enumerate(FIRST_EVENTS)
        },
        **{name: share(amount_values(ensemble, name), weight) for name in SHARES},
        **{name: amount(amount_values(ensemble, name), weight) for name in AMOUNTS},
        "held_km2": {str(day): amount(found.area[:, day], weight) for day in days_told(found)},
    }


def days_told(found: Calibrated) -> list[int]:
    """The days whose ground is told: of the last observation, the 30th, the last."""
    last, horizon = found.observations.seen[-1].day, horizon_days(found.ensemble)
    return sorted({last, min(A_MONTH, horizon), horizon})


def share(values: Floats, weight: Floats) -> Entry:
    """A chance with its standard error by weighted runs and the 95 % interval that more runs would remove."""
    kept, own = _present(values, weight)
    mean = float(np.dot(own, kept))
    se = math.sqrt(float(np.dot(own * own, (kept - mean) ** 2)))
    return {"mean": mean, "se": se, "low": max(0.0, mean - 1.96 * se), "high": min(1.0, mean + 1.96 * se)}


def amount(values: Floats, weight: Floats) -> Entry:
    """Mean and 5, 50 and 95 % points."""
    kept, own = _present(values, weight)
    low, middle, high = map(float, weighted_quantiles(kept, own, LEVELS))
    return {"mean": float(np.dot(own, kept)), "p05": low, "p50": middle, "p95": high}


def _present(values: Floats, weight: Floats) -> tuple[Floats, Floats]:
    kept = np.isfinite(values)
    return values[kept], weight[kept] / weight[kept].sum()
