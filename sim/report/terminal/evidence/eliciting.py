"""What people said of a number and what was fitted to it, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from sim.report.terminal.grids import Grid


def elicited_tables(told: Mapping[str, Any]) -> list[RenderableType]:
    """A row a person and family, the pool where there are several, and the line to write into a scenario."""
    table = Grid(("who", "said", "family", "5 %", "50 %", "95 %", "squares left"))
    for number, one in enumerate(told["people"], start=1):
        said = ", ".join(f"{value:g}" for value in one["values"])
        _rows(table, f"person {number}, weight {one['weight']:.2g}", said, one["fits"])
    if len(told["people"]) > 1:
        pool = ", ".join(f"{told['pool'][key]:.4g}" for key in ("p05", "p50", "p95"))
        _rows(table, "all together", f"5, 50, 95 %: {pool}", told["fits"])
    return [table, Text("Write into a scenario:"), Text(told["write"], style="bold")]


def _rows(table: Grid, who: str, said: str, fits: list[Mapping[str, Any]]) -> None:
    for place, fit in enumerate(fits):
        ends = [f"{fit[key]:.4g}" for key in ("p05", "p50", "p95")]
        first = (who, said) if place == 0 else ("", "")
        table.add_row(*first, fit["family"], *ends, f"{fit['squares']:.4f}")
