"""Attrition: people killed or wounded on both sides while fighting, by rival published laws.

Forms: `per_km2` (casualties per contested km², 2024 counts), `fitted_1914_82` (powers of own and enemy strength
fitted on CDB90, with fatigue), `tempo_elastic` (judgement: grows slowly with the rate of advance). Leaves out
equipment, the kind of arm, and who fires; counts come from belligerents and carry a bias parameter.
"""

from sim.model.ground.people import hurt
from sim.model.ground.settlements import front_length_now
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, power
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.scenario.values.choices import AttritionForm

PER_KM2 = int(AttritionForm.PER_KM2)
FITTED_1914_82 = int(AttritionForm.FITTED_1914_82)
TEMPO_ELASTIC = int(AttritionForm.TEMPO_ELASTIC)
FITTED_DAYS = 3.0  # median length of the engagements behind the fit, 1914-82


# laws


@compilable
def per_km2(contested_km2, given_up_km2, quiet_km_days, per_contested, bias, per_given_up, per_quiet):
    """Attacker's killed and wounded [persons] for ground contested, ground given up and quiet front.

    Source: casualties-per-km2-2024 for contested ground, cdb90-fits for ground given up (a delaying fight costs about
    a tenth).
    """
    return per_contested * bias * contested_km2 + per_given_up * given_up_km2 + per_quiet * quiet_km_days


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
def tempo_elastic(front_km_days, rate, level, exponent, reference_rate):
    """Attacker's killed and wounded [persons] over some km-days of front at a rate [km²/day/km]; judgement."""
    return level * front_km_days * power(max(rate, 0.0) / reference_rate, exponent)


# bookkeeping


@compilable
def fight(world, contested_km2, given_up_km2, front_km_days, quiet_km_days, rate):
    """Losses of both sides for a piece of fighting, by the scenario's form.

    Ground contested and given up [km²]; front in action and quiet front [km days]; rate of advance [km²/day/km].
    """
    rules = world.rules
    form = int(rules.attrition_form)
    people = world.people
    if form == FITTED_1914_82:
        share = front_km_days / max(front_length_now(world), 1e-9)
        line = rules.attrition_days_in_line + world.now
        own, enemy = people.fit[ATTACKER], max(people.fit[HOLDER], 1.0)
        attacker = share * fitted_attacker_losses(own, enemy, line, rules.attrition_fitted_residual)
        holder = share * fitted_holder_losses(enemy, max(own, 1.0), line, rules.attrition_fitted_residual)
    elif form == TEMPO_ELASTIC:
        attacker = tempo_elastic(
            front_km_days,
            rate,
            rules.attrition_elastic_level,
            rules.attrition_elastic_exponent,
            rules.attrition_elastic_reference_rate,
        )
        holder = attacker / rules.attrition_exchange_ratio
    else:
        attacker = per_km2(
            contested_km2,
            given_up_km2,
            quiet_km_days,
            rules.attrition_attacker_per_contested_km2,
            rules.attrition_claim_bias,
            rules.attrition_attacker_per_given_up_km2,
            rules.attrition_attacker_per_quiet_km_day,
        )
        holder = attacker / rules.attrition_exchange_ratio
    hurt(world, ATTACKER, attacker, 0.0)
    hurt(world, HOLDER, holder, 0.0)
