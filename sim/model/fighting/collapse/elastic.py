"""A day's fighting grows more slowly than the ground that passes: by a power of the day's pace.

Claims of the holder's losses around Sudzha were 160 to 485 a day at 3 as at 42 km² a day (exponent about 0); claims of
the attacker's fell from 102 to 50 per km² as 3 became 19 km² a day (about 0.65). Leaves out who runs and who fights.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import power


@compilable
def elastic_share(pace, reference, exponent):
    """Share of a day's gain that is fought for, by its pace and a reference [km²/day/km]: all of it up to there."""
    return power(reference / pace, 1.0 - exponent) if pace > reference else 1.0


@compilable
def fought_for(world, gain_km2, front_km):
    """Share of a day's gain that is fought for; the front is what of it is in action [km]."""
    rules = world.rules
    if front_km <= 0.0:
        return 0.0
    pace = gain_km2 / front_km
    return elastic_share(pace, rules.attrition_collapse_reference_pace, rules.attrition_collapse_exponent)
