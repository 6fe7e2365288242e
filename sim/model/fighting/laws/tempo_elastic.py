"""Attrition by tempo: losses per km of front and day grow slowly with the rate of advance.

Leaves out strengths and whether ground changes hands at all. Judgement, to see what depends on the law.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import power


@compilable
def tempo_elastic(front_km_days, rate, level, exponent, reference_rate):
    """Attacker's killed and wounded [persons] over some km-days of front at a rate [km²/day/km]; judgement."""
    return level * front_km_days * power(max(rate, 0.0) / reference_rate, exponent)


@compilable
def losses(world, contested_km2, given_up_km2, front_km_days, quiet_km_days, rate):
    """Killed and wounded of the attacker and of the holder [persons, persons]; the holder's by the exchange ratio."""
    rules = world.rules
    attacker = tempo_elastic(
        front_km_days,
        rate,
        rules.attrition_elastic_level,
        rules.attrition_elastic_exponent,
        rules.attrition_elastic_reference_rate,
    )
    return attacker, attacker / rules.attrition_exchange_ratio
