"""V1: the general Lanchester law at its corners, and the battle of Iwo Jima by its published coefficients."""

from __future__ import annotations

from docs.verified.check import Check, missing, near
from sim.model.fighting.laws.lanchester import generalised

STEP = 1e-3  # days
JAPANESE, US_PER_JAPANESE, JAPANESE_PER_US = 21_000.0, 0.0544, 0.0106  # engel-1954
REFIT_US_PER_JAPANESE, REFIT_JAPANESE_PER_US = 0.0547895, 0.0106351  # the refit of 2023 ...
TO_ONESELF = 0.001  # [1/day] ... which left this in
LANDINGS = {0: 54_000.0, 2: 6_000.0, 5: 13_000.0}  # in the course of a day
LAST_DAY, LEFT = 35, 51_300.0


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


def iwo_jima(us_per_japanese: float, japanese_per_us: float, to_oneself: float) -> tuple[float, float]:
    """US and Japanese strength on the last day: square law, and the logarithmic one for losses to oneself."""
    us, japanese = 0.0, JAPANESE
    for number in range(round(LAST_DAY / STEP)):
        hurt = generalised(us, japanese, us_per_japanese, 0.0, 1.0) + generalised(us, japanese, to_oneself, 1.0, 0.0)
        fall = generalised(japanese, us, japanese_per_us, 0.0, 1.0) + generalised(japanese, us, to_oneself, 1.0, 0.0)
        us += STEP * (LANDINGS.get(int(number * STEP), 0.0) - hurt)
        japanese = max(japanese - STEP * fall, 0.0)
    return us, japanese


def battle() -> list[Check]:
    """The end of the battle by the published coefficients, and by a published refit as it was made."""
    us, japanese = iwo_jima(US_PER_JAPANESE, JAPANESE_PER_US, 0.0)
    again, none = iwo_jima(REFIT_US_PER_JAPANESE, REFIT_JAPANESE_PER_US, TO_ONESELF)
    refit = f"by the refit of 2023, with {TO_ONESELF:g} a day lost to oneself"
    day = f"Iwo Jima, day {LAST_DAY}"
    return [
        near("V1", f"{day}: US strength of {sum(LANDINGS.values()):,.0f} landed", LEFT, us, 0.04 * LEFT, digits=",.0f"),
        near("V1", f"{day}: Japanese strength of {JAPANESE:,.0f}", 0.0, japanese, 0.01 * JAPANESE, digits=",.0f"),
        near("V1", f"{day}: US strength {refit}", LEFT, again, 0.001 * LEFT, digits=",.0f"),
        near("V1", f"{day}: Japanese strength {refit}", 0.0, none, 0.001 * JAPANESE, digits=",.0f"),
    ]


def checks() -> list[Check]:
    """All of V1."""
    why = "the published daily strengths are not among the data"
    return [*invariants(), *battle(), missing("V1", "Iwo Jima, the days before the last", why)]
