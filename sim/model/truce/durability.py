"""Durability: how long a truce of given terms lasts, by one of several rival laws drawn per replication.

The laws stand a file each in `laws`; what each rests on is in law_forms.py. How much weight Donbas gets against the
world is the largest doubt of the truce side. By one of them a truce ends only as a side calls it off. Leaves out a
clock and a decision together: the records already hold the truces that were called off.
"""

from sim.model.declarations.rival_laws import chosen_among
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.world.state import SETTLEMENT
from sim.scenario.values.law_forms import DURABILITY

FIRST_SETTLED = 4096  # draws of durability from here on belong to truces that become settlements

ends = chosen_among(DURABILITY)


@compilable
def draw_failure(world, proposal, number):
    """Days until a truce of these terms fails; `number` tells the draws of several truces apart."""
    u = randomness.uniform(world, streams.DURABILITY, number)
    return ends(int(world.rules.truce_form), world, proposal, world.talks.kind[proposal] == SETTLEMENT, u)[0]


@compilable
def draw_failure_once_settled(world, proposal):
    """Days until a truce fails, from the day on which it becomes a settlement."""
    u = randomness.uniform(world, streams.DURABILITY, FIRST_SETTLED + world.truce.times)
    return ends(int(world.rules.truce_form), world, proposal, True, u)[0]


@compilable
def extension_chance(world, proposal):
    """Chance that a truce of these terms is extended when its end is looked at [probability]."""
    return ends(int(world.rules.truce_form), world, proposal, False, 0.5)[1]
