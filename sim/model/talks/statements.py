"""First statements: when a government says something about a text, and what, by the view that also moves its clock.

It comes quickly and is conditional, a refusal, or 'keeps examining'. The three weights hold for terms that the
government sees as at the reference; the worse it sees them, the more of its conditional answers are refusals. Source:
judgement-kursk-talks (three earlier offers: two refused, one conditional). Leaves out who speaks, and talk for show.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, exp, log, normal_cdf
from sim.model.talks.acceptance import may_accept
from sim.model.talks.view import conditions_of, delay
from sim.model.world.state import CONDITIONAL, EXAMINING, REFUSED

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
def statement_on(world, proposal, side):
    """What a government says about a text: it refuses what it never accepts, and examines what no clause would mend."""
    rules = world.rules
    if not may_accept(world, proposal, side):
        return REFUSED
    refusal = refusal_of(world, proposal, side)
    conditional = rules.party_conditional_weight[side] + rules.party_refuse_weight[side] - refusal
    u = randomness.uniform(world, streams.STATEMENT_KIND + side, int(world.talks.luck[proposal]))
    said = statement_kind(u, conditional, refusal, rules.party_examine_weight[side])
    if said == CONDITIONAL and conditions_of(world, proposal, side) == 0:
        return EXAMINING
    return said
