"""A series from a table of observations: a column a quantity, or a row a value; one place, or several by `case`.

Rows may come in any order and with gaps. A day stands once in a file: a series has one area a day.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.scenario.files.suggestions import near, shown
from sim.scenario.observed.quantities import BY_COLUMN, BY_NAME, NAMES, QUANTITIES, Quantity
from sim.scenario.observed.series import Series
from sim.scenario.observed.tables import Days, Flags, Numbers, Table, days, numbers, read_table

NEW_VALUE = ("is_new", "is_new_value", "map_changed")
_FLAG = Quantity("is_new", "as yes or no", 0.0, 1.0, "1 a new observation, 0 a repeat", NEW_VALUE)
A_CASE = "case"
A_ROW_A_VALUE = ("quantity", "value", "low", "high")
BESIDE_RUNS = ("observer", "kind", "observed_on")  # sights.py reads them
OF_THE_MAPS = (  # stand in the tables of pockets and boxes, in units that are known: nobody need be told of them
    "map_utc_time", "grey_km2", "not_attacker_km2", "held_includes_grey", "neck_firm_km",
    "main_settlement_attacker_share", "main_settlement_grey_share", "second_settlement_attacker_share",
    "parts", "centroid_lat", "centroid_lon", "loss_7d_km2", "loss_14d_km2", "archived", "url",
)  # fmt: skip
ANYWHERE = ("date", "published", A_CASE, *BESIDE_RUNS, "source", "note")  # the last two are for people


def read_series(path: str | Path, case: str | None = None) -> Series:
    """The series in a file, by name where the file holds several; InputError tells file, line and what to do."""
    table = read_table(Path(path))
    if A_CASE not in table.columns:
        return series_of(table, case or Path(path).stem)
    parts = by_case(table)
    if case is None and len(parts) == 1:
        case = next(iter(parts))
    if case is None or case not in parts:
        asked = "holds several cases; name one with --case" if case is None else f"has no case {shown(case)}"
        raise InputError(f"{table.name}: {asked}; {near(case or '', parts)}")
    return series_of(parts[case], case)


def unread_columns(path: str | Path) -> tuple[str, ...]:
    """The columns of a file that nothing reads as observations, such as one of units, and no known table has."""
    table = read_table(Path(path))
    a_row_a_value = {"quantity", "value"} <= set(table.columns)
    known = A_ROW_A_VALUE if a_row_a_value else {*BY_COLUMN, *NEW_VALUE}
    return tuple(column for column in table.columns if column not in {*known, *ANYWHERE, *OF_THE_MAPS})


def by_case(table: Table) -> dict[str, Table]:
    """The rows of a long table, a table a case."""
    rows = dict[str, list[int]]()
    for row, case in enumerate(table.require(A_CASE, "the name of the place")):
        rows.setdefault(case, []).append(row)
    return {case: table.only(found) for case, found in rows.items()}


def series_of(table: Table, name: str) -> Series:
    """The series in the rows of a table, all of one place."""
    found = _a_row_a_value(table) if {"quantity", "value"} <= set(table.columns) else _a_column_a_quantity(table)
    order = np.argsort(found["dates"], kind="stable")
    return Series(name=name, where=table.name, **{key: values[order] for key, values in found.items()})


def _a_column_a_quantity(table: Table) -> dict[str, Any]:
    table.require("date", "the day observed")
    dates = days(table, "date")
    _refuse_twice(table, dates, range(len(dates)), "the day")
    columns = {BY_COLUMN[name].name: numbers(table, name, BY_COLUMN[name]) for name in _one_each(table)}
    if "held_km2" not in columns:
        table.require("held_km2", "ground firmly held, km²")
    unknown = np.full(len(dates), np.nan)
    has_days = "published" in table.columns
    return {
        "dates": dates,
        "published": days(table, "published", may_be_empty=True) if has_days else np.full_like(dates, "NaT"),
        **{name: columns.get(name, unknown) for name in NAMES},
        "low_km2": unknown,
        "high_km2": unknown,
        "is_new": _new_values(table, dates, columns["held_km2"]),
    }


def _one_each(table: Table) -> list[str]:
    """The columns that hold a quantity; two of one quantity are refused."""
    known = [column for column in table.columns if column in BY_COLUMN]
    for place, column in enumerate(known):
        twin = next((other for other in known[:place] if BY_COLUMN[other] is BY_COLUMN[column]), None)
        if twin is not None:
            raise InputError(f"{table.name}:1: '{twin}' and '{column}' both hold {BY_COLUMN[column].about}; keep one")
    return known


def _new_values(table: Table, dates: Days, held: Numbers) -> Flags:
    """Which rows are new: as the table says, else those that differ from the day before."""
    column = next((name for name in NEW_VALUE if name in table.columns), None)
    if column is not None:
        is_new: Flags = numbers(table, column, _FLAG) == 1.0
        return is_new
    return _differs_from_before(dates, held)


def _differs_from_before(dates: Days, held: Numbers) -> Flags:
    order = np.argsort(dates, kind="stable")
    new = np.empty(len(held), dtype=np.bool_)
    new[order] = np.diff(held[order], prepend=-1.0) != 0.0
    return new & ~np.isnan(held)


def _refuse_twice(table: Table, dates: Days, rows: Sequence[int], what: str) -> None:
    """Refuse a day that stands there twice, with both lines."""
    first = dict[np.datetime64, int]()
    for row in rows:
        if dates[row] in first:
            raise InputError(
                f"{table.place(row)}: {what} {dates[row]} stands in line {table.lines[first[dates[row]]]} already; "
                "keep one of them, or their mean where two maps show one day"
            )
        first[dates[row]] = row


def _a_row_a_value(table: Table) -> dict[str, Any]:
    table.require("date", "the day observed")
    seen, told = days(table, "date"), _published(table)
    rows = _rows_by_quantity(table)
    dates = np.unique(seen)
    found: dict[str, Any] = {"dates": dates, "published": _latest(dates, seen, told)}
    for quantity in QUANTITIES:
        found[quantity.name] = np.full(len(dates), np.nan)
        if of := rows.get(quantity.name):
            _refuse_twice(table, seen, of, f"{quantity.name} of")
            found[quantity.name][np.searchsorted(dates, seen[of])] = numbers(table.only(of), "value", quantity)
    bounds = _bounds(table, rows.get("held_km2", []), dates, seen)
    return {**found, **bounds, "is_new": _differs_from_before(dates, found["held_km2"])}


def _published(table: Table) -> Days:
    if "published" not in table.columns:
        return np.full(len(table.lines), "NaT", dtype="datetime64[D]")
    return days(table, "published", may_be_empty=True)


def _rows_by_quantity(table: Table) -> dict[str, list[int]]:
    rows = dict[str, list[int]]()
    for row, name in enumerate(table.columns["quantity"]):
        quantity = BY_NAME.get(name) or BY_COLUMN.get(name)
        if quantity is None:
            raise InputError(f"{table.place(row)}: quantity = {shown(name)} is unknown; {near(name, BY_NAME)}")
        rows.setdefault(quantity.name, []).append(row)
    return rows


def _latest(dates: Days, seen: Days, told: Days) -> Days:
    """When all of a day was public: the latest of its rows; NaT where none says."""
    place = np.searchsorted(dates, seen)
    latest = np.full(len(dates), np.iinfo(np.int64).min)  # which is NaT
    np.maximum.at(latest, place, told.astype(np.int64))
    return latest.astype("datetime64[D]")


def _bounds(table: Table, of: list[int], dates: Days, seen: Days) -> Mapping[str, Numbers]:
    """Low and high [km²] of the area held, where given, around its value."""
    held, part = BY_NAME["held_km2"], table.only(of)
    middle = numbers(part, "value", held)
    found = {}
    for name, sign in (("low", 1.0), ("high", -1.0)):
        values = numbers(part, name, held) if name in table.columns else np.full(len(of), np.nan)
        wrong = np.flatnonzero(sign * (values - middle) > 0.0)
        if len(wrong):
            row = int(wrong[0])
            side = "above" if sign > 0 else "below"
            raise InputError(
                f"{part.place(row)}: {name} = {values[row]:g} is {side} value = {middle[row]:g} km² "
                f"({held.about}); correct one of them"
            )
        found[f"{name}_km2"] = np.full(len(dates), np.nan)
        found[f"{name}_km2"][np.searchsorted(dates, seen[of])] = values
    return found
