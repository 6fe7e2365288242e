"""The laws drawn too, for the terminal: what the spread comes of, outcomes by form, and differences by form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment.crossed import SOURCES
from sim.report.terminal.grids import Grid
from sim.report.words import numbers as words
from sim.report.words.forms import MECHANISM_WORDS, form_words
from sim.report.words.measures import level
from sim.report.words.outcomes import label

Entry = Mapping[str, Any]
SPLIT_NOTE = (
    "Share of the variance (95%): what a source does alone, whatever the others; together: what they do only jointly. "
    "A true nothing shows as a small number of either sign. The weights of the forms are judgement."
)
FORMS_NOTE = "Means of the runs that drew the form, the rest drawn as in all; differences from all may be chance (95%)."
SIGNS = {"+": "more", "-": "less", "0": "open"}


def forms_table(content: Entry) -> RenderableType:
    """Everything that `salient forms --json` holds but weights and totals, in sentences and tables."""
    runs = f"{words.counted(content['replications'], 'run')} crossed {content['corners']} times"
    parts: list[RenderableType] = [
        Text.assemble((str(content["scenario"]), "bold"), f"  forms drawn, {runs}, seed {content['seed']}"),
        Text(content["period"]["note"]),
        split_grid(content),
        Text(SPLIT_NOTE, style="dim"),
        Text(""),
        by_form_grid(content["by_form"], content, _mean),
        Text(FORMS_NOTE, style="dim"),
    ]
    if content["less"] is not None:
        parts += less_parts(content)
    return Group(*parts, Text(words.LIMITS, style="dim"))


def split_grid(content: Entry) -> Grid:
    """A row an outcome: mean, spread, and the shares of parameter, chance, form and what they do together."""
    grid = Grid(("outcome", "mean", "spread (SD)", *SOURCES, "together"), least_widths=(24, 0, 0, 0, 0, 0, 0))
    at = level(content["lost_below"])
    for name, split in content["split"].items():
        unit, head = content["units"][name], label(name, at)
        if split is None:
            grid.add_row(head, "in too few runs", *[""] * 5)
        elif split["alone"] is None:
            grid.add_row(head, value(split["mean"], unit), "none", *[""] * 4)
        else:
            shares = [*(split["alone"][source] for source in SOURCES), split["together"]]
            grid.add_row(head, value(split["mean"], unit), value(split["sd"], unit), *map(share, shares))
    return grid


def by_form_grid(rows: Sequence[Entry], content: Entry, cell: Callable[[Entry, Entry], str]) -> Grid:
    """A row a form under its mechanism, a column an outcome."""
    units, at = content["units"], level(content["lost_below"])
    names = list(units)
    heads = (label(name, at) for name in names)
    grid = Grid(("law of", "form", "runs", *heads), least_widths=(12, 12, 0, *[0] * len(names)))
    before = ""
    for row in rows:
        mechanism = MECHANISM_WORDS.get(row["slot"], "all runs")
        cells = [cell(row["outcomes"][name], units[name]) for name in names]
        form = form_words(row["slot"], row["form"])
        grid.add_row("" if mechanism == before else mechanism, form, f"{row['runs']:,}", *cells)
        before = mechanism
    return grid


def less_parts(content: Entry) -> Iterator[RenderableType]:
    """The scenario less another, form by form, and where the sign turns."""
    less, at = content["less"], level(content["lost_below"])
    yield Text("")
    heading = f"{content['scenario']} less {less['scenario']}"
    yield Text.assemble((heading, "bold"), "  pairs with the same luck and forms")
    yield by_form_grid(less["by_form"], content, _change)
    for name, slots in less["sign_turns_with"].items():
        if slots:
            laws = words.listed([f"the law of {MECHANISM_WORDS[slot]}" for slot in slots])
            yield Text(f"{label(name, at)}: whether it is more or less turns with {laws}.")
    steady = [label(name, at) for name, slots in less["sign_turns_with"].items() if not slots]
    if steady:
        yield Text(f"No two forms clearly disagree on the sign of: {'; '.join(steady)}.")


def _mean(entry: Entry, unit: Entry) -> str:
    if entry["mean"] is None:
        return "in no run"
    told = value(entry["mean"], unit, entry["se"] or 0.0)
    return told if entry["low"] is None else f"{told} ({value(entry['low'], unit)} to {value(entry['high'], unit)})"


def _change(entry: Entry, unit: Entry) -> str:
    if entry["mean"] is None:
        return "no pair"
    if entry["low"] is None:
        return f"{signed(entry['mean'], unit)}, {words.TOO_FEW}"
    mean, low, high = (signed(entry[key], unit) for key in ("mean", "low", "high"))
    return f"{SIGNS[entry['sign']]}: {mean} ({low} to {high})"


def value(number: float, unit: Entry, error: float = 0.0) -> str:
    """A mean in the outcome's unit; of a share as percent."""
    if unit["kind"] == "share":
        return f"{100.0 * number:.1f}%"
    return words.amount(number, unit["unit"], error).split(" ")[0]


def signed(number: float, unit: Entry) -> str:
    """A difference with its sign; of a share in points."""
    told = f"{100.0 * abs(number):.1f} pt" if unit["kind"] == "share" else value(abs(number), unit)
    return told if not told.strip("0. pt") else ("+" if number > 0.0 else words.MINUS) + told


def share(entry: Entry) -> str:
    """A share of the variance with its interval."""
    if entry["value"] is None or entry["low"] is None:
        return words.TOO_FEW
    return f"{_two(entry['value'])} ({_two(entry['low'])} to {_two(entry['high'])})"


def _two(number: float) -> str:
    told = f"{abs(number):.2f}".removeprefix("0")
    return told if number >= 0.0 or told == ".00" else words.MINUS + told
