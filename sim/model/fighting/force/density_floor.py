"""Force to ground by people per km of front: below a density nothing is taken, and below another nothing is held.

Equal to the fitted tempo at the densities in which it was fitted. Exponents are drawn and wide: no causal size is in
the record of 1914-82 (cdb90-fits), where the sign is that of selection. How a line that thins out gives way is in no
record either: the ground that is fought for and the gaps that are walked into may follow one another, so that the
fight sets the pace, or pass side by side, so that the walk does. Both are alike at the strengths of the fit, in slope
too, and where nobody holds; at twice the floor of a line they differ twentyfold. The shape between them is drawn
(judgement). Leaves out how a side masses along its front.
"""

from sim.model.ground.presence import SMALLEST, presence
from sim.model.ground.settlements import ammunition_effect, holders_on, line_factor
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import power
from sim.model.world.dimensions import ATTACKER, HOLDER


@compilable
def effect(density, reference, exponent, floor):
    """What people per km do against those at the reference [ratio]: 1 there, 0 without people, never falling."""
    return power(density / reference, exponent) * presence(density, reference, floor)


@compilable
def in_turn(fought, hold, walking):
    """Expected loss of ground [km²/day/km] where a day's ground takes the time to fight for it and then to walk in.

    From the pace against the reference line [km²/day/km], the holders' effect [ratio] and a walk [km²/day/km].
    """
    gap = max(1.0 - hold, 0.0)
    time = hold + gap * gap * fought / max(walking + 2.0 * fought, SMALLEST)
    return fought / time if time > 0.0 else walking


@compilable
def side_by_side(fought, hold, walking):
    """Expected loss of ground [km²/day/km] where part of the line is fought for and the gaps are walked into, at once.

    The same numbers as in turn, and the same result, slope and end: where the effect is 1, and where it is 0.
    """
    gap = max(1.0 - hold, 0.0)
    return fought * (2.0 - hold) + gap * gap * walking if hold < 1.0 else fought / hold


@compilable
def pace(tempo, attack, hold, walking, shape):
    """Expected loss of ground [km²/day/km] from the effects of both sides [ratio] and a walking pace [km²/day/km].

    The tempo itself where both effects are 1, the walking pace where nobody holds, nothing where nobody attacks.
    Between in turn (shape 0) and side by side (1), evenly in logarithms.
    """
    fought = tempo * attack
    slowest = in_turn(fought, hold, walking)
    if shape == 0.0 or hold >= 1.0 or slowest <= 0.0:
        return slowest
    return slowest * power(side_by_side(fought, hold, walking) / slowest, shape)


@compilable
def gaps(manned):
    """Share of a line that stands open [share] by how far it is manned against the reference [ratio]."""
    return max(1.0 - manned, 0.0)


@compilable
def force_to_ground(world, tempo, strip):
    """Pace at the present strengths [km²/day/km], fighting against the reference [ratio], and share of line open."""
    rules, front = world.rules, max(world.ground.front, SMALLEST)
    attackers, holders = world.people.fit[ATTACKER] / front, holders_on(world, strip) / front
    at_hand = holders * ammunition_effect(world.supply.coverage) * line_factor(world.ground.line_quality) / 1.5
    few, many = rules.ground_attackers_floor_per_km, world.people.of_fit[ATTACKER]
    thin, dense = rules.ground_holders_floor_per_km, world.people.of_fit[HOLDER]
    attack = effect(attackers, many, rules.ground_attackers_exponent, few)
    hold = effect(at_hand, dense, rules.ground_holders_exponent, thin)
    there, manned = presence(attackers, many, few), presence(holders, dense, thin)
    walking, shape = rules.ground_walking_pace * there, rules.ground_thin_line_shape
    return pace(tempo, attack, hold, walking, shape), there * manned, gaps(manned)
