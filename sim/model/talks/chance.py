"""The model's own chance that a government accepts within 30 days, by the law of its clock with moving covariates.

The clock is run ahead over the ground that the tempo lets expect, and through what the government may still say: a
refused text comes back later, conditions come back as a merged text. It uses what the model knows on the day (tempo,
dates of the mediator), no luck of acceptance. Source: the same laws as the process; its reliability over runs is
tested. Leaves out a second round of answers, and chance in what the ground does.
"""

from sim.model.ground.ahead import STEP, look_ahead
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp
from sim.model.talks.acceptance import (
    accepted_by,
    counts_as_offered,
    may_accept,
    waits_for_its_text,
)
from sim.model.talks.statements import refusal_of, show_ends
from sim.model.talks.terms import (
    AS_OFTEN_AS_TEXTS_HOLD,
    NO_MOBILISATION,
    NO_REARMING,
    PEOPLE,
    already_agreed_to,
)
from sim.model.talks.view import conditions_ahead, ground_delay, terms_delay
from sim.model.world.dimensions import ATTACKER, HOLDER, N_STEPS_AHEAD
from sim.model.world.state import (
    ACCEPTED,
    GENERAL,
    NEVER,
    ON_THE_TABLE,
    PARTIAL,
    SETTLEMENT,
    TRUCE_AGREED,
    TRUCE_IN_FORCE,
    UNUSED,
)

LOOK_AHEAD = STEP * N_STEPS_AHEAD  # [days] horizon of the chance of acceptance


# laws


@compilable
def overlap(start, end, first, last):
    """Days that two spans share [days]."""
    return max(min(end, last) - max(start, first), 0.0)


@compilable
def willing_and_accepts(willing, still_now, still_then):
    """Chance that a side accepts in a span, if it is willing with that chance and has not accepted so far.

    `still_now` and `still_then` are the shares of willing sides that have not accepted at the two ends.
    """
    return willing * (still_now - still_then) / max(1.0 - willing * (1.0 - still_now), 1e-9)


# one text ahead


@compilable
def days_until_tabled(world, proposal, side):
    """Days until a text, or the one that takes its place, lies before a side; never if none is on its way."""
    talks = world.talks
    if waits_for_its_text(world, proposal, side):
        return talks.counter_at[proposal] - world.now
    if talks.state[proposal] == ON_THE_TABLE:
        return 0.0
    if talks.state[proposal] == UNUSED:
        return talks.table_at[proposal] - world.now
    return talks.retable_at[proposal] - world.now


@compilable
def days_until_statement(world, proposal, side, tabled):
    """Days until a side says something about a text; never if it has spoken, or has named its conditions."""
    talks = world.talks
    if talks.asked[proposal, side] != 0 or waits_for_its_text(world, proposal, side):
        return NEVER
    if talks.state[proposal] == ON_THE_TABLE:
        return talks.statement_at[proposal, side] - world.now
    return tabled + exp(world.rules.party_statement_log_mean[side])


@compilable
def share_named(world, share):
    """Share of conditional answers that name a clause [share], given that each names at least one of the four."""
    rules = world.rules
    none = (1.0 - rules.mediation_monitoring_clause) * (1.0 - rules.mediation_rearming_clause)
    none *= (1.0 - rules.mediation_mobilisation_clause) * (1.0 - rules.mediation_people_clause)
    return share / max(1.0 - none, 1e-9)


@compilable
def share_asking(world, asked, clause, share):
    """Share of conditional answers that name a clause [share]: what is asked for where that is known, or the record."""
    if asked == AS_OFTEN_AS_TEXTS_HOLD:
        return share_named(world, share)
    return 1.0 if asked > 0 and asked & clause else 0.0


@compilable
def with_conditions(world, proposal, side, asked, written):
    """Delay from terms [ln days] that a side's conditions are written in, and how far the people are settled by them.

    `written` says how far rearming is monitored, mobilisation stopped and the people settled already.
    """
    rules = world.rules
    rearming, stopped, people = written
    rearming = max(rearming, share_asking(world, asked, NO_REARMING, rules.mediation_rearming_clause))
    stopped = max(stopped, share_asking(world, asked, NO_MOBILISATION, rules.mediation_mobilisation_clause))
    people = max(people, share_asking(world, asked, PEOPLE, rules.mediation_people_clause))
    return terms_delay(world, proposal, side, rearming, stopped), people


@compilable
def internal_days_ahead(world, proposal, side, begins, speaks, asked):
    """Internal days that a side's clock gains in the 30 days ahead, in five spans.

    Until it speaks; then if it only examines, if it refuses and the text comes again, if its conditions come merged,
    and if the other side then refuses those.
    """
    rules, talks = world.rules, world.talks
    wishes = talks.wishes[proposal, side] if waits_for_its_text(world, proposal, side) else 0
    rearming = 1.0 if wishes & NO_REARMING else talks.rearming[proposal]
    stopped = 1.0 if wishes & NO_MOBILISATION else talks.no_mobilisation[proposal]
    people = 1.0 if wishes & PEOPLE else talks.people_settled[proposal]
    terms = terms_delay(world, proposal, side, rearming, stopped)
    again_from = speaks + rules.mediation_retable_days * (1.0 + talks.refusals[proposal])
    merged_from = speaks + min(rules.mediation_counter_delay_days, rules.mediation_retable_days)
    eased, eased_people = terms, people
    if merged_from < LOOK_AHEAD:
        eased, eased_people = with_conditions(world, proposal, side, asked, (rearming, stopped, people))
    until, examined, again, merged, back = 0.0, 0.0, 0.0, 0.0, 0.0
    pace, sooner = 1.0, 0.0  # the pace goes with what speeds it up, often the same in every span
    for step in range(N_STEPS_AHEAD):
        start, end = STEP * step, STEP * (step + 1)
        held, rate = world.ground.held_ahead[step], world.ground.rate_ahead[step]
        sooner_here = -terms - ground_delay(world, proposal, side, people, held, rate)
        if sooner_here != sooner:
            pace, sooner = exp(sooner_here), sooner_here
        until += pace * overlap(start, end, begins, speaks)
        examined += pace * overlap(start, end, speaks, LOOK_AHEAD)
        again += pace * overlap(start, end, again_from, LOOK_AHEAD)
        days_merged = overlap(start, end, merged_from, LOOK_AHEAD)
        if days_merged > 0.0:
            back += pace * days_merged
            merged += days_merged * exp(-eased - ground_delay(world, proposal, side, eased_people, held, rate))
    return until, examined, again, merged, back


@compilable
def still_open(world, proposal, side, days):
    """Share of willing sides that have not accepted a text by an internal time [days], of those when it was tabled."""
    rules, talks = world.rules, world.talks
    atom = rules.party_same_day_atom[side] if talks.state[proposal] == UNUSED else 0.0
    accepted = accepted_by(days, rules.party_clock_mu[side], rules.party_clock_sigma[side], atom)
    return (1.0 - accepted) / talks.open_before[proposal, side]


@compilable
def still_open_after(world, proposal, side, start, days):
    """The same some internal days later than a start, its internal time and the share at it [days, share]."""
    clock, share = start
    return still_open(world, proposal, side, clock + days) if days > 0.0 else share


@compilable
def other_refuses(world, proposal, side, new_demands):
    """Chance that the other government refuses a text before it accepts it: only what is new to it, and once."""
    rules, talks, other = world.rules, world.talks, 1 - side
    if not new_demands:
        spoken = talks.statement_at[proposal, other] == NEVER or talks.looks[proposal, other] > 0
        spoken = spoken and talks.state[proposal] == ON_THE_TABLE
        if spoken or already_agreed_to(world, proposal, other):
            return 0.0
    said = rules.party_conditional_weight[other] + rules.party_refuse_weight[other] + rules.party_examine_weight[other]
    at_once = rules.party_open_probability[other] * rules.party_same_day_atom[other]
    return (1.0 - at_once) * refusal_of(world, proposal, other) / max(said, 1e-300)


@compilable
def answer_shares(world, proposal, side, asked):
    """Shares of refusals and of 'keeps examining' among a side's first answers; with conditions they sum to one."""
    rules = world.rules
    if world.talks.looks[proposal, side] > 0:  # it looks for conditions to name
        return 0.0, 1.0 if asked == 0 else 0.0
    conditional, examine = rules.party_conditional_weight[side], rules.party_examine_weight[side]
    refuse = refusal_of(world, proposal, side)
    total = max(conditional + rules.party_refuse_weight[side] + examine, 1e-300)
    refuse, examine = refuse / total, examine / total
    if asked == 0:  # who would ask for nothing examines
        return refuse, 1.0 - refuse
    return refuse, examine


@compilable
def still_open_by_own_word(world, proposal, side, spans, clauses):
    """Share of willing sides that have not accepted a text in 30 days, over what they may say of it until then."""
    rules, talks = world.rules, world.talks
    until, examined, again, merged, back = spans
    refuse, examine = answer_shares(world, proposal, side, clauses)
    if talks.round[proposal] >= rules.mediation_counter_rounds:
        merged, back = examined, examined
    clock, refused, examining, asked = talks.clock[proposal, side] + until, 0.0, 0.0, 0.0
    by_then = clock, still_open(world, proposal, side, clock)
    conditional = 1.0 - refuse - examine
    if refuse != 0.0:
        refused = (1.0 - refuse) * still_open_after(world, proposal, side, by_then, again)
        refused += refuse * still_open_after(world, proposal, side, by_then, 0.0)
    if examine != 0.0:
        examining = still_open_after(world, proposal, side, by_then, examined)
    if conditional != 0.0:
        unheard = other_refuses(world, proposal, side, True)
        asked = (1.0 - unheard) * still_open_after(world, proposal, side, by_then, merged)
        if unheard != 0.0:
            asked += unheard * still_open_after(world, proposal, side, by_then, back)
    return refuse * refused + examine * examining + conditional * asked


@compilable
def still_open_ahead(world, proposal, side):
    """Share of willing sides that have not accepted a text in 30 days, whatever either government says of it."""
    talks = world.talks
    begins = max(days_until_tabled(world, proposal, side), 0.0)
    speaks = max(days_until_statement(world, proposal, side, begins), begins)
    asked = conditions_ahead(world, proposal, side)
    until, examined, again, merged, back = internal_days_ahead(world, proposal, side, begins, speaks, asked)
    waits = waits_for_its_text(world, proposal, side)
    if not counts_as_offered(world, proposal) and not waits:
        until, examined, again, back = 0.0, 0.0, 0.0, 0.0
    found = still_open_by_own_word(world, proposal, side, (until, examined, again, merged, back), asked)
    parent = proposal if waits else talks.parent[proposal]
    if parent >= 0 and counts_as_offered(world, parent):
        return found  # refused demands put the text before them back
    closed = other_refuses(world, proposal, side, waits)
    if closed == 0.0:
        return found
    then = still_open(world, proposal, side, talks.clock[proposal, side] + again)
    return (1.0 - closed) * found + closed * then


# all texts ahead


@compilable
def is_certain(world, proposal, side):
    """Whether a side has accepted a text on the table, or is bound to."""
    talks = world.talks
    if talks.state[proposal] != ON_THE_TABLE or not counts_as_offered(world, proposal):
        return False
    if talks.kind[proposal] == GENERAL and world.rules.party_accepts_on_day[side] <= world.now + LOOK_AHEAD:
        return True
    return talks.answer[proposal, side] == ACCEPTED or already_agreed_to(world, proposal, side)


@compilable
def goes_by_clock(world, proposal, side):
    """Whether a general text lies before a side within 30 days, and its clock can accept it."""
    kind = world.talks.kind[proposal]
    told = kind == GENERAL and world.rules.party_accepts_on_day[side] < NEVER
    if kind == PARTIAL or told or not may_accept(world, proposal, side):
        return False
    return days_until_tabled(world, proposal, side) < LOOK_AHEAD


@compilable
def share_for_show(world, side):
    """Share of governments that talk for show in all of the 30 days ahead, as ground may still be gained or held."""
    share = world.rules.party_show_probability[side]
    if share == 0.0 or world.ground.held <= world.rules.goal_until_km2:
        return 0.0
    return share if show_ends(world, side) > world.now + LOOK_AHEAD else 0.0


@compilable
def open_now(world, proposal, side):
    """Share of willing sides that have not accepted a text so far, of those when it was tabled."""
    if world.talks.state[proposal] == UNUSED:
        return 1.0
    return still_open(world, proposal, side, world.talks.clock[proposal, side])


@compilable
def is_agreed(world):
    """Whether a general truce is agreed or in force."""
    return world.truce.state == TRUCE_AGREED or world.truce.state == TRUCE_IN_FORCE


@compilable
def see_ground_ahead(world):
    """Look at the ground ahead once for both sides and all texts, where a clock may accept one within 30 days."""
    if is_agreed(world):
        return
    for proposal in range(world.talks.used):
        if goes_by_clock(world, proposal, HOLDER) or goes_by_clock(world, proposal, ATTACKER):
            look_ahead(world)
            return


@compilable
def chance_within_30_days(world, side):
    """The model's own probability that a side accepts a general text within 30 days; one once a truce is agreed."""
    see_ground_ahead(world)
    return chance_as_seen(world, side)


@compilable
def chance_as_seen(world, side):
    """The same over the ground ahead as it was looked at last.

    Texts of a kind share one clock, so the one that it accepts soonest counts; a settlement is another matter.
    """
    if is_agreed(world):
        return 1.0
    talks = world.talks
    still_now, still_then, settled_now, settled_then = 1.0, 1.0, 1.0, 1.0
    for proposal in range(talks.used):
        if talks.kind[proposal] != PARTIAL and is_certain(world, proposal, side):
            return 1.0
        if goes_by_clock(world, proposal, side):
            now, then = open_now(world, proposal, side), still_open_ahead(world, proposal, side)
            if talks.kind[proposal] == SETTLEMENT:
                settled_now, settled_then = min(settled_now, now), min(settled_then, then)
            else:
                still_now, still_then = min(still_now, now), min(still_then, then)
    willing = world.rules.party_open_probability[side]
    found = willing_and_accepts(willing, still_now * settled_now, still_then * settled_then)
    return found * (1.0 - share_for_show(world, side))
