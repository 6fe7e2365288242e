"""Attrition by who faces whom: a general Lanchester form, per km of front, with two exponents that are drawn.

Square law (own 0, enemy 1), linear (1, 1) and logarithmic (1, 0) are its corners. Leaves out ground: a day costs what
it costs, whatever is taken. People beyond the densities of 1939-82 find no room in the line.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import power
from sim.model.world.dimensions import ATTACKER, HOLDER

ATTACKERS_DENSEST, HOLDERS_DENSEST = 2470.0, 1370.0  # persons/km, medians of 1939-82; source: cdb90-fits
SMALLEST_FRONT = 1e-9  # km


@compilable
def generalised(own, enemy, rate, own_exponent, enemy_exponent):
    """Losses a day of one side of some strength against another: rate own^q enemy^p, none where a side has nobody.

    Source: engel-1954 for q 0, p 1; Bracken's general form. Strengths and losses in any one unit.
    """
    if own <= 0.0 or enemy <= 0.0:
        return 0.0
    return rate * power(own, own_exponent) * power(enemy, enemy_exponent)


@compilable
def losses(world, contested_km2, given_up_km2, front_km_days, quiet_km_days, rate):
    """Killed and wounded of the attacker and of the holder [persons, persons]; the holder's by the exchange ratio."""
    rules, fit, front = world.rules, world.people.fit, max(world.ground.front, SMALLEST_FRONT)
    own, enemy = rules.attrition_lanchester_own_exponent, rules.attrition_lanchester_enemy_exponent
    attackers = min(fit[ATTACKER] / front, ATTACKERS_DENSEST) / rules.attrition_lanchester_attackers_per_km
    holders = min(fit[HOLDER] / front, HOLDERS_DENSEST) / rules.attrition_lanchester_holders_per_km
    level = rules.attrition_lanchester_share_per_day * rules.attrition_lanchester_attackers_per_km * front_km_days
    attacker = generalised(attackers, holders, level, own, enemy)
    return attacker, generalised(holders, attackers, level / rules.attrition_exchange_ratio, own, enemy)
