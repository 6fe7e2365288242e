"""What maps showed of the Kursk foothold, and simple forecasts from the maps up to 12 March 2025.

Rows after that day are for scoring only. Observers differ by 10 to 40 km²; a claim is kept as a claim and not
scored. Origin and terms: sim/data/README.md.
"""

from __future__ import annotations

import csv
import datetime
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

START = datetime.date(2025, 3, 12)


@dataclass(frozen=True)
class Observation:
    """Area held [km²] by one observer, to be set against a day of the simulation; `kind` is map or claim."""

    date: datetime.date
    observed_on: datetime.date
    observer: str
    kind: str
    held_km2: float

    @property
    def day(self) -> int:
        """Days from the start to the date it is set against."""
        return (self.date - START).days


@dataclass(frozen=True)
class SimpleForecast:
    """Area held [km²] some days after the start by a rule of thumb."""

    name: str
    about: str
    area_km2: Callable[[int], float]


@lru_cache(maxsize=1)
def observations() -> tuple[Observation, ...]:
    """What maps and claims said of 16, 20, 31 March and 26 April 2025."""
    return tuple(
        Observation(
            datetime.date.fromisoformat(row["date"]),
            datetime.date.fromisoformat(row["observed_on"]),
            row["observer"],
            row["kind"],
            float(row["held_km2"]),
        )
        for row in _table("kursk_observed.csv")
    )


@lru_cache(maxsize=1)
def held_by_date() -> dict[datetime.date, float]:
    """Area held [km²] on the map of each day that has one."""
    return {datetime.date.fromisoformat(row["date"]): float(row["held_km2"]) for row in _table("kursk_daily.csv")}


def simple_forecasts() -> tuple[SimpleForecast, ...]:
    """Persistence, last week as a line, exponential decay: from the maps of 26 February, 5 and 12 March alone."""
    now, week, fortnight = (held_by_date()[_days_before(days)] for days in (0, 7, 14))
    slope = (week - now) / 7.0
    weekly, fortnightly = math.log(week / now) / 7.0, math.log(fortnight / now) / 14.0
    return (
        SimpleForecast("persistence", "nothing more is lost", lambda day: now),
        SimpleForecast("last week as a line", f"{slope:.1f} km² a day", lambda day: max(now - slope * day, 0.0)),
        SimpleForecast(
            "exponential decay", f"last week's {weekly:.1%} a day", lambda day: now * math.exp(-weekly * day)
        ),
        SimpleForecast(
            "exponential decay of the last fortnight",
            f"{fortnightly:.1%} a day",
            lambda day: now * math.exp(-fortnightly * day),
        ),
    )


def _days_before(days: int) -> datetime.date:
    return datetime.date.fromordinal(START.toordinal() - days)


def _table(name: str) -> list[dict[str, str]]:
    text = files("sim").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
