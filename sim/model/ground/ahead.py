"""The ground ahead: what the tempo lets expect to pass, as it reverts to its mean.

Source: pockets-fit for the tempo and its half-life. Leaves out strengths, pauses, chance in
what the ground does, and stillness where fighting comes in spells.
"""

from sim.model.ground.settlements import front_length
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, power

STEP = 5.0  # [days] in which whoever looks ahead goes on


@compilable
def expected_loss(world, held, days):
    """Ground expected to pass per day [km²/day] some days ahead with that much held [km²], the tempo reverting."""
    rules, ground = world.rules, world.ground
    kept = power(0.5, days / rules.ground_tempo_half_life_days)
    pace = exp(rules.ground_tempo_mean + (ground.tempo - rules.ground_tempo_mean) * kept)
    if held <= ground.held - ground.interior:
        pace *= rules.ground_strip_tempo
    front = front_length(
        held, rules.ground_front_length_km, rules.ground_front_reference_km2, rules.ground_front_exponent
    )
    return min(front * pace, held / STEP)
