"""An Excel workbook: what it is, the tables a sheet each, and what their columns mean."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.legible import visible
from sim.report.export.described import ABOUT_COLUMNS, COLUMNS, HEADS, columns_frame
from sim.report.export.libraries import library
from sim.report.export.result import Result, Table

MOST_ROWS = 1_048_576  # of a sheet, its heads included: Excel's limit and LibreOffice's
MOST_SIGNS = 32_767  # of a cell
READ_ME = "read me"
FONT = {"name": "Calibri", "sz": 11}
NARROW, NAMES, TEXTS, PAGE = 18, 36, 60, 80  # widths of columns in signs
WIDTHS = {"name": NAMES, "source": NAMES} | dict.fromkeys(("meaning", "allowed", "missing", "distribution"), TEXTS)


def refuse_what_no_sheet_holds(result: Result) -> None:
    """Refuse tables of more rows than a sheet has, before anything is written."""
    for table in result.tables:
        if table.rows >= MOST_ROWS:
            others = [other.name for other in result.tables if other.rows < MOST_ROWS]
            leave = f", or leave it out with {' '.join(f'--table {name}' for name in others)}" if others else ""
            raise InputError(
                f"{result.folder}: {table.name} has {table.rows:,} rows, and a sheet of a workbook holds "
                f"{MOST_ROWS - 1:,} below its heads; choose --format csv or parquet{leave}"
            )


def write_workbook(result: Result, file: Path) -> None:
    """Sheets `read me`, one a table, and `columns`; rows pass one by one."""
    openpyxl = library("openpyxl", "--format xlsx")
    book = openpyxl.Workbook(write_only=True)
    _read_me(book, result)
    for table in result.tables:
        heads = {column.name: max(NARROW, len(column.name) + 2) for column in table.columns}
        _sheet(book, table.name, heads, _rows(table))
    heads = {name: WIDTHS.get(name, NARROW) for name in HEADS}
    _sheet(book, COLUMNS, heads, _plain(columns_frame(result.tables).itertuples(index=False, name=None)))
    book.save(file)


def _read_me(book: Any, result: Result) -> None:
    sheet = book.create_sheet(READ_ME)
    sheet.column_dimensions["A"].width = PAGE
    sheets = [f"{table.name}: {table.about}" for table in result.tables]
    sheet.append([_bold(sheet, result.title)])
    for line in ["", *result.told(), "", *sheets, f"{COLUMNS}: {ABOUT_COLUMNS}"]:
        for part in textwrap.wrap(line, PAGE) or [""]:  # rows of more lines would lie on each other in LibreOffice
            sheet.append([_as_text(sheet, _cell(part))])


def _sheet(book: Any, name: str, heads: Mapping[str, int], rows: Iterable[list[Any]]) -> None:
    """One sheet; heads (with the widths of their columns) are bold and stay in sight, as does the first column."""
    sheet = book.create_sheet(name)
    for place, width in enumerate(heads.values(), start=1):
        sheet.column_dimensions[_letters(place)].width = width
    sheet.freeze_panes = "B2"
    sheet.append([_bold(sheet, head) for head in heads])
    for row in rows:
        sheet.append([_as_text(sheet, value) if _looks_like_a_formula(value) else value for value in row])


def _rows(table: Table) -> Iterator[list[Any]]:
    for group in table.groups():
        yield from _plain(_with_short_numbers(group).to_pandas().itertuples(index=False, name=None))


def _plain(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
    return ([_cell(value) for value in row] for row in rows)


def _with_short_numbers(group: Any) -> Any:
    """Numbers of single precision as the shortest decimals that give them back: 0.1, not 0.10000000149."""
    import pyarrow as pa

    for place, field in enumerate(group.schema):
        if pa.types.is_float32(field.type):
            group = group.set_column(place, field.name, group.column(place).cast(pa.string()).cast(pa.float64()))
    return group


def _cell(value: Any) -> Any:
    """A value that a cell can hold; nothing where it is missing."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return visible(value)[:MOST_SIGNS] if isinstance(value, str) else value


def _looks_like_a_formula(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _as_text(sheet: Any, value: str) -> Any:
    """A cell whose text is no formula, whatever it begins with."""
    cell = _write_only_cell(sheet, value)
    cell.data_type = "s"
    return cell


def _bold(sheet: Any, head: str) -> Any:
    cell = _as_text(sheet, _cell(head))
    cell.font = library("openpyxl.styles", "--format xlsx").Font(**FONT, bold=True)
    return cell


def _write_only_cell(sheet: Any, value: str) -> Any:
    return library("openpyxl.cell", "--format xlsx").WriteOnlyCell(sheet, value=value)


def _letters(place: int) -> str:
    return str(library("openpyxl.utils", "--format xlsx").get_column_letter(place))
