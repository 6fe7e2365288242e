"""Leaving once cut: the first review at which every way out is closed ends in an order."""

from sim.model.numbers.compilable import compilable
from sim.model.supply import CUT, access


@compilable
def wants_to_leave(world, u):
    """Whether this review ends in an order: once the way out is cut."""
    return access(world) == CUT
