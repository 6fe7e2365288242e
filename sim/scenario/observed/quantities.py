"""What a series of observations may hold: names, units and bounds, and how other tables call the same things."""

from collections.abc import Mapping
from dataclasses import dataclass, field

HELD, LOST, CONTESTED = 1.0, 0.0, 0.5
BY_ROLE = {"defender": HELD, "holder": HELD, "attacker": LOST, "contested": CONTESTED}


@dataclass(frozen=True)
class Quantity:
    """One observed quantity: its field in a series, unit, bounds, meaning, and the columns that hold it.

    `words` has, for a column that is spelled in words, the number each word stands for.
    """

    name: str
    unit: str
    low: float
    high: float
    about: str
    columns: tuple[str, ...]
    words: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def complaint(self, raw: object) -> str:
        """What is wrong with a value: `held_km2 = -5 is outside 0 to 50,000 km² (…); …`."""
        return (
            f"{self.name} = {raw} is outside {self.low:,.6g} to {self.high:,.6g} {self.unit} ({self.about}); "
            "correct the value, or leave it empty where it is not known"
        )


QUANTITIES = (
    Quantity("held_km2", "km²", 0.0, 50_000.0, "ground firmly held",
             ("held_km2", "held_area_km2", "area_held_km2")),
    Quantity("front_km", "km", 0.0, 5_000.0, "length of the front",
             ("front_km", "front_length_km")),
    Quantity("neck_km", "km", 0.0, 500.0, "narrowest way from the main settlement to the rear",
             ("neck_km", "neck_width_km")),
    Quantity("axis_clear_km", "km", 0.0, 500.0, "smallest distance of the way out to the attacker's ground",
             ("axis_clear_km",)),
    Quantity("depth_km", "km", 0.0, 500.0, "depth of the held ground along the way out",
             ("depth_km",)),
    Quantity("main_settlement_held", "of the main settlement", LOST, HELD, "1 held, 0 lost, 0.5 contested",
             ("main_settlement_held", "main_settlement_state", "sudzha_state"),
             {"main_settlement_state": BY_ROLE, "sudzha_state": {"UA": HELD, "RU": LOST}}),
    Quantity("events_per_day", "events a day", 0.0, 100_000.0, "recorded events of fighting",
             ("events_per_day",)),
)  # fmt: skip
NAMES = tuple(one.name for one in QUANTITIES)
BY_NAME = {one.name: one for one in QUANTITIES}
BY_COLUMN = {column: one for one in QUANTITIES for column in one.columns}
