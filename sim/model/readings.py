"""What outcomes are read off the end state by that is not one expression."""

from sim.model.numbers.compilable import compilable
from sim.model.world.state import NAN, NEVER, RUNNING, TRUCE_IN_FORCE


@compilable
def first_event(truce_day, ended_day):
    """Index in FIRST_EVENTS by the earlier day; a tie counts as truce."""
    if truce_day == NEVER and ended_day == NEVER:
        return 2.0
    return 0.0 if truce_day <= ended_day else 1.0


@compilable
def days_held(world):
    """How long the first general truce held [days]; NaN without one."""
    truce = world.truce
    return min(truce.first_over, world.horizon) - truce.first_day if truce.first_day < NEVER else NAN


@compilable
def days_held_in_part(world):
    """How long the truce of one domain held [days]; NaN without one."""
    talks = world.talks
    return min(talks.partial_over, world.horizon) - talks.partial_day if talks.partial_day < NEVER else NAN


@compilable
def end_of_first_truce(world):
    """Index in TRUCE_ENDS of the first general truce; below 0 without one."""
    truce = world.truce
    if truce.first_day == NEVER:
        return -1
    if truce.times == 1 and truce.state == TRUCE_IN_FORCE and truce.first_end == RUNNING:
        return RUNNING
    return truce.first_end


@compilable
def share_lost_moving(command):
    """Share of the people beyond the strip at the start of the move that are lost in it; NaN without a move."""
    return command.exit_lost / max(command.beyond_at_move, 1e-9) if command.exit_mode >= 0 else NAN
