"""How many settlements have passed to the attacker: cells of the map, and what a report would count for that ground.

A schematic map has few cells, each many km² large, so its own count lags behind the ground and goes in lumps. Reports
count named places: so many per km² that passes, whoever left it. Nothing else rests on these counts. Source:
gerasimov-2025-03-12 for the number. Leaves out when a report comes, and places that both sides claim.
"""

import math

from sim.model.numbers.compilable import compilable
from sim.model.world.state import NEVER


@compilable
def claimed(passed_km2, per_km2):
    """Whole settlements in the ground that has passed [settlements]: the next counts once all of its ground has."""
    return float(math.floor(max(passed_km2, 0.0) * per_km2))


@compilable
def lost_settlements(world):
    """Number of the map's cells of which all has passed to the attacker."""
    count = 0.0
    for place in range(world.ground.lost_day.shape[0]):
        if world.ground.lost_day[place] < NEVER:
            count += 1.0
    return count


@compilable
def claimed_settlements(world):
    """Settlements in all ground that has passed since day 0, at the usual number per km²; twice if it passed twice."""
    passed = world.rules.ground_held_area_km2 + world.ground.regained - world.ground.held
    return claimed(passed, world.rules.ground_settlements_per_km2)
