"""Folders of cases: `cases.csv` and the series, a file a case or one long `series.csv` (or .csv.gz); any such runs."""

import csv
import datetime
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from sim.errors import InputError
from sim.scenario.files.documents import as_typed
from sim.scenario.files.text_files import PACKED
from sim.scenario.observed.quantities import Quantity
from sim.scenario.observed.reading import by_case, series_of
from sim.scenario.observed.series import APART, CONTROL, CaseSeries, Series, days_of
from sim.scenario.observed.tables import Table, days, numbers, read_table

CASES, ONE_SERIES = "cases.csv", "series.csv"
A_WEEK = 7
_EVERY = Quantity("every_days", "days", 1.0, 366.0, "days from one origin of a forecast to the next", ("every_days",))
NEEDED = {"case": "the name of the place", "episode_start": "first day of the episode", "episode_end": "its last day"}


def read_cases(folder: str | Path) -> tuple[CaseSeries, ...]:
    """The cases of a folder in the order of its `cases.csv`; InputError tells file, line and what to do."""
    home = Path(folder)
    table = read_table(home / CASES)
    for column, about in NEEDED.items():
        table.require(column, about)
    starts, ends = days_of(days(table, "episode_start")), days_of(days(table, "episode_end"))
    names, series_named = table.columns["case"], _series_in(home)
    _refuse_twins(table, names)
    found = []
    for row, name in enumerate(names):
        start, end = starts[row], ends[row]
        if end < start:
            raise InputError(f"{table.place(row)}: episode_end = {end} is before episode_start = {start}; correct one")
        found.append(_case(table, row, name, start, end, series_named(table.place(row), name)))
    return tuple(found)


def told_beside(file: Path, case: str) -> dict[str, str]:
    """What a `cases.csv` beside a series tells of a case: column -> text; nothing where there is none."""
    if not (file.parent / CASES).is_file():
        return {}
    table = read_table(file.parent / CASES)
    rows = [row for row, name in enumerate(table.columns.get("case", ())) if name == case]
    return {column: texts[rows[0]] for column, texts in table.columns.items() if texts[rows[0]]} if rows else {}


def _case(table: Table, row: int, name: str, start: datetime.date, end: datetime.date, series: Series) -> CaseSeries:
    told = {column: texts[row] for column, texts in table.columns.items()}
    return CaseSeries(
        name=name,
        group=told.get("group") or group_of(name),
        quality=told["purpose"] if told.get("purpose") in (CONTROL, APART) else told.get("quality", ""),
        episode_start=start,
        episode_end=end,
        defender=told.get("defender") or "holder",
        attacker=told.get("attacker") or "attacker",
        series=series,
        every_days=_every_days(table, row),
    )


def _every_days(table: Table, row: int) -> int:
    if _EVERY.name not in table.columns or not table.columns[_EVERY.name][row]:
        return A_WEEK
    return int(numbers(table.only([row]), _EVERY.name, _EVERY)[0])


def _series_in(home: Path) -> Callable[[str, str], Series]:
    """How the series of a case is found: in the one long file where there is one, else in a file of its name."""
    long = next((home / name for name in (ONE_SERIES, ONE_SERIES + PACKED) if (home / name).is_file()), None)
    if long is None:
        return lambda place, name: series_of(read_table(_file_of(home, place, name)), name)
    table = read_table(long)
    parts = by_case(table)

    def from_parts(place: str, name: str) -> Series:
        if name not in parts:
            raise InputError(f"{place}: the case '{name}' has no rows in {table.name}; add them or remove the case")
        return series_of(parts[name], name)

    return from_parts


def _file_of(home: Path, place: str, name: str) -> Path:
    file = home / f"{name}.csv"
    if Path(name).name != name or not file.is_file():
        wanted = f"no file {as_typed(file)}, and there is no {ONE_SERIES}"
        raise InputError(f"{place}: the case '{name}' has {wanted}; add one")
    return file


def _refuse_twins(table: Table, names: tuple[str, ...]) -> None:
    first = dict[str, int]()
    for row, name in enumerate(names):
        if name in first:
            raise InputError(
                f"{table.place(row)}: the case '{name}' stands in line {table.lines[first[name]]} already; rename one"
            )
        first[name] = row


def group_of(name: str) -> str:
    """The group of a case that its folder does not tell: the packaged one where it is known, else the case alone."""
    return _known_groups().get(name, name)


@lru_cache(maxsize=1)
def _known_groups() -> dict[str, str]:
    text = files("sim").joinpath("data", "case_groups.csv").read_text(encoding="utf-8")
    return {row["case"]: row["group"] for row in csv.DictReader(text.splitlines())}
