"""State of the talks and of the truce, the second half of state.py."""

from sim.model.world.dimensions import N_DOMAINS, N_PARTIES, N_PROPOSALS
from sim.model.world.fields import State, number, numbers, whole, wholes
from sim.model.world.state import (
    EXAMINING,
    NAN,
    NEVER,
    NO_TRUCE,
    RUNNING,
    UNUSED,
)


class Talks(State):
    """Proposals on the table, answers, and the clocks behind them."""

    state = wholes(N_PROPOSALS, start=UNUSED, about="(proposal) unused, open, agreed, in force or closed")
    kind = wholes(N_PROPOSALS, about="(proposal) general, settlement or partial")
    domain = wholes(N_PROPOSALS, about="(proposal) energy, sea or humanitarian, of a truce of one domain")
    parent = wholes(N_PROPOSALS, start=-1, about="(proposal) the proposal it answers, or -1")
    round = wholes(N_PROPOSALS, about="(proposal) how many counter-offers led to it")
    root = wholes(N_PROPOSALS, about="(proposal) the scheduled proposal that it comes of")
    follow_ups = wholes(N_PROPOSALS, about="(proposal) texts that followed this scheduled one so far")
    domain_texts = wholes(N_PROPOSALS, about="(proposal) truces of one domain that followed this scheduled one so far")
    luck = wholes(N_PROPOSALS, about="(proposal) number of its luck")
    tabled = numbers(N_PROPOSALS, start=NEVER, about="(proposal) day on which it was tabled")
    duration = numbers(N_PROPOSALS, about="(proposal) [days], 0 open-ended")
    line_rule = wholes(N_PROPOSALS, about="(proposal) 0 the line freezes, 1 the holder leaves in order, 2 for a price")
    guaranteed = wholes(N_PROPOSALS, about="(proposal) 1 when a third party guarantees its terms")
    endorsed = wholes(N_PROPOSALS, about="(proposal) 1 when a third party endorses it")
    starts_after = numbers(N_PROPOSALS, about="(proposal) days from agreement to start at least")
    starts_on = numbers(N_PROPOSALS, start=NEVER, about="(proposal) date on which it starts, if agreed before")
    truce_class = wholes(N_PROPOSALS, start=1, about="(proposal) class of its terms")
    mediated = wholes(N_PROPOSALS, about="(proposal) 1 when a mediator stands behind it")
    written = wholes(N_PROPOSALS, about="(proposal) 1 when in writing")
    monitored = wholes(N_PROPOSALS, about="(proposal) 1 when monitors watch it")
    rearming = numbers(N_PROPOSALS, about="(proposal) how well a ban on rearming is monitored")
    no_mobilisation = numbers(N_PROPOSALS, about="(proposal) 1 when mobilisation stops")
    people_settled = numbers(N_PROPOSALS, about="(proposal) 1 when the fate of the people in the foothold is settled")
    asked = wholes(N_PROPOSALS, N_PARTIES, about="(proposal, party) clauses in it that this government asked for")
    wishes = wholes(N_PROPOSALS, N_PARTIES, about="(proposal, party) clauses that its conditional answer asks for")
    shift = numbers(N_PROPOSALS, about="(proposal) delay of acceptance that its terms bring [ln days]")
    lapse = numbers(N_PROPOSALS, start=NEVER, about="(proposal) day on which it is taken off the table")
    table_at = numbers(N_PROPOSALS, start=NEVER, about="(proposal) day on which it is to be tabled")
    counter_at = numbers(N_PROPOSALS, start=NEVER, about="(proposal) day on which a counter-offer to it is tabled")
    retable_at = numbers(N_PROPOSALS, start=NEVER, about="(proposal) day on which its terms are tabled again")
    partial_at = numbers(N_PROPOSALS, start=NEVER, about="(proposal) day on which a truce of one domain follows it")
    answer = wholes(N_PROPOSALS, N_PARTIES, start=EXAMINING, about="(proposal, party) examining to accepted")
    statement_at = numbers(N_PROPOSALS, N_PARTIES, start=NEVER, about="(proposal, party) day of its next statement")
    looks = wholes(N_PROPOSALS, N_PARTIES, about="(proposal, party) times it looked for conditions to name")
    threshold = numbers(N_PROPOSALS, N_PARTIES, start=NEVER, about="(proposal, party) internal days to acceptance")
    age = numbers(N_PROPOSALS, N_PARTIES, about="(proposal, party) internal days without acceptance before the draw")
    clock = numbers(N_PROPOSALS, N_PARTIES, about="(proposal, party) internal time so far [days]")
    pace = numbers(N_PROPOSALS, N_PARTIES, about="(proposal, party) internal days a day, at the last review")
    clock_day = numbers(N_PROPOSALS, N_PARTIES, about="(proposal, party) day to which it was run")
    standing = wholes(N_PARTIES, start=-1, about="(party) the general text whose acceptance it stands by, or -1")
    open_to_truce = wholes(N_PARTIES, about="(party) 1 when it would accept one at all")
    open_to_domain = wholes(N_PARTIES, N_DOMAINS, about="(party, domain) 1 when it would accept a truce of it at all")
    for_show = wholes(N_PARTIES, about="(party) 1 when it at first talks for show")
    first_answer = wholes(N_PARTIES, start=-1, about="(party) first answer to a general proposal, -1 none")
    first_answer_day = numbers(N_PARTIES, start=NEVER, about="(party) day of that answer")
    accepted_day = numbers(N_PARTIES, start=NEVER, about="(party) day on which it first accepted a general proposal")
    news = numbers(N_PARTIES, start=NAN, about="(party) what a week more would tell it at its first answer [nats]")
    force_at = numbers(N_PROPOSALS, start=NEVER, about="(proposal) day on which a truce of one domain takes effect")
    fails_at = numbers(N_PROPOSALS, start=NEVER, about="(proposal) day on which it breaks down")
    ends_at = numbers(N_PROPOSALS, start=NEVER, about="(proposal) its end date")
    extended = wholes(N_PROPOSALS, about="(proposal) how often it was extended")
    partial_day = number(NEVER, about="day on which the first truce of one domain takes effect")
    partial_over = number(NEVER, about="day on which that one ends")
    partial_text = whole(-1, about="its text, or -1")
    partial_end = whole(RUNNING, about="what became of it")
    kept = whole(about="truces of one domain in force, or run to their end date")
    broken = whole(about="truces of one domain that have broken down")
    used = whole(about="proposals so far")


class Truce(State):
    """The general truce: agreement, force, end; and its violations."""

    state = whole(NO_TRUCE, about="none, agreed, in force or over")
    proposal = whole(-1, about="the proposal that was agreed, -1 none")
    start_at = number(NEVER, about="day on which the agreed truce takes effect")
    first_day = number(NEVER, about="day the first truce came into force")
    in_force_since = number(NEVER, about="day on which the present truce took effect")
    planned_end = number(NEVER, about="end date of the present truce")
    opens_at = number(NEVER, about="day on which talks on what follows the present truce open")
    decide_at = number(NEVER, about="day on which those talks end")
    fail_at = number(NEVER, about="day on which the present truce collapses")
    first_end = whole(RUNNING, about="how the first truce ended")
    first_over = number(NEVER, about="day it ended")
    times = whole(about="general truces so far")
    extensions = whole(about="extensions so far")
    looks = whole(about="decisions so far on what follows the present truce")
    monitored = whole(about="1 when monitors watch it")
    monitors_at = number(NEVER, about="day from which they are there")
    seen = number(about="violations that they see on the present day [share]")
    residual = number(about="violence left when the present truce took effect [share of the former]")
    leak_days = number(1.0, about="days in which the present truce's quiet leaks away")
    remembered_level = number(about="violence left on the days before, the last ones weighing most [share]")
    answering = numbers(N_PARTIES, about="(side) violations expected today in answer to earlier ones")
    expected_of_other = numbers(N_PARTIES, about="(side) the other's violations on a day like the truce's first")
    blamed = numbers(N_PARTIES, about="(side) violations a day blamed on the other, the last days weighing most")
    blamed_today = numbers(N_PARTIES, about="(side) violations of the present day that it blames on the other")
    days_above = wholes(N_PARTIES, about="(side) days in a row on which it blames more than it tolerates")
    violations_true = number(about="violations that happened")
    violations_seen = number(about="violations that monitors saw")
    violations_claimed = number(about="violations that are claimed")
