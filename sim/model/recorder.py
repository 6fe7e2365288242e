"""Recorder: samples the daily series last of all, so that a day's row holds everything that happened by then."""

from sim.model.acceptance import chance_within_30_days
from sim.model.attrition import casualties
from sim.model.compilable import compilable
from sim.model.ground import capture_rate, neck_now
from sim.model.paths import (
    ACCEPTANCE_ATTACKER, ACCEPTANCE_HOLDER, ATTACKER_CASUALTIES, ATTACKER_PEOPLE, CAPTURE_RATE, HELD_AREA,
    HOLDER_CASUALTIES, HOLDER_PEOPLE, NECK, ROUTE_ACCESS, STOCK, VIOLATIONS_TRUE,
)
from sim.model.processes import ATTACKER, HOLDER
from sim.model.supply import access


@compilable
def sample(world, day):
    """Write the row of one day."""
    row = world.paths[day]
    row[HELD_AREA] = world.ground.held
    row[ATTACKER_PEOPLE] = world.people.fit[ATTACKER]
    row[HOLDER_PEOPLE] = world.people.fit[HOLDER]
    row[STOCK] = world.supply.stock
    row[NECK] = neck_now(world)
    row[CAPTURE_RATE] = capture_rate(world)
    row[ACCEPTANCE_HOLDER] = chance_within_30_days(world, HOLDER)
    row[ACCEPTANCE_ATTACKER] = chance_within_30_days(world, ATTACKER)
    row[ATTACKER_CASUALTIES] = casualties(world, ATTACKER)
    row[HOLDER_CASUALTIES] = casualties(world, HOLDER)
    row[VIOLATIONS_TRUE] = world.truce.violations_true
    row[ROUTE_ACCESS] = access(world)


def recorder(world):
    """Once a day, from day 0 to the horizon."""
    while True:
        sample(world, int(world.now))
        yield 1.0
