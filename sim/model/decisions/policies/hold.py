"""Hold: the staff never orders a withdrawal; people who are cut off may still break out, by another rule."""

from sim.model.numbers.compilable import compilable


@compilable
def wants_to_leave(world, u):
    """Whether this review ends in an order: never."""
    return False
