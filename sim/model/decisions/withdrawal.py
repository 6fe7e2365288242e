"""Withdrawal: a staged move of the people beyond the strip, its mode and losses, and what may change its order.

The mode of exit depends on the way out when the move starts; the loss share of its people is a Beta draw by mode. Once
the way out is cut there is no move any more, but a break-out (breakout.py); an order that a truce overtakes falls, and
a move under way goes on unharmed, is held up or is called off (truce/waiting.py). The move gives up a drawn share of
the interior at a steady pace; the attacker's own advance goes on, less half of what is given up: an order never keeps
ground.

A line rests on the border strip, which supplies it, while the ground before it is no deeper than a drawn reach on foot;
one that moved back less may be ordered back again, with the luck of the first move (command.py), or be cut off, and
then breaks out. Source: pockets-fit (shares), judgement on the mix of 1914-82 in cdb90-fits (modes, losses). Leaves out
the paths people take, and pursuit as a process of its own.
"""

from sim.model.decisions.breakout import SHORTEST_MOVE, break_out, bring_out, pass_day_of_truce, stay, turn_back
from sim.model.decisions.command import cut_off, order_withdrawal
from sim.model.decisions.yielding import leave_axis, leave_ground, plan_to_leave
from sim.model.fighting.contact import loss_share, mode_now, push_back
from sim.model.ground.settlements import NOTHING, held_before_start, take
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import on_grid
from sim.model.relief import gives_ground_up, leads_out, led_out
from sim.model.truce.waiting import calls_off, tell_held_up
from sim.model.world.cast import HOLDER_COMMAND, POCKET
from sim.model.world.clock import next_day, record, until, wake
from sim.model.world.dimensions import N_AXES
from sim.model.world.events import LEAVES_BY_TERMS, MOVE_ENDS, MOVE_STARTS, ORDER_BEFORE, ORDER_LIFTED
from sim.model.world.state import MOVING, NEVER, NO_EXIT, ORDERED, ORDERLY, OUT, STAYING, TRUCE_AGREED, TRUCE_IN_FORCE
from sim.scenario.values.law_forms import Policy

HOLD = int(Policy.HOLD)
NEW_LINE = 0.5  # quality of the line behind a move: between hasty (0) and prepared (1); judgement


# laws


@compilable
def progress_before(elapsed_days, duration_days, most):
    """Share of an earlier ordered move that is done by day 0."""
    return min(elapsed_days / max(duration_days, SHORTEST_MOVE), most)


@compilable
def remaining_share(share, progress):
    """Share of the interior held now that is still to be given up, when part of the move is done.

    Of an interior I, share × progress is gone already: what is held is I (1 - share × progress).
    """
    return share * (1.0 - progress) / max(1.0 - share * progress, NOTHING)


# order and move


@compilable
def obey_earlier_order(world):
    """On day 0: an order given before goes on; under the policy `hold` it is cancelled and the people out stay out."""
    rules, command = world.rules, world.command
    if rules.command_ordered_before_start < 0.5:
        return
    duration = max(rules.withdrawal_duration_days, SHORTEST_MOVE)
    progress = progress_before(rules.command_ordered_days_before, duration, rules.withdrawal_exposure_cap)
    share = rules.withdrawal_share_given_up
    world.people.beyond *= 1.0 - share * progress
    if int(rules.command_policy) == HOLD:
        return
    command.ordered_day = -rules.command_ordered_days_before
    command.area_at_order = held_before_start(world, rules.command_ordered_days_before)
    record(world, ORDER_BEFORE, 0, command.area_at_order, rules.command_ordered_days_before)
    set_out(world, remaining_share(share, progress), duration * (1.0 - progress))


@compilable
def start_move(world, share, duration):
    """The move starts: its mode, who is exposed, how much ground is given up and how fast (one share of both)."""
    rules, command, people = world.rules, world.command, world.people
    mode = ORDERLY if led_out(world) else mode_now(world)
    days = max(on_grid(duration), SHORTEST_MOVE)
    command.posture = MOVING
    command.loss_share = loss_share(rules, mode)
    if command.exit_mode == NO_EXIT:
        command.beyond_at_move = people.beyond
    command.exit_mode = mode
    command.exposed = people.beyond * share
    command.to_give_up = world.ground.interior * share
    command.pace = command.to_give_up / days
    command.move_end = world.now + days
    record(world, MOVE_STARTS, mode, command.to_give_up, command.exposed)
    tell_held_up(world)


@compilable
def set_out(world, share, duration):
    """A share of the people beyond the strip leave now: in a move of some days, or through a way out that is cut."""
    if cut_off(world):
        break_out(world, world.people.beyond * share)
    else:
        start_move(world, share, duration)


@compilable
def plan_step(world, days):
    """Ground to be given up over some days, with the road of the move kept as long as can be [km²]."""
    command = world.command
    plan_to_leave(world, min(min(command.pace * days, command.to_give_up), world.ground.interior))


@compilable
def step_of_move(world, since):
    """People brought out and ground left since a day, and the delaying fight paid for."""
    command = world.command
    share = min((world.now - since) / max(command.move_end - since, SHORTEST_MOVE), 1.0)
    bring_out(world, command.exposed * share)
    leave_ground(world)
    if world.ground.interior <= NOTHING:
        push_back(world, 1.0)


@compilable
def end_move(world):
    """The last are out; a hasty new line is manned."""
    command = world.command
    bring_out(world, command.exposed)
    world.ground.given_today[:] = 0.0
    command.posture = OUT
    command.done_day = min(command.done_day, world.now)
    command.line_day = world.now
    world.ground.line_quality = min(world.ground.line_quality, NEW_LINE)
    record(world, MOVE_ENDS, command.exit_mode, world.ground.held, command.exit_lost)
    wake(world, HOLDER_COMMAND)


# an order is looked at again


@compilable
def held_by_truce(world):
    """Whether a truce is in force, or starts at this instant, that takes away what people would leave for.

    One whose terms lead the people out does not.
    """
    truce = world.truce
    starts = truce.state == TRUCE_AGREED and truce.start_at <= world.now
    if truce.state != TRUCE_IN_FORCE and not starts:
        return False
    return not leads_out(world, truce.proposal)


@compilable
def lift_order(world):
    """An order that has not been carried out falls with the start of a truce; the staff judges anew when it is over."""
    stay(world)
    world.command.move_at = NEVER
    record(world, ORDER_LIFTED, 0, world.ground.held, 0.0)
    wake(world, HOLDER_COMMAND)
    wake(world, POCKET)


@compilable
def heed_terms(world):
    """By the terms of the truce in force the holder leaves all that it holds, the border strip last."""
    posture, ground = world.command.posture, world.ground
    last = ground.interior <= NOTHING
    if ground.held <= 0.0 or not (last or posture == STAYING or posture == OUT):
        return
    record(world, LEAVES_BY_TERMS, 0, ground.held, 0.0)
    if not last:
        order_withdrawal(world)
        return
    for axis in range(N_AXES):
        ground.given_up += take(world, axis, ground.on_axis[axis, 1], 1)


@compilable
def pass_day_under_terms(world, since):
    """A day of a move in a truce: by its terms the ground is left as people leave, or it stays as it is."""
    if gives_ground_up(world):
        for axis in range(N_AXES):
            if world.ground.given_today[axis] > 0.0:
                leave_axis(world, axis)
    pass_day_of_truce(world, since)


@compilable
def leave_as_it_stands(world):
    """The lag is over: people leave as the way out is now; who was to break out stays if it is open again."""
    command = world.command
    if command.forced_cut == 1 and not cut_off(world) and not led_out(world):
        stay(world)
        wake(world, HOLDER_COMMAND)
        return
    whole = command.forced_cut == 1 or cut_off(world) or gives_ground_up(world)
    set_out(world, 1.0 if whole else world.rules.withdrawal_share_given_up, world.rules.withdrawal_duration_days)


# processes


def withdrawal(world):
    """Sleeps until people make ready to leave, waits for their lag, then moves day by day; a truce may hold it up."""
    while True:
        if gives_ground_up(world):
            heed_terms(world)
        if world.command.posture == ORDERED and world.ground.interior > NOTHING:
            if held_by_truce(world):
                lift_order(world)
            elif world.now < world.command.move_at:
                yield until(world, world.command.move_at)
                continue
            else:
                leave_as_it_stands(world)
        if world.command.posture != MOVING:
            yield next_day(world) if gives_ground_up(world) else NEVER
            continue
        if world.now >= world.command.move_end or world.ground.interior <= NOTHING:
            end_move(world)
            continue
        days = min(next_day(world), world.command.move_end - world.now)
        since = world.now
        plan_step(world, days)
        yield days
        if world.command.posture != MOVING:
            continue
        if calls_off(world):
            turn_back(world)
        elif world.truce.state == TRUCE_IN_FORCE:
            pass_day_under_terms(world, since)
        else:
            step_of_move(world, since)
