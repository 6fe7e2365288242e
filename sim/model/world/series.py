"""The series sampled once a day: name, unit and meaning, in the order of their columns."""

from typing import NamedTuple


class DailySeries(NamedTuple):
    """One daily series of a replication."""

    name: str
    unit: str
    about: str


SERIES = (
    DailySeries("held_area_km2", "km²", "Ground firmly held by the holder"),
    DailySeries("attacker_people", "persons", "Fit people of the attacker in the theatre"),
    DailySeries("holder_people", "persons", "Fit people of the holder in the theatre"),
    DailySeries("stock_days", "days", "Stock of the people beyond the strip"),
    DailySeries("neck_width_km", "km", "Width of the neck (0 in a theatre without one)"),
    DailySeries("capture_rate_km2_per_day", "km²/day", "Ground the attacker gained per day over the last 14 days"),
    DailySeries("acceptance_30d_holder", "probability", "Acceptance by the holder in 30 days if nothing changes"),
    DailySeries("acceptance_30d_attacker", "probability", "Acceptance by the attacker in 30 days if nothing changes"),
    DailySeries("attacker_casualties", "persons", "Attacker killed or wounded so far"),
    DailySeries("holder_casualties", "persons", "Holder killed or wounded so far"),
    DailySeries("violations_true", "incidents", "Violations of the truce so far"),
    DailySeries("route_access", "state", "Way in and out: 0 open, 1 under fire, 2 cut"),
)

(
    HELD_AREA,
    ATTACKER_PEOPLE,
    HOLDER_PEOPLE,
    STOCK,
    NECK,
    CAPTURE_RATE,
    ACCEPTANCE_HOLDER,
    ACCEPTANCE_ATTACKER,
    ATTACKER_CASUALTIES,
    HOLDER_CASUALTIES,
    VIOLATIONS_TRUE,
    ROUTE_ACCESS,
) = range(len(SERIES))
