"""The ground ahead: what the tempo lets expect to pass, as it reverts to its mean.

Source: pockets-fit for the tempo and its half-life. Leaves out strengths, pauses, chance in
what the ground does, and stillness where fighting comes in spells.
"""

from sim.model.ground.settlements import front_length, held_days_ago
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, power
from sim.model.world.dimensions import N_STEPS_AHEAD
from sim.model.world.state import BREAKING_OUT, MOVING

STEP = 5.0  # [days] in which whoever looks ahead goes on


@compilable
def set_kept_ahead(world):
    """How much of its distance from the mean the tempo keeps to the middle of each step ahead: on every day alike."""
    for step in range(N_STEPS_AHEAD):
        days = STEP * step + STEP / 2.0
        world.ground.kept_ahead[step] = power(0.5, days / world.rules.ground_tempo_half_life_days)


@compilable
def expected_loss(world, held, kept):
    """Ground expected to pass per day [km²/day] with that much held [km²].

    The tempo has kept a share of its distance from the mean: all of it now.
    """
    rules, ground = world.rules, world.ground
    pace = exp(rules.ground_tempo_mean + (ground.tempo - rules.ground_tempo_mean) * kept)
    if held <= ground.held - ground.interior:
        pace *= rules.ground_strip_tempo
    front = front_length(
        held, rules.ground_front_length_km, rules.ground_front_reference_km2, rules.ground_front_exponent
    )
    return min(front * pace, held / STEP)


@compilable
def given_up_soon(world):
    """Ground that a move under way still gives up [km²]; behind a break-out nobody holds any."""
    if world.command.posture == BREAKING_OUT:
        return world.ground.interior
    return world.command.to_give_up if world.command.posture == MOVING else 0.0


@compilable
def rate_ahead(world, days, held, lost_in_steps):
    """Ground lost per day over 14 days [km²/day], some days ahead with that much held then [km²]."""
    if days < 14.0:
        return max(held_days_ago(world, int(14.0 - days)) - held, 0.0) / 14.0
    return lost_in_steps / (3.0 * STEP)


@compilable
def look_ahead(world):
    """The ground held and lost in the middle of each step ahead, as things stand now."""
    ground = world.ground
    held, moving, lost, lost_before = ground.held, given_up_soon(world), 0.0, 0.0
    for step in range(N_STEPS_AHEAD):
        given = min(world.command.pace * STEP, moving)
        loss = min(expected_loss(world, held, ground.kept_ahead[step]) * STEP + given, held)
        middle = held - loss / 2.0
        ground.held_ahead[step] = middle
        ground.rate_ahead[step] = rate_ahead(world, STEP * step + STEP / 2.0, middle, loss + lost + lost_before)
        held, moving, lost_before, lost = held - loss, moving - given, lost, loss
