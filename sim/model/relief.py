"""What a truce brings to people whose way out is cut: they are led out, or so much of their need is let through.

Source: judgement-salient for the share; no record tells it. Leaves out who carries it, and what is searched.
"""

from sim.model.numbers.compilable import compilable
from sim.model.world.state import TRUCE_IN_FORCE


@compilable
def led_out(world):
    """Whether a truce is in force whose terms let the people in the foothold leave unharmed."""
    if world.truce.state != TRUCE_IN_FORCE:
        return False
    return world.talks.people_settled[world.truce.proposal] > 0.5


@compilable
def let_through(world):
    """Share of a day's need that a truce lets through a way that is cut: all where terms settle the people's fate."""
    if world.truce.state != TRUCE_IN_FORCE:
        return 0.0
    return 1.0 if led_out(world) else world.rules.truce_let_through_share
