"""A CSV table with the line of each row; numbers and days in it, or a refusal that tells where and what to do."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sim.errors import InputError
from sim.scenario.files.documents import as_typed
from sim.scenario.files.suggestions import near, shown
from sim.scenario.files.text_files import read_text
from sim.scenario.observed.quantities import Quantity

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]
LARGEST_TABLE = 64 * 1024 * 1024  # bytes; a hundred years of days for a thousand cases
EARLIEST, LATEST = np.datetime64("1900-01-01"), np.datetime64("2200-01-01")


@dataclass(frozen=True)
class Table:
    """The rows of a CSV file as texts, by column; `lines` has the line of each row, from 1."""

    name: str
    columns: Mapping[str, tuple[str, ...]]
    lines: tuple[int, ...]

    def place(self, row: int) -> str:
        """`file:line` of a row."""
        return f"{self.name}:{self.lines[row]}"

    def require(self, column: str, about: str) -> tuple[str, ...]:
        """The texts of a column that has to be there."""
        if column not in self.columns:
            raise InputError(f"{self.name}:1: has no column '{column}' ({about}); {near(column, self.columns)}")
        return self.columns[column]

    def only(self, rows: Sequence[int]) -> "Table":
        """The table with these rows alone."""
        kept = {name: tuple(texts[row] for row in rows) for name, texts in self.columns.items()}
        return Table(self.name, kept, tuple(self.lines[row] for row in rows))


def read_table(file: Path) -> Table:
    """The table in a file of comma-separated values whose first line names the columns."""
    name = as_typed(file)
    reader = csv.reader(io.StringIO(read_text(file, name, LARGEST_TABLE), newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(header, name)
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as fault:
        raise InputError(f"{name}:{reader.line_num}: is no comma-separated row ({fault}); correct it") from None
    _check_rows(header, rows, name)
    cells = list(zip(*(row for _, row in rows), strict=True)) or [()] * len(header)
    columns = {column: tuple(map(str.strip, texts)) for column, texts in zip(header, cells, strict=True)}
    return Table(name, columns, tuple(line for line, _ in rows))


def _check_header(header: list[str], name: str) -> None:
    if not any(header):
        raise InputError(f"{name}:1: has no header; name the columns in the first line, as in date,held_km2,front_km")
    if len(header) == 1 and any(sign in header[0] for sign in ";\t"):
        raise InputError(f"{name}:1: is separated by semicolons or tabs; save it with commas")
    twice = next((column for place, column in enumerate(header) if column in header[:place]), None)
    if twice is not None:
        raise InputError(f"{name}:1: the column '{twice}' stands there twice; give each a name of its own")


def _check_rows(header: list[str], rows: list[tuple[int, list[str]]], name: str) -> None:
    if not rows:
        raise InputError(f"{name}: has no row below its header; add observations")
    for line, row in rows:
        if len(row) != len(header):
            raise InputError(
                f"{name}:{line}: has {len(row)} fields, the header has {len(header)}; "
                "leave unknown ones empty, and put quotes around a text that holds commas"
            )


def numbers(table: Table, column: str, quantity: Quantity) -> Numbers:
    """The numbers of a column within the bounds of a quantity; nan where it is empty."""
    words = quantity.words.get(column)
    texts = table.columns[column]
    if words is not None:
        values = np.array([_in_words(table, row, text, quantity, words) for row, text in enumerate(texts)])
    else:
        values = _parsed(table, texts, column)
    outside = np.flatnonzero((values < quantity.low) | (values > quantity.high))
    if len(outside):
        row = int(outside[0])
        raise InputError(f"{table.place(row)}: {quantity.complaint(texts[row])}")
    return values


def _in_words(table: Table, row: int, text: str, quantity: Quantity, words: Mapping[str, float]) -> float:
    if not text:
        return np.nan
    if text.lower() not in words and text not in words:
        raise InputError(f"{table.place(row)}: {quantity.name} = {shown(text)} is unknown; {near(text, words)}")
    return words[text] if text in words else words[text.lower()]


def _parsed(table: Table, texts: Sequence[str], column: str) -> Numbers:
    """Numbers of texts, empty ones as nan; all at once, and one by one only to find which is none."""
    try:
        values = np.array([text or "nan" for text in texts], dtype=np.float64)
    except ValueError:
        values = np.array([_one_number(table, row, text, column) for row, text in enumerate(texts)])
    written = np.array([bool(text) for text in texts], dtype=np.bool_)
    if np.any(wrong := written & np.isnan(values)):
        _refuse_number(table, int(np.flatnonzero(wrong)[0]), texts, column)
    return values


def _one_number(table: Table, row: int, text: str, column: str) -> float:
    try:
        return float(text) if text else np.nan
    except ValueError:
        _refuse_number(table, row, {row: text}, column)
        raise


def _refuse_number(table: Table, row: int, texts: Sequence[str] | Mapping[int, str], column: str) -> None:
    raise InputError(
        f"{table.place(row)}: {column} = {shown(texts[row])} is no number; write 1234.5, without signs for thousands, "
        "or leave it empty where it is not known"
    ) from None


def days(table: Table, column: str, may_be_empty: bool = False) -> Days:
    """The days of a column, written 2025-03-12; NaT where it is empty and may be."""
    texts = table.columns[column]
    try:
        found = np.array([text or "NaT" for text in texts], dtype="datetime64[D]")
    except ValueError:
        found = np.array([_one_day(text) for text in texts], dtype="datetime64[D]")
    written = np.array([bool(text) or not may_be_empty for text in texts], dtype=np.bool_)
    wrong = written & ~((found >= EARLIEST) & (found < LATEST) & np.array([len(text) in (0, 10) for text in texts]))
    if np.any(wrong):
        row = int(np.flatnonzero(wrong)[0])
        raise InputError(
            f"{table.place(row)}: {column} = {shown(texts[row])} is no day from 1900 to 2199; write 2025-03-12"
        )
    return found


def _one_day(text: str) -> np.datetime64:
    try:
        return np.datetime64(text or "NaT", "D")
    except ValueError:
        return np.datetime64("NaT", "D")
