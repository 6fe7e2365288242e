"""Truce: it freezes the ground, holds for a while, and at its end date somebody decides; violations are counted by day.

Durability is a log-normal failure time by class of terms, proportional hazards on top, world-wide or as in Donbas by
draw; the expiry decision is explicit (lapse, extend, settle). Violations are daily counts per side, true and claimed,
that grow back as quiet leaks away. Source: ceasefire-fits. Leaves out self-excited violence and collapse by
retaliation (both come later).
"""

from sim.model.ground.people import hurt
from sim.model.ground.presence import present
from sim.model.ground.settlements import front_length_now
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, on_grid
from sim.model.truce.durability import draw_failure
from sim.model.world.cast import INCIDENTS, MEDIATOR
from sim.model.world.clock import next_day, record, until, wake
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.events import DAY_OF_VIOLATIONS, TRUCE_ENDS, TRUCE_EXTENDED, TRUCE_SETTLED, TRUCE_STARTS
from sim.model.world.state import (
    CLOSED,
    COLLAPSED,
    EXPIRED,
    EXTENDED,
    IN_FORCE,
    NEVER,
    SETTLED,
    TRUCE_AGREED,
    TRUCE_IN_FORCE,
    TRUCE_OVER,
)

FORTIFYING = 3.0  # a line is fortified in three times the days that prepare it (Dupuy's rule, dupuy-1979)


# laws


@compilable
def expiry_decision(u, extension, settlement):
    """What is decided on the end date: settled, extended, or expired, by their chances."""
    if u < settlement:
        return SETTLED
    return EXTENDED if u < settlement + (1.0 - settlement) * extension else EXPIRED


@compilable
def violence_left(days, residual, leak_days):
    """Share of the former violence some days into a truce: the residue at first, back to one as quiet leaks away."""
    return 1.0 - (1.0 - residual) * exp(-days / leak_days)


@compilable
def line_after(quality, days, prepare_days):
    """Quality of a line [0 hasty, 1 prepared, 2 fortified] after quiet days of digging."""
    if quality >= 1.0:
        return min(quality + days / ((FORTIFYING - 1.0) * prepare_days), 2.0)
    return min(quality + days / prepare_days, 1.0)


# the truce in force


@compilable
def enter_into_force(world):
    """Guns fall silent."""
    truce, talks = world.truce, world.talks
    proposal = truce.proposal
    talks.state[proposal] = IN_FORCE
    truce.state = TRUCE_IN_FORCE
    truce.in_force_since = world.now
    truce.monitored = talks.monitored[proposal]
    truce.fail_at = world.now + max(on_grid(draw_failure(world, proposal, world.truce.times)), 0.0009765625)
    limit = talks.duration[proposal]
    truce.planned_end = world.now + on_grid(limit) if limit > 0.0 else NEVER
    if truce.first_day == NEVER:
        truce.first_day = world.now
        world.ground.area_at_truce = world.ground.held
    truce.times += 1
    record(world, TRUCE_STARTS, proposal, world.ground.held, 0.0)
    wake(world, INCIDENTS)


@compilable
def end_truce(world, how):
    """Fighting may go on; the mediator prepares to table the terms again."""
    truce, talks = world.truce, world.talks
    held = world.now - truce.in_force_since
    talks.state[truce.proposal] = CLOSED
    talks.retable_at[truce.proposal] = world.now + on_grid(world.rules.mediation_retable_days)
    if truce.times == 1:
        truce.first_end = how
        truce.first_over = world.now
    truce.state = TRUCE_OVER
    truce.in_force_since = NEVER
    record(world, TRUCE_ENDS, how, truce.times, held)
    wake(world, MEDIATOR)


@compilable
def decide_at_expiry(world):
    """The explicit decision on the end date."""
    truce, rules = world.truce, world.rules
    u = randomness.uniform(world, streams.EXPIRY, 16 * truce.times + truce.extensions)
    decision = expiry_decision(u, rules.truce_extension_probability, rules.truce_settle_probability)
    if decision == EXPIRED:
        end_truce(world, EXPIRED)
        return
    if truce.times == 1:
        truce.first_end = decision
    if decision == SETTLED:
        truce.planned_end = NEVER
        record(world, TRUCE_SETTLED, truce.proposal, 0.0, 0.0)
        return
    longer = on_grid(world.talks.duration[truce.proposal])
    truce.planned_end = world.now + longer
    truce.extensions += 1
    record(world, TRUCE_EXTENDED, truce.proposal, longer, 0.0)


@compilable
def count_violations(world, day):
    """Violations of one day by both sides: what happened, what is claimed, and the people it costs."""
    rules, truce = world.rules, world.truce
    left = violence_left(world.now - truce.in_force_since, rules.truce_residual_violence, rules.truce_leak_days)
    if truce.monitored == 1:
        left *= rules.truce_monitored_quiet
    front = front_length_now(world)
    happened = 0.0
    for side in range(2):
        share = rules.truce_holder_incident_share if side == HOLDER else 1.0 - rules.truce_holder_incident_share
        mean = min(rules.truce_incidents_per_km_day * front * share * left * present(world, side), 300.0)
        happened += randomness.poisson(world, streams.VIOLATIONS + side, day, mean)
    claimed = happened * (1.0 if truce.monitored == 1 else rules.truce_claim_multiplier)
    truce.violations_true += happened
    truce.violations_claimed += claimed
    facing = present(world, ATTACKER) * present(world, HOLDER)
    losses = rules.attrition_attacker_per_quiet_km_day * front * left * facing
    hurt(world, ATTACKER, losses, 0.0)
    hurt(world, HOLDER, losses / rules.attrition_exchange_ratio, 0.0)
    record(world, DAY_OF_VIOLATIONS, 0, happened, claimed)


@compilable
def dig_in(world, days):
    """Quiet days improve the holder's line."""
    ground = world.ground
    ground.line_quality = line_after(ground.line_quality, days, world.rules.truce_line_prepared_days)


# processes


def truce(world):
    """Sleeps until a truce is agreed, waits for its start, then for its failure or its end date."""
    while True:
        if world.truce.state == TRUCE_AGREED:
            if world.now < world.truce.start_at:
                yield until(world, world.truce.start_at)
                continue
            enter_into_force(world)
        if world.truce.state != TRUCE_IN_FORCE:
            yield NEVER
            continue
        if world.now >= world.truce.fail_at:
            end_truce(world, COLLAPSED)
        elif world.now >= world.truce.planned_end:
            decide_at_expiry(world)
        if world.truce.state == TRUCE_IN_FORCE:
            yield until(world, min(world.truce.fail_at, world.truce.planned_end))
        else:
            yield NEVER


def incidents(world):
    """While a truce is in force: violations day by day, and lines that are dug deeper."""
    while True:
        if world.truce.state != TRUCE_IN_FORCE:
            yield NEVER
            continue
        yield next_day(world)
        if world.truce.state == TRUCE_IN_FORCE:
            count_violations(world, int(world.now))
            dig_in(world, 1.0)
