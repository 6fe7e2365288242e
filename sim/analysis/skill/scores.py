"""Scores of an ensemble against what happened: lower is better, and no score says why.

CRPS: continuous ranked probability score, in the unit of the quantity (Gneiting and Raftery 2007, eq. 21).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from sim.analysis.ensemble_like import Floats
from sim.analysis.uncertainty import quantiles


def crps_sample(values: ArrayLike, observed: float, *, fair: bool = False) -> float:
    """CRPS of the sample's own distribution, in the unit of the values, in O(n log n).

    mean |x - y| less half the mean |x - x'|. `fair` divides by n (n - 1) and so does not punish a small
    ensemble (Ferro 2014).
    """
    ordered = np.sort(_present(values))
    n = ordered.size
    if n == 0 or not math.isfinite(observed):
        raise ValueError("a score needs at least one simulated value and a finite observation")
    distance = float(np.abs(ordered - observed).mean())
    rank = 2.0 * np.arange(n) - (n - 1)
    pairs = n * (n - 1) if fair and n > 1 else n * n
    return distance - float((rank * ordered).sum()) / pairs


def mean_crps(forecasts: Sequence[ArrayLike], observations: Sequence[float], *, fair: bool = False) -> float:
    """Mean CRPS over cases, each a sample and its observation."""
    if len(forecasts) != len(observations) or not forecasts:
        raise ValueError("mean_crps needs as many samples as observations, and at least one")
    scores = [crps_sample(f, o, fair=fair) for f, o in zip(forecasts, observations, strict=True)]
    return float(np.mean(scores))


def brier(probability: ArrayLike, happened: ArrayLike) -> float:
    """Mean squared difference of stated probabilities and what happened (0 or 1)."""
    error = np.asarray(probability, dtype=np.float64) - np.asarray(happened, dtype=np.float64)
    return float((error * error).mean())


def central_interval(values: ArrayLike, level: float = 0.8) -> tuple[float | None, float | None]:
    """The middle `level` of a sample; None where an end is infinite."""
    low, high = quantiles(values, ((1.0 - level) / 2.0, (1.0 + level) / 2.0))
    return low, high


def covered(values: ArrayLike, observed: float, level: float = 0.8) -> bool:
    """Whether the middle `level` of a sample holds the observation, ends included."""
    low, high = central_interval(values, level)
    return (low is None or low <= observed) and (high is None or observed <= high)


def coverage(forecasts: Sequence[ArrayLike], observations: Sequence[float], level: float = 0.8) -> float:
    """Share of cases whose middle `level` holds the observation."""
    held = [covered(f, o, level) for f, o in zip(forecasts, observations, strict=True)]
    return float(np.mean(held))


def probability_rank(values: ArrayLike, observed: float) -> float:
    """Share of the sample below the observation, ties counted half: uniform over cases if calibrated."""
    present = _present(values)
    return float((present < observed).mean() + 0.5 * (present == observed).mean())


def _present(values: ArrayLike) -> Floats:
    data = np.asarray(values, dtype=np.float64)
    return data[~np.isnan(data)]
