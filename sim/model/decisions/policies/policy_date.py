"""Leaving on a date: the first review on the scenario's day or after it ends in an order."""

from sim.model.numbers.compilable import compilable


@compilable
def wants_to_leave(world, u):
    """Whether this review ends in an order: once the day has come."""
    return world.now >= world.rules.command_order_day
