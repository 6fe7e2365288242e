"""The staff judges day by day: a chance of an order that grows with what presses it and falls with the hope of a truce.

That hope thus raises the chance of staying until the road closes. Leaves out who decides, and what is reported to them.
"""

from sim.model.ground.people import casualties
from sim.model.ground.presence import left_alone
from sim.model.ground.settlements import neck_now
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import chance_of, clip, exp
from sim.model.supply import CUT, ROAD_OPEN, access
from sim.model.talks.chance import chance_within_30_days
from sim.model.world.dimensions import ATTACKER, HOLDER

MOST_BY_PACE = 3.0  # ln units; judgement
LEAST_TOLD = 0.05  # ln units: a part that raises the chance by less than a twentieth is no reason; judgement
NO_SINGLE_REASON, FOR_LOSSES, FOR_STOCK, FOR_FIRE, FOR_CUT, FOR_NECK = 0, 1, 2, 3, 4, 5  # as the log tells it


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


@compilable
def by_pace(base, weight, pace, usual):
    """Chance per day of an order by the pace at which ground is lost [1/day]: logs of the pace and of the long-run one.

    Source: judgement-rule for the form and the bounds, e³ times either way; six orders on record support no size.
    """
    return base * exp(clip(weight * (pace - usual), -MOST_BY_PACE, MOST_BY_PACE))


@compilable
def hazard_now(world):
    """Chance per day of an order under the circumstances of this moment [1/day]; none on days without an attacker."""
    rules, people = world.rules, world.people
    lost = (casualties(world, HOLDER) + people.captured[HOLDER]) / max(people.start[HOLDER], 1.0)
    base = rules.command_hazard_per_day * (1.0 - left_alone(world))
    return withdrawal_hazard(
        by_pace(base, rules.command_hazard_pace, world.ground.tempo, rules.ground_tempo_mean),
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
def reason_now(world):
    """What weighs most in that chance, as the log tells it: losses, little stock, the way out, a narrow neck."""
    rules, people = world.rules, world.people
    lost = (casualties(world, HOLDER) + people.captured[HOLDER]) / max(people.start[HOLDER], 1.0)
    reason, most = NO_SINGLE_REASON, LEAST_TOLD
    part = rules.command_hazard_losses * lost / rules.command_break_share
    if part > most:
        reason, most = FOR_LOSSES, part
    part = rules.command_hazard_stock * max(1.0 - world.supply.stock / rules.supply_stock_trigger_days, 0.0)
    if part > most:
        reason, most = FOR_STOCK, part
    part = rules.command_hazard_under_fire if access(world) != ROAD_OPEN else 0.0
    if part > most:
        reason, most = FOR_CUT if access(world) == CUT else FOR_FIRE, part
    neck = neck_now(world)
    part = rules.command_hazard_neck * max(1.0 - neck / rules.command_neck_trigger_km, 0.0) if neck > 0.0 else 0.0
    return FOR_NECK if part > most else reason


@compilable
def wants_to_leave(world, u):
    """Whether this review ends in an order, by the luck of the review and the chance since the last one."""
    return u < chance_of(hazard_now(world), world.rules.command_review_interval_days)
