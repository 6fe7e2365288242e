"""V1: the general Lanchester law at its corners, and the battle of Iwo Jima by its published coefficients."""

from __future__ import annotations

from docs.verified.check import Check, missing, near
from sim.model.fighting.laws.lanchester import generalised

STEP = 1e-3  # days
JAPANESE, US_PER_JAPANESE, JAPANESE_PER_US = 21_000.0, 0.0544, 0.0106  # combat evidence 2.1, Engel
LANDINGS = {0: 54_000.0, 2: 6_000.0, 5: 13_000.0}


def fought(
    attacker: float, defender: float, rates: tuple[float, float], own: float, days: float
) -> tuple[float, float]:
    """Strengths after some days of the law with a given exponent of the own strength and one of the enemy's."""
    for _ in range(round(days / STEP)):
        a, d = attacker, defender
        halfway_a = a - STEP / 2 * generalised(a, d, rates[0], own, 1.0)
        halfway_d = d - STEP / 2 * generalised(d, a, rates[1], own, 1.0)
        attacker -= STEP * generalised(halfway_a, halfway_d, rates[0], own, 1.0)
        defender -= STEP * generalised(halfway_d, halfway_a, rates[1], own, 1.0)
    return attacker, defender


def invariants() -> list[Check]:
    """What each corner of the law leaves unchanged: b_A A² - b_D D², or b_A A - b_D D."""
    by_defender, by_attacker = 0.02, 0.03
    square = fought(1000.0, 800.0, (by_defender, by_attacker), 0.0, 10.0)
    before = by_attacker * 1000.0**2 - by_defender * 800.0**2
    after = by_attacker * square[0] ** 2 - by_defender * square[1] ** 2
    linear = fought(1000.0, 800.0, (by_defender / 1e3, by_attacker / 1e3), 1.0, 10.0)
    first, last = by_attacker * 1000.0 - by_defender * 800.0, by_attacker * linear[0] - by_defender * linear[1]
    return [
        near("V1", "square law: invariant after 10 days", before, after, before * 1e-5, digits=".6g"),
        near("V1", "linear law: invariant after 10 days", first, last, first * 1e-5, digits=".6g"),
    ]


def iwo_jima() -> tuple[float, float]:
    """Day on which nobody of the defender is left, and the US strength then, by the published coefficients."""
    us, japanese, day = 0.0, JAPANESE, 0.0
    while japanese > 0.0 and day < 100.0:
        if abs(day - round(day)) < STEP / 2:
            us += LANDINGS.get(round(day), 0.0)
        us, japanese = us - STEP * US_PER_JAPANESE * japanese, japanese - STEP * JAPANESE_PER_US * us
        day += STEP
    return day, us


def checks() -> list[Check]:
    """All of V1."""
    day, us = iwo_jima()
    fate = f"the defence ends on day {day:.0f} with {us:,.0f} of {sum(LANDINGS.values()):,.0f} US soldiers in action"
    return [
        *invariants(),
        missing("V1", f"Iwo Jima, day by day: {fate}", "the published daily strengths are not among the data"),
    ]
