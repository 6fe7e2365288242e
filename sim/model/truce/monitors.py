"""Monitors: they come some time after a truce takes effect, and see a part of what happens.

What they see is laid at the door of whoever did it; what they do not see leaves room for false blame and for claims, as
all of it does where nobody monitors. That a side is blamed falsely for (1 - share seen) times a ratio of its own
violations, the share and the delay are judgement (judgement-salient): no record tells what a mission saw of what
happened. Leaves out where they stand, what they are kept from, and what their reports do.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, on_grid
from sim.model.world.clock import record
from sim.model.world.events import MONITORS_ARRIVE
from sim.model.world.state import NEVER

# laws


@compilable
def part_of_day(now, began, there_from):
    """Part of the day that ends now, or of a truce that began in it, on which who comes on a day is there [share]."""
    day = min(now - began, 1.0)
    return clip(now - there_from, 0.0, day) / day if there_from < NEVER else 0.0


@compilable
def falsely_blamed(own, ratio, seen):
    """Violations for which a side blames the other falsely [a day], by its own and the share that monitors see."""
    return ratio * (1.0 - seen) * own


# of the present truce


@compilable
def send_monitors(world):
    """A truce has just started: the day from which monitors are there, never where its terms have none."""
    truce = world.truce
    truce.monitors_at = NEVER
    truce.seen = 0.0
    if truce.monitored == 1:
        truce.monitors_at = world.now + on_grid(world.rules.truce_monitors_delay_days)


@compilable
def monitors_there(world):
    """Part of the past day on which monitors were there [share]; all of it as a truce starts that they await."""
    truce = world.truce
    if truce.monitored == 0:
        return 0.0
    if world.now <= truce.in_force_since:
        return 1.0 if truce.monitors_at <= world.now else 0.0
    return part_of_day(world.now, truce.in_force_since, truce.monitors_at)


@compilable
def watch(world, there):
    """The share of the day's violations that monitors see, who were there for a part of it; told as they arrive."""
    truce = world.truce
    before, truce.seen = truce.seen, there * world.rules.truce_monitors_see_share
    if before == 0.0 and truce.seen > 0.0:
        record(world, MONITORS_ARRIVE, truce.proposal, world.rules.truce_monitors_see_share, truce.monitors_at)
