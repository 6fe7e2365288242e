"""A calibration and an update for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from sim.report.calibration import words
from sim.report.terminal.grids import Grid


def calibration_tables(told: Mapping[str, Any]) -> list[RenderableType]:
    """What was seen, and the values that it moved."""
    return [*_head(told), *_values(told)]


def update_tables(told: Mapping[str, Any]) -> list[RenderableType]:
    """What was seen, how the answer changed and why, then the values."""
    changes = [Text(line) for line in words.change_lines(told)]
    return [*_head(told), *changes, _grid(words.ANSWER_HEADS, words.answer_rows(told)), *_values(told)]


def _head(told: Mapping[str, Any]) -> list[RenderableType]:
    return [Text(words.heading(told), style="bold"), *(Text(line) for line in words.seen_lines(told))]


def _values(told: Mapping[str, Any]) -> list[RenderableType]:
    rows = list(words.value_rows(told))
    table: list[RenderableType] = [_grid(words.VALUE_HEADS, rows)] if rows else []
    pairs = [Text(line) for line in words.together_lines(told)]
    return [*table, *pairs, Text(words.unmoved_line(told), style="dim")]


def _grid(heads: Sequence[str], rows: Iterable[tuple[str, ...]]) -> Grid:
    grid = Grid(tuple(heads))
    for row in rows:
        grid.add_row(*row)
    return grid
