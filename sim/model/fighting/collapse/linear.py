"""All ground that passes on a manned front is fought for, however much of it passes on a day.

Leaves out collapse: single days cost up to 25,000 people. Kept to compare with.
"""

from sim.model.numbers.compilable import compilable


@compilable
def fought_for(world, gain_km2, front_km):
    """Share of a day's gain that is fought for; the front is what of it is in action [km]."""
    return 1.0 if front_km > 0.0 else 0.0
