"""The variance of an outcome split into what parameter, chance and form do alone, and what they do only together.

With Y at each corner of a crossing (`sim.experiment.crossed`), and v(u) the variance of the mean of Y given the sources
u, E[Y Y'] over two corners that share u and nothing else is v(u) plus the squared mean, and over two that share nothing
it is the squared mean. So the mean of Y Y' over the pairs of the first kind, less that over the second, is v(u) without
bias, whatever the model does; v of all three is the variance. What belongs to a set alone follows by inclusion and
exclusion (the analysis of variance of Hoeffding and Sobol). A true zero is estimated as small numbers of either sign:
they are left as they are.

Source: Owen (2013), Variance components and generalized Sobol' indices, SIAM/ASA J. Uncertainty Quantification 1
(arXiv 1205.1774): estimators bilinear in the two draws. Intervals are jackknifed over the 16 scramblings, Student's t
of 15 degrees; below 64 replications over the replications. Shares are ratios, with a bias of the order of 1/n.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.ensemble_like import Floats
from sim.analysis.uncertainty import SCRAMBLINGS, Entry, by_scramblings, student_t95
from sim.experiment.crossed import CORNERS, SOURCES

EVERY = CORNERS - 1


@dataclass(frozen=True, eq=False)
class Split:
    """Numbers of one outcome: n, mean, variance, and shares of it with their errors and 95 % intervals.

    `alone`: by source, what knowing it alone takes away on average. `total`: by source, what is left on average once
    the others are known. `together`: what no source does alone. Without variance there are no shares: None.
    """

    n: int
    mean: float
    variance: Entry
    alone: Mapping[str, Entry] | None
    total: Mapping[str, Entry] | None
    together: Entry | None

    def as_json(self) -> Entry:
        """The same as plain data."""
        return {**vars(self), "sd": math.sqrt(max(self.variance["value"], 0.0))}


def variance_split(values: Floats) -> Split | None:
    """The split of an outcome (corner, replication); replications with a corner missing are left out.

    None with fewer than two replications.
    """
    groups = np.arange(values.shape[1])
    present = ~np.isnan(values).any(axis=0)
    known, n = values[:, present], int(present.sum())
    if n < 2:
        return None
    groups = groups[present] % SCRAMBLINGS if by_scramblings(n) else np.arange(n)
    mean = float(known.mean())
    sums, counts = _sums_by_group(_products(known - mean), groups)
    whole = _numbers(sums.sum(axis=0) / n)
    without = _numbers((sums.sum(axis=0) - sums) / (n - counts)[:, None])
    entries = [_entry(value, left) for value, left in zip(whole, without.T, strict=True)]
    variance, *shares = entries
    if not variance["value"] > 0.0:
        return Split(n, mean, variance, None, None, None)
    alone, total = (dict(zip(SOURCES, part, strict=True)) for part in (shares[:3], shares[3:6]))
    return Split(n, mean, variance, alone, total, shares[6])


def _products(values: Floats) -> Floats:
    """For each replication the mean product of corners that share the sources of a set (replication, set)."""
    corners = np.arange(CORNERS)
    return np.array([(values * values[corners ^ (EVERY & ~shared)]).mean(axis=0) for shared in range(CORNERS)]).T


def _sums_by_group(products: Floats, groups: NDArray[np.integer[Any]]) -> tuple[Floats, Floats]:
    """Sums of the products by group (group, set), and how many replications each has; empty groups are left out."""
    names, places = np.unique(groups, return_inverse=True)
    sums = np.zeros((names.size, products.shape[1]))
    np.add.at(sums, places, products)
    return sums, np.bincount(places).astype(np.float64)


def _numbers(means: Floats) -> Floats:
    """Variance, shares alone by source, total shares by source, share together (…, 8), from mean products (…, set)."""
    given = means - means[..., :1]  # variance of the mean given a set of sources
    variance = given[..., EVERY]
    singles = [1 << place for place in range(len(SOURCES))]
    parts = [given[..., one] for one in singles]
    parts += [variance - given[..., EVERY & ~one] for one in singles]
    parts.append(variance - sum(given[..., one] for one in singles))
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = [part / variance for part in parts]
    return np.stack([variance, *shares], axis=-1)


def _entry(value: float, without: Floats) -> Entry:
    """A number with its jackknifed error and 95 % interval, from its values without each group (group,)."""
    groups = without.size
    error = math.sqrt((groups - 1) / groups * float(((without - without.mean()) ** 2).sum()))
    if groups < 2 or not math.isfinite(error) or not math.isfinite(value):
        return {"value": float(value) if math.isfinite(value) else None, "se": None, "low": None, "high": None}
    reach = student_t95(groups - 1) * error
    return {"value": float(value), "se": error, "low": float(value - reach), "high": float(value + reach)}
