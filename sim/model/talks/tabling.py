"""Tabling: what a mediator lays before both governments, the clocks that start with it, and what takes its place.

Scheduled proposals, several at once (general, of one domain), counter-offers in the place of the text they answer, the
same terms once more, truces of one domain after an answer. A clock starts at tabling and stands while nothing is on the
table. Source: ceasefire-fits for the clock. Leaves out what a mediator knows of either side.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, on_grid
from sim.model.talks.acceptance import accepted_by, threshold_for
from sim.model.talks.backing import tell_backing
from sim.model.talks.domains import set_openness, spoken_for
from sim.model.talks.statements import statement_delay
from sim.model.talks.terms import (
    both_sets,
    copy_terms,
    leave_out_refused,
    limit_to_one_domain,
    luck_of_answer,
    merge_clauses,
    number_counter_offer,
    number_text_again,
    text_weighed_already,
)
from sim.model.talks.view import delay
from sim.model.world.cast import PARTY
from sim.model.world.clock import record, wake
from sim.model.world.dimensions import ATTACKER, HOLDER, N_PARTIES, N_PROPOSALS, N_SCHEDULED
from sim.model.world.events import (
    ANOTHER_TEXT,
    ASKED_BY_ATTACKER,
    COUNTERS,
    DESCENT_BASE,
    ONCE_MORE,
    ONE_DOMAIN_BESIDE,
    PROPOSAL_CLOSED,
    PUT_BACK,
    RAN_OUT,
    STATEMENT,
    TABLED,
    TEXT,
    WITHOUT_REFUSED,
)
from sim.model.world.state import ACCEPTED, CLOSED, GENERAL, NEVER, ON_THE_TABLE, PARTIAL, REFUSED, UNUSED

# tabling


@compilable
def schedule(world):
    """Put the scenario's proposals on the mediator's schedule."""
    rules, talks = world.rules, world.talks
    for proposal in range(N_SCHEDULED):
        talks.table_at[proposal] = on_grid(rules.proposal_tabled_day[proposal])
        talks.kind[proposal] = int(rules.proposal_kind[proposal])
        talks.domain[proposal] = int(rules.proposal_domain[proposal])
        talks.duration[proposal] = rules.proposal_duration_days[proposal]
        talks.line_rule[proposal] = int(rules.proposal_line_rule[proposal])
        talks.guaranteed[proposal] = int(rules.proposal_guaranteed[proposal])
        talks.endorsed[proposal] = int(rules.proposal_endorsed[proposal])
        talks.starts_after[proposal] = on_grid(rules.proposal_starts_after_days[proposal])
        talks.starts_on[proposal] = on_grid(rules.proposal_starts_on_day[proposal])
        talks.truce_class[proposal] = int(rules.proposal_truce_class[proposal])
        talks.mediated[proposal] = int(rules.proposal_mediated[proposal])
        talks.written[proposal] = int(rules.proposal_written[proposal])
        talks.monitored[proposal] = int(rules.proposal_monitored[proposal])
        talks.rearming[proposal] = rules.proposal_rearming_monitored[proposal]
        talks.people_settled[proposal] = rules.proposal_people_settled[proposal]
        talks.shift[proposal] = rules.proposal_shift_log_days[proposal]
        talks.lapse[proposal] = on_grid(rules.proposal_lapse_day[proposal])
        talks.root[proposal] = proposal
        talks.luck[proposal] = proposal
        if talks.table_at[proposal] < NEVER:
            talks.used = proposal + 1
    for side in range(N_PARTIES):
        set_openness(world, side)
        show = randomness.uniform(world, streams.SHOW + side, 0)
        talks.for_show[side] = 1 if show < rules.party_show_probability[side] else 0


@compilable
def what_it_covers(talks, proposal):
    """The kind of a text as it is told; the domains of truces of one domain follow each other."""
    return talks.kind[proposal] + (talks.domain[proposal] if talks.kind[proposal] == PARTIAL else 0)


@compilable
def table(world, proposal, tabled_day, atom_counts):
    """Lay a proposal before both governments and start their clocks; who accepts on a given day says nothing before."""
    talks, rules = world.talks, world.rules
    talks.state[proposal] = ON_THE_TABLE
    talks.tabled[proposal] = tabled_day
    talks.table_at[proposal] = NEVER
    record(world, TABLED, proposal, what_it_covers(talks, proposal), talks.duration[proposal])
    tell_backing(world, proposal)
    silent = max(world.now - tabled_day, 0.0)
    for side in range(N_PARTIES):
        u_day = randomness.uniform(world, streams.STATEMENT_DAY + side, int(talks.luck[proposal]))
        u_clock = randomness.uniform(world, streams.ACCEPTANCE + side, int(luck_of_answer(talks, proposal)))
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
    talks.open_before[proposal, side] = max(1.0 - past, 1e-9)
    talks.clock[proposal, side] = silent_days
    talks.clock_day[proposal, side] = world.now


@compilable
def run_on(world, parent, proposal, side):
    """A side's clock for related terms runs on from now: same luck, same internal time; it stood in between."""
    talks = world.talks
    talks.threshold[proposal, side] = talks.threshold[parent, side]
    talks.open_before[proposal, side] = talks.open_before[parent, side]
    talks.clock[proposal, side] = talks.clock[parent, side]
    talks.clock_day[proposal, side] = world.now


@compilable
def weigh_with_others(world, proposal):
    """A text of the schedule whose like lies before a side, or did: its clock runs on, and these terms set its pace."""
    for side in range(N_PARTIES):
        other = text_weighed_already(world, proposal, side)
        if other >= 0:
            run_on(world, other, proposal, side)


@compilable
def free_proposal(world):
    """A place for a new proposal, or -1 when the table is full."""
    return world.talks.used if world.talks.used < N_PROPOSALS else -1


@compilable
def follow(world, parent, proposal, atom_counts):
    """Lay a text that follows another before both: a clock runs on, and who has named its conditions says no more."""
    talks = world.talks
    table(world, proposal, world.now, atom_counts)
    for side in range(N_PARTIES):
        if talks.answer[parent, side] != ACCEPTED:
            run_on(world, parent, proposal, side)
        if talks.asked[proposal, side] != 0:
            talks.statement_at[proposal, side] = NEVER


@compilable
def table_counter_offer(world, parent):
    """Merge the conditions named into a counter-offer that takes the place of the text they answer."""
    talks = world.talks
    talks.counter_at[parent] = NEVER
    proposal = free_proposal(world)
    if proposal < 0:
        return
    talks.used = proposal + 1
    copy_terms(world, parent, proposal)
    talks.parent[proposal] = parent
    talks.round[proposal] = talks.round[parent] + 1
    number_counter_offer(world, proposal)
    talks.written[proposal] = 1
    for side in range(N_PARTIES):
        merge_clauses(world, proposal, talks.wishes[parent, side])
        talks.asked[proposal, side] = both_sets(talks.asked[proposal, side], talks.wishes[parent, side])
    close(world, parent, ANOTHER_TEXT)
    follow(world, parent, proposal, 1)
    tell_descent(world, proposal, parent, COUNTERS)


@compilable
def table_again(world, parent):
    """The terms once more, without a clause refused, after a refusal or a truce's end; who stands by them accepts."""
    proposal = free_proposal(world)
    if proposal >= 0:
        world.talks.used = proposal + 1
        copy_terms(world, parent, proposal)
        number_text_again(world, proposal)
        talks, way = world.talks, WITHOUT_REFUSED
        if not leave_out_refused(world, parent, proposal):
            way = ONCE_MORE
            agreed = talks.answer[parent, HOLDER] == ACCEPTED and talks.answer[parent, ATTACKER] == ACCEPTED
            talks.refusals[proposal] = 0 if agreed else talks.refusals[parent]
            talks.refused_held[proposal] = talks.refused_held[parent]
        follow(world, parent, proposal, 0)
        tell_descent(world, proposal, parent, way)


@compilable
def table_partial(world, parent):
    """A truce of one domain beside the general one, unless one is tabled or agreed; it never freezes the ground."""
    proposal = free_proposal(world)
    if proposal >= 0 and not spoken_for(world, int(world.rules.mediation_partial_domain)):
        world.talks.used = proposal + 1
        copy_terms(world, parent, proposal)
        limit_to_one_domain(world, proposal)
        table(world, proposal, world.now, 1)
        tell_descent(world, proposal, parent, ONE_DOMAIN_BESIDE)


@compilable
def put_back(world, parent, proposal):
    """The other side refuses what is new in a counter-offer: the text before it lies on the table again."""
    talks = world.talks
    talks.state[parent] = ON_THE_TABLE
    record(world, TABLED, parent, talks.kind[parent], talks.duration[parent])
    tell_descent(world, parent, proposal, PUT_BACK)
    for side in range(N_PARTIES):
        talks.clock_day[parent, side] = world.now
        days = world.now - talks.clock_day[proposal, side]
        talks.clock[proposal, side] += days * talks.pace[proposal, side]  # no part of a day is lost
        if talks.answer[proposal, side] != ACCEPTED and talks.answer[parent, side] != ACCEPTED:
            talks.clock[parent, side] = talks.clock[proposal, side]


@compilable
def refuses_at_deadline(world, proposal, side):
    """Whether a government that has let a deadline pass refuses for good."""
    u = randomness.uniform(world, streams.DEADLINE + side, int(world.talks.luck[proposal]))
    return world.talks.answer[proposal, side] != ACCEPTED and u < world.rules.mediation_deadline_refusal


@compilable
def lapse(world, proposal):
    """A proposal's time has run out; where deadlines press, nobody refusing, the mediator sets out its terms again."""
    rules, refused = world.rules, False
    presses = rules.mediation_deadlines_press > 0.5
    for side in range(N_PARTIES):
        if presses and refuses_at_deadline(world, proposal, side):
            refused = True
            record(world, STATEMENT, side, proposal, REFUSED)
    close(world, proposal, RAN_OUT)
    if presses and not refused:
        world.talks.retable_at[proposal] = world.now + on_grid(rules.mediation_retable_days)


@compilable
def table_what_is_due(world):
    """Everything the mediator has to table now, in order of the proposals; returns the next day to act."""
    talks = world.talks
    upcoming = NEVER
    for proposal in range(N_PROPOSALS):
        if talks.state[proposal] == UNUSED and talks.table_at[proposal] <= world.now:
            before = min(talks.table_at[proposal], 0.0)
            table(world, proposal, before if world.now == 0.0 else world.now, 1)
            weigh_with_others(world, proposal)
        if talks.counter_at[proposal] <= world.now:
            table_counter_offer(world, proposal)
        if talks.retable_at[proposal] <= world.now:
            talks.retable_at[proposal] = NEVER
            table_again(world, proposal)
        if talks.partial_at[proposal] <= world.now:
            talks.partial_at[proposal] = NEVER
            table_partial(world, proposal)
        if talks.lapse[proposal] <= world.now and talks.state[proposal] == ON_THE_TABLE:
            lapse(world, proposal)
        upcoming = min(upcoming, talks.table_at[proposal])
        upcoming = min(upcoming, talks.counter_at[proposal])
        upcoming = min(upcoming, talks.retable_at[proposal])
        upcoming = min(upcoming, talks.partial_at[proposal])
        if talks.state[proposal] == ON_THE_TABLE and talks.lapse[proposal] > world.now:
            upcoming = min(upcoming, talks.lapse[proposal])
    return upcoming


@compilable
def close(world, proposal, why):
    """Take a proposal off the table."""
    world.talks.state[proposal] = CLOSED
    record(world, PROPOSAL_CLOSED, proposal, why, 0.0)


@compilable
def tell_descent(world, proposal, other, way):
    """Which text this one follows and how, and which clauses stand in it because who asked for them."""
    asked = world.talks.asked
    clauses = asked[proposal, HOLDER] + ASKED_BY_ATTACKER * asked[proposal, ATTACKER]
    record(world, TEXT, proposal, DESCENT_BASE * other + way, clauses)
