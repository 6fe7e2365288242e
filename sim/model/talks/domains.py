"""Truces of one domain as the talks see them: which are spoken for, and what a kept or broken one does to both clocks.

A domain (energy, sea, humanitarian) has one truce at a time and stands beside the general text, which stays on the
table. Whether a kept one builds trust, or takes the need for more away, no record says: earlier ceasefires of the same
sides show no effect on the next one (ceasefire-fits), so sign and size are the scenario's and nothing by default.
Leaves out violations of these truces, and what energy or the sea are worth to either side.
"""

from sim.model.numbers.compilable import compilable
from sim.model.truce.domains import is_of
from sim.model.world.state import AGREED, IN_FORCE, ON_THE_TABLE, PARTIAL


@compilable
def spoken_for(world, domain):
    """Whether a truce of a domain is on the table, agreed or in force: nobody tables another."""
    for proposal in range(world.talks.used):
        state = world.talks.state[proposal]
        if is_of(world, proposal, domain) and (state == ON_THE_TABLE or state == AGREED or state == IN_FORCE):
            return True
    return False


@compilable
def confidence_delay(world, proposal, side):
    """Delay for a text that covers all from truces of one domain, kept and broken down [ln days]."""
    rules, talks = world.rules, world.talks
    if talks.kind[proposal] == PARTIAL:
        return 0.0
    kept = rules.party_partial_kept_shift[side] if talks.kept > 0 else 0.0
    return kept + (rules.party_partial_broken_shift[side] if talks.broken > 0 else 0.0)
