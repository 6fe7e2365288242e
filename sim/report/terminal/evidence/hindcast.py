"""A hindcast for the terminal: misses first, then a table for each set of windows, then what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from sim.report.hindcast import words
from sim.report.terminal.grids import Grid


def hindcast_tables(told: Mapping[str, Any]) -> list[RenderableType]:
    """Bars, panels, the full model, and what was left out."""
    settings = told["settings"]
    priors = " and ".join(hashed[:12] for hashed in settings["priors_sha256"].values())
    heading = f"{settings['members']:,} members each, seed {settings['seed']}, priors {priors}"
    parts: list[RenderableType] = [Text.assemble(("hindcast", "bold"), f"  {heading}")]
    if told["bars"]:
        parts += [Text(words.counted_bars(told["bars"])), _grid(words.BAR_HEADS, words.bar_rows(told["bars"]), 40)]
    for panel in told["panels"]:
        parts += [Text(""), Text(words.panel_title(panel), style="bold"), _grid(words.HEADS, words.panel_rows(panel))]
    parts.append(Text(words.NOTE, style="dim"))
    if told["full"]:
        parts += [Text(line) for line in words.full_lines(told["full"])]
    parts.append(Text(words.left_out_line(told["left_out"])))
    parts += [Text(f"  {one['case']} {one['origin']}: {one['why']}") for one in told["left_out"]["origins"]]
    return parts


def _grid(heads: Sequence[str], rows: Iterable[tuple[str, ...]], first: int = 0) -> Grid:
    grid = Grid(tuple(heads), least_widths=(first, *[0] * (len(heads) - 1)))
    for row in rows:
        grid.add_row(*row)
    return grid
