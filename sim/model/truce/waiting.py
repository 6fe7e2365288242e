"""What a truce means for the people beyond the border strip, told when it starts and when it ends.

A move is held up unless the terms lead the people out; a way out that is cut stays cut. Leaves out who is told.
"""

from sim.model.numbers.compilable import compilable
from sim.model.supply import CUT, access, rests_on_strip
from sim.model.world.clock import record
from sim.model.world.events import CUT_OFF_IN_TRUCE, HELD_UP, MOVE_GOES_ON
from sim.model.world.state import MOVING, TRUCE_IN_FORCE


@compilable
def led_out(world):
    """Whether a truce is in force whose terms let the people in the foothold leave unharmed."""
    if world.truce.state != TRUCE_IN_FORCE:
        return False
    return world.talks.people_settled[world.truce.proposal] > 0.5


@compilable
def holds_up(world):
    """Whether a truce is in force that holds a move up."""
    return world.truce.state == TRUCE_IN_FORCE and world.command.posture == MOVING and not led_out(world)


@compilable
def tell_held_up(world):
    """A truce starts during a move, or a move during a truce."""
    if holds_up(world):
        record(world, HELD_UP, world.command.exit_mode, world.people.beyond, world.command.exposed)


@compilable
def tell_who_waits(world):
    """A truce has just started: the move that it holds up, and the people whose way out is cut."""
    people = world.people
    tell_held_up(world)
    if led_out(world):
        return
    if people.beyond >= 1.0 and access(world) == CUT and not rests_on_strip(world):
        record(world, CUT_OFF_IN_TRUCE, 0, people.beyond, world.rules.supply_floor_share)


@compilable
def tell_goes_on(world):
    """The truce that held a move up is over."""
    command = world.command
    record(world, MOVE_GOES_ON, command.exit_mode, command.to_give_up, command.exposed)
