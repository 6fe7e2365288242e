"""What a value adds to an outcome by a straight line, all other values held: least squares over the runs of an answer.

All values at once, where there are runs enough: within a scrambling of the design some pairs of values move together,
up to a correlation of 0.5 over 2,000 runs, and a line through one value by itself passes on what the other does. With
fewer runs each value by itself: the error counts the spread of the scramblings, and may not see all of that.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.ensemble_like import Floats

RUNS_A_VALUE = 3  # from which on all values are taken at once; judgement


class Slopes(NamedTuple):
    """Slope of each value (value,), its standard error of independent runs, and that from the spread of the blocks.

    Zero for a value that is constant.
    """

    slope: Floats
    independent: Floats
    between_blocks: Floats

    @property
    def error(self) -> Floats:
        """The larger of the two, as for drivers."""
        return np.maximum(self.independent, self.between_blocks)


def slopes_of(x: Floats, y: Floats, blocks: NDArray[np.intp]) -> Slopes:
    """Slopes of y (n,) on the rows of x (value, n); `blocks` (n,) says which runs belong together."""
    away, rise = x - x.mean(axis=1, keepdims=True), y - y.mean()
    length = np.sqrt((away * away).sum(axis=1))
    varies = np.flatnonzero(length > 0.0)
    found = _of_unit_length(away[varies] / length[varies, None], rise, blocks)
    whole = np.zeros((3, length.size))
    whole[:, varies] = np.array(found) / length[varies]
    return Slopes(*whole)


def _of_unit_length(unit: Floats, rise: Floats, blocks: NDArray[np.intp]) -> Slopes:
    """The same for centred rows of length 1 and a centred outcome.

    The spread of the blocks is that of what each adds to a slope, linearised as in `drivers.mean_differences`.
    """
    values, n = unit.shape
    together = n >= RUNS_A_VALUE * (values + 1)
    inverse = np.linalg.pinv(unit @ unit.T, hermitian=True) if together else np.eye(values)
    slope, free = inverse @ (unit @ rise), n - 1 - (values if together else 1)
    rest = rise - slope @ unit if together else rise - slope[:, None] * unit
    spread = (rest * rest).sum(axis=-1) / max(free, 1) * np.diag(inverse)
    _, place = np.unique(blocks, return_inverse=True)
    belongs = place[:, None] == np.arange(place.max() + 1)
    added = inverse @ ((unit * rest) @ belongs)
    between = (added * added).sum(axis=1) * belongs.shape[1] / max(belongs.shape[1] - 1, 1)
    return Slopes(slope, np.sqrt(spread), np.sqrt(between))
