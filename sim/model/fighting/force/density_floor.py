"""Force to ground by people per km of front: below a density nothing is taken, and below another nothing is held.

Equal to the fitted tempo at the densities in which it was fitted. Exponents are drawn and wide: no causal size is in
the record of 1914-82 (cdb90-fits), where the sign is that of selection. How gaps fill is our form (judgement). Leaves
out how a side masses along its front.
"""

from sim.model.ground.presence import SMALLEST, presence
from sim.model.ground.settlements import ammunition_effect, front_length_now, holders_on, line_factor
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import power
from sim.model.world.dimensions import ATTACKER


@compilable
def effect(density, reference, exponent, floor):
    """What people per km do against those at the reference [ratio]: 1 there, 0 without people, never falling."""
    return power(density / reference, exponent) * presence(density, reference, floor)


@compilable
def pace(tempo, attack, hold, walking):
    """Expected loss of ground [km²/day/km] from the effects of both sides [ratio] and a walking pace [km²/day/km].

    A day's ground takes the time to fight for it and, where the line thins out, the time to walk into it: the tempo
    itself where both effects are 1, the walking pace where nobody holds, nothing where nobody attacks.
    """
    fought = tempo * attack
    gap = max(1.0 - hold, 0.0)
    time = hold + gap * gap * fought / max(walking + 2.0 * fought, SMALLEST)
    return fought / time if time > 0.0 else walking


@compilable
def gaps(manned):
    """Share of a line that stands open [share] by how far it is manned against the reference [ratio]."""
    return max(1.0 - manned, 0.0)


@compilable
def force_to_ground(world, tempo, strip):
    """Pace at the present strengths [km²/day/km], fighting against the reference [ratio], and share of line open."""
    rules, front = world.rules, max(front_length_now(world), SMALLEST)
    attackers, holders = world.people.fit[ATTACKER] / front, holders_on(world, strip) / front
    at_hand = holders * ammunition_effect(world.supply.coverage) * line_factor(world.ground.line_quality) / 1.5
    few, many = rules.ground_attackers_floor_per_km, rules.ground_attackers_reference_per_km
    thin, dense = rules.ground_holders_floor_per_km, rules.ground_holders_reference_per_km
    attack = effect(attackers, many, rules.ground_attackers_exponent, few)
    hold = effect(at_hand, dense, rules.ground_holders_exponent, thin)
    there, manned = presence(attackers, many, few), presence(holders, dense, thin)
    return pace(tempo, attack, hold, rules.ground_walking_pace * there), there * manned, gaps(manned)
