"""Ground taken by people on a front, written a second time from the design page and the declared values alone.

The page gives limits, not a formula: the fitted tempo at the densities of the fit, nothing without attackers, a walk
without holders, monotone and smooth between, little below a floor of attackers, a line that gives way below a floor of
holders, exponents beyond. Here people stand in posts of as many as their floor, scattered along the front: a km without
a post of attackers is not attacked, one without a post of holders is walked into. The package's law was not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp


@dataclass(frozen=True)
class Front:
    """The declared values [persons per km of front; km² per day and km]."""

    attackers_reference: float
    holders_reference: float
    attackers_exponent: float
    holders_exponent: float
    attackers_floor: float
    holders_floor: float
    walking_pace: float


def posted(people: float, post: float) -> float:
    """Share of the front with at least one post on its km."""
    return 1.0 - exp(-people / post)


def gain(front: Front, tempo: float, attackers: float, holders: float) -> float:
    """Ground expected to pass [km² per day and km of front] at the fitted tempo and some densities [persons/km]."""
    attacked = posted(attackers, front.attackers_floor)
    usual = posted(front.attackers_reference, front.attackers_floor)
    if attacked == 0.0:
        return 0.0
    pushed = (attackers / front.attackers_reference) ** front.attackers_exponent * attacked / usual
    walk = max(front.walking_pace * attacked, tempo * pushed)
    manned = min(1.0, posted(holders, front.holders_floor) / posted(front.holders_reference, front.holders_floor))
    if holders == 0.0:
        return walk
    fought = min(walk, tempo * pushed * (holders / front.holders_reference) ** -front.holders_exponent)
    return manned * fought + (1.0 - manned) * walk


def by_power(ratio: float, reference: float, exponent: float) -> float:
    """Gain against the fitted tempo by the ratio of power, never falling with it."""
    return float((ratio / reference) ** exponent)


# Published on lines and ammunition (tables of 1979): effect of a defender's line, and of the share of need met.
LINES = {"hasty": 1.3, "prepared": 1.5, "fortified": 1.6}


def power_ratio(attackers: float, holders: float, line: str, attackers_fed: float, holders_fed: float) -> float:
    """Power of the attacker against the holder's behind a line; people times effect of ammunition."""
    return attackers * effect(attackers_fed) / (holders * effect(holders_fed) * LINES[line])


def effect(share: float) -> float:
    """Effect left with a share of the ammunition needed, straight between the published points."""
    points = ((0.0, 0.0), (0.1, 0.2), (0.2, 0.65), (0.3, 0.8), (0.5, 0.9), (1.0, 1.0))
    below = max(point for point in points if point[0] <= min(1.0, share))
    above = min(point for point in points if point[0] >= min(1.0, share))
    if below == above:
        return below[1]
    return below[1] + (above[1] - below[1]) * (share - below[0]) / (above[0] - below[0])
