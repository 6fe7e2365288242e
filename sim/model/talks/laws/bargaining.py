"""Acceptance by what a pause is worth against fighting on, with the fear that the pause shifts power.

Saved cost and pressure speak for a text; ground forgone, the other side's gain by the pause, and its demands against.
The logistic of that worth is the chance to accept within 30 days while nothing changes (of those who do not at once);
the spread of the fitted clock tells when. Source: judgement-bargaining: Fearon 1995 and Powell 2004, 2006 for the
commitment term, beliefs as in beliefs.py; sizes are judgement. Leaves out payments, own losses so far, who mediates,
clauses chosen to close the gap, and what waiting would teach.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, exp, log, normal_quantile
from sim.model.talks.acceptance import lifted_share
from sim.model.talks.beliefs import MEMORY, captures_ahead, learned
from sim.model.talks.terms import MONITORS, NO_MOBILISATION, NO_REARMING, PEOPLE, demands_on
from sim.model.world.dimensions import ATTACKER
from sim.model.world.state import PARTIAL, SETTLEMENT

OPEN_ENDED = 365.0  # [days] over which a side looks ahead where a text has no end date
HORIZON = 30.0  # [days] in which the logistic is the chance of acceptance
FURTHEST = 20.0  # [spreads] a view beyond this is certainty


# laws; worth is in shares of all that is at stake


@compilable
def quiet_days(days, failures_per_day):
    """Days of quiet expected of a truce that fails at a steady rate [days]: the area under its survival."""
    if failures_per_day * days < 1e-9:
        return days
    return (1.0 - exp(-failures_per_day * days)) / failures_per_day


@compilable
def power_shift(days, per_day, lifted):
    """Fall of a side's chance to win over a pause [probability], less the part that monitoring lifts."""
    return clip((1.0 - lifted) * per_day * days, -1.0, 1.0)


@compilable
def worth_of_pause(saved, avoided, forgone, discount_per_day, days, stake, shift):
    """A pause against fighting on: cost saved, pressure avoided, ground forgone, and the shift of power after it."""
    return saved + avoided - forgone - exp(-discount_per_day * days) * stake * shift


@compilable
def delay_for(worth, spread, mu, sigma):
    """Delay of the clock [ln days] at which its chance within 30 days is the logistic of a worth over its spread."""
    chance = 1.0 / (1.0 + exp(-clip(worth / spread, -FURTHEST, FURTHEST)))
    return log(HORIZON) - mu - sigma * normal_quantile(chance)


@compilable
def number_of(clauses):
    """How many clauses stand in a set."""
    found = 0
    for clause in (MONITORS, NO_REARMING, NO_MOBILISATION, PEOPLE):
        if clauses & clause:
            found += 1
    return found


# one side's view of one text


@compilable
def ground_at_stake(world, side, days, people_settled, held, rate):
    """Worth of the ground that a side believes would pass in so many days of fighting: plus for who would gain it."""
    rules = world.rules
    attention = rules.party_attention[side]
    captures = learned(rules.party_believed_captures[side], attention, rate * MEMORY / rules.place_km2)
    seen = learned(rules.party_believed_days[side], attention, MEMORY)
    left = max(held - rules.goal_until_km2, 0.0) / rules.place_km2
    expected, all_of_it = captures_ahead(captures, seen, days, left)
    last = rules.party_last_worth[side] * all_of_it
    if side == ATTACKER:
        last *= 1.0 - rules.party_people_relief[side] * people_settled
        return rules.party_place_worth[side] * expected + last
    return -(rules.party_place_worth[side] * expected + last)


@compilable
def shift_against(world, side, days, rearming, no_mobilisation):
    """Fall of a side's chance to win over a pause with terms eased that far [probability]."""
    rules = world.rules
    lifted = lifted_share(
        rules.party_rearming_relief[side], rearming, rules.party_mobilisation_relief[side], no_mobilisation
    )
    per_day = rules.pause_favours_holder_per_day if side == ATTACKER else -rules.pause_favours_holder_per_day
    return power_shift(days, per_day, lifted)


@compilable
def worth_of_text(world, proposal, side, rearming, no_mobilisation, people_settled, held, rate):
    """What accepting a text is worth to a side against fighting on [share of all that is at stake]."""
    rules, talks = world.rules, world.talks
    days = talks.duration[proposal] if talks.duration[proposal] > 0.0 else OPEN_ENDED
    saved = rules.party_fighting_cost_per_day[side] * quiet_days(days, rules.believed_failures_per_day)
    avoided = rules.party_sanction_cost[side] * rules.party_pressure_credibility[side]
    avoided -= rules.party_demand_cost[side] * number_of(demands_on(world, proposal, side))
    if talks.kind[proposal] == SETTLEMENT:
        return saved + avoided + rules.party_settlement_worth[side]
    if talks.kind[proposal] == PARTIAL:
        return rules.partial_saving * saved + avoided
    forgone = ground_at_stake(world, side, days, people_settled, held, rate)
    shift = shift_against(world, side, days, rearming, no_mobilisation)
    discount, stake = rules.party_discount_per_day[side], rules.party_power_stake[side]
    return worth_of_pause(saved, avoided, forgone, discount, days, stake, shift)


@compilable
def delay_of(world, proposal, side, rearming, no_mobilisation, people_settled, held, rate):
    """Delay of a side's acceptance [ln days] with terms eased that far, and so much held [km²] and lost [km²/day]."""
    rules = world.rules
    worth = worth_of_text(world, proposal, side, rearming, no_mobilisation, people_settled, held, rate)
    return delay_for(worth, rules.party_worth_spread[side], rules.party_clock_mu[side], rules.party_clock_sigma[side])
