"""A NetCDF 4 file for xarray and the like: replications and days as dimensions, units and meanings as attributes.

Conventions of CF 1.11 where they fit: units that UDUNITS reads, names of letters, digits and underscores, categories as
flags, days with their dates. A path such as `command.order_day` becomes `command__order_day`, and stands as it was in
attribute `path`. Daily series begin with `daily_`, as some are called as an outcome. Texts of no fixed set stay out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiment.columns import SERIES, Column
from sim.report.export.libraries import library
from sim.report.export.result import Result, Table

CONVENTIONS = "CF-1.11"
REPLICATION, DAY, DATE, WITH_SERIES = "replication", "day", "date", "replication_with_series"
DAILY = "daily_"
NO_VALUE = -1  # of a category or a truth
PHYSICAL = {"km": "km", "km²": "km2", "day": "day", "days": "day", "t": "t", "kg": "kg"}
MEASURED = {"compression": "gzip", "compression_opts": 1, "shuffle": True}


def write_netcdf(result: Result, file: Path) -> None:
    """Every table as variables over its dimensions; rows pass in groups."""
    with library("h5netcdf", "--format netcdf").File(file, "w") as out:
        out.dimensions = _dimensions(result)
        out.attrs.update(_attributes(result))
        _write_coordinates(out, result)
        for table in result.tables:
            (_write_series if table.name == SERIES else _write_rows)(out, table)


def cf_units(unit: str) -> str:
    """A unit as UDUNITS reads it: `km2 day-1`; people, shares and names count as numbers, which are `1`."""
    above, *below = unit.replace(" per ", "/").split("/")
    powers = [_below(PHYSICAL[part]) for part in below if part in PHYSICAL]
    return " ".join([*([PHYSICAL[above]] if above in PHYSICAL else []), *powers]) or "1"


def variable_name(column: Column) -> str:
    """The name of a column in the file."""
    name = re.sub(r"[^0-9A-Za-z_]", "_", column.name.replace(".", "__"))
    return f"{DAILY}{name}" if column.kind == "series" else name


def _below(unit: str) -> str:
    return f"{unit}-1" if unit[-1].isalpha() else f"{unit[:-1]}-{unit[-1]}"


def _dimensions(result: Result) -> dict[str, int]:
    kept, n = result.replications_with_series, result.run.replications
    with_series = {} if kept in (0, n) else {WITH_SERIES: kept}
    return {REPLICATION: n, **with_series, **({DAY: result.run.horizon_days + 1} if kept else {})}


def _attributes(result: Result) -> dict[str, Any]:
    run = result.run
    return {
        "Conventions": CONVENTIONS,
        "title": result.title,
        "source": f"Salient {dict(run.versions).get('salient', '')}, a simulation",
        "comment": " ".join(result.told()),
        "scenario": run.name,
        "scenario_hash": run.hash,
        "seed": np.int64(run.seed),
    }


def _write_coordinates(out: Any, result: Result) -> None:
    for name, size in out.dimensions.items():
        about = "Day since the start of the scenario" if name == DAY else "Number of the replication"
        coordinate = out.create_variable(name, (name,), np.int32)
        coordinate[:] = np.arange(size.size, dtype=np.int32)
        coordinate.attrs.update({"long_name": about, "units": "1"})
    if DAY in out.dimensions and result.start is not None:
        date = out.create_variable(DATE, (DAY,), np.int32)
        date[:] = np.arange(result.run.horizon_days + 1, dtype=np.int32)
        units = f"days since {result.start} 00:00:00"
        date.attrs.update({"long_name": "Date", "standard_name": "time", "units": units, "calendar": "standard"})


def _write_rows(out: Any, table: Table) -> None:
    """A table with a row a replication."""
    columns = _written(table)
    made = {column.name: _variable(out, column, (REPLICATION,)) for column in columns}
    for first, frame in _numbered(table):
        for column in columns:
            made[column.name][first : first + len(frame)] = _numbers(frame[column.name], column)


def _write_series(out: Any, table: Table) -> None:
    """The table with a row a replication and day."""
    over, days = WITH_SERIES if WITH_SERIES in out.dimensions else REPLICATION, out.dimensions[DAY].size
    columns = _written(table)
    made = {column.name: _variable(out, column, (over, DAY)) for column in columns}
    if DATE in out.variables:
        for one in made.values():
            one.attrs["coordinates"] = DATE
    for first, frame in _numbered(table):
        for column in columns:
            by_day = _numbers(frame[column.name], column).reshape(-1, days)
            made[column.name][first // days : first // days + len(by_day), :] = by_day


def _numbered(table: Table) -> Iterator[tuple[int, Any]]:
    """Frames of a table, each with the number of its first row."""
    first = 0
    for frame in table.frames():
        yield first, frame
        first += len(frame)


def _written(table: Table) -> list[Column]:
    """The columns that become variables: neither keys, which are dimensions, nor texts without fixed values."""
    return [
        column for column in table.columns if column.kind != "key" and (column.type != "string" or column.allowed)
    ]


def _variable(out: Any, column: Column, dimensions: tuple[str, ...]) -> Any:
    kind = _kind(column)
    packed = {} if column.type == "number" and column.basis else MEASURED  # drawn numbers have no pattern to pack
    nothing = _nothing(kind) if column.missing or column.type == "number" else None
    made = out.create_variable(variable_name(column), dimensions, kind, fillvalue=nothing, **packed)
    made.attrs.update(_told(column))
    return made


def _kind(column: Column) -> Any:
    if column.type == "number":
        return np.float32 if column.kind == "series" else np.float64
    return np.int32 if column.type == "integer" else np.int8


def _nothing(kind: Any) -> Any:
    """What stands where a value is missing."""
    return kind(np.nan) if np.issubdtype(kind, np.floating) else kind(NO_VALUE)


def _told(column: Column) -> dict[str, Any]:
    told = {
        "long_name": column.about, "path": column.name, "kind": column.kind, "unit_in_words": column.unit,
        "basis": column.basis, "source_id": column.source, "distribution": column.spread, "missing": column.missing,
    }  # fmt: skip
    kept: dict[str, Any] = {name: value for name, value in told.items() if value}
    if column.type == "boolean":
        return kept | {"dtype": "bool"}  # as xarray marks it, and reads it back
    if column.allowed:
        meanings = " ".join(re.sub(r"\s+", "_", name) for name in column.allowed)
        return kept | {"flag_values": np.arange(len(column.allowed), dtype=np.int8), "flag_meanings": meanings}
    bounds = [end for end in (column.low, column.high) if end is not None]
    ends = {"valid_range": np.array(bounds, dtype=_kind(column))} if len(bounds) == 2 else {}
    return kept | {"units": cf_units(column.unit)} | ends


def _numbers(values: Any, column: Column) -> NDArray[Any]:
    """A column of a frame as the file holds it."""
    if column.allowed:
        import pandas as pd

        return np.asarray(pd.Categorical(values, categories=list(column.allowed)).codes, dtype=np.int8)
    return np.asarray(values, dtype=_kind(column))
