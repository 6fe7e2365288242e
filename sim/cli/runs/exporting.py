"""`export`: a stored result for spreadsheets, R, xarray and other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Json
from sim.cli.output import write_json, write_tables


class Format(StrEnum):
    """In what a result is written."""

    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"
    netcdf = "netcdf"


class Decimal(StrEnum):
    """What stands before the decimals of a number written as text."""

    point = "point"
    comma = "comma"


class Table(StrEnum):
    """The tables of a result."""

    outcomes = "outcomes"
    inputs = "inputs"
    series = "series"


RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="A result folder with a manifest.json.")]
WhichFormat = Annotated[
    Format, typer.Option("--format", help="csv and parquet: a folder, a file a table; xlsx and netcdf: one file.")
]
WhichDecimal = Annotated[
    Decimal, typer.Option("--decimal", help="comma: decimal commas, and semicolons between values; for csv alone.")
]
WhichTables = Annotated[
    list[Table] | None, typer.Option("--table", help="Only this table [default: all]. May be repeated.")
]
Where = Annotated[
    Path | None,
    typer.Option("--out", metavar="<path>", help="Folder or file to make [default: here, named after the run]."),
]


def export_command(
    run: RunFolder,
    form: WhichFormat,
    decimal: WhichDecimal = Decimal.point,
    tables: WhichTables = None,
    out: Where = None,
    as_json: Json = False,
) -> None:
    """Write outcomes, inputs and daily series of a result for other programs, with what each column means.

    Nothing is written over. xlsx needs openpyxl, netcdf needs h5netcdf: pip install 'salient-sim[export]'.
    """
    from sim.report.export.exporting import export

    wanted = [table.value for table in tables or Table]
    content = export(run, form.value, decimal=decimal.value, out=out, tables=wanted).as_json()
    if as_json:
        write_json(content)
    else:
        from sim.report.terminal.tables import export_table

        write_tables([export_table(content)])
