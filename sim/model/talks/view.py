"""How a government sees the terms before it, by the form that the scenario chose: one view moves all that it does.

Clock, statements, conditions and the chance that is looked ahead at all ask here. The forms stand a file each in
`views`.
"""

from dataclasses import replace

from sim.model.declarations.rival_laws import chosen_among
from sim.model.ground.settlements import capture_rate
from sim.model.numbers.compilable import compilable
from sim.model.talks.backing import backing_delay, exchange_delay
from sim.model.talks.domains import confidence_delay
from sim.model.talks.terms import ground_at_issue
from sim.model.world.dimensions import HOLDER
from sim.model.world.state import PARTIAL
from sim.scenario.values.law_forms import ACCEPTANCE

terms_by_form = chosen_among(ACCEPTANCE)
ground_by_form = chosen_among(replace(ACCEPTANCE, answers="ground_delay"))
conditions_by_form = chosen_among(replace(ACCEPTANCE, answers="conditions"))
news_by_form = chosen_among(replace(ACCEPTANCE, answers="value_of_news"))
conditions_ahead_by_form = chosen_among(replace(ACCEPTANCE, answers="conditions_ahead"))


@compilable
def terms_delay(world, proposal, side, rearming, no_mobilisation):
    """Delay from all but the ground [ln days], with rearming monitored and mobilisation stopped that far."""
    terms = terms_by_form(int(world.rules.acceptance_form), world, proposal, side, rearming, no_mobilisation)
    terms += backing_delay(world, proposal, side) + exchange_delay(world, proposal, side)
    return terms + confidence_delay(world, proposal, side)


@compilable
def urged_delay(world, proposal, side, held):
    """Delay of the attacker's government until its leader's deadline for the ground [ln days], with so much held.

    None where a text stops no advance, or the ground is left by its terms.
    """
    rules = world.rules
    if side == HOLDER or rules.deadline_shift == 0.0 or world.now >= rules.attacker_urged_days:
        return 0.0
    if ground_at_issue(world, proposal, held) <= rules.goal_until_km2:
        return 0.0
    return rules.deadline_shift


@compilable
def ground_delay(world, proposal, side, people_settled, held, rate):
    """Delay from the ground [ln days] with that much held [km²] and lost per day [km²/day]."""
    found = ground_by_form(int(world.rules.acceptance_form), world, proposal, side, people_settled, held, rate)
    return found + urged_delay(world, proposal, side, held)


@compilable
def delay(world, proposal, side):
    """All that moves a side's clock for a proposal [ln days]: plus is later."""
    talks = world.talks
    terms = terms_delay(world, proposal, side, talks.rearming[proposal], talks.no_mobilisation[proposal])
    return terms + ground_delay(
        world, proposal, side, talks.people_settled[proposal], world.ground.held, capture_rate(world)
    )


@compilable
def conditions_of(world, proposal, side):
    """Clauses that a side's conditional answer asks for; a text of one domain takes none."""
    if world.talks.kind[proposal] == PARTIAL:
        return 0
    return conditions_by_form(int(world.rules.acceptance_form), world, proposal, side)


@compilable
def conditions_ahead(world, proposal, side):
    """What a side's conditional answer to a text would ask for, as far as that can be known before."""
    return conditions_ahead_by_form(int(world.rules.acceptance_form), world, proposal, side)


@compilable
def value_of_news(world, side):
    """What a week more of fighting is expected to tell a side [nats]; missing where its form holds no belief."""
    return news_by_form(int(world.rules.acceptance_form), world, side)
