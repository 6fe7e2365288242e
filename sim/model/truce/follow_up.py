"""What follows a truce: talks on an extension or a settlement open before its end date, and an answer comes or not.

They open a week before the end, or when seven tenths of a shorter truce are over, and end in one decision: the truce
is settled, extended, or left to run out. It falls while they go on or on the end date itself. A truce without an end
date is looked at every 30 days: it can only be settled. Source: ceasefire-fits for the chance of an extension,
judgement for the rest. Leaves out what is offered for it.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import on_grid
from sim.model.truce.durability import draw_failure_once_settled, extension_chance
from sim.model.world.clock import record
from sim.model.world.events import FOLLOW_UP_OPENS, NO_EXTENSION, TRUCE_EXTENDED, TRUCE_SETTLED
from sim.model.world.state import EXPIRED, EXTENDED, NEVER, SETTLED, SETTLEMENT

LAST_WEEK = 7.0  # [days] of a long truce in which what follows is talked of; judgement
FIRST_PART = 0.7  # of a short truce is over before that; judgement
LOOKED_AT_EVERY = 30.0  # [days] where there is no end date; judgement
SOONEST = 0.0009765625  # [days] a truce holds at least: one step of time
MOST_LOOKS = 4096  # looks at one truce that have luck of their own


# laws


@compilable
def follow_up_opens(duration_days):
    """Days into a truce or its extension at which talks on what follows open."""
    return max(FIRST_PART * duration_days, duration_days - LAST_WEEK)


@compilable
def answer_after(u, opens, ends, before_the_end):
    """Days into a truce at which those talks end: evenly before the end date by a share of the luck, or on it."""
    if u >= before_the_end:
        return ends
    return opens + u / before_the_end * (ends - opens)


@compilable
def expiry_decision(u, extension, settlement):
    """What is decided on what follows: settled, extended, or left to run out, by their chances."""
    if u < settlement:
        return SETTLED
    return EXTENDED if u < settlement + (1.0 - settlement) * extension else EXPIRED


# talks on what follows


@compilable
def look_number(truce):
    """Which look at what follows a truce this is: it has luck of its own."""
    return MOST_LOOKS * truce.times + truce.looks


@compilable
def plan_follow_up(world, begins, duration):
    """When talks on what follows open and end, for a period of a truce that begins on a day [days, 0 no end date]."""
    truce = world.truce
    truce.planned_end, truce.opens_at, truce.decide_at = NEVER, NEVER, NEVER
    if duration > 0.0:
        u = randomness.uniform(world, streams.FOLLOW_UP, look_number(truce))
        opens = follow_up_opens(duration)
        answer = answer_after(u, opens, duration, world.rules.truce_answer_before_end)
        truce.planned_end = begins + on_grid(duration)
        truce.opens_at = begins + on_grid(opens)
        truce.decide_at = min(begins + on_grid(answer), truce.planned_end)
    elif world.talks.kind[truce.proposal] != SETTLEMENT:
        truce.decide_at = begins + LOOKED_AT_EVERY


@compilable
def open_follow_up(world):
    """Talks on what follows open."""
    world.truce.opens_at = NEVER
    record(world, FOLLOW_UP_OPENS, world.truce.proposal, world.truce.planned_end - world.now, 0.0)


@compilable
def decide_what_follows(world):
    """Settled, extended, or nothing: then the truce runs out on its end date."""
    truce, rules = world.truce, world.rules
    duration = world.talks.duration[truce.proposal]
    extension = extension_chance(world, truce.proposal) if duration > 0.0 else 0.0
    u = randomness.uniform(world, streams.EXPIRY, look_number(truce))
    decision = expiry_decision(u, extension, rules.truce_settle_probability)
    truce.looks += 1
    truce.decide_at = NEVER
    if decision == SETTLED:
        settle(world)
    elif decision == EXTENDED:
        extend(world, duration)
    elif duration == 0.0:
        plan_follow_up(world, world.now, duration)
    else:
        record(world, NO_EXTENSION, truce.proposal, truce.planned_end, 0.0)


@compilable
def settle(world):
    """The truce becomes a settlement, without an end date, and lasts as settlements do."""
    truce = world.truce
    if truce.times == 1:
        truce.first_end = SETTLED
    truce.planned_end = NEVER
    truce.fail_at = world.now + max(on_grid(draw_failure_once_settled(world, truce.proposal)), SOONEST)
    record(world, TRUCE_SETTLED, truce.proposal, 0.0, 0.0)


@compilable
def extend(world, duration):
    """The truce goes on for its length again, from its end date on [days]."""
    truce = world.truce
    if truce.times == 1:
        truce.first_end = EXTENDED
    truce.extensions += 1
    record(world, TRUCE_EXTENDED, truce.proposal, on_grid(duration), truce.planned_end - world.now)
    plan_follow_up(world, truce.planned_end, duration)
