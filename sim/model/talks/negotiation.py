"""Talks: a mediator tables proposals, two governments answer them, counter-offers merge their conditions.

A general truce needs both governments. A first statement comes quickly (statements.py); real acceptance follows the
acceptance clock (acceptance.py), which stands while nothing is on the table. A conditional answer supersedes the text
it answers: the merged text (terms.py) is what can then be agreed, until the other government refuses what is new in it.
Who stands by an acceptance accepts at once what is no worse. Leaves out who negotiates and what is said.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, on_grid
from sim.model.talks.acceptance import counts_as_offered, may_accept, pace_of_deadline, waits_for_its_text
from sim.model.talks.domains import is_open
from sim.model.talks.statements import later_word, looks_for_conditions, show_ends, statement_on, talks_for_show
from sim.model.talks.tabling import close, put_back, schedule, table_what_is_due
from sim.model.talks.telling import tell_view
from sim.model.talks.terms import already_agreed_to
from sim.model.talks.view import conditions_of, delay, value_of_news
from sim.model.truce.entry import agree
from sim.model.world.cast import MEDIATOR
from sim.model.world.clock import next_day, record, until, wake
from sim.model.world.dimensions import ATTACKER, HOLDER, N_SCHEDULED
from sim.model.world.events import ACCEPTS, CONDITIONS, FOR_SHOW, STATEMENT, WAS_REFUSED
from sim.model.world.state import (
    ACCEPTED,
    CONDITIONAL,
    EXAMINING,
    GENERAL,
    NEVER,
    ON_THE_TABLE,
    PARTIAL,
    REFUSED,
    TRUCE_IN_FORCE,
)

LOOKS_AGAIN = 7.0  # [days] after which a government that bargains looks again for conditions that would help; judgement
ANOTHER_SITUATION = 0.5  # share of the ground held at the first refusal from which on it is another matter; judgement
EXAMINES_FROM = 14.0  # [days] no statement by then counts as 'keeps examining' (judgement-kursk-talks)


# answering


@compilable
def note_first_answer(world, side, kind):
    """Keep the first answer of a government to any general proposal."""
    if world.talks.first_answer[side] < 0:
        world.talks.first_answer[side] = kind
        world.talks.first_answer_day[side] = world.now
        world.talks.news[side] = value_of_news(world, side)


@compilable
def make_statement(world, proposal, side):
    """A government says something about a proposal; conditions and refusals set the mediator to work."""
    talks = world.talks
    talks.statement_at[proposal, side] = NEVER
    if talks_for_show(world, proposal, side):
        stall(world, proposal, side)
        return
    kind = later_word(world, proposal, side) if talks.looks[proposal, side] > 0 else statement_on(world, proposal, side)
    if kind == EXAMINING and looks_for_conditions(world, proposal, side):
        talks.looks[proposal, side] += 1
        talks.statement_at[proposal, side] = world.now + LOOKS_AGAIN
        if talks.looks[proposal, side] > 1:
            return  # it has said so
    tell_view(world, proposal, side)
    talks.answer[proposal, side] = kind
    record(world, STATEMENT, side, proposal, kind)
    if talks.kind[proposal] == PARTIAL:
        if kind == REFUSED:
            close(world, proposal, WAS_REFUSED)
        return
    note_first_answer(world, side, kind)
    if kind == CONDITIONAL:
        name_conditions(world, proposal, side)
    if kind == REFUSED:
        refuse(world, proposal)
    if kind != EXAMINING and talks.round[proposal] == 0:
        prepare_partial(world, proposal)
    wake(world, MEDIATOR)


@compilable
def stall(world, proposal, side):
    """A government says for show that it examines; it answers in earnest when time no longer works for it."""
    until_day = show_ends(world, side)
    world.talks.statement_at[proposal, side] = until_day
    record(world, STATEMENT, side, proposal, EXAMINING)
    record(world, FOR_SHOW, side, proposal, until_day)
    note_first_answer(world, side, EXAMINING)


@compilable
def name_conditions(world, proposal, side):
    """Conditions go into a counter-offer, tabled no later than the terms would come again after a refusal.

    Without a round left the text stays as it is.
    """
    talks, rules = world.talks, world.rules
    wishes = conditions_of(world, proposal, side)
    record(world, CONDITIONS, side, proposal, wishes)
    if talks.round[proposal] >= rules.mediation_counter_rounds:
        return
    talks.wishes[proposal, side] = wishes
    days = min(rules.mediation_counter_delay_days, rules.mediation_retable_days)
    talks.counter_at[proposal] = min(talks.counter_at[proposal], world.now + on_grid(days))


@compilable
def refuse(world, proposal):
    """A refused text leaves the table; the one before it comes back at once, or the mediator tries again later.

    It learns: the more often in a row the same terms were refused, the longer it waits, by a pause each time. Terms
    that change, a truce, or half of the ground gone since begin the count anew.
    """
    talks = world.talks
    close(world, proposal, WAS_REFUSED)
    talks.counter_at[proposal] = NEVER
    parent = talks.parent[proposal]
    if parent >= 0 and counts_as_offered(world, parent):
        put_back(world, parent, proposal)
    else:
        anew = talks.refusals[proposal] == 0 or world.ground.held <= talks.refused_held[proposal] * ANOTHER_SITUATION
        if anew:
            talks.refusals[proposal], talks.refused_held[proposal] = 0, world.ground.held
        talks.refusals[proposal] += 1
        pause = world.rules.mediation_retable_days * talks.refusals[proposal]
        talks.retable_at[proposal] = world.now + on_grid(pause)


@compilable
def prepare_partial(world, proposal):
    """After conditions or a refusal the mediator may prepare a truce of one domain."""
    talks, rules = world.talks, world.rules
    luck = randomness.uniform(world, streams.PARTIAL_OFFER, int(talks.luck[proposal]))
    if luck < rules.mediation_partial_probability:
        talks.partial_at[proposal] = world.now + on_grid(rules.mediation_partial_delay_days)


@compilable
def accept(world, proposal, side):
    """A government accepts a proposal; when both have, it is agreed."""
    talks = world.talks
    tell_view(world, proposal, side)
    talks.answer[proposal, side] = ACCEPTED
    talks.statement_at[proposal, side] = NEVER
    record(world, ACCEPTS, side, proposal, 0.0)
    if talks.kind[proposal] != PARTIAL:
        note_first_answer(world, side, ACCEPTED)
        talks.accepted_day[side] = min(talks.accepted_day[side], world.now)
        talks.standing[side] = proposal
    if talks.answer[proposal, 1 - side] == ACCEPTED:
        agree(world, proposal)


@compilable
def run_clock(world, proposal, side):
    """Run a government's clock for a proposal to this moment; it accepts when the clock reaches its threshold.

    The clock stands while the text cannot be agreed: conditions are being written in, or are yet to be named. It stands
    too while a government only talks for show.
    """
    talks, rules = world.talks, world.rules
    days = world.now - talks.clock_day[proposal, side]
    talks.clock_day[proposal, side] = world.now
    talks.pace[proposal, side] = exp(-delay(world, proposal, side))
    if talks.answer[proposal, side] == ACCEPTED or not counts_as_offered(world, proposal):
        return
    if waits_for_its_text(world, proposal, side):
        return
    for_show = talks_for_show(world, proposal, side)
    if not for_show:
        talks.clock[proposal, side] += days * talks.pace[proposal, side] * pace_of_deadline(world, proposal)
    told = rules.party_accepts_on_day[side]
    if talks.kind[proposal] == GENERAL and told < NEVER:
        if world.now >= told:
            accept(world, proposal, side)
        return
    if already_agreed_to(world, proposal, side):
        accept(world, proposal, side)
        return
    willing = is_open(world, proposal, side) and may_accept(world, proposal, side)
    if willing and not for_show and talks.clock[proposal, side] >= talks.threshold[proposal, side]:
        accept(world, proposal, side)


@compilable
def stand_by(world, proposal, day):
    """The holder's government stands by a text that it accepted on a day, as its first answer if it gave no other."""
    talks = world.talks
    if talks.first_answer[HOLDER] < 0:
        talks.first_answer[HOLDER] = ACCEPTED
        talks.first_answer_day[HOLDER] = day
    talks.accepted_day[HOLDER] = min(talks.accepted_day[HOLDER], day)
    talks.standing[HOLDER] = proposal


@compilable
def answer_before_start(world, proposal):
    """What the holder's government has accepted before day 0 (or on a day the scenario gives)."""
    day = world.rules.proposal_holder_accepted_day[proposal]
    talks = world.talks
    if talks.state[proposal] == ON_THE_TABLE and talks.answer[proposal, HOLDER] != ACCEPTED and day <= world.now:
        talks.answer[proposal, HOLDER] = ACCEPTED
        talks.statement_at[proposal, HOLDER] = NEVER
        if talks.kind[proposal] != PARTIAL:
            stand_by(world, proposal, day)
        record(world, ACCEPTS, HOLDER, proposal, day)
        if talks.answer[proposal, ATTACKER] == ACCEPTED:
            agree(world, proposal)


@compilable
def review_proposals(world, side):
    """One government looks at every open proposal; returns the day of its next statement."""
    talks = world.talks
    upcoming = NEVER
    for proposal in range(talks.used):
        if side == HOLDER and proposal < N_SCHEDULED:
            answer_before_start(world, proposal)
        if talks.state[proposal] != ON_THE_TABLE:
            continue
        run_clock(world, proposal, side)
        if talks.state[proposal] == ON_THE_TABLE and talks.statement_at[proposal, side] <= world.now:
            make_statement(world, proposal, side)
        if talks.state[proposal] == ON_THE_TABLE:
            upcoming = min(upcoming, talks.statement_at[proposal, side])
            if talks.first_answer[side] < 0 and world.now - talks.tabled[proposal] >= EXAMINES_FROM:
                note_first_answer(world, side, EXAMINING)
    return upcoming


# processes


def mediator(world):
    """Tables what the schedule, conditions and refusals ask for; sleeps in between."""
    schedule(world)
    while True:
        yield until(world, table_what_is_due(world))


def party(world, side):
    """One government: every day, and on the day of a statement, it looks at what is on the table."""
    while True:
        if world.truce.state == TRUCE_IN_FORCE:
            yield next_day(world)
            continue
        statement = review_proposals(world, side)
        yield min(next_day(world), until(world, statement))
