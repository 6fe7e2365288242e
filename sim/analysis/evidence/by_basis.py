"""The share of an outcome's variance that each group of values makes: alone (first order) and with others (total).

Runs are those of `sim.experiment.grouped`: A, B, and A with group g of B, the outcome less its mean. Alone: the mean of
B (A_g - A) over the variance (Saltelli and others 2010, table 2 b); total: half the mean of (A - A_g)² (Jansen 1999).
Both are without bias but for the ratio; a true zero is estimated as a small number of either sign. Intervals are
jackknifed over the 16 scramblings, Student's t of 15 degrees; below 64 replications over the replications.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.analysis.ensemble_like import Floats
from sim.analysis.uncertainty import SCRAMBLINGS, Entry, by_scramblings, student_t95


def shares_by_group(values: Floats, groups: Sequence[str]) -> Entry | None:
    """First-order and total share of each group from outcomes (run, replication); None without variance.

    Replications with a run missing are left out.
    """
    present = ~np.isnan(values).any(axis=0)
    known = values[:, present]
    if known.shape[1] < 2 or not float(known[[0, -1]].var()) > 0.0:
        return None
    parts = blocks_of(np.flatnonzero(present))
    whole, without = _shares(known), [_shares(known[:, parts != part]) for part in np.unique(parts)]
    entries = [jackknifed(value, np.array([one[place] for one in without])) for place, value in enumerate(whole)]
    count = len(groups)
    return {
        name: {"first": entries[place], "total": entries[count + place]} for place, name in enumerate(groups)
    }


def blocks_of(replications: NDArray[np.intp]) -> NDArray[np.intp]:
    """The block of each replication that a jackknife leaves out at once: its scrambling, where there are enough."""
    if by_scramblings(replications.size):
        return np.asarray(replications % SCRAMBLINGS)
    return np.arange(replications.size)


def jackknifed(value: float, without: Floats) -> Entry:
    """A number with its error and 95 % interval, from its values without each block (block,)."""
    blocks = without.size
    error = math.sqrt((blocks - 1) / blocks * float(((without - without.mean()) ** 2).sum()))
    if blocks < 2 or not (math.isfinite(error) and math.isfinite(value)):
        return {"value": float(value) if math.isfinite(value) else None, "se": None, "low": None, "high": None}
    reach = student_t95(blocks - 1) * error
    return {"value": float(value), "se": error, "low": float(value - reach), "high": float(value + reach)}


def _shares(values: Floats) -> Floats:
    """First orders, then totals (2 groups,)."""
    ends = values[[0, -1]]
    centred = values - ends.mean()
    first, *swapped, last = centred
    changed = np.array(swapped) - first
    variance = ends.var()
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.concatenate([(last * changed).mean(axis=1), (changed * changed).mean(axis=1) / 2.0])
        return np.asarray(parts / variance)
