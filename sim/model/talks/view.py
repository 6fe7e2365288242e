"""How a government sees a text: one view, by one of several rival laws, moves its clock and its first statement.

The laws stand a file each in `laws`; what each rests on is in law_forms.py. All of them delay one clock, so that the
same luck decides whichever is chosen. Leaves out that views differ within a government.
"""

from sim.model.declarations.rival_laws import chosen_among
from sim.model.ground.settlements import capture_rate
from sim.model.numbers.compilable import compilable
from sim.scenario.values.law_forms import ACCEPTANCE

delay_by_form = chosen_among(ACCEPTANCE)


@compilable
def delay_given(world, proposal, side, rearming, no_mobilisation, people_settled, held, rate):
    """Delay of a side's clock [ln days] with terms eased that far, and so much held [km²] and lost [km²/day]."""
    form = int(world.rules.acceptance_form)
    return delay_by_form(form, world, proposal, side, rearming, no_mobilisation, people_settled, held, rate)


@compilable
def delay(world, proposal, side):
    """Delay of a side's clock for a proposal as it stands now [ln days]: plus is later."""
    talks = world.talks
    rearming, stopped = talks.rearming[proposal], talks.no_mobilisation[proposal]
    people = talks.people_settled[proposal]
    return delay_given(world, proposal, side, rearming, stopped, people, world.ground.held, capture_rate(world))
