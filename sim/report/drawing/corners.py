"""Lines with no more points than it takes to draw them: what lies between two corners is as good as straight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def corners(days: NDArray[np.int64], paths: NDArray[np.float64], within: float) -> NDArray[np.bool_]:
    """Which points of each path to keep (run, day): straight lines between them miss none by more than `within`.

    From each corner a cone of slopes is narrowed, point by point, to those that pass near all of them; the last point
    before one that lies outside the cone is the next corner.
    """
    kept = np.zeros(paths.shape, dtype=bool)
    kept[:, [0, -1]] = True
    since, at = np.full(len(paths), float(days[0])), paths[:, 0]
    low, high = np.full(len(paths), -np.inf), np.full(len(paths), np.inf)
    for place in range(1, len(days)):
        slope = (paths[:, place] - at) / (days[place] - since)
        turns = (slope < low) | (slope > high)
        kept[turns, place - 1] = True
        since, at = np.where(turns, days[place - 1], since), np.where(turns, paths[:, place - 1], at)
        slope = (paths[:, place] - at) / (days[place] - since)
        room = within / (days[place] - since)
        low = np.maximum(np.where(turns, -np.inf, low), slope - room)
        high = np.minimum(np.where(turns, np.inf, high), slope + room)
    return kept
