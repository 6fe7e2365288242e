"""Recorder: samples the daily series last of all, so that a day's row holds everything that happened by then."""

from sim.model.ground.people import casualties
from sim.model.ground.settlements import capture_rate, neck_now
from sim.model.numbers.compilable import compilable
from sim.model.supply import access
from sim.model.talks.acceptance import chance_within_30_days
from sim.model.world.processes import ATTACKER, HOLDER
from sim.model.world.series import (
    ACCEPTANCE_ATTACKER,
    ACCEPTANCE_HOLDER,
    ATTACKER_CASUALTIES,
    ATTACKER_PEOPLE,
    CAPTURE_RATE,
    HELD_AREA,
    HOLDER_CASUALTIES,
    HOLDER_PEOPLE,
    NECK,
    ROUTE_ACCESS,
    STOCK,
    VIOLATIONS_TRUE,
)


@compilable
def sample(world, day):
    """Write the row of one day."""
    series = world.series
    series[day, HELD_AREA] = world.ground.held
    series[day, ATTACKER_PEOPLE] = world.people.fit[ATTACKER]
    series[day, HOLDER_PEOPLE] = world.people.fit[HOLDER]
    series[day, STOCK] = world.supply.stock
    series[day, NECK] = neck_now(world)
    series[day, CAPTURE_RATE] = capture_rate(world)
    series[day, ACCEPTANCE_HOLDER] = chance_within_30_days(world, HOLDER)
    series[day, ACCEPTANCE_ATTACKER] = chance_within_30_days(world, ATTACKER)
    series[day, ATTACKER_CASUALTIES] = casualties(world, ATTACKER)
    series[day, HOLDER_CASUALTIES] = casualties(world, HOLDER)
    series[day, VIOLATIONS_TRUE] = world.truce.violations_true
    series[day, ROUTE_ACCESS] = access(world)


def recorder(world):
    """Once a day, from day 0 to the horizon."""
    while True:
        sample(world, int(world.now))
        yield 1.0
