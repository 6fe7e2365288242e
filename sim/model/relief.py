"""What a truce brings to people whose way out is cut: they are led out, or so much of their need is let through.

Source: judgement-salient for the share; no record tells it. Leaves out who carries it, and what is searched.
"""

from sim.model.numbers.compilable import compilable
from sim.model.world.state import FREEZE, TRUCE_IN_FORCE


@compilable
def gives_ground_up(world):
    """Whether a truce is in force by whose terms the holder leaves all that it holds."""
    return world.truce.state == TRUCE_IN_FORCE and world.talks.line_rule[world.truce.proposal] != FREEZE


@compilable
def leads_out(world, proposal):
    """Whether the terms of a text let the people in the foothold leave unharmed."""
    return world.talks.people_settled[proposal] > 0.5 or world.talks.line_rule[proposal] != FREEZE


@compilable
def led_out(world):
    """Whether a truce is in force whose terms let the people in the foothold leave unharmed."""
    return world.truce.state == TRUCE_IN_FORCE and leads_out(world, world.truce.proposal)


@compilable
def let_through(world):
    """Share of a day's need that a truce lets through a way that is cut: all where terms settle the people's fate."""
    if world.truce.state != TRUCE_IN_FORCE:
        return 0.0
    return 1.0 if led_out(world) else world.rules.truce_let_through_share
