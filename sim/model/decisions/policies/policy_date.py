"""Leaving on a date: the first review on the scenario's day or after it ends in an order, carried out once."""

from sim.model.numbers.compilable import compilable
from sim.model.world.state import STAYING


@compilable
def wants_to_leave(world, u):
    """Whether this review ends in an order: once the day has come, of people who have not moved back."""
    return world.now >= world.rules.command_order_day and world.command.posture == STAYING
