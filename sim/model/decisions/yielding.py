"""Yielding: ground that the holder gives up step by step, in a move or as losses exceed what its line bears.

People go back with their line, by the law of contact, and the attacker follows in a delaying fight. Leaves out which
part of the front goes first.
"""

from sim.model.decisions.policies.epstein_1985 import next_withdrawal
from sim.model.fighting.assault import force_to_ground
from sim.model.fighting.attrition import fight
from sim.model.fighting.contact import push_back
from sim.model.fighting.rout import share_lost
from sim.model.ground.people import casualties
from sim.model.ground.settlements import NOTHING, front_length_now, take
from sim.model.numbers.compilable import compilable
from sim.model.world.clock import record
from sim.model.world.dimensions import HOLDER, N_AXES
from sim.model.world.events import GIVES_WAY
from sim.model.world.state import NEVER


@compilable
def plan_to_give(world, km2):
    """Ground to be given up by the present day, on every axis in proportion to what is held there [km²]."""
    ground = world.ground
    interior = max(ground.interior, NOTHING)
    for axis in range(N_AXES):
        ground.given_today[axis] = ground.on_axis[axis, 0] / interior * km2


@compilable
def leave_axis(world, axis):
    """What was to be given up on one axis passes to the attacker [km²]."""
    command, ground = world.command, world.ground
    taken = take(world, axis, ground.given_today[axis], 0)
    command.to_give_up = max(command.to_give_up - taken, 0.0)
    ground.given_up += taken
    return taken


@compilable
def leave_ground(world):
    """What was to be given up passes to the attacker, and the delaying fight is paid for."""
    ground = world.ground
    _, manned, _ = force_to_ground(int(world.rules.ground_force_form), world, 0.0, 0)
    for axis in range(N_AXES):
        if ground.given_today[axis] > 0.0:
            taken = leave_axis(world, axis)
            fight(world, 0.0, taken * manned, 0.0, 0.0, 0.0)


@compilable
def lost_in_a_day(world):
    """The holder's people killed or wounded a day since the last count [share]; counts anew."""
    command, before, days = world.command, world.command.counted, world.now - world.command.counted_day
    command.counted, command.counted_day = casualties(world, HOLDER), world.now
    if days <= 0.0:
        return 0.0
    return share_lost(command.counted - before, world.people.fit[HOLDER]) / days


@compilable
def start_giving_way(world, lost):
    """Told when the line begins to go back; the first time counts as the order to leave."""
    command = world.command
    if command.ordered_day == NEVER:
        command.ordered_day = world.now
        command.area_at_order = world.ground.held
    record(world, GIVES_WAY, 0, lost, command.yielding)


@compilable
def give_way(world, days, free):
    """The line goes back by the losses of a day, for some days to come; it stands where nobody is free to go."""
    command, ground, rules = world.command, world.ground, world.rules
    lost, before = lost_in_a_day(world), command.yielding
    pace = next_withdrawal(before, lost, rules.command_tolerated_loss_per_day, rules.command_fastest_yielding)
    command.yielding = pace if free else 0.0
    ground.given_today[:] = 0.0
    if command.yielding <= 0.0:
        return
    if before <= 0.0:
        start_giving_way(world, lost)
    interior = ground.interior
    plan_to_give(world, min(command.yielding * days * front_length_now(world), interior))
    leave_ground(world)
    push_back(world, (interior - ground.interior) / max(interior, NOTHING))
