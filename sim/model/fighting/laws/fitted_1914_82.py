"""Attrition fitted to battles of 1914-82: powers of own and enemy strength, with fatigue.

Leaves out ground: what is lost depends on who faces whom for how long, not on what is taken.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, power
from sim.model.world.dimensions import ATTACKER, HOLDER

FITTED_DAYS = 3.0  # median length of the engagements behind the fit, 1914-82; source for all four: cdb90-fits
FADE_ATTACKER = -0.375  # power of days, attackers 1914-82 (SE 0.06, n 364)
FADE_HOLDER = -0.30  # power of days, defenders 1914-82 (SE 0.07)
SHARED = 0.35  # slope of the defender's residual on the attacker's in the same battle (n 366, correlation 0.31)


@compilable
def fatigue(days_in_line, exponent):
    """Daily losses after some days in line against those of the fitted engagements [ratio].

    Source: cdb90-fits: percent a day falls with a power of the days; the fitted engagements last 3 days (median).
    """
    return power(max(days_in_line, FITTED_DAYS) / FITTED_DAYS, exponent)


@compilable
def holder_residual(attacker_residual, own):
    """Defender's residual [ln units]: what it shares with the attacker's of the same battle, and what it does not."""
    return SHARED * attacker_residual + own


@compilable
def fitted_attacker_losses(own, enemy, days_in_line, residual):
    """Attacker's daily battle losses [persons/day] of both strengths [persons], with fatigue.

    Source: cdb90-fits, attackers 1914-82 (n 366): exp(-3.03) own^0.58 enemy^0.32. Residual SD 1.05.
    """
    return exp(-3.03 + residual) * power(own, 0.58) * power(enemy, 0.32) * fatigue(days_in_line, FADE_ATTACKER)


@compilable
def fitted_holder_losses(own, enemy, days_in_line, residual):
    """Defender's daily battle losses [persons/day] of both strengths [persons], with fatigue.

    Source: cdb90-fits, defenders 1914-82 (n 368): exp(-2.22) own^0.54 enemy^0.32. Residual SD 1.19.
    """
    return exp(-2.22 + residual) * power(own, 0.54) * power(enemy, 0.32) * fatigue(days_in_line, FADE_HOLDER)


@compilable
def losses(world, contested_km2, given_up_km2, front_km_days, quiet_km_days, rate):
    """Killed and wounded of the attacker and of the holder [persons, persons], for a share of the front in action."""
    rules, fit = world.rules, world.people.fit
    share = front_km_days / max(world.ground.front, 1e-9)
    line = rules.attrition_days_in_line + world.now
    own, enemy = fit[ATTACKER], max(fit[HOLDER], 1.0)
    attacker = share * fitted_attacker_losses(own, enemy, line, rules.attrition_fitted_residual)
    apart = holder_residual(rules.attrition_fitted_residual, rules.attrition_fitted_residual_holder)
    holder = share * fitted_holder_losses(enemy, max(own, 1.0), line, apart)
    return attacker, holder
