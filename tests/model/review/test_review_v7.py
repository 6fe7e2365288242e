"""V7, durability: a simulated population of truces against the Kaplan-Meier curves of ceasefire-fits.

The simulation and the curves are those of docs/verified/truces.py, which docs/verification.md prints with its misses.
"""

import pytest

from docs.verified.truces import durability


@pytest.fixture(scope="module")
def points():
    """24 points: six groups on four days."""
    return durability()


def test_twenty_of_twenty_four_points_lie_inside_their_bands(points):
    assert len(points) == 24
    assert sum(point.holds for point in points) >= 20


def test_no_point_is_far_from_its_curve(points):
    assert all(abs(float(point.ours) - float(point.published)) < 0.07 for point in points)
