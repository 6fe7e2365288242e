"""The evidence ledger for the terminal: values by basis, then for each outcome shares by basis and the values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from sim.report.terminal.grids import Grid

SHOWN = 10
NOTE = (
    "Alone: what knowing all values of that basis would take from the variance; in all: what would be left of it "
    "were all else known. At one width: the shares of the values were all ranges a tenth of their middle (of a "
    "logarithm: of what it is of), by straight lines; a dash where these cannot be told from none. Brackets: 95 %, by "
    "more runs. Judged values are wide because little is known: a large share says where knowledge would help, not "
    "that the value is strong."
)


def evidence_tables(content: Mapping[str, Any]) -> list[RenderableType]:
    """Counts, then two tables an outcome."""
    runs = f"{content['replications']:,} replications, each run {content['runs_each']} times, seed {content['seed']}"
    parts: list[RenderableType] = [Text.assemble((content["scenario"], "bold"), f"  {runs}")]
    counted = (f"{basis} {one['values']} ({one['drawn']} drawn)" for basis, one in content["counts"].items())
    parts.append(Text("Values by basis: " + ", ".join(counted)))
    for name, one in content["outcomes"].items():
        parts += [Text(""), Text(f"{name} [{one['unit']}]", style="bold"), *_outcome(one)]
    parts.append(Text(NOTE, style="dim"))
    return parts


def bracketed(entry: Mapping[str, Any] | None) -> str:
    """A share with its interval, in hundredths: `41 [35, 47] %`; a dash where there is none."""
    if entry is None or entry["value"] is None:
        return "–"
    if entry["low"] is None:
        return f"{100 * entry['value']:.0f} %"
    return f"{100 * entry['value']:.0f} [{100 * entry['low']:.0f}, {100 * entry['high']:.0f}] %"


def _outcome(one: Mapping[str, Any]) -> Iterator[RenderableType]:
    if one["shares"] is None:
        yield Text("does not vary, so there is nothing to share")
        return
    shares, widths = Grid(("basis", "alone", "in all", "at one width")), one["at_one_width"] or {}
    for basis, own in one["shares"].items():
        shares.add_row(basis, bracketed(own["first"]), bracketed(own["total"]), bracketed(widths.get(basis)))
    yield shares
    yield _values(one["values"])


def _values(rows: list[dict[str, Any]]) -> Grid:
    grid = Grid(("value", "basis", "source", "5 to 95 %", "width", "per SD", "per 10 %"), least_widths=(24, *[0] * 6))
    for row in rows[:SHOWN]:
        width = "–" if row["relative_width"] is None else f"{row['relative_width']:.2f}"
        tenth = "–" if row["per_tenth"] is None else f"{row['per_tenth']:+.2g}"
        reach = f"{row['low']:.3g} to {row['high']:.3g}"
        effect = f"{row['per_sd']:+.2g} ± {row['per_sd_se']:.1g}"
        grid.add_row(row["path"], row["basis"], row["source"], reach, width, effect, tenth)
    return grid
