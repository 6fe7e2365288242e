"""What maps showed of a foothold, and simple forecasts from the maps up to the first day of the simulation.

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


@dataclass(frozen=True)
class Observation:
    """Area held [km²] by one observer, to be set against a day of the simulation; `kind` is map or claim."""

    date: datetime.date
    observed_on: datetime.date
    observer: str
    kind: str
    held_km2: float
    day: int  # days from the start to the date


@dataclass(frozen=True)
class SimpleForecast:
    """Area held [km²] some days after the start by a rule of thumb."""

    name: str
    about: str
    area_km2: Callable[[int], float]


@dataclass(frozen=True)
class Case:
    """One foothold as it was seen: day 0, two tables of sim/data, the dates told of, and who saw it on all of them."""

    start: datetime.date
    observed: str
    daily: str
    told_on: tuple[datetime.date, ...]
    one_observer: str

    def day_of(self, date: datetime.date) -> int:
        """Days from day 0 to a date."""
        return (date - self.start).days


@lru_cache(maxsize=8)
def observations(case: Case) -> tuple[Observation, ...]:
    """What maps and claims said of the days after the start."""
    return tuple(_observation(case, row) for row in _table(case.observed))


def _observation(case: Case, row: dict[str, str]) -> Observation:
    date, seen = (datetime.date.fromisoformat(row[name]) for name in ("date", "observed_on"))
    return Observation(date, seen, row["observer"], row["kind"], float(row["held_km2"]), case.day_of(date))


@lru_cache(maxsize=8)
def held_by_date(case: Case) -> dict[datetime.date, float]:
    """Area held [km²] on the map of each day that has one."""
    return {datetime.date.fromisoformat(row["date"]): float(row["held_km2"]) for row in _table(case.daily)}


def simple_forecasts(case: Case) -> tuple[SimpleForecast, ...]:
    """Persistence, last week as a line, exponential decay: from the maps of day 0, a week and two before alone."""
    maps = held_by_date(case)
    now, week, fortnight = (maps[case.start - datetime.timedelta(days=days)] for days in (0, 7, 14))
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


def _table(name: str) -> list[dict[str, str]]:
    text = files("sim").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
