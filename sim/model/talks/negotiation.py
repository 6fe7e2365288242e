"""Talks: a mediator tables proposals, two governments answer them, counter-offers merge their conditions.

A general truce needs both governments. A first statement comes quickly on a clock of its own and is conditional, a
refusal, or 'keeps examining'; real acceptance follows the acceptance clock (acceptance.py). Source: ceasefire-fits
for clocks and clauses, judgement for statements (three earlier offers: two refused, one conditional). Leaves out who
negotiates and what is said.
"""

from sim.model.numbers import randomness
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
from sim.model.world.clock import next_day, record, until, wake
from sim.model.world.events import ACCEPTS, PROPOSAL_CLOSED, STATEMENT, TABLED
from sim.model.world.processes import ATTACKER, HOLDER, MEDIATOR, N_PARTIES, N_PROPOSALS, N_SCHEDULED, PARTY
from sim.model.world.state import (
    ACCEPTED,
    CLOSED,
    CONDITIONAL,
    EXAMINING,
    GENERAL,
    NEVER,
    OPEN,
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
    for slot in range(N_SCHEDULED):
        talks.table_at[slot] = on_grid(rules.proposal_tabled_day[slot])
        talks.kind[slot] = int(rules.proposal_kind[slot])
        talks.duration[slot] = rules.proposal_duration_days[slot]
        talks.truce_class[slot] = int(rules.proposal_truce_class[slot])
        talks.mediated[slot] = int(rules.proposal_mediated[slot])
        talks.written[slot] = int(rules.proposal_written[slot])
        talks.monitored[slot] = int(rules.proposal_monitored[slot])
        talks.rearming[slot] = rules.proposal_rearming_monitored[slot]
        talks.shift[slot] = rules.proposal_shift_log_days[slot]
        talks.lapse[slot] = on_grid(rules.proposal_lapse_day[slot])
        if talks.table_at[slot] < NEVER:
            talks.used = slot + 1
    for party in range(N_PARTIES):
        u = randomness.uniform(world, randomness.OPENNESS + party, 0)
        talks.open_to_truce[party] = 1 if u < rules.party_open_probability[party] else 0


@compilable
def copy_terms(world, parent, slot):
    """A new proposal with the terms of another."""
    talks = world.talks
    talks.kind[slot] = talks.kind[parent]
    talks.duration[slot] = talks.duration[parent]
    talks.truce_class[slot] = talks.truce_class[parent]
    talks.mediated[slot] = talks.mediated[parent]
    talks.written[slot] = talks.written[parent]
    talks.monitored[slot] = talks.monitored[parent]
    talks.rearming[slot] = talks.rearming[parent]
    talks.no_mobilisation[slot] = talks.no_mobilisation[parent]
    talks.people_settled[slot] = talks.people_settled[parent]
    talks.shift[slot] = talks.shift[parent]
    talks.lapse[slot] = NEVER


@compilable
def table(world, slot, tabled_day, atom_counts):
    """Lay a proposal before both governments and start their clocks; who accepts on a given day says nothing before."""
    talks, rules = world.talks, world.rules
    talks.state[slot] = OPEN
    talks.tabled[slot] = tabled_day
    talks.table_at[slot] = NEVER
    record(world, TABLED, slot, talks.kind[slot], talks.duration[slot])
    silent = max(world.now - tabled_day, 0.0)
    for party in range(N_PARTIES):
        u_day = randomness.uniform(world, randomness.STATEMENT_DAY + party, slot)
        u_clock = randomness.uniform(world, randomness.ACCEPTANCE + party, slot)
        days = statement_delay(
            u_day, rules.party_statement_log_mean[party], rules.party_statement_log_sd[party], silent
        )
        told = rules.party_accepts_on_day[party] < NEVER and talks.kind[slot] == GENERAL
        talks.statement_at[slot, party] = NEVER if told else max(tabled_day + on_grid(days), world.now)
        start_clock(world, slot, party, u_clock, silent, atom_counts)
        wake(world, PARTY + party)


@compilable
def start_clock(world, slot, party, u, silent_days, atom_counts):
    """Draw a party's threshold for a proposal, given that it has not accepted in the days before."""
    rules, talks = world.rules, world.talks
    mu, sigma = rules.party_clock_mu[party], rules.party_clock_sigma[party]
    atom = rules.party_same_day_atom[party] if atom_counts == 1 and silent_days == 0.0 else 0.0
    talks.pace[slot, party] = exp(-delay(world, slot, party))
    ran = silent_days * talks.pace[slot, party]
    past = accepted_by(ran, mu, sigma, atom) if ran > 0.0 else 0.0
    talks.threshold[slot, party] = threshold_for(past + (1.0 - past) * u, mu, sigma, atom)
    talks.clock[slot, party] = ran
    talks.clock_day[slot, party] = world.now


@compilable
def run_on(world, parent, slot, party):
    """A party's clock for related terms runs on: same luck, same internal time."""
    talks = world.talks
    talks.threshold[slot, party] = talks.threshold[parent, party]
    talks.clock[slot, party] = talks.clock[parent, party]
    talks.clock_day[slot, party] = talks.clock_day[parent, party]


@compilable
def free_slot(world):
    """A place for a new proposal, or -1 when the table is full."""
    return world.talks.used if world.talks.used < N_PROPOSALS else -1


@compilable
def asks_for(world, parent, clause, probability):
    """Whether a conditional answer to a proposal asks for one clause."""
    return randomness.happens(world, randomness.CLAUSES, N_CLAUSES * parent + clause, probability)


@compilable
def merge_clauses(world, parent, slot):
    """Put the clauses that the conditional answer to a proposal asks for into its counter-offer."""
    talks, rules = world.talks, world.rules
    if asks_for(world, parent, 0, rules.mediation_monitoring_clause):
        talks.monitored[slot] = 1
    if asks_for(world, parent, 1, rules.mediation_rearming_clause):
        talks.rearming[slot] = 1.0
    if asks_for(world, parent, 2, rules.mediation_mobilisation_clause):
        talks.no_mobilisation[slot] = 1.0
    if asks_for(world, parent, 3, rules.mediation_people_clause):
        talks.people_settled[slot] = 1.0


@compilable
def table_counter_offer(world, parent):
    """Merge the asked clauses into a counter-offer; the asker's clock runs on with the same luck."""
    talks = world.talks
    slot = free_slot(world)
    if slot < 0:
        return
    talks.used = slot + 1
    copy_terms(world, parent, slot)
    talks.parent[slot] = parent
    talks.round[slot] = talks.round[parent] + 1
    talks.written[slot] = 1
    merge_clauses(world, parent, slot)
    table(world, slot, world.now, 0)
    for party in range(N_PARTIES):
        if talks.answer[parent, party] == ACCEPTED:
            talks.statement_at[slot, party] = NEVER  # it has spoken: only its clock for the changed terms runs
        else:
            run_on(world, parent, slot, party)


@compilable
def table_again(world, parent):
    """The same terms once more, some time after a refusal or a truce's end.

    Who had accepted when the other refused still does.
    """
    slot = free_slot(world)
    if slot >= 0:
        world.talks.used = slot + 1
        copy_terms(world, parent, slot)
        table(world, slot, world.now, 0)
        for party in range(N_PARTIES):
            if world.talks.answer[parent, party] != ACCEPTED:
                run_on(world, parent, slot, party)
            elif world.talks.answer[parent, 1 - party] == REFUSED:
                world.talks.answer[slot, party] = ACCEPTED
                world.talks.statement_at[slot, party] = NEVER


@compilable
def table_partial(world, parent):
    """A truce of one domain (energy, sea) in place of the general one; it never freezes the ground."""
    slot = free_slot(world)
    if slot >= 0:
        world.talks.used = slot + 1
        copy_terms(world, parent, slot)
        world.talks.kind[slot] = PARTIAL
        world.talks.duration[slot] = world.rules.mediation_partial_duration_days
        table(world, slot, world.now, 1)


@compilable
def table_what_is_due(world):
    """Everything the mediator has to table now, in order of the proposals; returns the next day to act."""
    talks = world.talks
    upcoming = NEVER
    for slot in range(N_PROPOSALS):
        if talks.state[slot] == UNUSED and talks.table_at[slot] <= world.now:
            before = min(talks.table_at[slot], 0.0)
            table(world, slot, before if world.now == 0.0 else world.now, 1)
        if talks.counter_at[slot] <= world.now:
            talks.counter_at[slot] = NEVER
            table_counter_offer(world, slot)
        if talks.retable_at[slot] <= world.now:
            talks.retable_at[slot] = NEVER
            table_again(world, slot)
        if talks.partial_at[slot] <= world.now:
            talks.partial_at[slot] = NEVER
            table_partial(world, slot)
        if talks.lapse[slot] <= world.now and talks.state[slot] == OPEN:
            close(world, slot)
        upcoming = min(upcoming, talks.table_at[slot])
        upcoming = min(upcoming, talks.counter_at[slot])
        upcoming = min(upcoming, talks.retable_at[slot])
        upcoming = min(upcoming, talks.partial_at[slot])
        if talks.state[slot] == OPEN and talks.lapse[slot] > world.now:
            upcoming = min(upcoming, talks.lapse[slot])
    return upcoming


@compilable
def close(world, slot):
    """Take a proposal off the table."""
    world.talks.state[slot] = CLOSED
    record(world, PROPOSAL_CLOSED, slot, 0.0, 0.0)


# answering


@compilable
def note_first_answer(world, party, kind):
    """Keep the first answer of a government to any general proposal."""
    if world.talks.first_answer[party] < 0:
        world.talks.first_answer[party] = kind
        world.talks.first_answer_day[party] = world.now


@compilable
def make_statement(world, slot, party):
    """A government says something about a proposal; conditions and refusals set the mediator to work."""
    talks, rules = world.talks, world.rules
    talks.statement_at[slot, party] = NEVER
    u = randomness.uniform(world, randomness.STATEMENT_KIND + party, slot)
    kind = statement_kind(
        u, rules.party_conditional_weight[party], rules.party_refuse_weight[party], rules.party_examine_weight[party]
    )
    if talks.kind[slot] != PARTIAL:
        note_first_answer(world, party, kind)
    talks.answer[slot, party] = kind
    record(world, STATEMENT, party, slot, kind)
    if talks.kind[slot] == PARTIAL:
        if kind == REFUSED:
            close(world, slot)
        return
    if kind == CONDITIONAL and talks.round[slot] < rules.mediation_counter_rounds:
        talks.counter_at[slot] = min(talks.counter_at[slot], world.now + on_grid(rules.mediation_counter_delay_days))
    if kind == REFUSED:
        close(world, slot)
        if talks.parent[slot] < 0:
            talks.retable_at[slot] = world.now + on_grid(rules.mediation_retable_days)
    if kind != EXAMINING and talks.parent[slot] < 0:
        luck = randomness.uniform(world, randomness.PARTIAL_OFFER, slot)
        if luck < rules.mediation_partial_probability:
            talks.partial_at[slot] = world.now + on_grid(rules.mediation_partial_delay_days)
    wake(world, MEDIATOR)


@compilable
def accept(world, slot, party):
    """A government accepts a proposal; when both have, it is agreed."""
    talks = world.talks
    talks.answer[slot, party] = ACCEPTED
    talks.statement_at[slot, party] = NEVER
    record(world, ACCEPTS, party, slot, 0.0)
    if talks.kind[slot] != PARTIAL:
        note_first_answer(world, party, ACCEPTED)
        talks.accepted_day[party] = min(talks.accepted_day[party], world.now)
    if talks.answer[slot, 1 - party] == ACCEPTED:
        agree(world, slot)


@compilable
def run_clock(world, slot, party):
    """Run a government's clock for a proposal to this moment; it accepts when the clock reaches its threshold."""
    talks, rules = world.talks, world.rules
    days = world.now - talks.clock_day[slot, party]
    talks.clock_day[slot, party] = world.now
    talks.pace[slot, party] = exp(-delay(world, slot, party))
    talks.clock[slot, party] += days * talks.pace[slot, party]
    if talks.answer[slot, party] == ACCEPTED or not counts_as_offered(world, slot):
        return
    told = rules.party_accepts_on_day[party]
    if talks.kind[slot] == GENERAL and told < NEVER:
        if world.now >= told:
            accept(world, slot, party)
        return
    willing = talks.open_to_truce[party] == 1 and may_accept(world, slot, party)
    if willing and talks.clock[slot, party] >= talks.threshold[slot, party]:
        accept(world, slot, party)


@compilable
def answer_before_start(world, slot):
    """What the holder's government has accepted before day 0 (or on a day the scenario gives)."""
    day = world.rules.proposal_holder_accepted_day[slot]
    talks = world.talks
    if talks.state[slot] == OPEN and talks.answer[slot, HOLDER] != ACCEPTED and day <= world.now:
        talks.answer[slot, HOLDER] = ACCEPTED
        talks.statement_at[slot, HOLDER] = NEVER
        if talks.first_answer[HOLDER] < 0:
            talks.first_answer[HOLDER] = ACCEPTED
            talks.first_answer_day[HOLDER] = day
        talks.accepted_day[HOLDER] = min(talks.accepted_day[HOLDER], day)
        record(world, ACCEPTS, HOLDER, slot, day)
        if talks.answer[slot, ATTACKER] == ACCEPTED:
            agree(world, slot)


@compilable
def review_proposals(world, party):
    """One government looks at every open proposal; returns the day of its next statement."""
    talks = world.talks
    upcoming = NEVER
    for slot in range(talks.used):
        if party == HOLDER and slot < N_SCHEDULED:
            answer_before_start(world, slot)
        if talks.state[slot] != OPEN:
            continue
        run_clock(world, slot, party)
        if talks.state[slot] == OPEN and talks.statement_at[slot, party] <= world.now:
            make_statement(world, slot, party)
        if talks.state[slot] == OPEN:
            upcoming = min(upcoming, talks.statement_at[slot, party])
            if talks.first_answer[party] < 0 and world.now - talks.tabled[slot] >= EXAMINES_FROM:
                note_first_answer(world, party, EXAMINING)
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
