"""Where the names on a map go: beside what they name, over as little else as possible. Pixels at a reference scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]
LETTER_PX, LINE_PX = 6.7, 15.0  # of letters of 12 px
OUTSIDE_COST, POINT_COST = 40.0, 4.0  # a label outside the picture; a point of a line under it


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Area in common [px²]."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, high)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True)
class Label:
    """A label's anchor [px], where it stands from there [px], and how its lines align."""

    x: float
    y: float
    dx: float
    dy: float
    align: Align
    box: Box


def around(x: float, y: float, reach: float, letters: int, lines: int) -> list[Label]:
    """Places for a label around a symbol of that reach [px], the preferred ones first."""
    wide, half = letters * LETTER_PX, lines * LINE_PX / 2.0
    slant = 0.75 * reach
    places: list[tuple[float, float, Align]] = [
        (reach + 4.0, 0.0, "left"),
        (-reach - 4.0, 0.0, "right"),
        (0.0, -reach - half - 1.0, "center"),
        (0.0, reach + half + 1.0, "center"),
        (slant + 3.0, -half - 2.0, "left"),
        (slant + 3.0, half + 2.0, "left"),
        (-slant - 3.0, -half - 2.0, "right"),
        (-slant - 3.0, half + 2.0, "right"),
    ]
    return [label_at(x, y, dx, dy, align, wide, half) for dx, dy, align in places]


def label_at(x: float, y: float, dx: float, dy: float, align: Align, wide: float, half: float) -> Label:
    """A label that stands so far from its anchor."""
    left = x + dx - {"left": 0.0, "center": wide / 2.0, "right": wide}[align]
    return Label(x, y, dx, dy, align, Box(left, y + dy - half, left + wide, y + dy + half))


def best(places: Sequence[Label], taken: Iterable[Box], points: Iterable[tuple[float, float]], picture: Box) -> Label:
    """The place that covers least of what is there; of equal ones the first."""
    boxes, spots = list(taken), list(points)
    costs = [_cost(place.box, boxes, spots, picture) for place in places]
    return places[costs.index(min(costs))]


def _cost(box: Box, taken: Sequence[Box], points: Sequence[tuple[float, float]], picture: Box) -> float:
    area = (box.right - box.left) * (box.bottom - box.top)
    outside = area - box.overlap(picture)
    covered = sum(box.overlap(other) for other in taken)
    return covered + POINT_COST * sum(box.holds(*point) for point in points) + OUTSIDE_COST * (outside > 1e-6) + outside
