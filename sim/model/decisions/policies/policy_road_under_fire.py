"""Leaving under fire: the first review at which no way out is open any more ends in an order."""

from sim.model.numbers.compilable import compilable
from sim.model.supply import ROAD_OPEN, access


@compilable
def wants_to_leave(world, u):
    """Whether this review ends in an order: once the way out is under fire or cut."""
    return access(world) != ROAD_OPEN
