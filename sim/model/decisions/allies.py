"""An allied contingent of the attacker: people of another state who fight beside its own, and may be called home.

It acts on strength alone: its people count like all others, and fall like all others, until they leave. Source:
judgement-kursk-start for its size. Leaves out who sends it and why it goes, and how well it fights.
"""

from sim.model.numbers.compilable import compilable
from sim.model.world.clock import record
from sim.model.world.dimensions import ATTACKER
from sim.model.world.events import ALLIES_LEAVE


@compilable
def allies_among(fit, share, people_at_start, people_ever):
    """Allied people among the fit [persons]: losses fall alike on all who ever came, and who came later is no ally."""
    return min(fit * share * people_at_start / max(people_ever, 1.0), fit)


@compilable
def let_allies_leave(world):
    """On its day the contingent leaves the theatre, once: nobody else of the attacker ever leaves."""
    rules, people = world.rules, world.people
    if world.now < rules.attacker_allied_withdrawal_day or people.left[ATTACKER] > 0.0:
        return
    leaving = allies_among(
        people.fit[ATTACKER], rules.attacker_allied_share, rules.attacker_people_persons, people.start[ATTACKER]
    )
    if leaving > 0.0:
        people.fit[ATTACKER] -= leaving
        people.left[ATTACKER] += leaving
        record(world, ALLIES_LEAVE, 0, leaving, people.fit[ATTACKER])
