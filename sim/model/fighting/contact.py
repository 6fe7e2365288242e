"""Contact: what leaving costs people who are pressed, one law for who moves by order, is pushed back or breaks.

The mode of leaving depends on the way out, with one luck for the whole replication; the share lost is that of the mode.
Source: judgement-salient, on the mix of outcomes in 1914-82 (cdb90-fits); sizes stand in the scenario's `withdrawal`.
Leaves out the paths people take.
"""

from sim.model.ground.people import hurt
from sim.model.ground.presence import present
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.supply import ROAD_OPEN, UNDER_FIRE, access, rests_on_strip
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.state import BREAKING_OUT, MOVING, ORDERLY, PRESSED, THROUGH_CUT

# laws


@compilable
def exit_mode(u, orderly, pressed):
    """Mode of exit by the luck of the exit and the chances of an orderly and a pressed one."""
    if u < orderly:
        return ORDERLY
    return PRESSED if u < orderly + pressed else THROUGH_CUT


@compilable
def by_way_out(way_out, if_open, if_under_fire, if_cut):
    """What holds by the state of the way out."""
    if way_out == ROAD_OPEN:
        return if_open
    return if_under_fire if way_out == UNDER_FIRE else if_cut


@compilable
def by_mode(mode, orderly, pressed, cut):
    """What holds by the mode of exit."""
    if mode == ORDERLY:
        return orderly
    return pressed if mode == PRESSED else cut


# what the scenario says of an exit


@compilable
def mode_chances(rules, way_out):
    """Chances of an orderly and of a pressed exit by the state of the way out [probability, probability]."""
    orderly = by_way_out(
        way_out,
        rules.withdrawal_orderly_if_open,
        rules.withdrawal_orderly_if_under_fire,
        rules.withdrawal_orderly_if_cut,
    )
    pressed = by_way_out(
        way_out,
        rules.withdrawal_pressed_if_open,
        rules.withdrawal_pressed_if_under_fire,
        rules.withdrawal_pressed_if_cut,
    )
    return orderly, pressed


@compilable
def loss_share(rules, mode):
    """Loss among the people exposed, by mode [share]."""
    return by_mode(mode, rules.withdrawal_orderly_loss, rules.withdrawal_pressed_loss, rules.withdrawal_cut_loss)


@compilable
def captured_share(rules, mode):
    """Captured part of that loss, by mode [share]."""
    return by_mode(
        mode, rules.withdrawal_orderly_captured, rules.withdrawal_pressed_captured, rules.withdrawal_cut_captured
    )


# people who leave


@compilable
def mode_now(world):
    """How people leave who leave at this moment; a line behind a finished move has its way out across the strip."""
    u = randomness.uniform(world, streams.EXIT_MODE, 0)
    orderly, pressed = mode_chances(world.rules, ROAD_OPEN if rests_on_strip(world) else access(world))
    return exit_mode(u, orderly, pressed)


@compilable
def leave(world, persons, mode):
    """Some of the people beyond the strip leave in a mode; returns how many are lost [persons], if anybody presses."""
    people, rules = world.people, world.rules
    leaving = min(persons, people.beyond)
    staying = people.beyond - leaving
    exposed = leaving * present(world, ATTACKER)
    lost = hurt(world, HOLDER, exposed * loss_share(rules, mode), captured_share(rules, mode))
    people.beyond = max(staying, 0.0)
    return lost


@compilable
def push_back(world, share):
    """A share of the people beyond the strip is pushed back with the line, and pays as people do who move by order.

    While a move or a break-out is under way, in its mode, and counted with its losses.
    """
    command = world.command
    moving = command.posture == MOVING or command.posture == BREAKING_OUT
    mode = command.exit_mode if moving else mode_now(world)
    lost = leave(world, world.people.beyond * min(share, 1.0), mode)
    if moving:
        command.exit_lost += lost
