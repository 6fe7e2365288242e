"""Presence: how far a front is manned at all. Where nobody stands nobody fires, on roads, in a truce or in an attack.

Source: judgement-kursk-ground for the densities below which a front is empty. Leaves out how a side masses along its
front, and weapons that reach it from far behind.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, exp
from sim.model.world.dimensions import ATTACKER, HOLDER

SMALLEST = 1e-9  # [persons/km], [km]
TOO_FEW = 0.1  # presence below which an attacker leaves days without fire; judgement


@compilable
def presence(density, reference, floor):
    """How far a line is manned at all, against the reference [ratio]: densities [persons/km]; 0 without people.

    A floor above the reference counts as the reference, so that no line is manned more than e times as far.
    """
    low = min(floor, reference)
    return exp(low / reference - low / density) if density > SMALLEST else 0.0


@compilable
def chance_of_nobody(there):
    """Chance that nobody is there on a day, of who is present that far [probability]: 0 from a tenth on."""
    return clip(1.0 - there / TOO_FEW, 0.0, 1.0)


@compilable
def present(world, side):
    """How far a side mans the front now [share]: 1 at the reference and above."""
    rules, reference = world.rules, world.people.of_fit[side]
    floor = rules.ground_attackers_floor_per_km if side == ATTACKER else rules.ground_holders_floor_per_km
    return min(presence(world.people.fit[side] / max(world.ground.front, SMALLEST), reference, floor), 1.0)


@compilable
def left_alone(world):
    """Chance that nobody of the attacker is there on a day [probability]."""
    return chance_of_nobody(present(world, ATTACKER))


@compilable
def set_densities_of_fit(world):
    """People per km at which the fitted tempo holds: as the scenario says, or those of day 0 from their floors on.

    Below its floor a side is too few to hold or take anything, whatever was fitted.
    """
    rules, people, front = world.rules, world.people, max(world.ground.front, SMALLEST)
    people.of_fit[ATTACKER] = rules.ground_attackers_reference_per_km
    people.of_fit[HOLDER] = rules.ground_holders_reference_per_km
    if rules.ground_densities_of_day_0 > 0.5:
        people.of_fit[ATTACKER] = max(people.fit[ATTACKER] / front, rules.ground_attackers_floor_per_km)
        people.of_fit[HOLDER] = max(people.fit[HOLDER] / front, rules.ground_holders_floor_per_km)
