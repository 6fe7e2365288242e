"""V2: Epstein's Adaptive Dynamic Model, day by day, against a table that was computed from its equations.

Ground fire, prosecution and withdrawal are the model's own laws; close air support is kept here for verification alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docs.verified.check import Check
from sim.model.decisions.policies.epstein_1985 import next_withdrawal
from sim.model.fighting.laws.epstein_1985 import ground_attrition, next_prosecution

FILE = Path(__file__).parent / "data" / "epstein_adm.csv"
FASTEST, RHO = 20.0, 1.5  # km/day; attackers lost for a defender
DEFENDER_TOLERATES, ATTACKER_TOLERATES = 0.05, 0.075  # a day
VALUE_OF_AIRCRAFT = 47_490.0 / 1_200.0
PRINTED = {  # column: digits after the point
    "defender_value": 0, "attacker_value": 0, "prosecution_pct": 3, "attacker_total_attrition_pct": 3,
    "withdrawal_km_per_day": 2, "defender_total_attrition_pct": 3, "cumulative_displacement_km": 1,
    "defender_cas_aircraft": 0, "attacker_cas_aircraft": 0,
}  # fmt: skip


class Air(NamedTuple):
    """Close air support of one side: aircraft on day 1, loss a sortie, sorties a day, kills a sortie."""

    aircraft: float
    lost: float
    sorties: float
    kills: float

    def left(self, day: int) -> float:
        """Aircraft on a day."""
        return self.aircraft * (1.0 - self.lost) ** (self.sorties * (day - 1))

    def kill(self, day: int) -> float:
        """Ground value killed on a day."""
        flown = (1.0 - (1.0 - self.lost) ** (self.sorties + 1.0)) / self.lost - 1.0
        return VALUE_OF_AIRCRAFT * self.left(day) * self.kills * flown


DEFENDERS_AIR, ATTACKERS_AIR = Air(300.0, 0.05, 1.5, 0.5), Air(250.0, 0.05, 1.0, 0.25)


def days() -> Iterator[dict[str, float]]:
    """The worked example, a day at a time, in the columns of the file."""
    attacker, defender, pace, gone, prosecution = 330_000.0, 200_000.0, 0.0, 0.0, 0.02
    for day in range(1, 61):
        ground = ground_attrition(prosecution, pace, FASTEST)
        attacker_next = attacker * (1.0 - ground) - DEFENDERS_AIR.kill(day)
        defender_next = defender - ground / RHO * attacker - ATTACKERS_AIR.kill(day)
        lost_a, lost_d = 1.0 - attacker_next / attacker, 1.0 - defender_next / defender
        gone += pace
        yield {
            "defender_value": defender, "attacker_value": attacker, "prosecution_pct": 100.0 * prosecution,
            "attacker_total_attrition_pct": 100.0 * lost_a, "withdrawal_km_per_day": pace,
            "defender_total_attrition_pct": 100.0 * lost_d, "cumulative_displacement_km": gone,
            "defender_cas_aircraft": DEFENDERS_AIR.left(day), "attacker_cas_aircraft": ATTACKERS_AIR.left(day),
        }  # fmt: skip
        pace = next_withdrawal(pace, lost_d, DEFENDER_TOLERATES, FASTEST)
        prosecution = next_prosecution(prosecution, lost_a, ATTACKER_TOLERATES)
        attacker, defender = attacker_next, defender_next


def checks() -> list[Check]:
    """Each column: on how many of 60 days the printed digits agree."""
    with FILE.open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    ours = list(days())
    found = []
    for column, digits in PRINTED.items():
        unit = 10.0**-digits
        same = sum(
            abs(float(theirs[column]) - mine[column]) <= 0.5001 * unit
            for theirs, mine in zip(published, ours, strict=True)
        )
        what = f"Epstein, {column.replace('_', ' ')}: days alike to the printed digit"
        found.append(Check("V2", what, str(len(published)), str(same), "all", same == len(published)))
    return found
