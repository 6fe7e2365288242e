"""Durability by what the parties blame on each other: a truce lasts until a side calls it off (calling_off.py).

No clock is drawn beside that, because the records of failure already hold the truces that were called off. A truce of
one domain, whose violations are not counted, and a settlement last as world-wide.
"""

from sim.model.numbers.compilable import compilable
from sim.model.truce.laws import world_hazards
from sim.model.world.state import NEVER, PARTIAL


@compilable
def ends(world, proposal, settled, u):
    """Days until a truce fails of itself, and the chance that it is extended at its end date [days, probability].

    Source: judgement-salient for form and sizes: nothing was fitted.
    """
    if settled or world.talks.kind[proposal] == PARTIAL:
        return world_hazards.ends(world, proposal, settled, u)
    return NEVER, world.rules.truce_extension_probability
