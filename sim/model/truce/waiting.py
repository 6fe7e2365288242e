"""What a truce means for the people beyond the border strip, told when it starts and when it ends.

Where the terms lead people out a move goes on. Else it goes on by a way that is not cut, is held up until the truce is
over, or is called off, as the scenario says or draws; a way out that is cut stays cut. Source: judgement-salient; no
record tells what truces meant for moves under way. Leaves out who is told.
"""

from sim.model.numbers.compilable import compilable
from sim.model.relief import led_out, let_through
from sim.model.supply import CUT, access, rests_on_strip
from sim.model.world.clock import record
from sim.model.world.events import CUT_OFF_IN_TRUCE, HELD_UP, MOVE_GOES_ON, MOVE_SPARED
from sim.model.world.state import MOVING, TRUCE_IN_FORCE
from sim.scenario.values.choices import MoveInTruce

GOES_ON, CALLED_OFF = int(MoveInTruce.GOES_ON), int(MoveInTruce.CALLED_OFF)


@compilable
def spares(world):
    """Whether a truce is in force during which people who are leaving go on unharmed."""
    if led_out(world):
        return True
    goes_on = int(world.rules.truce_move_under_way) == GOES_ON
    return goes_on and world.truce.state == TRUCE_IN_FORCE and access(world) != CUT


@compilable
def calls_off(world):
    """Whether a truce is in force that takes away what people would leave for, so that those under way turn back."""
    called_off = int(world.rules.truce_move_under_way) == CALLED_OFF
    return called_off and world.truce.state == TRUCE_IN_FORCE and not led_out(world)


@compilable
def holds_up(world):
    """Whether a truce is in force that holds a move up."""
    moving = world.truce.state == TRUCE_IN_FORCE and world.command.posture == MOVING
    return moving and not spares(world) and not calls_off(world)


@compilable
def tell_held_up(world):
    """A truce starts during a move, or a move during a truce: it is held up, or goes on unharmed."""
    command = world.command
    if holds_up(world):
        record(world, HELD_UP, command.exit_mode, world.people.beyond, command.exposed)
    elif command.posture == MOVING and spares(world):
        record(world, MOVE_SPARED, 0, command.exposed, 0.0)


@compilable
def tell_who_waits(world):
    """A truce has just started: the move that it holds up, and the people whose way out is cut."""
    people = world.people
    tell_held_up(world)
    if led_out(world):
        return
    if people.beyond >= 1.0 and access(world) == CUT and not rests_on_strip(world):
        record(world, CUT_OFF_IN_TRUCE, 0, people.beyond, max(world.rules.supply_floor_share, let_through(world)))


@compilable
def tell_goes_on(world):
    """The truce that held a move up is over."""
    command = world.command
    record(world, MOVE_GOES_ON, command.exit_mode, command.to_give_up, command.exposed)
