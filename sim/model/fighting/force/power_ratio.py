"""Force to ground by the ratio of power: people, the line they hold and the ammunition curve.

Leaves out that ground needs people at all: the ratio counts between 0.2 and 5 times its reference only, so a single
person takes and holds ground. Kept to compare with.
"""

from sim.model.ground.settlements import ammunition_effect, line_factor
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, power
from sim.model.world.dimensions import ATTACKER, HOLDER


@compilable
def power_ratio(attacker, holder, line_quality, coverage):
    """Attacker's power against the holder's [ratio]: people, the line they hold, and the ammunition curve.

    Source: dupuy-1979; people count at least as one person.
    """
    power_of_holder = max(holder, 1.0) * ammunition_effect(coverage) * line_factor(line_quality) / 1.5
    return max(attacker, 1.0) / max(power_of_holder, 1.0)


@compilable
def power_multiplier(ratio, reference, exponent):
    """Pace by the ratio of power [ratio]: never falls as the attacker grows.

    Used within 0.2 to 5 times the reference: bounds by judgement.
    """
    return power(clip(ratio / reference, 0.2, 5.0), exponent)


@compilable
def force_to_ground(world, tempo, strip):
    """Pace at the present strengths [km²/day/km], all of the fighting [ratio], and a line without gaps [share]."""
    rules, fit = world.rules, world.people.fit
    ratio = power_ratio(fit[ATTACKER], fit[HOLDER], world.ground.line_quality, world.supply.coverage)
    pace = tempo * power_multiplier(ratio, rules.ground_reference_power_ratio, rules.ground_power_exponent)
    return pace, 1.0, 0.0
