"""How a government sees a text: the parts of the delay that moves its clock, the largest each way, for the log.

The parts add up to the delay of acceptance.py; of a government that bargains the ground and pressure alone are told.
Leaves out what a government says of its reasons.
"""

from sim.model.ground.people import casualties
from sim.model.ground.settlements import capture_rate
from sim.model.numbers.compilable import compilable
from sim.model.talks.acceptance import (
    domain_delay,
    ground_delay,
    length_delay,
    lifted_share,
    losses_pull,
    may_accept,
    short_of_a_full_stop,
    temporary_truce_delay,
)
from sim.model.talks.backing import backing_delay, exchange_delay
from sim.model.talks.chance import chance_within_30_days
from sim.model.talks.domains import confidence_delay
from sim.model.talks.terms import demands_on, ground_at_issue
from sim.model.talks.view import urged_delay
from sim.model.talks.views import bargaining
from sim.model.world.clock import record
from sim.model.world.events import PART_BASE, SIDE_BASE, VIEW
from sim.model.world.state import PARTIAL, SETTLEMENT
from sim.scenario.values.law_forms import AcceptanceForm

NOTHING_MUCH, GROUND, ADVANCE, END_DATE, PAUSE_ONLY, LENGTH, DEMANDS, ONE_DOMAIN, WORDING = range(9)
MEDIATOR, LOSSES, PRESSURE, OTHER_DOMAINS, URGING, BACKING, EXCHANGE = range(9, 16)
N_PARTS = 16
BARGAINING = int(AcceptanceForm.BARGAINING)


@compilable
def part_of_ground(world, proposal, side, part):
    """Part of the delay that comes of the ground held, or of the pace of the advance [ln days]."""
    rules, held = world.rules, ground_at_issue(world, proposal, world.ground.held)
    settled = world.talks.people_settled[proposal]
    territory = 0.0 if held <= rules.goal_until_km2 else rules.party_territory_shift[side]
    territory *= 1.0 - rules.party_people_relief[side] * settled
    if part == GROUND:
        return territory
    return ground_delay(world, side, settled, held, capture_rate(world)) - territory


@compilable
def part_of_pause(world, proposal, side, part):
    """Part of the delay that comes of an end date, of a pause without a settlement, or of its length [ln days]."""
    rules, talks = world.rules, world.talks
    days = talks.duration[proposal]
    if part == END_DATE:
        return rules.party_time_limit_shift[side] if days > 0.0 else 0.0
    if talks.kind[proposal] == SETTLEMENT:
        return 0.0
    lifted = lifted_share(
        rules.party_rearming_relief[side],
        talks.rearming[proposal],
        rules.party_mobilisation_relief[side],
        talks.no_mobilisation[proposal],
    )
    if part == PAUSE_ONLY:
        short = short_of_a_full_stop(days, rules.party_full_stop[side])
        return temporary_truce_delay(rules.party_settlement_shift[side], lifted, short)
    return length_delay(days, rules.party_length_effect[side], lifted) if days > 0.0 else 0.0


@compilable
def part_of_text(world, proposal, side, part):
    """Part of the delay that comes of demands, of a text's reach, its wording, or who stands behind it [ln days]."""
    rules, talks = world.rules, world.talks
    if part == DEMANDS:
        return rules.party_counter_shift[side] if demands_on(world, proposal, side) != 0 else 0.0
    if part == ONE_DOMAIN:
        return domain_delay(world, proposal, side) if talks.kind[proposal] == PARTIAL else 0.0
    if part == WORDING:
        return talks.shift[proposal]
    return rules.party_mediation_shift[side] if talks.mediated[proposal] == 1 else 0.0


@compilable
def part_of_bargaining(world, proposal, side, part):
    """Delay of a government that bargains by the ground that a text stops or leaves, or by pressure [ln days]."""
    rules, settled = world.rules, world.talks.people_settled[proposal]
    if part == GROUND:
        return bargaining.ground_delay(world, proposal, side, settled, world.ground.held, capture_rate(world))
    if part == PRESSURE:
        worth = rules.party_refusal_cost[side] * rules.party_pressure_credibility[side]
        return -bargaining.sooner(worth, rules.party_indifference[side], rules.party_clock_sigma[side])
    return 0.0


@compilable
def part_of_view(world, proposal, side, part):
    """One part of a side's delay for a text [ln days]: plus is later."""
    rules = world.rules
    if part == OTHER_DOMAINS:
        return confidence_delay(world, proposal, side)
    if part == URGING:
        return urged_delay(world, proposal, side, world.ground.held)
    if part == BACKING:
        return backing_delay(world, proposal, side)
    if part == EXCHANGE:
        return exchange_delay(world, proposal, side)
    if int(rules.acceptance_form) == BARGAINING:
        return part_of_bargaining(world, proposal, side, part)
    if part == LOSSES:
        return -losses_pull(
            casualties(world, side), rules.party_losses_reference_persons[side], rules.party_losses_effect[side]
        )
    if part == PRESSURE:
        return -rules.party_pressure_effect[side] * rules.party_pressure_credibility[side]
    if part == GROUND or part == ADVANCE:
        return part_of_ground(world, proposal, side, part)
    if part == END_DATE or part == PAUSE_ONLY or part == LENGTH:
        return part_of_pause(world, proposal, side, part)
    return part_of_text(world, proposal, side, part)


@compilable
def largest_part(world, proposal, side, sign):
    """What weighs most against a text (sign 1) or for it (-1); an end date where a side refuses every such text."""
    if sign > 0.0 and not may_accept(world, proposal, side):
        return END_DATE
    largest, most = NOTHING_MUCH, 0.0
    for part in range(1, N_PARTS):
        size = sign * part_of_view(world, proposal, side, part)
        if size > most:
            largest, most = part, size
    return largest


@compilable
def tell_view(world, proposal, side):
    """How a government sees a text at the moment it answers: most against it, most for it, and its chance."""
    against = largest_part(world, proposal, side, 1.0)
    in_favour = largest_part(world, proposal, side, -1.0)
    seen = side + SIDE_BASE * (against + PART_BASE * in_favour)
    record(world, VIEW, seen, proposal, chance_within_30_days(world, side))
