"""What was seen of the ground of a theatre, value by value: by whom, of which day, and public from when.

Read from the tables that the map's file names. A table with a column `observer` holds several (and `kind`, map or
claim; `observed_on`, the day that the observer saw where `date` is the day it stands for). A map that repeats its last
value says nothing new and is left out. Nothing here feeds a run.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from sim.scenario.files.documents import Document
from sim.scenario.observed.reading import A_CASE, BESIDE_RUNS, by_case, read_series, series_of
from sim.scenario.observed.series import Series, days_of
from sim.scenario.observed.tables import Table, read_table
from sim.scenario.referenced.observations import ObservedIn
from sim.scenario.referenced.theatre import Theatre

MAP, CLAIM = "map", "claim"
LOOKED_BACK = 28  # days before day 0 that are told of
OBSERVER, KIND, SEEN_ON = BESIDE_RUNS


@dataclass(frozen=True)
class Sight:
    """Ground held [km²] as one observer showed it of a day; `day` counts from day 0 and is below 0 before it."""

    day: int
    date: datetime.date
    published: datetime.date
    held_km2: float
    observer: str
    kind: str
    known: bool

    @property
    def claimed(self) -> bool:
        """Whether it is a party's claim and no map."""
        return self.kind == CLAIM


@dataclass(frozen=True, eq=False)
class Observer:
    """The series of one observer, of maps or of claims."""

    name: str
    kind: str
    series: Series


def sights_of(theatre: Theatre, document: Document, start: datetime.date) -> tuple[Sight, ...]:
    """All that the tables of a theatre hold, in order of time; `known` by day 0: seen and public by the start.

    InputError where a table is missing or holds what is no observation. Where two tables have the same observer and
    day, the first counts.
    """
    folder = Path(document.shown).parent
    found: dict[tuple[str, str, datetime.date], Sight | None] = {}
    for number, told in enumerate(theatre.observations):
        file = told.found(folder, document.place(("observations", number)))
        for observer in _observers(file, file.stat().st_mtime_ns, told):
            for date, sight in _sights(observer, start):
                found.setdefault((observer.name, observer.kind, date), sight)
    return tuple(sorted(filter(None, found.values()), key=lambda one: (one.date, one.observer)))


@lru_cache(maxsize=32)
def _observers(file: Path, written: int, told: ObservedIn) -> tuple[Observer, ...]:
    """The observers in a table, read once for each state of its file."""
    table = read_table(file)
    if OBSERVER not in table.columns:
        return (Observer(told.observer or file.stem, MAP, read_series(file, told.case)),)
    if told.case is not None and A_CASE in table.columns:
        table = by_case(table)[told.case]
    return tuple(_by_observer(table))


def _by_observer(table: Table) -> Iterator[Observer]:
    kinds = table.columns.get(KIND, (MAP,) * len(table.lines))
    rows = dict[tuple[str, str], list[int]]()
    for row, whose in enumerate(zip(table.columns[OBSERVER], kinds, strict=True)):
        rows.setdefault(whose, []).append(row)
    if SEEN_ON in table.columns:
        table = replace(table, columns={**table.columns, "date": table.columns[SEEN_ON]})
    for (name, kind), found in rows.items():
        yield Observer(name, kind, series_of(table.only(found), name))


def _sights(observer: Observer, start: datetime.date) -> Iterator[tuple[datetime.date, Sight | None]]:
    """Each day of a series with what was new on its map, if anything."""
    series = observer.series
    for row, (date, public) in enumerate(zip(days_of(series.dates), days_of(series.known_from), strict=True)):
        known, held = max(date, public) <= start, float(series.held_km2[row])
        sight = Sight((date - start).days, date, public, held, observer.name, observer.kind, known)
        yield date, sight if series.is_new[row] and np.isfinite(held) else None
