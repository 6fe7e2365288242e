"""What was seen of a place day by day, when it was public, and what of it was known on a day."""

import datetime
from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from sim.errors import InputError
from sim.scenario.observed.tables import Days, Flags, Numbers

Day = datetime.date | np.datetime64 | str


def _day(day: Day) -> np.datetime64:
    return np.datetime64(str(day), "D")


@dataclass(frozen=True, eq=False)
class Series:
    """Observations of one place in order of time, one row a day that has any; all arrays are (row,).

    `published` is NaT where nothing is said, and then the day itself counts. A quantity is nan where it was not
    observed; areas in km², lengths in km, `main_settlement_held` from 0 (lost) to 1, events counted. `low_km2` and
    `high_km2` bound the held area where the source gives bounds. `is_new` tells new observations of the area from
    repeats of the last one. `held_back` counts the rows that `as_of` left out because they were seen by its day but
    published after it.
    """

    name: str
    where: str
    dates: Days
    published: Days
    held_km2: Numbers
    front_km: Numbers
    neck_km: Numbers
    axis_clear_km: Numbers
    depth_km: Numbers
    main_settlement_held: Numbers
    events_per_day: Numbers
    low_km2: Numbers
    high_km2: Numbers
    is_new: Flags
    held_back: int = 0

    def __len__(self) -> int:
        return len(self.dates)

    @property
    def known_from(self) -> Days:
        """The day from which each row was public."""
        return np.where(np.isnat(self.published), self.dates, self.published)

    def as_of(self, origin: Day) -> Self:
        """What was known on a day: no row of a later day, none published later."""
        day = _day(origin)
        seen = self.dates <= day
        known = seen & (self.known_from <= day)
        return replace(self.rows(known), held_back=self.held_back + int(np.sum(seen & ~known)))

    def rows(self, kept: Flags) -> Self:
        """The series with the rows of a mask alone."""
        return replace(self, **{name: getattr(self, name)[kept] for name in ARRAYS})

    def last(self, name: str, day: Day | None = None) -> float:
        """The newest value of a quantity on or before a day, or at the end; nan where there is none."""
        values = getattr(self, name)
        fits = ~np.isnan(values)
        if day is not None:
            fits &= self.dates <= _day(day)
        found = np.flatnonzero(fits)
        return float(values[found[-1]]) if len(found) else np.nan

    def held_on(self, day: Day) -> float:
        """The area held [km²] on the newest map on or before a day; refuses a day before the first."""
        held = self.last("held_km2", day)
        if np.isnan(held):
            first = self.first_day("held_km2")
            told = f"the first is {first}" if first else "add rows of held_km2 (ground firmly held, km²)"
            raise InputError(f"{self.where}: says of no day up to {day} how much was held; {told}")
        return held

    def first_day(self, name: str) -> datetime.date | None:
        """The first day on which a quantity was observed."""
        found = np.flatnonzero(~np.isnan(getattr(self, name)))
        return days_of(self.dates)[found[0]] if len(found) else None


def days_of(dates: Days) -> list[datetime.date]:
    """The days of an array as Python's dates."""
    found: list[datetime.date] = dates.tolist()
    return found


ARRAYS = tuple(one.name for one in fields(Series) if one.name not in ("name", "where", "held_back"))


@dataclass(frozen=True, eq=False)
class CaseSeries:
    """One case of a folder: a place, its episode, who held and who attacked, and what was seen of it.

    Cases of one `group` share ground or time: pool, resample and hold out by it. `quality` is `control` for quiet
    stretches, `apart` for what is shown and counts in no mean, else the letter its folder gives (A to C). Days are
    inclusive; forecasts are made on every so many of them.
    """

    name: str
    group: str
    quality: str
    episode_start: datetime.date
    episode_end: datetime.date
    defender: str
    attacker: str
    series: Series
    every_days: int = 7

    @property
    def is_control(self) -> bool:
        """Whether the case is a quiet stretch, kept apart and in no pool."""
        return self.quality == CONTROL


CONTROL, APART = "control", "apart"
