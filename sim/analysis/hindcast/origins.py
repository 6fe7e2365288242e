"""From which days a case is forecast, what was known then, and what happened: the protocol of a hindcast."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.analysis.ensemble_like import Floats
from sim.errors import InputError
from sim.scenario.files.shipped import PACKAGE
from sim.scenario.files.suggestions import near
from sim.scenario.observed.cases import read_cases
from sim.scenario.observed.series import CaseSeries, Series

HORIZONS = (7, 14, 28)  # days
BEFORE, AFTER = 28, 7  # days of series that an origin needs
SETS = ("pockets", "kursk", "boxes")
HOME = PACKAGE / "data" / "cases"


@dataclass(frozen=True, eq=False)
class Case:
    """A case and the set it belongs to: pockets, kursk, boxes, or the name of a user's folder."""

    of: str
    told: CaseSeries

    @property
    def start_km2(self) -> float:
        """Ground held [km²] on the first day of the episode, to which scores in percent refer; not 0."""
        held = self.told.series.held_on(self.told.episode_start)
        if held <= 0.0:
            raise InputError(
                f"{self.told.series.where}: nothing is held on episode_start = {self.told.episode_start} of the case "
                f"'{self.told.name}', so no score in percent can be told; choose a day on which ground is held"
            )
        return held


def given_cases() -> list[Case]:
    """The packaged cases in the order of their sets."""
    return [Case(name, case) for name in SETS for case in read_cases(HOME / name)]


def cases_in(folder: Path) -> list[Case]:
    """The cases of a user's folder."""
    return [Case(folder.resolve().name, case) for case in read_cases(folder)]


def chosen(cases: list[Case], names: list[str]) -> list[Case]:
    """The cases of these names, all without any; InputError for an unknown one."""
    known = {case.told.name: case for case in cases}
    for name in names:
        if name not in known:
            raise InputError(f"{name}: there is no such case; {near(name, known)}")
    return [known[name] for name in names] if names else cases


def origins_of(case: CaseSeries) -> Iterator[datetime.date]:
    """The days of the episode, every so many, with 28 days of series before and at least 7 after."""
    first, last = (case.series.dates[end].item() for end in (0, -1))
    day = case.episode_start
    while day <= case.episode_end:
        if (day - first).days >= BEFORE and (last - day).days >= AFTER:
            yield day
        day += datetime.timedelta(case.every_days)


def truth(series: Series, origin: datetime.date, horizon: int) -> float:
    """Ground held [km²] so many days after the origin, the last value carried forward; nan behind the series' end."""
    day = origin + datetime.timedelta(horizon)
    return series.held_on(day) if day <= series.dates[-1].item() else float("nan")


@dataclass(frozen=True, eq=False)
class Past:
    """What a simple forecast reads: ground held [km²] 28 days before to the origin (29,), front [km], at least 1."""

    held_km2: Floats
    front_km: float

    @property
    def now(self) -> float:
        """Ground held [km²] at the origin."""
        return float(self.held_km2[-1])

    def lost(self, days: int) -> float:
        """Ground lost [km²] in so many days before the origin; negative where it was regained."""
        return float(self.held_km2[-1 - days]) - self.now


def past_of(known: Series, origin: datetime.date) -> Past:
    """The last 28 days of what was known on the origin; days before the first map count as that one."""
    seen = ~np.isnan(known.held_km2)
    days = np.datetime64(origin) - np.arange(BEFORE, -1, -1)
    place = np.searchsorted(known.dates[seen], days, side="right") - 1
    front = known.last("front_km")
    return Past(known.held_km2[seen][np.maximum(place, 0)], 1.0 if np.isnan(front) else max(front, 1.0))
