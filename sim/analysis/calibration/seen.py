"""Observations of the ground held that weigh the runs of a scenario: from tables, or as typed after `--observe`.

Only days after the scenario's first day count: the first day is what the scenario starts from. Two maps of one day are
two observations, each of an observer whose map lags by itself. A map that repeats its last value says nothing new and
is not counted. Leaves out other quantities, and observers who copy each other.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.errors import InputError
from sim.scenario.files.suggestions import near, shown
from sim.scenario.observed.quantities import BY_COLUMN, BY_NAME
from sim.scenario.observed.reading import read_series
from sim.scenario.observed.series import Series, days_of

HELD = BY_NAME["held_km2"]
FROM_5_TO_95 = 2 * 1.6449  # low and high of a source are read as its 5 and 95 % points: so many SDs apart
TYPED = re.compile(r"(\S+)\s+(\S+)\s+(\S+)")


@dataclass(frozen=True)
class Seen:
    """Ground held [km²] on the map of one observer on a day of the simulation; `sd_km2` where its source bounds it."""

    day: int
    date: datetime.date
    held_km2: float
    observer: str
    sd_km2: float | None = None

    @property
    def label(self) -> str:
        """Which observation it is, in a few words."""
        return f"{self.held_km2:g} km² on {self.date} ({self.observer})"


@dataclass(frozen=True)
class Observations:
    """What counts, in order of time, and how many rows do not: public too late, up to the start, past the horizon."""

    seen: tuple[Seen, ...]
    until: datetime.date
    held_back: int = 0
    outside: int = 0

    @property
    def sha256(self) -> str:
        """A hash of every number that counts."""
        rows = [f"{one.date},{one.held_km2!r},{one.observer},{one.sd_km2!r}" for one in self.seen]
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def from_files(
    files: Sequence[Path], start: datetime.date, horizon_days: int, until: datetime.date | None = None
) -> Observations:
    """The observations in tables, one observer each, that were public by a day (without it: the last day of any)."""
    series = [read_series(file) for file in files]
    last = until or max(max(days_of(one.known_from)) for one in series)
    known = [one.as_of(last) for one in series]
    rows = [row for one in known for row in _rows(one, start)]
    kept = sorted((row for row in rows if 1 <= row.day <= horizon_days), key=lambda row: (row.day, row.observer))
    if not kept:
        told = ", ".join(one.where for one in series)
        raise InputError(
            f"{told}: has no new {HELD.name} dated after the start {start}, within {horizon_days} days and public by "
            f"{last}; give later observations or a later --until"
        )
    return Observations(tuple(kept), last, sum(one.held_back for one in known), len(rows) - len(kept))


def _rows(series: Series, start: datetime.date) -> Iterator[Seen]:
    for row, date in enumerate(days_of(series.dates)):
        if series.is_new[row]:
            spread = float(series.high_km2[row] - series.low_km2[row]) / FROM_5_TO_95
            sd = spread if np.isfinite(spread) and spread > 0.0 else None
            yield Seen((date - start).days, date, float(series.held_km2[row]), series.name, sd)


def from_texts(texts: Sequence[str], start: datetime.date, horizon_days: int) -> Observations:
    """Observations as typed: `2025-03-16 area_held_km2 78..110` is two maps of that day, 78 and 110 km²."""
    found = tuple(one for text in texts for one in _typed(text, start, horizon_days))
    if not found:
        raise InputError("--observe is missing; write what was seen, such as '2025-03-16 area_held_km2 78..110'")
    ordered = tuple(sorted(found, key=lambda one: one.day))
    return Observations(ordered, ordered[-1].date)


def _typed(text: str, start: datetime.date, horizon_days: int) -> Iterator[Seen]:
    parts = TYPED.fullmatch(text.strip())
    if parts is None:
        raise _refused(text, "write a day, a quantity and a value, as in '2025-03-16 area_held_km2 78..110'")
    if BY_COLUMN.get(parts[2]) is not HELD:
        raise _refused(text, f"only the ground held weighs runs so far; {near(parts[2], HELD.columns)}")
    date = _date(text, parts[1])
    day = (date - start).days
    if not 1 <= day <= horizon_days:
        raise _refused(text, f"the scenario starts on {start} and runs {horizon_days} days; give a later day within")
    for number, value in enumerate(parts[3].split(".."), 1):
        yield Seen(day, date, _value(text, value), f"map {number}")


def _date(text: str, day: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(day)
    except ValueError:
        raise _refused(text, f"{shown(day)} is no day; write 2025-03-16") from None


def _value(text: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        raise _refused(text, f"{shown(value)} is no number; write 110, or 78..110 for two maps") from None
    if not HELD.low <= number <= HELD.high:
        raise _refused(text, HELD.complaint(value))
    return number


def _refused(text: str, why: str) -> InputError:
    return InputError(f"--observe {shown(text)}: {why}")
