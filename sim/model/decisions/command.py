"""Command: when the attacker pauses, presses or hurries, and when the holder's staff orders a withdrawal.

The holder's policies stand a file each in `policies`. Source: judgement-kursk-command for form and sizes. Leaves out
who decides.
"""

from sim.model.decisions.allies import let_allies_leave
from sim.model.decisions.policies.access_hazard import reason_now
from sim.model.decisions.yielding import give_way
from sim.model.declarations.rival_laws import chosen_among
from sim.model.fighting.stopping import is_stopped
from sim.model.ground.people import casualties, reinforce
from sim.model.ground.settlements import NOTHING
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import on_grid
from sim.model.relief import led_out
from sim.model.supply import CUT, access, depth_beyond, rests_on_strip
from sim.model.world.cast import WITHDRAWAL
from sim.model.world.clock import next_day, record, wake
from sim.model.world.dimensions import ATTACKER
from sim.model.world.events import HURRIES, ORDER, PAUSES, PRESSES, RACES, REASON
from sim.model.world.series import ATTACKER_CASUALTIES
from sim.model.world.state import (
    FREEZE,
    NEVER,
    ORDERED,
    OUT,
    PAUSE,
    PRESS,
    RACE,
    STAYING,
    STOPPED,
    TRUCE_AGREED,
    TRUCE_IN_FORCE,
    URGED,
)
from sim.scenario.values.law_forms import POLICY, Policy

wants_to_leave = chosen_among(POLICY)
JUDGED = int(Policy.ACCESS_HAZARD)
GIVES_WAY = int(Policy.EPSTEIN_1985)
AS_TOLD = 6  # the reason of a policy that is told when to leave
LEAST_STEP_KM = 0.5  # a line that goes back by less stands where it stood; judgement


# laws


@compilable
def mode_after(mode, loss_share, pause_at, resume_at):
    """Attacker's mode with hysteresis: pause above one share of losses in 14 days, press on below another."""
    if mode == PAUSE:
        return PAUSE if loss_share > resume_at else PRESS
    return PAUSE if loss_share > pause_at else PRESS


# what a staff sees and orders


@compilable
def losses_in_14_days(world, side, series):
    """Killed and wounded of one side over the last 14 days [persons]; nothing is known of the days before day 0."""
    day = int(world.now) - 14
    before = world.series[day, series] if day >= 0 else 0.0
    return casualties(world, side) - before


@compilable
def cut_off(world):
    """Whether the way out is closed to people whom no truce leads out, and whose line does not rest on the strip."""
    return access(world) == CUT and not rests_on_strip(world) and not led_out(world)


@compilable
def order_lag(world):
    """Days from an order now to the start [days]: an order to leave through a closed road is obeyed at once or not."""
    rules = world.rules
    if cut_off(world):
        return min(rules.command_lag_days, rules.command_breakout_lag_days)
    return rules.command_lag_days


@compilable
def make_ready(world, lag_days):
    """People are to leave after a lag; who looks at it again may change that."""
    world.command.posture = ORDERED
    world.command.move_at = world.now + on_grid(lag_days)
    wake(world, WITHDRAWAL)


@compilable
def order_withdrawal(world):
    """The order is given now; the move starts after the command lag. The first order is what is told of a run."""
    command, lag = world.command, order_lag(world)
    if command.ordered_day == NEVER:
        command.ordered_day = world.now
        command.area_at_order = world.ground.held
    record(world, ORDER, 0, world.ground.held, lag)
    make_ready(world, lag)


@compilable
def ground_is_at_stake(world):
    """Whether a truce is agreed that will freeze the line where it then runs: until its start there is a race."""
    return world.truce.state == TRUCE_AGREED and world.talks.line_rule[world.truce.proposal] == FREEZE


@compilable
def tell_mode(world, before, mode, loss_share):
    """What can be seen of a new mode: nothing in a truce, or where one enters into force at this instant."""
    truce = world.truce
    if truce.state == TRUCE_IN_FORCE or (truce.state == TRUCE_AGREED and truce.start_at <= world.now):
        return
    if mode == PAUSE:
        record(world, PAUSES, 0, loss_share, min(world.now, 14.0))
    elif mode == RACE:
        record(world, RACES, 0, loss_share, truce.start_at)
    elif mode == URGED:
        record(world, HURRIES, 0, loss_share, 0.0)
    elif mode == PRESS and before == PAUSE:
        record(world, PRESSES, 0, loss_share, 0.0)


@compilable
def may_go_back_again(world):
    """Whether a line that moved back is looked at again: it rests on no strip and would go back by a step.

    A move that would bring it back by less than half a kilometre is none.
    """
    ground, people = world.ground, world.people
    step = depth_beyond(ground.interior * world.rules.withdrawal_share_given_up, world.ground.front)
    moved = world.command.posture == OUT and people.beyond >= 1.0 and not rests_on_strip(world)
    return moved and step >= LEAST_STEP_KM


@compilable
def tell_reason(world):
    """Why the staff orders now, and in how many days the move is to start."""
    reason = reason_now(world) if int(world.rules.command_policy) == JUDGED else AS_TOLD
    record(world, REASON, reason, 0.0, order_lag(world))


# processes


def holder_command(world):
    """The holder's staff reviews the situation at its interval; it may order a withdrawal or let the line go back.

    It looks again, by the same law, once a move has given up a part and its line may go back again.
    """
    review = 0
    interval = max(on_grid(world.rules.command_review_interval_days), 0.0009765625)
    while True:
        stays = world.command.posture == STAYING
        if not (stays or may_go_back_again(world)) or world.ground.interior <= NOTHING:
            world.command.yielding = 0.0
            yield NEVER
            continue
        u = randomness.uniform(world, streams.HOLDER_ORDER, review)
        review += 1
        free = world.truce.state != TRUCE_IN_FORCE or led_out(world)
        if free and wants_to_leave(int(world.rules.command_policy), world, u):
            tell_reason(world)
            order_withdrawal(world)
        if stays and int(world.rules.command_policy) == GIVES_WAY:
            give_way(world, interval, world.truce.state != TRUCE_IN_FORCE and access(world) != CUT)
        yield interval


def attacker_command(world):
    """Once a day the attacker's command looks at its losses, at the talks and at what its leader urges.

    Pause, press, stop because its people break, or hurry: to the days that its leader names, or before a truce starts.
    """
    rules = world.rules
    while True:
        let_allies_leave(world)
        mode = world.command.mode
        share = losses_in_14_days(world, ATTACKER, ATTACKER_CASUALTIES) / max(world.people.fit[ATTACKER], 1.0)
        if is_stopped(world):
            new_mode = STOPPED
        elif ground_is_at_stake(world):
            new_mode = RACE
        elif world.now < rules.attacker_urged_days:
            new_mode = URGED
        elif rules.attacker_pauses > 0.5:
            new_mode = mode_after(mode, share, rules.attacker_pause_loss_share, rules.attacker_resume_loss_share)
        else:
            new_mode = PRESS
        if new_mode != mode:
            world.command.mode = new_mode
            tell_mode(world, mode, new_mode, share)
        days, counted = next_day(world), casualties(world, ATTACKER)
        yield days
        replaced = rules.attacker_replaced_share * (casualties(world, ATTACKER) - counted)
        reinforce(world, ATTACKER, rules.attacker_reinforcement_persons_per_day * days + replaced, 0.0)
