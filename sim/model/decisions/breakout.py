"""Break-out: people whose way out is cut leave through it within days, or hold until their stock runs out.

Whoever leaves through a closed way out breaks out, ordered or not: all at once, on foot, never in order, at the price
that the law of contact sets. Nobody holds the ground behind them, so it falls at a walk. An order given before is
looked at again as the way out closes, and so is a move under way. Source: judgement-kursk-command for lag and length
(one day at Ilovaisk in 2014, about two at Avdiivka in 2024). Captured includes missing. Leaves out the paths taken, and
help from outside.
"""

from sim.model.decisions.command import make_ready, order_withdrawal
from sim.model.fighting.contact import captured_share, loss_share, mode_now
from sim.model.fighting.rout import HASTY
from sim.model.ground.people import hurt
from sim.model.ground.presence import present
from sim.model.ground.settlements import NOTHING, take
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import on_grid
from sim.model.relief import led_out
from sim.model.supply import CUT, access, rests_on_strip
from sim.model.truce.domains import lets_people_out
from sim.model.truce.waiting import calls_off, spares
from sim.model.world.cast import HOLDER_COMMAND, POCKET, WITHDRAWAL
from sim.model.world.clock import next_day, record, wake
from sim.model.world.dimensions import ATTACKER, HOLDER, N_AXES
from sim.model.world.events import (
    BREAKOUT_ENDS,
    BREAKS_OUT,
    BREAKS_OUT_NO_MORE,
    ORDER_HURRIED,
    SURRENDER,
    TURNS_BACK,
)
from sim.model.world.state import (
    BREAKING_OUT,
    MOVING,
    NEVER,
    NO_EXIT,
    ORDERED,
    OUT,
    PRESSED,
    STAYING,
    SURRENDERED,
    TRUCE_IN_FORCE,
)
from sim.scenario.values.law_forms import Policy

HOLD = int(Policy.HOLD)
SHORTEST_MOVE = 0.0625  # [days] an hour and a half; judgement
EMPTY_STOCK = 0.01  # [days] a quarter of an hour of need counts as none; judgement


# people on their way out, in a move or a break-out


@compilable
def bring_out(world, persons):
    """Some of the exposed leave the interior; those lost on the way are captured, killed or wounded.

    A humanitarian truce spares part of those.
    """
    command, people = world.command, world.people
    leaving = min(persons, min(command.exposed, people.beyond))
    command.exposed -= leaving
    staying, pressed = people.beyond - leaving, leaving * present(world, ATTACKER)
    let_out = lets_people_out(world)
    share = command.loss_share * (1.0 - world.rules.truce_humanitarian_relief if let_out else 1.0)
    lost = hurt(world, HOLDER, pressed * share, captured_share(world.rules, command.exit_mode))
    command.exit_lost += lost
    command.lost_on_way += lost
    people.let_out += leaving - lost if let_out else 0.0
    people.beyond = max(staying, 0.0)


@compilable
def pass_day_of_truce(world, since):
    """A truce holds a move up or lets it go on: nobody is lost and the ground stays frozen."""
    command, people = world.command, world.people
    world.ground.given_today[:] = 0.0
    if not spares(world):
        command.move_end += world.now - since
        return
    share = min((world.now - since) / max(command.move_end - since, SHORTEST_MOVE), 1.0)
    leaving = min(command.exposed * share, people.beyond)
    command.exposed -= leaving
    people.beyond = max(people.beyond - leaving, 0.0)


@compilable
def stay(world):
    """Who made ready to leave stays: under a staff that judges anew, or on the line of a move that is over."""
    command = world.command
    command.posture = OUT if command.done_day < NEVER else STAYING
    command.forced_cut = 0


@compilable
def turn_back(world):
    """A truce calls off a move or a break-out: who is still there stays, and the staff judges anew when it is over."""
    command = world.command
    record(world, TURNS_BACK if command.posture == MOVING else BREAKS_OUT_NO_MORE, 0, world.people.beyond, 0.0)
    stay(world)
    command.exposed, command.to_give_up, command.pace = 0.0, 0.0, 0.0
    command.move_end = NEVER
    world.ground.given_today[:] = 0.0
    wake(world, HOLDER_COMMAND)


# the break-out


@compilable
def break_out(world, persons):
    """People start to break out: the mode is that of a closed way out or the worse one they had, never orderly."""
    command, people = world.command, world.people
    if command.exit_mode == NO_EXIT:
        command.beyond_at_move = people.beyond
    command.exit_mode = max(max(mode_now(world), command.exit_mode), PRESSED)
    command.loss_share = loss_share(world.rules, command.exit_mode)
    command.posture = BREAKING_OUT
    command.lost_on_way = 0.0
    command.exposed = min(persons, people.beyond)
    command.to_give_up = 0.0
    command.pace = 0.0
    command.move_end = world.now + max(on_grid(world.rules.withdrawal_breakout_days), SHORTEST_MOVE)
    world.ground.given_today[:] = 0.0
    record(world, BREAKS_OUT, command.exit_mode, command.exposed, 0.0)
    wake(world, POCKET)


@compilable
def step_of_breakout(world, since):
    """Those who came through since a day, and those who did not."""
    command = world.command
    share = min((world.now - since) / max(command.move_end - since, SHORTEST_MOVE), 1.0)
    bring_out(world, command.exposed * share)


@compilable
def end_breakout(world):
    """The last are out or lost."""
    command = world.command
    bring_out(world, command.exposed)
    command.posture = OUT
    command.done_day = min(command.done_day, world.now)
    command.line_day = world.now
    world.ground.line_quality = HASTY
    record(world, BREAKOUT_ENDS, command.exit_mode, world.ground.held, command.lost_on_way)


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


# what people who are cut off do


@compilable
def hurry(world):
    """An order from before the way out was cut is looked at again: there is no time for a tidy start."""
    command = world.command
    lag = on_grid(world.rules.command_breakout_lag_days)
    if world.now + lag < command.move_at:
        record(world, ORDER_HURRIED, 0, lag, command.move_at - world.now)
        command.move_at = world.now + lag
        wake(world, WITHDRAWAL)


@compilable
def break_out_unordered(world, lag_days):
    """People who were given no order make ready to break out."""
    world.command.forced_cut = 1
    make_ready(world, lag_days)


@compilable
def hold_or_break_out(world):
    """People who are cut off and have no order: they break out, hold on, or surrender when the stock is empty.

    Who is to hold, or has moved back before, waits for no order. A humanitarian truce in force lets them leave in place
    of surrendering.
    """
    rules = world.rules
    no_order_comes = int(rules.command_policy) == HOLD or world.command.posture == OUT
    breaks_out, empty = rules.command_breakout > 0.5, world.supply.stock <= EMPTY_STOCK
    if empty and (breaks_out or lets_people_out(world)):
        break_out_unordered(world, 0.0)
    elif breaks_out and no_order_comes:
        break_out_unordered(world, rules.command_breakout_lag_days)
    elif empty:
        surrender(world)


@compilable
def look_at_pocket(world):
    """One look at people whose way out is cut, and who have no strip behind them: what was ordered or begun before."""
    posture, holds = world.command.posture, int(world.rules.command_policy) == HOLD
    if rests_on_strip(world):
        return
    if led_out(world):
        if posture == STAYING and not holds:
            order_withdrawal(world)
    elif world.truce.state != TRUCE_IN_FORCE:
        if posture == ORDERED:
            hurry(world)
        elif posture == MOVING:
            break_out(world, world.command.exposed)
        elif posture == STAYING or posture == OUT:
            hold_or_break_out(world)


# process


def pocket(world):
    """Sleeps until the way out is cut; then looks every day at what the people there do, and leads a break-out."""
    while True:
        if world.command.posture == BREAKING_OUT:
            if world.now >= world.command.move_end or world.people.beyond <= 0.0:
                end_breakout(world)
                continue
            since = world.now
            yield min(next_day(world), world.command.move_end - world.now)
            if world.command.posture == BREAKING_OUT:
                if calls_off(world):
                    turn_back(world)
                elif world.truce.state == TRUCE_IN_FORCE:
                    pass_day_of_truce(world, since)
                else:
                    step_of_breakout(world, since)
            continue
        if access(world) != CUT or world.ground.interior <= NOTHING or world.people.beyond <= 0.0:
            yield NEVER
            continue
        look_at_pocket(world)
        if world.command.posture != BREAKING_OUT:
            yield next_day(world)
