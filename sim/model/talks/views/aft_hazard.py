"""The terms by what goes with acceptance in the record: end dates, mediation, losses, pressure, ground and momentum.

The laws and their sizes stand in acceptance.py.
"""

from sim.model.numbers.compilable import compilable
from sim.model.talks import acceptance, terms
from sim.model.world.state import NAN


@compilable
def terms_delay(world, proposal, side, rearming, no_mobilisation):
    """Delay from all but the ground [ln days], with rearming monitored and mobilisation stopped that far."""
    return acceptance.terms_delay(world, proposal, side, rearming, no_mobilisation)


@compilable
def ground_delay(world, proposal, side, people_settled, held, rate):
    """Delay from territory and momentum [ln days] with that much held [km²] and lost per day [km²/day]."""
    at_issue = terms.ground_at_issue(world, proposal, held)
    return acceptance.ground_delay(world, side, people_settled, at_issue, rate)


@compilable
def conditions(world, proposal, side):
    """The clauses that a conditional answer asks for: as often as texts hold them, of those that this one lacks."""
    return terms.drawn_clauses(world, proposal, side)


@compilable
def conditions_ahead(world, proposal, side):
    """What it would ask for is a matter of luck."""
    return terms.AS_OFTEN_AS_TEXTS_HOLD


@compilable
def value_of_news(world, side):
    """The record knows of no belief."""
    return NAN
