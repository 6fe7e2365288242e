"""The terms by what a pause is worth against fighting on, in shares of what a government fights for.

A pause saves the cost of the days that are quiet and the price of a refusal; it hands power to whoever rearms, less so
where that is watched; and it stops the ground: a loss to the side that takes it, a gain to the side that holds it. By
terms on which the holder leaves, who holds the ground loses and who takes it gains what would not have passed in that
time. What would pass is believed, not known: settlements fall as a Poisson stream whose rate each government expects by
a Gamma belief of its own and learns from the last fortnight. A settlement has a division in place of power and of
ground that is stopped. The worth moves the odds of acceptance within a month as exp(worth / indifference); level,
spread and the effect of a mediator stay those of the record: a text worth as much as fighting on is accepted as soon as
its average offer, two in three of which have an end date. What an end date means of this text its worth says.

A conditional answer names the cheapest set of clauses that makes the text worth as much as fighting on: by its own view
of what each is worth, and by what it believes that each costs the other government, whom it takes to mind them as it
would itself. Where no set does, it names none, says that it examines, and looks again each week.

Three terms count where a scenario sets them. Agreeing now gives up what a week more of fighting would tell of the pace,
as far as that outweighs the week's cost (learning.py). That some of the foothold is held, or none, is worth something
at home. A settlement may hand ground over for a price that goes with the ground held then: a chip is worth the more to
who takes it, the less of it he expects to take, and the less to who holds it, the more of it he expects to lose.

Source: powell-2006 for the commitment term; that a Gamma belief learns from a Poisson count, and how many are then
expected to fall, is textbook (conjugate pair); sizes and forms of the other terms are judgement. Leaves out what the
holder's government makes of its people's leave, offers as signals, and what ground that is handed over does to the map.
"""

from sim.model.ground.settlements import capture_rate
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, power
from sim.model.talks.learning import expected_learning
from sim.model.talks.terms import (
    ALL_CLAUSES,
    MONITORS,
    NO_MOBILISATION,
    NO_REARMING,
    PEOPLE,
    demands_on,
    exchanges,
    ground_at_issue,
    open_clauses,
    price_of,
)
from sim.model.world.dimensions import HOLDER
from sim.model.world.state import PARTIAL, SETTLEMENT, WITHDRAW

LOOKED_BACK = 14.0  # [days] over which the rate of loss is seen; judgement
A_WEEK = 7.0  # [days] whose news is weighed; judgement
OPEN_ENDED = 180.0  # [days] that a truce without an end date is weighed over; judgement
ONE_DOMAIN = 0.25  # [share] of the cost of fighting that a truce of one domain saves; judgement
WITH_END_DATE = 0.66  # share of the record's offers, 515 of 779 (ceasefire-fits)
LOGIT_IN_SD = 0.5875  # a logistic step in standard deviations of a normal (1 / 1.702; Haley 1952, in Camilli 1994)
MOST_SETTLEMENTS = 1000  # counted one by one; no pocket has as many


# laws


@compilable
def expected_captures(shape, rate, days, left):
    """Settlements expected to fall in some days [settlements] of those left, by a Gamma belief (shape, rate [days]).

    Their number is negative binomial; the sum of the chances that at least 1, 2, ... fall, up to those left.
    """
    miss = rate / (rate + days)
    exactly = power(miss, shape)  # chance of none
    at_least, expected, counted = 1.0 - exactly, 0.0, 0.0
    while counted < left and counted < MOST_SETTLEMENTS:
        expected += at_least * min(left - counted, 1.0)
        exactly *= (shape + counted) / (counted + 1.0) * (1.0 - miss)
        counted += 1.0
        at_least = max(at_least - exactly, 0.0)
    return expected


@compilable
def chance_of_all(shape, rate, days, left):
    """Chance that all settlements left fall in some days: what the last one adds to those expected."""
    if left <= 0.0:
        return 1.0
    if left <= 1.0:
        return expected_captures(shape, rate, days, 1.0)
    return expected_captures(shape, rate, days, left) - expected_captures(shape, rate, days, left - 1.0)


@compilable
def news_over_cost(learnt, stake, cost_per_day):
    """What a week of news is worth over the week's fighting [stake], for so much learnt [nats]; never below nothing."""
    return max(learnt * stake - cost_per_day * A_WEEK, 0.0)


@compilable
def power_handed_over(days, loss_per_day, watched, discount_per_day):
    """Chance of winning that a pause hands to the other side, as it counts today [stake]."""
    return exp(-discount_per_day * days) * loss_per_day * days * (1.0 - watched)


@compilable
def quiet_days(days, quiet_share, incidents_left):
    """Days of a truce that are expected to be quiet [days], where monitors leave that share of the unquiet ones."""
    return days * (1.0 - (1.0 - quiet_share) * incidents_left)


@compilable
def sooner(worth, indifference, sigma):
    """How much sooner a clock of that spread runs for what a text is worth [ln days]."""
    return LOGIT_IN_SD * sigma * worth / indifference


# one government's view


@compilable
def days_of_pause(world, proposal):
    """Days over which a text is weighed [days]."""
    days = world.talks.duration[proposal]
    return days if days > 0.0 else OPEN_ENDED


@compilable
def worth_of_terms(world, proposal, side, monitored, rearming, no_mobilisation):
    """What a text gives over fighting on, but for the ground [stake]."""
    rules, kind, days = world.rules, world.talks.kind[proposal], days_of_pause(world, proposal)
    incidents_left = rules.truce_monitored_quiet if monitored == 1 else 1.0
    worth = rules.party_cost_per_day[side] * quiet_days(days, rules.pause_quiet_share, incidents_left)
    if kind == PARTIAL:
        worth *= ONE_DOMAIN
    elif kind == SETTLEMENT:
        worth += rules.party_settlement_gain[side]
    else:
        watched = rules.party_rearming_monitoring_effect[side] * min(rearming + no_mobilisation, 1.0)
        worth -= power_handed_over(days, rules.party_rearming_loss_per_day[side], watched, rules.discount_per_day)
    worth -= rules.party_demand_cost[side] * price_of(world, demands_on(world, proposal, side))
    return worth + rules.party_refusal_cost[side] * rules.party_pressure_credibility[side]


@compilable
def terms_delay(world, proposal, side, rearming, no_mobilisation):
    """Delay from all but the ground [ln days], with rearming monitored and mobilisation stopped that far."""
    rules, talks = world.rules, world.talks
    x = talks.shift[proposal] + WITH_END_DATE * rules.party_time_limit_shift[side]
    if talks.mediated[proposal] == 1:
        x += rules.party_mediation_shift[side]
    worth = worth_of_terms(world, proposal, side, talks.monitored[proposal], rearming, no_mobilisation)
    return x - sooner(worth, rules.party_indifference[side], rules.party_clock_sigma[side])


@compilable
def belief(world, side, rate):
    """A side's belief of the settlements that fall a day, with that much lost per day [km²/day]: its shape and days."""
    rules = world.rules
    before, seen = rules.party_belief_days[side], rules.attention * LOOKED_BACK
    shape = (rules.party_belief_rate_km2_per_day[side] * before + rate * seen) / rules.settlement_km2
    return shape, before + seen


@compilable
def falls_ahead(world, side, days, held, rate):
    """Ground expected to pass in some days [km²], and the chance that all of it does."""
    unit = world.rules.settlement_km2
    shape, known = belief(world, side, rate)
    falls = expected_captures(shape, known, days, held / unit) * unit
    if world.rules.party_symbol_value[side] == 0.0:
        return falls, 0.0
    return falls, chance_of_all(shape, known, days, held / unit)


@compilable
def ground_saved(world, proposal, side, held, rate):
    """Worth of the ground that is expected not to pass in a pause [stake], with that much held and lost per day."""
    rules = world.rules
    falls, gone = falls_ahead(world, side, days_of_pause(world, proposal), held, rate)
    return rules.party_ground_value[side] * falls / rules.ground_held_area_km2 + rules.party_symbol_value[side] * gone


@compilable
def information_value(world, side, rate):
    """What a week more of fighting is expected to tell a side of the pace [nats], with that much lost per day."""
    shape, known = belief(world, side, rate)
    return expected_learning(shape, known, world.rules.attention * A_WEEK)


@compilable
def worth_of_kept(world, side, days, held, rate):
    """Worth of the ground that is expected not to pass in some days of fighting on [stake]."""
    rules = world.rules
    falls, gone = falls_ahead(world, side, days, held, rate)
    kept = rules.party_ground_value[side] * (held - falls) / rules.ground_held_area_km2
    return kept + rules.party_symbol_value[side] * (1.0 - gone)


@compilable
def gain_of_swap(world, side, held, rate):
    """What a settlement's exchange gives a side for all of the ground held [stake]: its price against the ground."""
    rules = world.rules
    kept = worth_of_kept(world, side, OPEN_ENDED, held, rate)
    gain = rules.swap_price * held / rules.ground_held_area_km2 - kept
    return gain if side == HOLDER else -gain


@compilable
def share_exchanged(world, proposal):
    """Part of the ground held that a text hands over for a price [share]: all by an exchange, some by a settlement."""
    if exchanges(world, proposal):
        return 1.0
    return world.rules.swap_share if world.talks.kind[proposal] == SETTLEMENT else 0.0


@compilable
def gain_of_leaving(world, proposal, side, held, rate):
    """What it gives a side that the holder leaves the ground by the terms [stake]: to the holder a loss.

    Against fighting on as long as the text is weighed, so for the ground that would not have passed by then. The part
    that is handed over for a price counts there; one domain alone leaves no ground, and a goal reached none that
    matters.
    """
    rules, kind = world.rules, world.talks.kind[proposal]
    if world.talks.line_rule[proposal] != WITHDRAW or kind == PARTIAL or held <= rules.goal_until_km2:
        return 0.0
    kept = worth_of_kept(world, side, days_of_pause(world, proposal), held, rate)
    kept *= 1.0 - share_exchanged(world, proposal)
    return -kept if side == HOLDER else kept


@compilable
def against_agreeing(world, proposal, side, held, rate):
    """What else counts against a text while ground is held [stake].

    The ground that is left by it, its exchange, and of a mere pause a week's news.
    """
    rules, kind = world.rules, world.talks.kind[proposal]
    against, share = -gain_of_leaving(world, proposal, side, held, rate), share_exchanged(world, proposal)
    if share > 0.0:
        return against - share * gain_of_swap(world, side, held, rate)
    mere_pause = kind != SETTLEMENT and kind != PARTIAL
    if not mere_pause or rules.news_weight == 0.0 or ground_at_issue(world, proposal, held) <= rules.goal_until_km2:
        return against
    stake = rules.party_ground_value[side] * held / rules.ground_held_area_km2
    learnt = information_value(world, side, rate)
    return against + rules.news_weight * news_over_cost(learnt, stake, rules.party_cost_per_day[side])


@compilable
def ground_stopped(world, proposal, side, held, rate):
    """Worth of the ground that a text would stop [stake].

    A settlement, a part, terms that leave it and a goal reached stop none.
    """
    at_issue = ground_at_issue(world, proposal, held)
    if world.talks.kind[proposal] == SETTLEMENT or at_issue <= world.rules.goal_until_km2:
        return 0.0
    return ground_saved(world, proposal, side, held, rate)


@compilable
def gain_of_ground(world, side, worth, people_settled):
    """What it gives a side that ground of a worth does not pass [stake].

    To who holds it that is a gain, to who takes it a loss, and less of one where the people in it leave.
    """
    relief = world.rules.party_people_relief[side] * people_settled
    return worth if side == HOLDER else -worth * (1.0 - relief)


@compilable
def ground_delay(world, proposal, side, people_settled, held, rate):
    """Delay from the ground that a text stops or leaves [ln days], with so much held [km²] and lost a day [km²/day]."""
    rules = world.rules
    gain = gain_of_ground(world, side, ground_stopped(world, proposal, side, held, rate), people_settled)
    gain -= against_agreeing(world, proposal, side, held, rate)
    return -sooner(gain, rules.party_indifference[side], rules.party_clock_sigma[side])


# the clauses it asks for


@compilable
def worth_with(world, proposal, side, clauses, stopped):
    """What a text gives over fighting on with clauses written in [stake], where it stops ground of some worth."""
    talks = world.talks
    monitored = 1 if clauses & MONITORS else talks.monitored[proposal]
    rearming = 1.0 if clauses & NO_REARMING else talks.rearming[proposal]
    no_mobilisation = 1.0 if clauses & NO_MOBILISATION else talks.no_mobilisation[proposal]
    people_settled = 1.0 if clauses & PEOPLE else talks.people_settled[proposal]
    terms = worth_of_terms(world, proposal, side, monitored, rearming, no_mobilisation)
    return terms + gain_of_ground(world, side, stopped, people_settled)


@compilable
def conditions(world, proposal, side):
    """The cheapest set of clauses that closes the gap to fighting on; none without a gap, or where no set does."""
    missing = open_clauses(world, proposal)
    held, rate = world.ground.held, capture_rate(world)
    stopped = ground_stopped(world, proposal, side, held, rate)
    needed = against_agreeing(world, proposal, side, held, rate)
    best, price, gain = 0, 1e9, worth_with(world, proposal, side, 0, stopped)
    if gain >= needed:
        return 0
    for clauses in range(1, ALL_CLAUSES + 1):
        if clauses & missing == clauses:
            asked, worth = price_of(world, clauses), worth_with(world, proposal, side, clauses, stopped)
            if worth >= needed and (asked < price or (asked == price and worth > gain)):
                best, price, gain = clauses, asked, worth
    return best


@compilable
def conditions_ahead(world, proposal, side):
    """What its conditional answer would ask for, as it sees the text now."""
    return conditions(world, proposal, side)


@compilable
def value_of_news(world, side):
    """What a week more of fighting is expected to tell a side now [nats]."""
    return information_value(world, side, capture_rate(world))
