"""Ground falls along the front: the tempo acts on every km of it.

Leaves out that a small pocket is easier to hold than its front is long.
"""

from sim.model.numbers.compilable import compilable


@compilable
def length(world):
    """Length on which the tempo acts [km]: the front at the present area."""
    return world.ground.front
