"""Yielding: ground that the holder gives up step by step, in a move or as losses exceed what its line bears.

People go back with their line, by the law of contact, and the attacker follows in a delaying fight. A line that gives
way does so all along; a move leaves the axis last on which the town lies with which its own road closes. Along an axis
ground falls in its order whoever gives it up, because the attacker reaches nothing behind what is held: so on its own
axis the town still goes first. Source: judgement-kursk-command. Leaves out the order of a march.
"""

from sim.model.decisions.policies.epstein_1985 import next_withdrawal
from sim.model.fighting.assault import force_to_ground
from sim.model.fighting.attrition import fight
from sim.model.fighting.contact import push_back
from sim.model.fighting.rout import share_lost
from sim.model.ground.people import casualties
from sim.model.ground.settlements import NOTHING, take
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
def axis_left_last(world):
    """The axis of the town with which the main road closes, while some of it is held and the road serves; else -1."""
    if world.rules.supply_road_closes_with_town < 0.5 or world.now >= world.rules.supply_road_closes_day:
        return -1
    map, area = world.map, world.ground.area
    for place in range(map.main.shape[0]):
        if map.main[place] == 1 and map.strip[place] == 0 and area[place] > 0.0:
            return int(map.axis[place])
    return -1


@compilable
def plan_to_leave(world, km2):
    """Ground that a move gives up by the present day [km²]: evenly, and of the axis left last only the rest."""
    last, ground = axis_left_last(world), world.ground
    if last < 0:
        plan_to_give(world, km2)
        return
    others = max(ground.interior - ground.on_axis[last, 0], 0.0)
    first = min(km2, others)
    for axis in range(N_AXES):
        share = ground.on_axis[axis, 0] / max(others, NOTHING)
        ground.given_today[axis] = km2 - first if axis == last else share * first


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
    plan_to_give(world, min(command.yielding * days * world.ground.front, interior))
    leave_ground(world)
    push_back(world, (interior - ground.interior) / max(interior, NOTHING))
