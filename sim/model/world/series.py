"""Columns of the daily series that processes look back at; what stands in them is declared by the recorder."""

from sim.model.numbers.compilable import compilable
from sim.model.world.state import NEVER

HELD_AREA = 0
ATTACKER_CASUALTIES = 8
HOLDER_CASUALTIES = 9
SETTLEMENTS_LOST = 12
SETTLEMENTS_CLAIMED = 13


@compilable
def worst_day(world, column):
    """Most by which a count grows on a single day [its unit], from its column of the daily series."""
    most = 0.0
    for day in range(min(int(world.horizon), world.series.shape[0] - 1)):
        before, after = world.series[day, column], world.series[day + 1, column]
        if before < NEVER and after < NEVER:  # what a user's process leaves in the series may be anything
            most = max(most, after - before)
    return most
