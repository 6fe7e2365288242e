"""Recorder: samples the daily series last of all, so that a day's row holds everything that happened by then.

Each series is declared once, with how it is read off the world. Whoever adds one adds an entry at the end: what writes
a day is made from the table.
"""

from sim.model.declarations.entries import Reader, Series
from sim.model.declarations.row_writers import row_writer
from sim.model.ground.people import casualties
from sim.model.ground.settlement_counts import claimed_settlements, lost_settlements
from sim.model.ground.settlements import capture_rate, neck_now
from sim.model.supply import access
from sim.model.talks.chance import chance_as_seen, see_ground_ahead
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.series import (
    ATTACKER_CASUALTIES,
    HELD_AREA,
    HOLDER_CASUALTIES,
    SETTLEMENTS_CLAIMED,
    SETTLEMENTS_LOST,
)

_declared: list[Series] = []


def series(read: Reader, name: str, unit: str, about: str, column: int | None = None) -> str:
    """Declare the next series; returns its name. One that processes look back at stands in the column they know."""
    if column not in (None, len(_declared)):
        raise ValueError(f"series {name} is looked up in column {column}, but stands in column {len(_declared)}")
    _declared.append(Series(read, name, unit, about))
    return name


HELD_BY_DAY = series(
    lambda world: world.ground.held,
    "held_area_km2", "km²", "Ground firmly held by the holder", HELD_AREA,
)
series(
    lambda world: world.people.fit[ATTACKER],
    "attacker_people", "persons", "Fit people of the attacker in the theatre",
)
series(
    lambda world: world.people.fit[HOLDER],
    "holder_people", "persons", "Fit people of the holder in the theatre",
)
series(
    lambda world: world.supply.stock,
    "stock_days", "days", "Stock of the people beyond the strip",
)
series(
    neck_now,
    "neck_width_km", "km", "Width of the neck (0 in a theatre without one)",
)
series(
    capture_rate,
    "capture_rate_km2_per_day", "km²/day", "Ground the attacker gained per day over the last 14 days",
)
series(
    lambda world: chance_as_seen(world, HOLDER),
    "acceptance_30d_holder", "probability", "Acceptance by the holder in 30 days, the model's own chance",
)
series(
    lambda world: chance_as_seen(world, ATTACKER),
    "acceptance_30d_attacker", "probability", "Acceptance by the attacker in 30 days, the model's own chance",
)
series(
    lambda world: casualties(world, ATTACKER),
    "attacker_casualties", "persons", "Attacker killed or wounded so far", ATTACKER_CASUALTIES,
)
series(
    lambda world: casualties(world, HOLDER),
    "holder_casualties", "persons", "Holder killed or wounded so far", HOLDER_CASUALTIES,
)
VIOLATIONS_BY_DAY = series(
    lambda world: world.truce.violations_true,
    "violations_true", "incidents", "Violations of the truce so far",
)
series(
    access,
    "route_access", "state", "Way in and out: 0 open, 1 under fire, 2 cut",
)
series(
    lost_settlements,
    "settlements_lost", "settlements", "Settlements and open ground of the map that have passed so far",
    SETTLEMENTS_LOST,
)
series(
    claimed_settlements,
    "settlements_claimed", "settlements", "Settlements that reports would count as passed so far",
    SETTLEMENTS_CLAIMED,
)

SERIES = tuple(_declared)
sample = row_writer(
    "sample(world, day)", [("world.series[day, {column}] = {value}", one.read) for one in SERIES], globals()
)


def recorder(world):
    """Once a day, from day 0 to the horizon."""
    while True:
        see_ground_ahead(world)
        sample(world, int(world.now))
        yield 1.0
