"""Plane geometry of a schematic map [km]: distances to a line, where lines cross, the middle and direction of a leg."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]


def nearest_on(line: Sequence[Point], point: Point) -> Point:
    """The point of a line that is nearest to a point."""
    feet = [_foot(start, end, point) for start, end in pairwise(line)]
    return min(feet, key=lambda foot: math.dist(foot, point))


def length_before_km(line: Sequence[Point], other: Sequence[Point]) -> float | None:
    """Length of a line from its start to where it first crosses another; None where it does not."""
    length = 0.0
    for start, end in pairwise(line):
        crossings = [share for leg in pairwise(other) if (share := _crossing(start, end, *leg)) is not None]
        if crossings:
            return length + min(crossings) * math.dist(start, end)
        length += math.dist(start, end)
    return None


def away_from(line: Sequence[Point], point: Point, km: float) -> Point:
    """The point so much farther from the line, straight away from it; the point itself if it lies on the line."""
    foot = nearest_on(line, point)
    gone = math.dist(foot, point)
    if gone == 0.0:
        return point
    return point[0] + (point[0] - foot[0]) * km / gone, point[1] + (point[1] - foot[1]) * km / gone


def middle(start: Point, end: Point) -> Point:
    """The middle of a leg."""
    return (start[0] + end[0]) / 2.0, (start[1] + end[1]) / 2.0


def bearing(start: Point, end: Point) -> float:
    """Direction of a leg [degrees, clockwise from north]."""
    return math.degrees(math.atan2(end[0] - start[0], end[1] - start[1])) % 360.0


def _foot(start: Point, end: Point, point: Point) -> Point:
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    return start[0] + share * dx, start[1] + share * dy


def _crossing(start: Point, end: Point, other_start: Point, other_end: Point) -> float | None:
    """Share of the first leg at which it crosses the second; None where it does not or they are parallel."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    ex, ey = other_end[0] - other_start[0], other_end[1] - other_start[1]
    turn = dx * ey - dy * ex
    if turn == 0.0:
        return None
    gx, gy = other_start[0] - start[0], other_start[1] - start[1]
    share, on_other = (gx * ey - gy * ex) / turn, (gx * dy - gy * dx) / turn
    return share if 0.0 <= share <= 1.0 and 0.0 <= on_other <= 1.0 else None
