"""Talks: a mediator tables proposals, two governments answer them, counter-offers merge their conditions.

A general truce needs both governments. A first statement comes quickly on a clock of its own and is conditional, a
refusal, or 'keeps examining'; real acceptance follows the acceptance clock (acceptance.py). Source: ceasefire-fits
for clocks and clauses, judgement for statements (three earlier offers: two refused, one conditional). Leaves out who
negotiates and what is said.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, log, normal_cdf, on_grid
from sim.model.talks.acceptance import (
    accepted_by,
    counts_as_offered,
    delay,
    may_accept,
    threshold_for,
)
from sim.model.truce.entry import agree
from sim.model.world.cast import MEDIATOR, PARTY
from sim.model.world.clock import next_day, record, until, wake
from sim.model.world.dimensions import ATTACKER, HOLDER, N_PARTIES, N_PROPOSALS, N_SCHEDULED
from sim.model.world.events import ACCEPTS, PROPOSAL_CLOSED, STATEMENT, TABLED
from sim.model.world.state import (
    ACCEPTED,
    CLOSED,
    CONDITIONAL,
    EXAMINING,
    GENERAL,
    NEVER,
    ON_THE_TABLE,
    PARTIAL,
    REFUSED,
    TRUCE_IN_FORCE,
    UNUSED,
)

EXAMINES_FROM = 14.0  # [days] no statement by then counts as 'keeps examining' (judgement-kursk-talks)
N_CLAUSES = 4  # monitors, no rearming, no mobilisation, the people in the foothold


# laws


@compilable
def statement_delay(u, log_mean, log_sd, silent_days):
    """Days from tabling to the first statement, log-normal, given silence for some days already."""
    past = normal_cdf((log(silent_days) - log_mean) / log_sd) if silent_days > 0.0 else 0.0
    return randomness.lognormal_of(min(max(past + (1.0 - past) * u, 1e-12), 1.0 - 1e-12), log_mean, log_sd)


@compilable
def statement_kind(u, conditional, refuse, examine):
    """What a first statement says, by weights: conditional, a refusal, or that it keeps examining."""
    total = conditional + refuse + examine
    if u * total < conditional:
        return CONDITIONAL
    return REFUSED if u * total < conditional + refuse else EXAMINING


# tabling


@compilable
def schedule(world):
    """Put the scenario's proposals on the mediator's schedule."""
    rules, talks = world.rules, world.talks
    for proposal in range(N_SCHEDULED):
        talks.table_at[proposal] = on_grid(rules.proposal_tabled_day[proposal])
        talks.kind[proposal] = int(rules.proposal_kind[proposal])
        talks.duration[proposal] = rules.proposal_duration_days[proposal]
        talks.truce_class[proposal] = int(rules.proposal_truce_class[proposal])
        talks.mediated[proposal] = int(rules.proposal_mediated[proposal])
        talks.written[proposal] = int(rules.proposal_written[proposal])
        talks.monitored[proposal] = int(rules.proposal_monitored[proposal])
        talks.rearming[proposal] = rules.proposal_rearming_monitored[proposal]
        talks.people_settled[proposal] = rules.proposal_people_settled[proposal]
        talks.shift[proposal] = rules.proposal_shift_log_days[proposal]
        talks.lapse[proposal] = on_grid(rules.proposal_lapse_day[proposal])
        if talks.table_at[proposal] < NEVER:
            talks.used = proposal + 1
    for side in range(N_PARTIES):
        u = randomness.uniform(world, streams.OPENNESS + side, 0)
        talks.open_to_truce[side] = 1 if u < rules.party_open_probability[side] else 0


@compilable
def copy_terms(world, parent, proposal):
    """A new proposal with the terms of another."""
    talks = world.talks
    talks.kind[proposal] = talks.kind[parent]
    talks.duration[proposal] = talks.duration[parent]
    talks.truce_class[proposal] = talks.truce_class[parent]
    talks.mediated[proposal] = talks.mediated[parent]
    talks.written[proposal] = talks.written[parent]
    talks.monitored[proposal] = talks.monitored[parent]
    talks.rearming[proposal] = talks.rearming[parent]
    talks.no_mobilisation[proposal] = talks.no_mobilisation[parent]
    talks.people_settled[proposal] = talks.people_settled[parent]
    talks.shift[proposal] = talks.shift[parent]
    talks.lapse[proposal] = NEVER


@compilable
def table(world, proposal, tabled_day, atom_counts):
    """Lay a proposal before both governments and start their clocks; who accepts on a given day says nothing before."""
    talks, rules = world.talks, world.rules
    talks.state[proposal] = ON_THE_TABLE
    talks.tabled[proposal] = tabled_day
    talks.table_at[proposal] = NEVER
    record(world, TABLED, proposal, talks.kind[proposal], talks.duration[proposal])
    silent = max(world.now - tabled_day, 0.0)
    for side in range(N_PARTIES):
        u_day = randomness.uniform(world, streams.STATEMENT_DAY + side, proposal)
        u_clock = randomness.uniform(world, streams.ACCEPTANCE + side, proposal)
        days = statement_delay(
            u_day, rules.party_statement_log_mean[side], rules.party_statement_log_sd[side], silent
        )
        told = rules.party_accepts_on_day[side] < NEVER and talks.kind[proposal] == GENERAL
        talks.statement_at[proposal, side] = NEVER if told else max(tabled_day + on_grid(days), world.now)
        start_clock(world, proposal, side, u_clock, silent, atom_counts)
        wake(world, PARTY + side)


@compilable
def start_clock(world, proposal, side, u, silent_days, atom_counts):
    """Draw a side's threshold for a proposal, given that it has not accepted in the days before.

    Those days count as internal days whatever the covariates were, so that covariates change the pace only.
    """
    rules, talks = world.rules, world.talks
    mu, sigma = rules.party_clock_mu[side], rules.party_clock_sigma[side]
    atom = rules.party_same_day_atom[side] if atom_counts == 1 and silent_days == 0.0 else 0.0
    # The age is a fixed one: a delayed clock that had aged less would have its likeliest days of acceptance ahead.
    past = accepted_by(silent_days, mu, sigma, atom) if silent_days > 0.0 else 0.0
    talks.threshold[proposal, side] = threshold_for(past + (1.0 - past) * u, mu, sigma, atom)
    talks.pace[proposal, side] = exp(-delay(world, proposal, side))
    talks.clock[proposal, side] = silent_days
    talks.clock_day[proposal, side] = world.now


@compilable
def run_on(world, parent, proposal, side):
    """A side's clock for related terms runs on from now: same luck, same internal time; it stood in between."""
    talks = world.talks
    talks.threshold[proposal, side] = talks.threshold[parent, side]
    talks.clock[proposal, side] = talks.clock[parent, side]
    talks.clock_day[proposal, side] = world.now


@compilable
def free_proposal(world):
    """A place for a new proposal, or -1 when the table is full."""
    return world.talks.used if world.talks.used < N_PROPOSALS else -1


@compilable
def asks_for(world, parent, clause, probability):
    """Whether a conditional answer to a proposal asks for one clause."""
    return randomness.happens(world, streams.CLAUSES, N_CLAUSES * parent + clause, probability)


@compilable
def merge_clauses(world, parent, proposal):
    """Put the clauses that the conditional answer to a proposal asks for into its counter-offer."""
    talks, rules = world.talks, world.rules
    if asks_for(world, parent, 0, rules.mediation_monitoring_clause):
        talks.monitored[proposal] = 1
    if asks_for(world, parent, 1, rules.mediation_rearming_clause):
        talks.rearming[proposal] = 1.0
    if asks_for(world, parent, 2, rules.mediation_mobilisation_clause):
        talks.no_mobilisation[proposal] = 1.0
    if asks_for(world, parent, 3, rules.mediation_people_clause):
        talks.people_settled[proposal] = 1.0


@compilable
def table_counter_offer(world, parent):
    """Merge the asked clauses into a counter-offer; the asker's clock runs on with the same luck."""
    talks = world.talks
    proposal = free_proposal(world)
    if proposal < 0:
        return
    talks.used = proposal + 1
    copy_terms(world, parent, proposal)
    talks.parent[proposal] = parent
    talks.round[proposal] = talks.round[parent] + 1
    talks.written[proposal] = 1
    merge_clauses(world, parent, proposal)
    table(world, proposal, world.now, 0)
    for side in range(N_PARTIES):
        if talks.answer[parent, side] == ACCEPTED:
            talks.statement_at[proposal, side] = NEVER  # it has spoken: only its clock for the changed terms runs
        else:
            run_on(world, parent, proposal, side)


@compilable
def table_again(world, parent):
    """The same terms once more, some time after a refusal or a truce's end.

    Who had accepted when the other refused still does.
    """
    proposal = free_proposal(world)
    if proposal >= 0:
        world.talks.used = proposal + 1
        copy_terms(world, parent, proposal)
        table(world, proposal, world.now, 0)
        for side in range(N_PARTIES):
            if world.talks.answer[parent, side] != ACCEPTED:
                run_on(world, parent, proposal, side)
            elif world.talks.answer[parent, 1 - side] == REFUSED:
                world.talks.answer[proposal, side] = ACCEPTED
                world.talks.statement_at[proposal, side] = NEVER


@compilable
def table_partial(world, parent):
    """A truce of one domain (energy, sea) in place of the general one; it never freezes the ground."""
    proposal = free_proposal(world)
    if proposal >= 0:
        world.talks.used = proposal + 1
        copy_terms(world, parent, proposal)
        world.talks.kind[proposal] = PARTIAL
        world.talks.duration[proposal] = world.rules.mediation_partial_duration_days
        table(world, proposal, world.now, 1)


@compilable
def table_what_is_due(world):
    """Everything the mediator has to table now, in order of the proposals; returns the next day to act."""
    talks = world.talks
    upcoming = NEVER
    for proposal in range(N_PROPOSALS):
        if talks.state[proposal] == UNUSED and talks.table_at[proposal] <= world.now:
            before = min(talks.table_at[proposal], 0.0)
            table(world, proposal, before if world.now == 0.0 else world.now, 1)
        if talks.counter_at[proposal] <= world.now:
            talks.counter_at[proposal] = NEVER
            table_counter_offer(world, proposal)
        if talks.retable_at[proposal] <= world.now:
            talks.retable_at[proposal] = NEVER
            table_again(world, proposal)
        if talks.partial_at[proposal] <= world.now:
            talks.partial_at[proposal] = NEVER
            table_partial(world, proposal)
        if talks.lapse[proposal] <= world.now and talks.state[proposal] == ON_THE_TABLE:
            close(world, proposal)
        upcoming = min(upcoming, talks.table_at[proposal])
        upcoming = min(upcoming, talks.counter_at[proposal])
        upcoming = min(upcoming, talks.retable_at[proposal])
        upcoming = min(upcoming, talks.partial_at[proposal])
        if talks.state[proposal] == ON_THE_TABLE and talks.lapse[proposal] > world.now:
            upcoming = min(upcoming, talks.lapse[proposal])
    return upcoming


@compilable
def close(world, proposal):
    """Take a proposal off the table."""
    world.talks.state[proposal] = CLOSED
    record(world, PROPOSAL_CLOSED, proposal, 0.0, 0.0)


# answering


@compilable
def note_first_answer(world, side, kind):
    """Keep the first answer of a government to any general proposal."""
    if world.talks.first_answer[side] < 0:
        world.talks.first_answer[side] = kind
        world.talks.first_answer_day[side] = world.now


@compilable
def make_statement(world, proposal, side):
    """A government says something about a proposal; conditions and refusals set the mediator to work."""
    talks, rules = world.talks, world.rules
    talks.statement_at[proposal, side] = NEVER
    u = randomness.uniform(world, streams.STATEMENT_KIND + side, proposal)
    kind = statement_kind(
        u, rules.party_conditional_weight[side], rules.party_refuse_weight[side], rules.party_examine_weight[side]
    )
    if talks.kind[proposal] != PARTIAL:
        note_first_answer(world, side, kind)
    talks.answer[proposal, side] = kind
    record(world, STATEMENT, side, proposal, kind)
    if talks.kind[proposal] == PARTIAL:
        if kind == REFUSED:
            close(world, proposal)
        return
    if kind == CONDITIONAL and talks.round[proposal] < rules.mediation_counter_rounds:
        due = world.now + on_grid(rules.mediation_counter_delay_days)
        talks.counter_at[proposal] = min(talks.counter_at[proposal], due)
    if kind == REFUSED:
        close(world, proposal)
        if talks.parent[proposal] < 0:
            talks.retable_at[proposal] = world.now + on_grid(rules.mediation_retable_days)
    if kind != EXAMINING and talks.parent[proposal] < 0:
        luck = randomness.uniform(world, streams.PARTIAL_OFFER, proposal)
        if luck < rules.mediation_partial_probability:
            talks.partial_at[proposal] = world.now + on_grid(rules.mediation_partial_delay_days)
    wake(world, MEDIATOR)


@compilable
def accept(world, proposal, side):
    """A government accepts a proposal; when both have, it is agreed."""
    talks = world.talks
    talks.answer[proposal, side] = ACCEPTED
    talks.statement_at[proposal, side] = NEVER
    record(world, ACCEPTS, side, proposal, 0.0)
    if talks.kind[proposal] != PARTIAL:
        note_first_answer(world, side, ACCEPTED)
        talks.accepted_day[side] = min(talks.accepted_day[side], world.now)
    if talks.answer[proposal, 1 - side] == ACCEPTED:
        agree(world, proposal)


@compilable
def run_clock(world, proposal, side):
    """Run a government's clock for a proposal to this moment; it accepts when the clock reaches its threshold."""
    talks, rules = world.talks, world.rules
    days = world.now - talks.clock_day[proposal, side]
    talks.clock_day[proposal, side] = world.now
    talks.pace[proposal, side] = exp(-delay(world, proposal, side))
    talks.clock[proposal, side] += days * talks.pace[proposal, side]
    if talks.answer[proposal, side] == ACCEPTED or not counts_as_offered(world, proposal):
        return
    told = rules.party_accepts_on_day[side]
    if talks.kind[proposal] == GENERAL and told < NEVER:
        if world.now >= told:
            accept(world, proposal, side)
        return
    willing = talks.open_to_truce[side] == 1 and may_accept(world, proposal, side)
    if willing and talks.clock[proposal, side] >= talks.threshold[proposal, side]:
        accept(world, proposal, side)


@compilable
def answer_before_start(world, proposal):
    """What the holder's government has accepted before day 0 (or on a day the scenario gives)."""
    day = world.rules.proposal_holder_accepted_day[proposal]
    talks = world.talks
    if talks.state[proposal] == ON_THE_TABLE and talks.answer[proposal, HOLDER] != ACCEPTED and day <= world.now:
        talks.answer[proposal, HOLDER] = ACCEPTED
        talks.statement_at[proposal, HOLDER] = NEVER
        if talks.first_answer[HOLDER] < 0:
            talks.first_answer[HOLDER] = ACCEPTED
            talks.first_answer_day[HOLDER] = day
        talks.accepted_day[HOLDER] = min(talks.accepted_day[HOLDER], day)
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
