"""Truce: it freezes the ground, holds for a while, and what follows it is talked of; violations are counted by day.

How long it lasts is drawn by one of several rival laws (durability.py); an extension or a settlement is decided in
talks before its end date (follow_up.py); its violations are counts that answer each other (violations.py), for which
a side may call it off (calling_off.py). Source: ceasefire-fits. Leaves out answers that are orders.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import on_grid
from sim.model.truce.calling_off import judge_truce
from sim.model.truce.domains import run_domains
from sim.model.truce.durability import draw_failure
from sim.model.truce.follow_up import SOONEST, decide_what_follows, open_follow_up, plan_follow_up
from sim.model.truce.monitors import send_monitors
from sim.model.truce.violations import begin_violations, count_violations
from sim.model.truce.waiting import holds_up, tell_goes_on, tell_who_waits
from sim.model.world.cast import INCIDENTS, MEDIATOR, WITHDRAWAL
from sim.model.world.clock import next_day, record, until, wake
from sim.model.world.events import TRUCE_ENDS, TRUCE_STARTS
from sim.model.world.state import (
    CLOSED,
    COLLAPSED,
    EXPIRED,
    IN_FORCE,
    NEVER,
    TRUCE_AGREED,
    TRUCE_IN_FORCE,
    TRUCE_OVER,
)

FORTIFYING = 3.0  # a line is fortified in three times the days that prepare it (Dupuy's rule, dupuy-1979)


# laws


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
    truce.fail_at = world.now + max(on_grid(draw_failure(world, proposal, world.truce.times)), SOONEST)
    if truce.first_day == NEVER:
        truce.first_day = world.now
        world.ground.area_at_truce = world.ground.held
    truce.times += 1
    truce.looks = 0
    send_monitors(world)
    begin_violations(world)
    plan_follow_up(world, world.now, talks.duration[proposal])
    record(world, TRUCE_STARTS, proposal, world.ground.held, 0.0)
    tell_who_waits(world)
    wake(world, WITHDRAWAL)
    wake(world, INCIDENTS)


@compilable
def end_truce(world, how):
    """Fighting may go on; the mediator prepares to table the terms again."""
    truce, talks = world.truce, world.talks
    held_up = holds_up(world)
    held = world.now - truce.in_force_since
    talks.state[truce.proposal] = CLOSED
    talks.standing[:] = -1  # what a truce brought is news: both governments answer its terms afresh
    talks.retable_at[truce.proposal] = world.now + on_grid(world.rules.mediation_retable_after_truce_days)
    if truce.times == 1:
        truce.first_end = how
        truce.first_over = world.now
    truce.state = TRUCE_OVER
    truce.in_force_since = NEVER
    record(world, TRUCE_ENDS, how, truce.times, held)
    if held_up:
        tell_goes_on(world)
    wake(world, MEDIATOR)


@compilable
def look_ahead(world):
    """What is due in the talks on what follows; where they have brought nothing, the end date ends the truce."""
    truce = world.truce
    if world.now >= truce.opens_at:
        open_follow_up(world)
    if world.now >= truce.decide_at:
        decide_what_follows(world)
    if world.now >= truce.planned_end:
        end_truce(world, EXPIRED)


@compilable
def next_turn(truce):
    """Day on which the next thing happens to a truce; never to one that is over."""
    if truce.state != TRUCE_IN_FORCE:
        return NEVER
    return min(min(truce.fail_at, truce.planned_end), min(truce.opens_at, truce.decide_at))


@compilable
def dig_in(world, days):
    """Quiet days improve the holder's line."""
    ground = world.ground
    ground.line_quality = line_after(ground.line_quality, days, world.rules.truce_line_prepared_days)


# processes


def truce(world):
    """Sleeps until a truce is agreed, waits for its start, then for its failure, what follows it, or its end date."""
    while True:
        beside = run_domains(world)
        if world.truce.state == TRUCE_AGREED:
            if world.now < world.truce.start_at:
                yield until(world, min(world.truce.start_at, beside))
                continue
            enter_into_force(world)
        if world.truce.state != TRUCE_IN_FORCE:
            yield until(world, beside)
            continue
        if world.now >= world.truce.fail_at:
            end_truce(world, COLLAPSED)
        else:
            look_ahead(world)
        yield until(world, min(next_turn(world.truce), beside))


def incidents(world):
    """While a truce is in force: violations day by day, and lines that are dug deeper."""
    while True:
        if world.truce.state != TRUCE_IN_FORCE:
            yield NEVER
            continue
        yield next_day(world)
        if world.truce.state == TRUCE_IN_FORCE:
            count_violations(world, int(world.now))
            judge_truce(world, int(world.now))
            dig_in(world, 1.0)
