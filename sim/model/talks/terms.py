"""Terms of a text: what it asks of whom, what a side would have changed in it, which terms are no worse than others.

A text knows of each government which clauses stand in it because that government asked for them. Source:
ceasefire-fits for how often a clause is asked for (388 texts of ceasefires, 22 of them between states). Leaves out
clauses beyond these four, and what one clause is worth against another; who stands behind a text: backing.py.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.world.dimensions import ATTACKER, HOLDER, N_PARTIES, N_SCHEDULED
from sim.model.world.state import ACCEPTED, EXCHANGED, FREEZE, NEVER, PARTIAL, REFUSED

MONITORS, NO_REARMING, NO_MOBILISATION, PEOPLE = 1, 2, 4, 8  # clauses, one bit each
LEAVING, PAYING = 16, 32  # demands on the holder and on the attacker that are no clauses of a counter-offer
N_CLAUSES = 4
ALL_CLAUSES = 15
AS_OFTEN_AS_TEXTS_HOLD = -1  # in place of the clauses asked for: they are drawn, so nobody knows them before
TRIES = 8  # a conditional answer names at least one clause: as often is drawn again
FIRST_PARTIAL = 64  # luck of texts on one domain stands apart, from this number on
FIRST_COUNTER = 128  # and so does that of counter-offers
SIDES_APART = 1024  # clauses of the other government are drawn from here on


# laws


@compilable
def asks_nothing_new(asked, accepted):
    """Whether a set of clauses asks for nothing beyond a set already accepted."""
    return asked & accepted == asked


@compilable
def both_sets(some, others):
    """The clauses of two sets together."""
    return some + others - (some & others)


@compilable
def lasts_no_worse(days, accepted_days):
    """Whether a length [days, 0 open-ended] is no longer than an accepted one."""
    return accepted_days == 0.0 or (days > 0.0 and days <= accepted_days)


# texts


@compilable
def copy_terms(world, parent, proposal):
    """A new proposal with the terms of another."""
    talks = world.talks
    talks.kind[proposal] = talks.kind[parent]
    talks.domain[proposal] = talks.domain[parent]
    talks.duration[proposal] = talks.duration[parent]
    talks.line_rule[proposal] = talks.line_rule[parent]
    talks.guaranteed[proposal] = talks.guaranteed[parent]
    talks.endorsed[proposal] = talks.endorsed[parent]
    talks.starts_after[proposal] = talks.starts_after[parent]
    talks.starts_on[proposal] = talks.starts_on[parent]
    talks.truce_class[proposal] = talks.truce_class[parent]
    talks.mediated[proposal] = talks.mediated[parent]
    talks.written[proposal] = talks.written[parent]
    talks.monitored[proposal] = talks.monitored[parent]
    talks.rearming[proposal] = talks.rearming[parent]
    talks.no_mobilisation[proposal] = talks.no_mobilisation[parent]
    talks.people_settled[proposal] = talks.people_settled[parent]
    talks.shift[proposal] = talks.shift[parent]
    talks.lapse[proposal] = NEVER
    talks.round[proposal] = talks.round[parent]
    for side in range(N_PARTIES):
        talks.asked[proposal, side] = talks.asked[parent, side]
    talks.root[proposal] = talks.root[parent]


@compilable
def number_text_again(world, proposal):
    """Luck of a text tabled once more: a row for what comes of each scheduled proposal, whatever else is tabled."""
    talks = world.talks
    root = talks.root[proposal]
    talks.follow_ups[root] += 1
    talks.luck[proposal] = root + N_SCHEDULED * talks.follow_ups[root]


@compilable
def number_counter_offer(world, proposal):
    """Luck of a counter-offer: the same in each round, on whatever day the conditions were named."""
    talks = world.talks
    talks.luck[proposal] = FIRST_COUNTER + talks.root[proposal] + N_SCHEDULED * (talks.round[proposal] - 1)


@compilable
def first_of_its_kind(talks, proposal):
    """The first scheduled text of a text's kind."""
    for other in range(N_SCHEDULED):
        if talks.kind[other] == talks.kind[proposal]:
            return other
    return talks.root[proposal]


@compilable
def luck_of_answer(talks, proposal):
    """Number of the luck by which governments answer a text: the same for texts of a kind that lie side by side.

    To lay the same terms before them twice is no second chance. A text of one domain has luck of its own.
    """
    if talks.kind[proposal] == PARTIAL:
        return talks.luck[proposal]
    return talks.luck[proposal] - talks.root[proposal] + first_of_its_kind(talks, proposal)


@compilable
def text_weighed_already(world, proposal, side):
    """The newest text of a text's kind that a side has weighed and not accepted, or -1: one view serves for both."""
    talks = world.talks
    for other in range(talks.used - 1, -1, -1):
        weighed = other != proposal and talks.tabled[other] < NEVER and talks.kind[other] == talks.kind[proposal]
        if weighed and talks.kind[other] != PARTIAL and talks.answer[other, side] != ACCEPTED:
            return other
    return -1


@compilable
def limit_to_one_domain(world, proposal):
    """Make of a general text one of a single domain, with luck of its own kind and nobody behind it as yet."""
    talks = world.talks
    root = talks.root[proposal]
    talks.kind[proposal] = PARTIAL
    talks.line_rule[proposal] = FREEZE
    talks.guaranteed[proposal] = 0
    talks.endorsed[proposal] = 0
    talks.domain[proposal] = int(world.rules.mediation_partial_domain)
    talks.duration[proposal] = world.rules.mediation_partial_duration_days
    talks.domain_texts[root] += 1
    talks.luck[proposal] = FIRST_PARTIAL + root + N_SCHEDULED * talks.domain_texts[root]


@compilable
def merge_clauses(world, proposal, clauses):
    """Write clauses into a text."""
    talks = world.talks
    if clauses & MONITORS:
        talks.monitored[proposal] = 1
    if clauses & NO_REARMING:
        talks.rearming[proposal] = 1.0
    if clauses & NO_MOBILISATION:
        talks.no_mobilisation[proposal] = 1.0
    if clauses & PEOPLE:
        talks.people_settled[proposal] = 1.0


@compilable
def open_clauses(world, proposal):
    """Clauses that a text does not hold yet; that on the people only while the attacker's goal is not reached."""
    talks = world.talks
    missing = 0
    if talks.monitored[proposal] == 0:
        missing += MONITORS
    if talks.rearming[proposal] < 1.0:
        missing += NO_REARMING
    if talks.no_mobilisation[proposal] < 1.0:
        missing += NO_MOBILISATION
    if talks.people_settled[proposal] < 1.0 and world.ground.held > world.rules.goal_until_km2:
        missing += PEOPLE
    return missing


@compilable
def named_clauses(world, proposal, side, turn):
    """Clauses that a conditional answer would name at one turn of the luck, which goes with the scheduled proposal."""
    rules = world.rules
    first = N_CLAUSES * (TRIES * int(world.talks.root[proposal]) + turn) + (0 if side == ATTACKER else SIDES_APART)
    named = 0
    if randomness.happens(world, streams.CLAUSES, first, rules.mediation_monitoring_clause):
        named += MONITORS
    if randomness.happens(world, streams.CLAUSES, first + 1, rules.mediation_rearming_clause):
        named += NO_REARMING
    if randomness.happens(world, streams.CLAUSES, first + 2, rules.mediation_mobilisation_clause):
        named += NO_MOBILISATION
    if randomness.happens(world, streams.CLAUSES, first + 3, rules.mediation_people_clause):
        named += PEOPLE
    return named


@compilable
def drawn_clauses(world, proposal, side):
    """Clauses by the record that a conditional answer to a text asks for: at least one that it lacks, or none."""
    missing = open_clauses(world, proposal)
    for turn in range(TRIES):
        named = named_clauses(world, proposal, side, turn) & missing
        if named != 0:
            return named
    return 0


@compilable
def price_of(world, clauses):
    """What a set of clauses costs whom it is asked of [clauses that no text holds]: the rarer in texts, the more."""
    rules, price = world.rules, 0.0
    if clauses & MONITORS:
        price += 1.0 - rules.mediation_monitoring_clause
    if clauses & NO_REARMING:
        price += 1.0 - rules.mediation_rearming_clause
    if clauses & NO_MOBILISATION:
        price += 1.0 - rules.mediation_mobilisation_clause
    if clauses & PEOPLE:
        price += 1.0 - rules.mediation_people_clause
    return price


@compilable
def dearest_of(world, clauses):
    """The clause of a set that costs whom it is asked of most."""
    found, price, clause = 0, -1.0, 1
    for _ in range(N_CLAUSES):
        if clauses & clause != 0 and price_of(world, clause) > price:
            found, price = clause, price_of(world, clause)
        clause *= 2
    return found


@compilable
def strike_clause(world, proposal, clause):
    """Put back in a text what the mediator's first text said where a clause was written in."""
    rules, talks = world.rules, world.talks
    root = talks.root[proposal]
    if clause == MONITORS:
        talks.monitored[proposal] = int(rules.proposal_monitored[root])
    elif clause == NO_REARMING:
        talks.rearming[proposal] = rules.proposal_rearming_monitored[root]
    elif clause == NO_MOBILISATION:
        talks.no_mobilisation[proposal] = 0.0
    else:
        talks.people_settled[proposal] = rules.proposal_people_settled[root]


@compilable
def leave_out_refused(world, parent, proposal):
    """Leave out of a text tabled once more the dearest clause asked of who refused it; whether there is one.

    Where only a text that meets every clause can be agreed, nothing is left out.
    """
    talks, found = world.talks, False
    for side in range(N_PARTIES):
        refused = talks.answer[parent, side] == REFUSED and world.rules.mediation_counter_required < 0.5
        if refused and talks.asked[proposal, 1 - side] != 0:
            clause = dearest_of(world, talks.asked[proposal, 1 - side])
            talks.asked[proposal, 1 - side] -= clause
            if talks.asked[proposal, side] & clause == 0:
                strike_clause(world, proposal, clause)
            found = True
    return found


# what a side makes of a text


@compilable
def line_rule_now(world, proposal):
    """What a text says of the line as things stand: of ground that is gone nothing can be left or exchanged."""
    return world.talks.line_rule[proposal] if world.ground.gone_day == NEVER else FREEZE


@compilable
def exchanges(world, proposal):
    """Whether by a text the holder leaves what it holds for other ground."""
    return line_rule_now(world, proposal) == EXCHANGED


@compilable
def demands_on(world, proposal, side):
    """Clauses that stand in a text because the other government asked for them; to leave or to pay for it is one."""
    demanded = world.talks.asked[proposal, 1 - side]
    if side == HOLDER:
        return demanded + (LEAVING if line_rule_now(world, proposal) != FREEZE else 0)
    return demanded + (PAYING if exchanges(world, proposal) else 0)


@compilable
def ground_at_issue(world, proposal, held):
    """Ground that a text stops or leaves open [km²] of that much held.

    None where the holder leaves it by the terms, or where the text covers one domain alone and stops no advance.
    """
    talks = world.talks
    return 0.0 if talks.kind[proposal] == PARTIAL or talks.line_rule[proposal] != FREEZE else held


@compilable
def gives_less(world, proposal, accepted, side):
    """Whether a text gives a side less than one that it accepted: the attacker the ground, the holder its price."""
    if side == ATTACKER:
        return line_rule_now(world, accepted) != FREEZE and line_rule_now(world, proposal) == FREEZE
    return exchanges(world, accepted) and not exchanges(world, proposal)


@compilable
def no_worse(world, proposal, accepted, side):
    """Whether a text is no worse for a side than one that it accepted.

    It is of the same kind or a part, no longer, holds all that the side asked for, and no demand that is new.
    """
    talks = world.talks
    if not asks_nothing_new(demands_on(world, proposal, side), demands_on(world, accepted, side)):
        return False
    if not asks_nothing_new(talks.asked[accepted, side], talks.asked[proposal, side]):
        return False
    if talks.kind[proposal] == PARTIAL:
        return True
    if gives_less(world, proposal, accepted, side):
        return False
    same_size = talks.kind[proposal] == talks.kind[accepted] and talks.shift[proposal] <= talks.shift[accepted]
    return same_size and lasts_no_worse(talks.duration[proposal], talks.duration[accepted])


@compilable
def already_agreed_to(world, proposal, side):
    """Whether a side stands by an acceptance of terms that a text is no worse than."""
    accepted = world.talks.standing[side]
    return accepted >= 0 and no_worse(world, proposal, accepted, side)
