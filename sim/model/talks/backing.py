"""Who stands behind a text, and what it gives for the ground: guarantors, who endorses it, and exchange.

A guarantor answers for the terms, who endorses them wants them; neither has to accept anything. By an exchange the
holder leaves all that it holds, for other ground. What any of it does to a clock is in no record here: sizes are the
scenario's, nothing by default. What a guarantor does to how long a truce lasts is an association (hazards.py), and what
it costs to call off a truce that is guaranteed stands in calling_off.py. Leaves out who they are, whether a guarantor
keeps its word, and where the other ground lies: none is on the map, so it has a price alone (bargaining.py).
"""

from sim.model.numbers.compilable import compilable
from sim.model.talks.terms import exchanges, line_rule_now
from sim.model.world.clock import record
from sim.model.world.events import ENDORSED, EXCHANGE, GUARANTEED, LEAVING
from sim.model.world.state import FREEZE


@compilable
def backing_delay(world, proposal, side):
    """Delay of a side's clock from a guarantor of a text and from who endorses it [ln days]."""
    rules, talks = world.rules, world.talks
    delay = rules.party_guarantee_shift[side] if talks.guaranteed[proposal] == 1 else 0.0
    return delay + (rules.party_endorsement_shift[side] if talks.endorsed[proposal] == 1 else 0.0)


@compilable
def exchange_delay(world, proposal, side):
    """Delay of a side's clock where a text exchanges the ground held [ln days], beside what the ground is worth."""
    return world.rules.party_exchange_shift[side] if exchanges(world, proposal) else 0.0


@compilable
def tell_backing(world, proposal):
    """Who stands behind a text that is laid before both, and what it gives for the ground."""
    talks = world.talks
    if talks.guaranteed[proposal] == 1:
        record(world, GUARANTEED, proposal, 0.0, 0.0)
    if talks.endorsed[proposal] == 1:
        record(world, ENDORSED, proposal, 0.0, 0.0)
    if exchanges(world, proposal):
        record(world, EXCHANGE, proposal, world.ground.held, 0.0)
    elif line_rule_now(world, proposal) != FREEZE:
        record(world, LEAVING, proposal, world.ground.held, 0.0)
