"""Attrition fitted to battles of 1914-82: powers of own and enemy strength, with fatigue.

Leaves out ground: what is lost depends on who faces whom for how long, not on what is taken.
"""

from sim.model.ground.settlements import front_length_now
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, power
from sim.model.world.dimensions import ATTACKER, HOLDER

FITTED_DAYS = 3.0  # median length of the engagements behind the fit, 1914-82


@compilable
def fatigue(days_in_line):
    """Daily losses after some days in line against those of the fitted engagements [ratio].

    Source: cdb90-fits: percent a day falls with days^-0.375 (SE 0.06); the fitted engagements last 3 days (median).
    """
    return power(max(days_in_line, FITTED_DAYS) / FITTED_DAYS, -0.375)


@compilable
def fitted_attacker_losses(own, enemy, days_in_line, residual):
    """Attacker's daily battle losses [persons/day] of both strengths [persons], with fatigue.

    Source: cdb90-fits, attackers 1914-82 (n 366): exp(-3.03) own^0.58 enemy^0.32. Residual SD 1.05.
    """
    return exp(-3.03 + residual) * power(own, 0.58) * power(enemy, 0.32) * fatigue(days_in_line)


@compilable
def fitted_holder_losses(own, enemy, days_in_line, residual):
    """Defender's daily battle losses [persons/day] of both strengths [persons], with fatigue.

    Source: cdb90-fits, defenders 1914-82 (n 368): exp(-2.22) own^0.54 enemy^0.32. Residual SD 1.19.
    """
    return exp(-2.22 + residual) * power(own, 0.54) * power(enemy, 0.32) * fatigue(days_in_line)


@compilable
def losses(world, contested_km2, given_up_km2, front_km_days, quiet_km_days, rate):
    """Killed and wounded of the attacker and of the holder [persons, persons], for a share of the front in action."""
    rules, fit = world.rules, world.people.fit
    share = front_km_days / max(front_length_now(world), 1e-9)
    line = rules.attrition_days_in_line + world.now
    own, enemy = fit[ATTACKER], max(fit[HOLDER], 1.0)
    attacker = share * fitted_attacker_losses(own, enemy, line, rules.attrition_fitted_residual)
    holder = share * fitted_holder_losses(enemy, max(own, 1.0), line, rules.attrition_fitted_residual)
    return attacker, holder
