"""Command: when the attacker pauses, presses or hurries, and when the holder's staff orders a withdrawal.

Holder's policies: hold, on a date, when the road comes under fire, when it is cut, or a daily hazard that grows with
losses, thin stock, fire on the road and a narrow neck, and falls with the hope of a truce (which thus raises the
chance of staying until the road closes). Source: judgement-kursk-command for form and sizes; breaking point
cdb90-fits. Leaves out who decides.
"""

from sim.model.ground.people import casualties, reinforce
from sim.model.ground.settlements import NOTHING, neck_now
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import chance_of, exp, on_grid
from sim.model.supply import CUT, ROAD_OPEN, access
from sim.model.talks.acceptance import chance_within_30_days
from sim.model.world.cast import WITHDRAWAL
from sim.model.world.clock import next_day, record, wake
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.events import ORDER, PAUSES, PRESSES, RACES
from sim.model.world.series import ATTACKER_CASUALTIES
from sim.model.world.state import NEVER, ORDERED, PAUSE, PRESS, RACE, STAYING, TRUCE_AGREED, TRUCE_IN_FORCE
from sim.scenario.values.choices import Policy

HOLD = int(Policy.HOLD)
POLICY_DATE = int(Policy.POLICY_DATE)
POLICY_ROAD_UNDER_FIRE = int(Policy.POLICY_ROAD_UNDER_FIRE)
POLICY_ROAD_CUT = int(Policy.POLICY_ROAD_CUT)
ACCESS_HAZARD = int(Policy.ACCESS_HAZARD)


# laws


@compilable
def mode_after(mode, loss_share, pause_at, resume_at):
    """Attacker's mode with hysteresis: pause above one share of losses in 14 days, press on below another."""
    if mode == PAUSE:
        return PAUSE if loss_share > resume_at else PRESS
    return PAUSE if loss_share > pause_at else PRESS


@compilable
def withdrawal_hazard(
    base,
    losses,
    loss_share,
    break_share,
    stock_weight,
    stock_days,
    trigger_days,
    fire_weight,
    exposed,
    neck_weight,
    neck_km,
    neck_trigger_km,
    hope,
    truce_chance,
):
    """Chance per day of an order [1/day]; source: judgement-kursk-command.

    Grows with losses against the breaking point, stock below its trigger, a road under fire, a narrow neck (0 km: no
    neck); falls with the chance of a truce.
    """
    pull = losses * loss_share / break_share
    pull += stock_weight * max(1.0 - stock_days / trigger_days, 0.0)
    if exposed:
        pull += fire_weight
    if neck_km > 0.0:
        pull += neck_weight * max(1.0 - neck_km / neck_trigger_km, 0.0)
    return base * exp(pull - hope * truce_chance)


# bookkeeping


@compilable
def losses_in_14_days(world, side, series):
    """Killed and wounded of one side over the last 14 days [persons]; nothing is known of the days before day 0."""
    day = int(world.now) - 14
    before = world.series[day, series] if day >= 0 else 0.0
    return casualties(world, side) - before


@compilable
def order_withdrawal(world, lag_days, forced_cut):
    """The order is given now; the move starts after the command lag."""
    command = world.command
    command.posture = ORDERED
    command.ordered_day = world.now
    command.area_at_order = world.ground.held
    command.move_at = world.now + on_grid(lag_days)
    command.forced_cut = forced_cut
    record(world, ORDER, forced_cut, world.ground.held, lag_days)
    wake(world, WITHDRAWAL)


@compilable
def hazard_now(world):
    """Chance per day of an order under the circumstances of this moment [1/day]."""
    rules, people = world.rules, world.people
    lost = (casualties(world, HOLDER) + people.captured[HOLDER]) / max(people.start[HOLDER], 1.0)
    return withdrawal_hazard(
        rules.command_hazard_per_day,
        rules.command_hazard_losses,
        lost,
        rules.command_break_share,
        rules.command_hazard_stock,
        world.supply.stock,
        rules.supply_stock_trigger_days,
        rules.command_hazard_under_fire,
        access(world) != ROAD_OPEN,
        rules.command_hazard_neck,
        neck_now(world),
        rules.command_neck_trigger_km,
        rules.command_hope_of_truce,
        chance_within_30_days(world, ATTACKER),
    )


@compilable
def wants_to_leave(world, u):
    """Whether the scenario's policy orders a withdrawal at this review; `u` is the luck of the review."""
    policy = int(world.rules.command_policy)
    if policy == POLICY_DATE:
        return world.now >= world.rules.command_order_day
    if policy == POLICY_ROAD_UNDER_FIRE:
        return access(world) != ROAD_OPEN
    if policy == POLICY_ROAD_CUT:
        return access(world) == CUT
    if policy == ACCESS_HAZARD:
        return u < chance_of(hazard_now(world), world.rules.command_review_interval_days)
    return False


# processes


def holder_command(world):
    """The holder's staff reviews the situation at its interval and may order a withdrawal, once."""
    review = 0
    interval = max(on_grid(world.rules.command_review_interval_days), 0.0009765625)
    while True:
        if world.command.posture != STAYING or world.ground.interior <= NOTHING:
            yield NEVER
            continue
        u = randomness.uniform(world, streams.HOLDER_ORDER, review)
        review += 1
        if world.truce.state != TRUCE_IN_FORCE and wants_to_leave(world, u):
            order_withdrawal(world, world.rules.command_lag_days, 0)
        yield interval


def attacker_command(world):
    """Once a day the attacker's command looks at its losses and at the talks.

    Pause, press, or hurry before a truce starts.
    """
    rules = world.rules
    while True:
        mode = world.command.mode
        share = losses_in_14_days(world, ATTACKER, ATTACKER_CASUALTIES) / max(world.people.fit[ATTACKER], 1.0)
        if world.truce.state == TRUCE_AGREED:
            new_mode = RACE
        elif rules.attacker_pauses > 0.5:
            new_mode = mode_after(mode, share, rules.attacker_pause_loss_share, rules.attacker_resume_loss_share)
        else:
            new_mode = PRESS
        if new_mode != mode:
            world.command.mode = new_mode
            record(world, PAUSES if new_mode == PAUSE else (RACES if new_mode == RACE else PRESSES), 0, share, 0.0)
        days = next_day(world)
        yield days
        reinforce(world, ATTACKER, rules.attacker_reinforcement_persons_per_day * days, 0.0)
