"""What stands beside exported tables: a table of their columns, and a Frictionless description that programs read.

A description follows the Data Package standard (https://datapackage.org); what that has no word for (unit, kind, basis,
source, distribution, what an empty cell means) stands beside under names of our own, as the standard allows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment.columns import OUTCOMES, Column
from sim.experiment.store.plain_files import hash_of_file
from sim.report.export.result import Result, Table

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = "columns"
ABOUT_COLUMNS = "What each column of the other tables means: a row a column"
BETWEEN = " | "  # allowed values in one cell
HEADS = {
    "table": "Name of the table",
    "name": "Name of the column",
    "type": "integer, number, boolean or string",
    "kind": "key, fault; share (1 is yes), amount, category, day; series; parameter, chance (luck), form (a law)",
    "unit": "Unit; a share, a choice and a name have none",
    "meaning": "What it says",
    "allowed": f"The values it may have, with{BETWEEN}between them",
    "low": "No value is below",
    "high": "No value is above",
    "distribution": "What it is drawn from, as in the scenario file",
    "basis": "What it rests on: article, reported, fitted or judgement",
    "source": "Id of its source; `salient check` lists them",
    "missing": "What an empty cell means",
}
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True)
class Spelling:
    """How a table is written as text: what stands between values, and before decimals."""

    separator: str = ","
    decimal: str = "."


def columns_frame(tables: Sequence[Table]) -> pd.DataFrame:
    """A row a column of the tables: name, type, unit, meaning and the rest of `HEADS`."""
    import pandas as pd

    rows = [_row(table.name, column) for table in tables for column in table.columns]
    return pd.DataFrame(rows, columns=list(HEADS))


def package(result: Result, files: Mapping[str, Path], spelling: Spelling | None) -> dict[str, Any]:
    """The description of exported files by table name, the table of columns among them."""
    run = result.run
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": re.sub(r"[^a-z0-9._-]+", "-", run.name.lower()).strip("-") or "result",
        "title": result.title,
        "description": " ".join(result.told()),
        "scenario": run.name,
        "scenario_hash": run.hash,
        "seed": run.seed,
        "replications": run.replications,
        "horizon_days": run.horizon_days,
        "start": None if result.start is None else result.start.isoformat(),
        "made_by": dict(run.versions),
        "resources": [
            *(_resource(table, files, spelling) for table in result.tables),
            _resource_of_columns(files[COLUMNS], Spelling() if spelling is None else spelling),
        ],
    }


def _row(table: str, column: Column) -> dict[str, Any]:
    return {
        "table": table,
        "name": column.name,
        "type": column.type,
        "kind": column.kind,
        "unit": column.unit,
        "meaning": column.about,
        "allowed": BETWEEN.join(column.allowed),
        "low": column.low,
        "high": column.high,
        "distribution": column.spread,
        "basis": column.basis,
        "source": column.source,
        "missing": column.missing,
    }


def _resource(table: Table, files: Mapping[str, Path], spelling: Spelling | None) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, column.name in table.keys, spelling) for column in table.columns],
        "primaryKey": list(table.keys),
    }
    if table.name != OUTCOMES and OUTCOMES in files:
        reference = {"resource": OUTCOMES, "fields": ["replication"]}
        schema["foreignKeys"] = [{"fields": ["replication"], "reference": reference}]
    return {**_file(table.name, table.about, files[table.name], spelling), "rows": table.rows, "schema": schema}


def _resource_of_columns(file: Path, spelling: Spelling) -> dict[str, Any]:
    numbers = ("low", "high")
    fields = [
        _field(Column(name, "number" if name in numbers else "string", "", about), name in ("table", "name"), spelling)
        for name, about in HEADS.items()
    ]
    schema = {"fields": fields, "primaryKey": ["table", "name"]}
    return {**_file(COLUMNS, ABOUT_COLUMNS, file, spelling), "schema": schema}


def _file(name: str, about: str, file: Path, spelling: Spelling | None) -> dict[str, Any]:
    form = file.suffix.removeprefix(".")
    told = {"name": name, "path": file.name, "description": about, "format": form, "mediatype": MEDIA[form]}
    told["hash"] = f"sha256:{hash_of_file(file)}"
    if form != "csv" or spelling is None:
        return told
    text = {"encoding": "utf-8", "dialect": {"delimiter": spelling.separator}}
    return told | {"bytes": file.stat().st_size} | text


def _field(column: Column, key: bool, spelling: Spelling | None) -> dict[str, Any]:
    bounds = {"minimum": column.low, "maximum": column.high, "enum": list(column.allowed) or None}
    limits = {name: value for name, value in bounds.items() if value is not None}
    told = {
        "kind": column.kind, "unit": column.unit, "distribution": column.spread, "basis": column.basis,
        "source": column.source, "missing": column.missing,
    }  # fmt: skip
    return {
        "name": column.name,
        "type": column.type,
        "description": column.about,
        **({"decimalChar": ","} if spelling and spelling.decimal == "," and column.type == "number" else {}),
        **({"constraints": limits | ({"required": True} if key else {})} if limits or key else {}),
        **{name: value for name, value in told.items() if value},
    }
