"""A front fights for ground up to a fastest pace; what falls faster on a day is as if given up.

Leaves out that a longer day of fighting could cost more.
"""

from sim.model.numbers.compilable import compilable


@compilable
def contested_share(gain_km2, front_km, fastest):
    """Share of a day's gain that is fought for, by the fastest contested pace [km²/day/km]."""
    return min(fastest * front_km / gain_km2, 1.0) if gain_km2 > 0.0 else 1.0


@compilable
def fought_for(world, gain_km2, front_km):
    """Share of a day's gain that is fought for; the front is what of it is in action [km]."""
    return contested_share(gain_km2, front_km, world.rules.attrition_contested_pace)
