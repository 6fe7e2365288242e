"""Withdrawal: a staged move of the people beyond the strip, its mode and losses; and the closed pocket.

The mode of exit depends on the way out when the move starts; the loss share of its people is a Beta draw by mode. The
move gives up a drawn share of the interior at a steady pace; the attacker's own advance goes on, less half of what is
given up: an order never keeps ground. The new line behind a move rests on the border strip, which supplies it, so no
second pocket forms there. Source: pockets-fit (shares), judgement on the 1914-82 mix (modes, losses). Captured includes
missing. Leaves out the paths people take, and pursuit as a process of its own.
"""

from sim.model.decisions.command import led_out, order_withdrawal
from sim.model.fighting.assault import force_to_ground
from sim.model.fighting.attrition import fight
from sim.model.fighting.contact import captured_share, exit_mode, loss_share, mode_chances, push_back
from sim.model.ground.people import hurt
from sim.model.ground.presence import present
from sim.model.ground.settlements import NOTHING, held_before_start, take
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import on_grid
from sim.model.supply import CUT, access
from sim.model.world.cast import HOLDER_COMMAND
from sim.model.world.clock import next_day, record, until, wake
from sim.model.world.dimensions import ATTACKER, HOLDER, N_AXES
from sim.model.world.events import MOVE_ENDS, MOVE_STARTS, SURRENDER
from sim.model.world.state import (
    MOVING,
    NEVER,
    ORDERED,
    ORDERLY,
    OUT,
    STAYING,
    SURRENDERED,
    THROUGH_CUT,
    TRUCE_IN_FORCE,
)
from sim.scenario.values.law_forms import Policy

HOLD = int(Policy.HOLD)
SHORTEST_MOVE = 0.0625  # [days]
EMPTY_STOCK = 0.01  # [days]
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


# order, move and surrender


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
    start_move(world, remaining_share(share, progress), duration * (1.0 - progress))


@compilable
def start_move(world, share, duration):
    """The move starts: its mode, who is exposed, how much ground is given up and how fast (one share of both)."""
    rules, command, people = world.rules, world.command, world.people
    u = randomness.uniform(world, streams.EXIT_MODE, 0)
    orderly, pressed = mode_chances(rules, access(world))
    mode = THROUGH_CUT if command.forced_cut == 1 else exit_mode(u, orderly, pressed)
    if led_out(world):
        mode = ORDERLY
    days = max(on_grid(duration), SHORTEST_MOVE)
    command.posture = MOVING
    command.exit_mode = mode
    command.loss_share = loss_share(rules, mode)
    command.beyond_at_move = people.beyond
    command.exposed = people.beyond * share
    command.to_give_up = world.ground.interior * share
    command.pace = command.to_give_up / days
    command.move_end = world.now + days
    record(world, MOVE_STARTS, mode, command.to_give_up, command.exposed)


@compilable
def bring_out(world, persons):
    """Some of the exposed leave the interior; those lost on the way are captured, killed or wounded."""
    command, people = world.command, world.people
    leaving = min(persons, min(command.exposed, people.beyond))
    command.exposed -= leaving
    staying, pressed = people.beyond - leaving, leaving * present(world, ATTACKER)
    command.exit_lost += hurt(
        world, HOLDER, pressed * command.loss_share, captured_share(world.rules, command.exit_mode)
    )
    people.beyond = max(staying, 0.0)


@compilable
def plan_step(world, days):
    """Ground to be given up over some days, on every axis in proportion to what is held there [km²]."""
    command, ground = world.command, world.ground
    km2 = min(min(command.pace * days, command.to_give_up), ground.interior)
    interior = max(ground.interior, NOTHING)
    for axis in range(N_AXES):
        ground.given_today[axis] = world.ground.on_axis[axis, 0] / interior * km2


@compilable
def step_of_move(world, since):
    """People brought out and ground left since a day, and the delaying fight paid for."""
    command, ground = world.command, world.ground
    share = min((world.now - since) / max(command.move_end - since, SHORTEST_MOVE), 1.0)
    bring_out(world, command.exposed * share)
    _, manned, _ = force_to_ground(int(world.rules.ground_force_form), world, 0.0, 0)
    for axis in range(N_AXES):
        if ground.given_today[axis] > 0.0:
            taken = take(world, axis, ground.given_today[axis], 0)
            command.to_give_up = max(command.to_give_up - taken, 0.0)
            ground.given_up += taken
            fight(world, 0.0, taken * manned, 0.0, 0.0, 0.0)
    if ground.interior <= NOTHING:
        push_back(world, 1.0)


@compilable
def pass_day_of_truce(world, since):
    """A truce holds a move up, or by its terms leads the people out: nobody is lost and the ground stays frozen."""
    command, people = world.command, world.people
    world.ground.given_today[:] = 0.0
    if not led_out(world):
        command.move_end += world.now - since
        return
    share = min((world.now - since) / max(command.move_end - since, SHORTEST_MOVE), 1.0)
    leaving = min(command.exposed * share, people.beyond)
    command.exposed -= leaving
    people.beyond = max(people.beyond - leaving, 0.0)


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


@compilable
def surrender(world):
    """A closed pocket without stock: everybody beyond the strip is captured and the interior passes to the attacker."""
    command, people = world.command, world.people
    caught = min(people.beyond, people.fit[HOLDER])
    record(world, SURRENDER, 0, caught, 0.0)
    if command.exit_mode < 0:
        command.beyond_at_move = caught
        command.exit_mode = SURRENDERED
    command.exit_lost += hurt(world, HOLDER, caught, 1.0)
    people.beyond = 0.0
    command.posture = OUT
    command.done_day = min(command.done_day, world.now)
    command.line_day = world.now
    for axis in range(N_AXES):
        world.ground.given_up += take(world, axis, world.ground.on_axis[axis, 0], 0)
    world.ground.given_today[:] = 0.0


# processes


def withdrawal(world):
    """Sleeps until an order, waits for its lag, then moves day by day; a truce holds it up, or its terms help."""
    while True:
        if world.command.posture == ORDERED and world.ground.interior > NOTHING:
            if world.now < world.command.move_at:
                yield until(world, world.command.move_at)
                continue
            share = 1.0 if world.command.forced_cut == 1 else world.rules.withdrawal_share_given_up
            start_move(world, share, world.rules.withdrawal_duration_days)
        if world.command.posture != MOVING:
            yield NEVER
            continue
        if world.now >= world.command.move_end or world.ground.interior <= NOTHING:
            end_move(world)
            continue
        days = min(next_day(world), world.command.move_end - world.now)
        since = world.now
        plan_step(world, days)
        yield days
        if world.truce.state == TRUCE_IN_FORCE:
            pass_day_of_truce(world, since)
        else:
            step_of_move(world, since)


def pocket(world):
    """Sleeps until the way out is cut; then watches the stock: break out, or hold until nothing is left."""
    while True:
        if access(world) != CUT or world.ground.interior <= NOTHING or world.people.beyond <= 0.0:
            yield NEVER
            continue
        staying, holds = world.command.posture == STAYING, int(world.rules.command_policy) == HOLD
        if staying and led_out(world) and not holds:
            order_withdrawal(world, world.rules.command_lag_days, 0)
        elif staying and world.truce.state != TRUCE_IN_FORCE:
            breaks_out = world.rules.command_breakout > 0.5
            if breaks_out and holds:
                order_withdrawal(world, world.rules.command_lag_days, 1)
            elif world.supply.stock <= EMPTY_STOCK and breaks_out:
                order_withdrawal(world, 0.0, 1)
            elif world.supply.stock <= EMPTY_STOCK:
                surrender(world)
        yield next_day(world)
