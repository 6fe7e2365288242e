"""Attrition by ground fought over: a price in people per contested km², a lower one for ground given up.

Leaves out who is where: the price is that of a whole front in a year, whatever the strengths.
"""

from sim.model.numbers.compilable import compilable


@compilable
def per_km2(contested_km2, given_up_km2, quiet_km_days, per_contested, bias, per_given_up, per_quiet):
    """Attacker's killed and wounded [persons] for ground contested, ground given up and quiet front.

    Source: casualties-per-km2-2024 for contested ground, cdb90-fits for ground given up (a delaying fight costs about
    a tenth).
    """
    return per_contested * bias * contested_km2 + per_given_up * given_up_km2 + per_quiet * quiet_km_days


@compilable
def losses(world, contested_km2, given_up_km2, front_km_days, quiet_km_days, rate):
    """Killed and wounded of the attacker and of the holder [persons, persons]; the holder's by the exchange ratio."""
    rules = world.rules
    attacker = per_km2(
        contested_km2,
        given_up_km2,
        quiet_km_days,
        rules.attrition_attacker_per_contested_km2,
        rules.attrition_claim_bias,
        rules.attrition_attacker_per_given_up_km2,
        rules.attrition_attacker_per_quiet_km_day,
    )
    return attacker, attacker / rules.attrition_exchange_ratio
