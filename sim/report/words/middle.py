"""What is told of a spread: its middle, and from where to where half of the runs lie, if they are enough to tell.

The one place of sim.report and sim.ui that takes quantiles: sentences, cards and bars of charts ask it, so that none
says half of anything of a sample too small for that.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sim.analysis.skill.scores import central_interval
from sim.analysis.uncertainty import quantiles
from sim.report.words.numbers import ENOUGH_RUNS

HALF = 0.5


class MiddleHalf(NamedTuple):
    """A quarter of the `n` values lie below `low`, a quarter above `high`; both None where they are too few to tell."""

    n: int
    low: float | None
    high: float | None


UNKNOWN = MiddleHalf(0, None, None)


def middle_half(values: ArrayLike) -> MiddleHalf:
    """The middle half of the values (replication,) that are not NaN."""
    n = _known(values)
    return MiddleHalf(n, *central_interval(values, HALF)) if n >= ENOUGH_RUNS else MiddleHalf(n, None, None)


def middle(values: ArrayLike) -> float | None:
    """The value that half of those that are not NaN do not exceed; None where they are too few to tell."""
    if _known(values) < ENOUGH_RUNS:
        return None
    [value] = quantiles(values, (HALF,))
    return value


def _known(values: ArrayLike) -> int:
    return int(np.count_nonzero(~np.isnan(np.asarray(values, dtype=np.float64))))
