"""A folder of CSV or Parquet files, one a table, with a table of columns and a description; rows pass in groups."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiment.store import parquet
from sim.report.export.described import COLUMNS, Spelling, columns_frame, package
from sim.report.export.result import Result, Table

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTION = "datapackage.json"


def write_csv(result: Result, folder: Path, spelling: Spelling) -> None:
    """A CSV a table, in UTF-8, each number as short as gives it back to the last bit."""
    _write(result, folder, spelling, ".csv", lambda table, file: _table_as_csv(table, file, spelling))


def write_parquet(result: Result, folder: Path, spelling: Spelling) -> None:
    """A Parquet file a table, with the meanings of columns in its metadata, also where the result had none."""
    _write(
        result, folder, None, ".parquet",
        lambda table, file: parquet.write_tables(file, table.groups(), table.name, table.columns),
    )  # fmt: skip


def _write(
    result: Result, folder: Path, spelling: Spelling | None, ending: str, write: Callable[[Table, Path], None]
) -> None:
    files = {table.name: folder / f"{table.name}{ending}" for table in result.tables}
    for table in result.tables:
        write(table, files[table.name])
    files[COLUMNS] = folder / f"{COLUMNS}.csv"
    with files[COLUMNS].open("w", encoding="utf-8", newline="") as file:
        _as_csv(columns_frame(result.tables), file, spelling or Spelling(), heads=True)
    content = json.dumps(package(result, files, spelling), indent=2, ensure_ascii=False, allow_nan=False)
    (folder / DESCRIPTION).write_text(content + "\n", encoding="utf-8")


def _table_as_csv(table: Table, file: Path, spelling: Spelling) -> None:
    with file.open("w", encoding="utf-8", newline="") as sink:
        for number, frame in enumerate(table.frames()):
            _as_csv(frame, sink, spelling, heads=number == 0)


def _as_csv(frame: pd.DataFrame, sink: object, spelling: Spelling, *, heads: bool) -> None:
    frame.to_csv(
        sink, index=False, header=heads, sep=spelling.separator, decimal=spelling.decimal, lineterminator="\n"
    )  # type: ignore[call-overload]
