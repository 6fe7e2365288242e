"""The model's own chance that a government accepts within 30 days, by the law of its clock with moving covariates.

The clock is run ahead over the ground that the tempo lets expect, and through what the government may still say: a
refused text comes back later, conditions come back as a merged text. It uses what the model knows on the day (tempo,
dates of the mediator), no luck of acceptance. Source: the same laws as the process; its reliability over runs is
tested. Leaves out a second round of answers, and chance in what the ground does.
"""

from sim.model.ground.ahead import STEP, expected_loss
from sim.model.ground.settlements import held_days_ago
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
from sim.model.world.state import (
    ACCEPTED,
    BREAKING_OUT,
    GENERAL,
    MOVING,
    NEVER,
    ON_THE_TABLE,
    PARTIAL,
    SETTLEMENT,
    TRUCE_AGREED,
    TRUCE_IN_FORCE,
    UNUSED,
)

LOOK_AHEAD = 30.0  # [days] horizon of the chance of acceptance
STEPS = 6


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


# the ground ahead


@compilable
def given_up_soon(world):
    """Ground that a move under way still gives up [km²]; behind a break-out nobody holds any."""
    if world.command.posture == BREAKING_OUT:
        return world.ground.interior
    return world.command.to_give_up if world.command.posture == MOVING else 0.0


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
    eased = terms_delay(
        world,
        proposal,
        side,
        max(rearming, share_asking(world, asked, NO_REARMING, rules.mediation_rearming_clause)),
        max(stopped, share_asking(world, asked, NO_MOBILISATION, rules.mediation_mobilisation_clause)),
    )
    eased_people = max(people, share_asking(world, asked, PEOPLE, rules.mediation_people_clause))
    again_from = speaks + rules.mediation_retable_days * (1.0 + talks.refusals[proposal])
    merged_from = speaks + min(rules.mediation_counter_delay_days, rules.mediation_retable_days)
    until, examined, again, merged, back = 0.0, 0.0, 0.0, 0.0, 0.0
    held, moving, lost, lost_before = world.ground.held, given_up_soon(world), 0.0, 0.0
    for step in range(STEPS):
        start, end = STEP * step, STEP * (step + 1)
        given = min(world.command.pace * STEP, moving)
        loss = min(expected_loss(world, held, start + STEP / 2.0) * STEP + given, held)
        middle = held - loss / 2.0
        rate = rate_ahead(world, start + STEP / 2.0, middle, loss + lost + lost_before)
        pace = exp(-terms - ground_delay(world, proposal, side, people, middle, rate))
        until += pace * overlap(start, end, begins, speaks)
        examined += pace * overlap(start, end, speaks, LOOK_AHEAD)
        again += pace * overlap(start, end, again_from, LOOK_AHEAD)
        days_merged = overlap(start, end, merged_from, LOOK_AHEAD)
        if days_merged > 0.0:
            back += pace * days_merged
            merged += days_merged * exp(-eased - ground_delay(world, proposal, side, eased_people, middle, rate))
        held, moving, lost_before, lost = held - loss, moving - given, lost, loss
    return until, examined, again, merged, back


@compilable
def rate_ahead(world, days, held, lost_in_steps):
    """Ground lost per day over 14 days [km²/day], some days ahead with that much held then [km²]."""
    if days < 14.0:
        return max(held_days_ago(world, int(14.0 - days)) - held, 0.0) / 14.0
    return lost_in_steps / (3.0 * STEP)


@compilable
def open_at_its_age(world, proposal, side):
    """Share of willing sides whose clock had not accepted a text by the age at which it was tabled."""
    rules, age = world.rules, world.talks.age[proposal, side]
    if world.talks.state[proposal] == UNUSED or age <= 0.0:
        return 1.0
    return max(1.0 - accepted_by(age, rules.party_clock_mu[side], rules.party_clock_sigma[side], 0.0), 1e-9)


@compilable
def still_open(world, proposal, side, days, before):
    """Share of willing sides that have not accepted a text by an internal time [days], of those when it was tabled.

    `before` is `open_at_its_age`, which does not depend on the time.
    """
    rules = world.rules
    atom = rules.party_same_day_atom[side] if world.talks.state[proposal] == UNUSED else 0.0
    return (1.0 - accepted_by(days, rules.party_clock_mu[side], rules.party_clock_sigma[side], atom)) / before


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
def still_open_by_own_word(world, proposal, side, spans, clauses, before):
    """Share of willing sides that have not accepted a text in 30 days, over what they may say of it until then."""
    rules, talks = world.rules, world.talks
    until, examined, again, merged, back = spans
    refuse, examine = answer_shares(world, proposal, side, clauses)
    if talks.round[proposal] >= rules.mediation_counter_rounds:
        merged, back = examined, examined
    clock, refused, examining, asked = talks.clock[proposal, side] + until, 0.0, 0.0, 0.0
    conditional = 1.0 - refuse - examine
    if refuse != 0.0:
        refused = (1.0 - refuse) * still_open(world, proposal, side, clock + again, before)
        refused += refuse * still_open(world, proposal, side, clock, before)
    if examine != 0.0:
        examining = still_open(world, proposal, side, clock + examined, before)
    if conditional != 0.0:
        unheard = other_refuses(world, proposal, side, True)
        asked = (1.0 - unheard) * still_open(world, proposal, side, clock + merged, before)
        if unheard != 0.0:
            asked += unheard * still_open(world, proposal, side, clock + back, before)
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
    before = open_at_its_age(world, proposal, side)
    found = still_open_by_own_word(world, proposal, side, (until, examined, again, merged, back), asked, before)
    parent = proposal if waits else talks.parent[proposal]
    if parent >= 0 and counts_as_offered(world, parent):
        return found  # refused demands put the text before them back
    closed = other_refuses(world, proposal, side, waits)
    if closed == 0.0:
        return found
    then = still_open(world, proposal, side, talks.clock[proposal, side] + again, before)
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
    before = open_at_its_age(world, proposal, side)
    return still_open(world, proposal, side, world.talks.clock[proposal, side], before)


@compilable
def chance_within_30_days(world, side):
    """The model's own probability that a side accepts a general text within 30 days; one once a truce is agreed.

    Texts of a kind share one clock, so the one that it accepts soonest counts; a settlement is another matter.
    """
    if world.truce.state == TRUCE_AGREED or world.truce.state == TRUCE_IN_FORCE:
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
