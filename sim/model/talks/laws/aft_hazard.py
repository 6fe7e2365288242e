"""Acceptance by shifts of a fitted clock: each trait of the text and of the ground delays or hastens it by a size.

Source: ceasefire-fits for terms; momentum, territory, length and pressure are judgement. Leaves out what a side stands
to gain or lose.
"""

from sim.model.numbers.compilable import compilable
from sim.model.talks.acceptance import ground_delay, terms_delay


@compilable
def delay_of(world, proposal, side, rearming, no_mobilisation, people_settled, held, rate):
    """Delay of a side's acceptance [ln days] with terms eased that far, and so much held [km²] and lost [km²/day]."""
    terms = terms_delay(world, proposal, side, rearming, no_mobilisation)
    return terms + ground_delay(world, side, people_settled, held, rate)
