"""Quantile dots: fifty equally likely values, each with the run that stands for it (Kay et al. 2016)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.ensemble_like import Floats

DOTS = 50
DOT_COLUMNS = 30
LEAST_CEILING = 11.0


@dataclass(frozen=True)
class Dots:
    """Place of each dot in the unit of the values, its height in the stack (1 at the bottom), its replication."""

    place: Floats
    height: Floats
    run: Floats

    @property
    def tallest(self) -> float:
        """Height of the tallest stack, 0 without dots."""
        return float(self.height.max(initial=0.0))


def quantile_dots(values: Floats, width: float | None = None) -> Dots:
    """Dots of the values (replication,) that are not NaN, in columns `width` wide, none of which straddles zero."""
    dots, run = dot_values(values)
    if dots.size == 0:
        return Dots(dots, dots, dots)
    width = column_width([dots]) if width is None else width
    place = (np.floor(dots / width) + 0.5) * width if dots[0] < dots[-1] else dots
    height: Floats = np.arange(1.0, dots.size + 1.0) - np.searchsorted(place, place, side="left").astype(np.float64)
    return Dots(place, height, run)


def dot_values(values: Floats) -> tuple[Floats, Floats]:
    """50 equally likely quantiles (dot,), fewer where fewer values are not NaN, and the run nearest to each.

    Among equal values the runs are taken in their order, so that no run has two dots.
    """
    present = np.flatnonzero(~np.isnan(values))
    ordered = present[np.argsort(values[present], kind="stable")]
    n = min(DOTS, ordered.size)
    if n == 0:
        return np.empty(0), np.empty(0)
    position = (np.arange(n) + 0.5) / n * (ordered.size - 1)
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, ordered.size - 1)
    low, high = values[ordered[below]], values[ordered[above]]
    nearest = ordered[np.where(position - below < 0.5, below, above)]
    return low + (position - below) * (high - low), nearest.astype(np.float64)


def column_width(dots: Sequence[Floats]) -> float:
    """Width of a column of dots that fits all groups and zero into 30 columns."""
    ends = [0.0, *(float(group[at]) for group in dots if group.size for at in (0, -1))]
    return (max(ends) - min(ends)) / DOT_COLUMNS or 1.0


def ceiling(tallest: float) -> float:
    """Height of the drawing in dots: room for the tallest column, and enough that dots do not float."""
    return max(LEAST_CEILING, 1.0 + tallest)
