"""First statements: when a government says something about a text, and what, by the view that also moves its clock.

It comes quickly and is conditional, a refusal, or 'keeps examining'. The three weights hold for terms that the
government sees as at the reference; the worse it sees them, the more of its conditional answers are refusals. Source:
judgement-kursk-talks (three earlier offers: two refused, one conditional).

A government may at first talk for show: it says that it examines and accepts nothing while time works for it; it weighs
and answers the text in earnest after that. Source: Min 2020 (Talking While Fighting, International Organization 74;
wars since 1816), read in its abstract, for the sign alone. What such talk does to the fighting: fighting/regrouping.py.
Leaves out who speaks.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, exp, log, normal_cdf, on_grid
from sim.model.talks.acceptance import may_accept
from sim.model.talks.terms import luck_of_answer
from sim.model.talks.view import conditions_of, delay
from sim.model.world.state import CONDITIONAL, EXAMINING, NEVER, PARTIAL, REFUSED
from sim.scenario.values.law_forms import AcceptanceForm

BARGAINING = int(AcceptanceForm.BARGAINING)
FURTHEST = 20.0  # [ln units] beyond this a tilt is certainty


# laws


@compilable
def statement_delay(u, log_mean, log_sd, silent_days):
    """Days from tabling to the first statement, log-normal, given silence for some days already."""
    past = normal_cdf((log(silent_days) - log_mean) / log_sd) if silent_days > 0.0 else 0.0
    return randomness.lognormal_of(min(max(past + (1.0 - past) * u, 1e-12), 1.0 - 1e-12), log_mean, log_sd)


@compilable
def tilted_refusal(conditional, refuse, tilt):
    """Weight of a refusal when its odds against a conditional answer are exp(tilt) of those given; their sum stays.

    Keeping the sum leaves 'keeps examining' alone, so with the same luck a worse view only turns conditions into a
    refusal.
    """
    worse = refuse * exp(clip(tilt, -FURTHEST, FURTHEST))
    return (conditional + refuse) * worse / max(conditional + worse, 1e-300)


@compilable
def statement_kind(u, conditional, refuse, examine):
    """What a first statement says, by weights: conditional, a refusal, or that it keeps examining."""
    total = conditional + refuse + examine
    if u * total < conditional:
        return CONDITIONAL
    return REFUSED if u * total < conditional + refuse else EXAMINING


# one government's statement


@compilable
def refusal_of(world, proposal, side):
    """Weight of a refusal in a government's statement on a text, by its view of it now."""
    rules = world.rules
    apart = delay(world, proposal, side) - rules.party_statement_reference_log_days[side]
    return tilted_refusal(
        rules.party_conditional_weight[side], rules.party_refuse_weight[side], rules.party_statement_tilt[side] * apart
    )


@compilable
def statement_meant(world, proposal, side):
    """What a government means to say about a text by its view of it; it refuses what it never accepts."""
    rules = world.rules
    if not may_accept(world, proposal, side):
        return REFUSED
    refusal = refusal_of(world, proposal, side)
    conditional = rules.party_conditional_weight[side] + rules.party_refuse_weight[side] - refusal
    u = randomness.uniform(world, streams.STATEMENT_KIND + side, int(luck_of_answer(world.talks, proposal)))
    return statement_kind(u, conditional, refusal, rules.party_examine_weight[side])


@compilable
def statement_on(world, proposal, side):
    """What a government says about a text: of conditions it has none to name, that it examines."""
    said = statement_meant(world, proposal, side)
    if said == CONDITIONAL and conditions_of(world, proposal, side) == 0:
        return EXAMINING
    return said


@compilable
def looks_for_conditions(world, proposal, side):
    """Whether a government that bargains has found none to name so far: it looks again."""
    if world.talks.looks[proposal, side] > 0:
        return True
    if int(world.rules.acceptance_form) != BARGAINING or world.talks.kind[proposal] == PARTIAL:
        return False
    return statement_meant(world, proposal, side) == CONDITIONAL


@compilable
def later_word(world, proposal, side):
    """What a government says that has looked for conditions: those it finds now, or that it still examines."""
    return CONDITIONAL if conditions_of(world, proposal, side) != 0 else EXAMINING


# talk for show


@compilable
def first_tabled(world):
    """Day on which the first text was tabled [day], one of a domain aside; never before."""
    talks, first = world.talks, NEVER
    for proposal in range(talks.used):
        if talks.kind[proposal] != PARTIAL:
            first = min(first, talks.tabled[proposal])
    return first


@compilable
def show_ends(world, side):
    """Day until which a government may talk for show [day]: so long after the first text, one of a domain aside."""
    return on_grid(first_tabled(world) + world.rules.party_show_days[side])


@compilable
def gains_by_time(world, side):
    """Whether talk for show can still gain a government something: ground to take, or to hold, and days to do so."""
    return world.now < show_ends(world, side) and world.ground.held > world.rules.goal_until_km2


@compilable
def talks_for_show(world, proposal, side):
    """Whether a government means none of what it says of a text; a truce of one domain costs it no time."""
    if world.talks.for_show[side] == 0 or world.talks.kind[proposal] == PARTIAL:
        return False
    return gains_by_time(world, side)
