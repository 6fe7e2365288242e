"""Monte Carlo error of means, shares and quantiles.

Replications come from 16 independent scramblings of one Sobol sequence, interleaved (replication r uses
scrambling r mod 16). Points of one scrambling are not independent, so the error of a mean is read from the
spread between the scramblings. One value tells nothing of its error: None, or NaN where many are computed at
once. What is not here: doubt about the model itself, which no number of runs removes.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sim.analysis.ensemble_like import Floats

Entry = dict[str, Any]

SCRAMBLINGS = 16
ENOUGH_FOR_SCRAMBLINGS = 64  # below that, a scrambling holds fewer than four points
FEW_ALIKE = 20  # with fewer values, that all are equal does not show that there is no spread
Z95 = 1.959963984540054
STUDENT_T_FEW = (math.nan, 12.706204736432095, 4.302652729911275, 3.182446305284263)  # 0 to 3 degrees


def student_t95(degrees: int) -> float:
    """Two-sided 95 % point of Student's t; NaN without a degree of freedom.

    A table to 3 degrees, from there the series of Abramowitz and Stegun 26.7.5, right to 0.3 %.
    """
    if degrees < len(STUDENT_T_FEW):
        return STUDENT_T_FEW[max(degrees, 0)]
    z, v = Z95, float(degrees)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / v + second / v**2 + third / v**3


def by_scramblings(n: int) -> bool:
    """Whether n values are enough to read the error from the 16 scramblings."""
    return n >= ENOUGH_FOR_SCRAMBLINGS


def critical_value(n: int) -> float:
    """Multiplier of the standard error for 95 %: Student's t with 15 degrees (scramblings), else n - 1."""
    return student_t95(SCRAMBLINGS - 1 if by_scramblings(n) else n - 1)


def standard_error(values: ArrayLike) -> float | None:
    """Standard error of the mean of the values that are not NaN (replication,); None for fewer than two.

    With equal groups this is the standard deviation of the 16 means over 4; with missing values it is the
    linearised error of a ratio (Cochran, Sampling Techniques, section 6.4).
    """
    data = np.asarray(values, dtype=np.float64)
    present = ~np.isnan(data)
    n = int(present.sum())
    if n < 2:
        return None
    residual = np.where(present, data - data[present].mean(), 0.0)
    if not by_scramblings(n):
        return float(math.sqrt(float((residual * residual).sum()) / (n - 1) / n))
    totals = np.bincount(np.arange(data.size) % SCRAMBLINGS, weights=residual, minlength=SCRAMBLINGS)
    return float(math.sqrt(float((totals * totals).sum()) * SCRAMBLINGS / (SCRAMBLINGS - 1)) / n)


def share_errors(days: Floats, grid: Floats) -> Floats:
    """Standard error of the share of days on or before each day of an ascending grid (day,), NaN left out.

    The same numbers as `standard_error` of zeros and ones day by day, from counts by scrambling; NaN for fewer
    than two runs.
    """
    present = ~np.isnan(days)
    n = int(present.sum())
    if n < 2:
        return np.full(grid.size, np.nan)
    groups = np.flatnonzero(present) % SCRAMBLINGS
    counts = np.zeros((SCRAMBLINGS, grid.size + 1))
    np.add.at(counts, (groups, np.searchsorted(grid, days[present], side="left")), 1.0)
    counts = counts[:, :-1].cumsum(axis=1)
    share = counts.sum(axis=0) / n
    if n < ENOUGH_FOR_SCRAMBLINGS:
        return np.asarray(np.sqrt(n * share * (1.0 - share) / (n - 1) / n))
    totals = counts - np.bincount(groups, minlength=SCRAMBLINGS)[:, None] * share
    return np.asarray(np.sqrt((totals * totals).sum(axis=0) * SCRAMBLINGS / (SCRAMBLINGS - 1)) / n)


def mean_interval(values: ArrayLike) -> tuple[float, float | None, float | None, float | None]:
    """Mean, standard error and 95 % interval of the values that are not NaN; needs at least one.

    No interval where there are fewer than two values, or few and all equal: their spread is not known.
    """
    data = np.asarray(values, dtype=np.float64)
    present = data[~np.isnan(data)]
    mean, error = float(present.mean()), standard_error(data)
    if error is None or (present.size < FEW_ALIKE and bool((present == present[0]).all())):
        return mean, error, None, None
    reach = critical_value(present.size) * error
    return mean, error, mean - reach, mean + reach


def rule_of_three(n: int) -> float:
    """Largest share that still leaves a 5 % chance of no event in n runs, about 3/n (Hanley 1983)."""
    return 1.0 - 0.05 ** (1.0 / n) if n > 0 else 1.0


def share_interval(mean: float, error: float, n: int) -> tuple[float, float]:
    """95 % interval of a share of two runs or more: Wilson's with the effective number, rule of three at 0 and 1.

    Source: Wilson 1927; the effective number of runs is mean (1 - mean) / error^2, held between 1 and 4 n.
    """
    if mean <= 0.0:
        return 0.0, rule_of_three(n)
    if mean >= 1.0:
        return 1.0 - rule_of_three(n), 1.0
    spread = mean * (1.0 - mean)
    effective = min(max(spread / (error * error), 1.0), 4.0 * n) if error > 0.0 else 4.0 * n
    return wilson(mean, effective, critical_value(n))


def share_intervals(means: Floats, errors: Floats, n: int) -> tuple[Floats, Floats]:
    """`share_interval` of many shares of the same n runs at once; NaN for fewer than two runs."""
    if n < 2:
        return np.full(means.size, np.nan), np.full(means.size, np.nan)
    spread = means * (1.0 - means)
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = np.clip(np.where(errors > 0.0, spread / (errors * errors), 4.0 * n), 1.0, 4.0 * n)
    square = critical_value(n) ** 2 / effective
    centre = (means + square / 2.0) / (1.0 + square)
    reach = np.sqrt(spread * square + square * square / 4.0) / (1.0 + square)
    rare = rule_of_three(n)
    none, every = means <= 0.0, means >= 1.0
    low = np.where(none, 0.0, np.where(every, 1.0 - rare, np.maximum(0.0, centre - reach)))
    high = np.where(none, rare, np.where(every, 1.0, np.minimum(1.0, centre + reach)))
    return low, high


def wilson(share: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's score interval of a share among n independent runs (Wilson 1927)."""
    square = z * z / n
    centre = (share + square / 2.0) / (1.0 + square)
    reach = math.sqrt(share * (1.0 - share) * square + square * square / 4.0) / (1.0 + square)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def share_numbers(values: Floats) -> Entry:
    """n, mean, standard error and 95 % interval of zeros and ones (replication,), NaN left out."""
    n = int((~np.isnan(values)).sum())
    mean = float(np.nanmean(values)) if n else None
    error = standard_error(values)
    if mean is None or error is None:
        return {"n": n, "mean": mean, "se": None, "low": None, "high": None}
    low, high = share_interval(mean, error, n)
    return {"n": n, "mean": mean, "se": error, "low": low, "high": high}


def indicator(codes: Floats, code: int) -> Floats:
    """One where the category has this code, zero elsewhere, NaN where it is missing (replication,)."""
    return np.where(np.isnan(codes), np.nan, codes == code)


def quantile(values: ArrayLike, probability: float) -> float | None:
    """Quantile by linear interpolation (Hyndman and Fan's type 7); None where infinite or without values."""
    return sorted_quantile(np.sort(_present(values)), probability)


def quantiles(values: ArrayLike, probabilities: tuple[float, ...]) -> tuple[float | None, ...]:
    """Several quantiles of the same values, sorted once."""
    ordered = np.sort(_present(values))
    return tuple(sorted_quantile(ordered, probability) for probability in probabilities)


def sorted_quantile(ordered: Floats, probability: float) -> float | None:
    """The same for values that are sorted and hold no NaN; infinite values count as later than everything."""
    if ordered.size == 0:
        return None
    position = (ordered.size - 1) * probability
    below = math.floor(position)
    above = min(below + 1, ordered.size - 1)
    part = position - below
    if part == 0.0:
        value = float(ordered[below])
    elif not math.isfinite(ordered[above]):
        return None
    else:
        value = float(ordered[below] + part * (ordered[above] - ordered[below]))
    return value if math.isfinite(value) else None


def _present(values: ArrayLike) -> Floats:
    data = np.asarray(values, dtype=np.float64)
    return data[~np.isnan(data)]
