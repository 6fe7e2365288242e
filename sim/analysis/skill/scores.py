"""Scores of an ensemble against what happened: lower is better, and no score says why.

CRPS: continuous ranked probability score, in the unit of the quantity (Gneiting and Raftery 2007, eq. 21). Its weighted
form looks at one side of a threshold (Gneiting and Ranjan 2011; by the chaining of Allen, Ginsbourger and Ziegel 2023).
The interval score is theirs of 2007, eq. 43. Ignorance is the log score [bits] on bins, not by a kernel: a map that
stands still is an atom, which has no density (Roulston and Smith 2002).
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


def weighted_crps(values: ArrayLike, observed: float, at_most: float, *, fair: bool = False) -> float:
    """CRPS of what lies below a threshold alone, in the unit of the values: all above it counts as the threshold."""
    return crps_sample(np.minimum(values, at_most), min(observed, at_most), fair=fair)


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


def log_score(probability: ArrayLike, happened: ArrayLike) -> float:
    """Mean of -log2 of the probability that was stated for what happened [bits]; infinite after a wrong certainty."""
    stated, came = np.asarray(probability, dtype=np.float64), np.asarray(happened, dtype=np.float64)
    with np.errstate(divide="ignore"):
        return float(-np.log2(np.where(came == 1.0, stated, 1.0 - stated)).mean())


def stated_probability(values: ArrayLike, at_most: float) -> float:
    """Share of a sample at or below a level with half a member added to either side, so that it is never 0 or 1."""
    present = _present(values)
    return float((np.count_nonzero(present <= at_most) + 0.5) / (present.size + 1.0))


def ignorance(values: ArrayLike, observed: float, edges: ArrayLike) -> float:
    """-log2 of the share of the sample in the bin of the observation [bits], with half a member more in each bin.

    Bins lie between the edges (edge,) in ascending order, below the first and from the last on; an edge belongs to the
    bin above it.
    """
    bounds, present = np.asarray(edges, dtype=np.float64), _present(values)
    counts = np.bincount(np.searchsorted(bounds, present, side="right"), minlength=bounds.size + 1) + 0.5
    return float(-np.log2(counts[np.searchsorted(bounds, observed, side="right")] / counts.sum()))


def interval_score(values: ArrayLike, observed: float, level: float = 0.9) -> float:
    """Width of the middle `level` of a sample, and 2 / (1 - level) for each unit by which it misses the observation."""
    low, high = np.quantile(_present(values), ((1.0 - level) / 2.0, (1.0 + level) / 2.0))
    outside = max(low - observed, 0.0) + max(observed - high, 0.0)
    return float(high - low + 2.0 / (1.0 - level) * outside)


def central_interval(values: ArrayLike, level: float = 0.8) -> tuple[float | None, float | None]:
    """The middle `level` of a sample; None where an end is infinite."""
    low, high = quantiles(values, ((1.0 - level) / 2.0, (1.0 + level) / 2.0))
    return low, high


def covered(values: ArrayLike, observed: float, level: float = 0.8, tolerance: float = 0.0) -> bool:
    """Whether the middle `level` of a sample, widened by a tolerance, holds the observation, ends included."""
    low, high = central_interval(values, level)
    return (low is None or low - tolerance <= observed) and (high is None or observed <= high + tolerance)


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
