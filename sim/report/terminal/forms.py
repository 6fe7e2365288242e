"""The laws drawn too, for the terminal: what the spread comes of, outcomes by form, and differences by form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment.crossed import SOURCES
from sim.report.terminal.grids import Grid
from sim.report.words import numbers as words
from sim.report.words.forms import MECHANISM_WORDS, SIGNS, agreement_words, form_words, turning_words
from sim.report.words.measures import level
from sim.report.words.outcomes import label

Entry = Mapping[str, Any]
SPLIT_NOTE = (
    "Share of the variance (95%): what a source does alone, whatever the others; together: what they do only jointly. "
    "A true nothing shows as a small number of either sign. The weights of the forms are judgement."
)
FORMS_NOTE = "Means of the runs that drew the form, the rest drawn as in all; differences from all may be chance (95%)."


def forms_table(content: Entry) -> RenderableType:
    """Everything that `salient forms --json` holds but weights and totals, in sentences and tables."""
    runs = f"{words.counted(content['replications'], 'run')} crossed {content['corners']} times"
    parts: list[RenderableType] = [
        Text.assemble((str(content["scenario"]), "bold"), f"  forms drawn, {runs}, seed {content['seed']}"),
        Text(content["period"]["note"]),
        split_grid(content, value),
        Text(SPLIT_NOTE, style="dim"),
        Text(""),
        by_form_grid(content["by_form"], content, mean_words),
        Text(FORMS_NOTE, style="dim"),
    ]
    if content["less"] is not None:
        parts += less_parts(content)
    return Group(*parts, Text(words.LIMITS, style="dim"))


def split_grid(content: Entry, tell: Callable[[float, Entry], str]) -> Grid:
    """A row an outcome: mean over every crossing, spread, and shares of parameter, chance, form and all together."""
    grid = Grid(("outcome", "mean", "spread (SD)", *SOURCES, "together"), least_widths=(24, 0, 0, 0, 0, 0, 0))
    at = level(content["lost_below"])
    for name, split in content["split"].items():
        unit, head = content["units"][name], label(name, at)
        if split is None:
            grid.add_row(head, "in too few runs", *[""] * 5)
        elif split["alone"] is None:
            grid.add_row(head, tell(split["mean"], unit), "none", *[""] * 4)
        else:
            shares = [*(split["alone"][source] for source in SOURCES), split["together"]]
            grid.add_row(head, tell(split["mean"], unit), value(split["sd"], unit), *map(share, shares))
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
    """The scenario less another, form by form, where the sign turns, and what the difference's spread comes of."""
    less = content["less"]
    yield Text("")
    heading = f"{content['scenario']} less {less['scenario']}"
    yield Text.assemble((heading, "bold"), "  pairs with the same luck and forms")
    yield from difference_parts({**content, **less})


def comparison_parts(forms: Entry, base: str, lost_below: Entry | None) -> Iterator[RenderableType]:
    """Each other scenario less the base, form by form; `forms` is what `sim.analysis.forms.compared` gives.

    `lost_below` is that of all scenarios, None where they have their own.
    """
    runs = words.counted(forms["replications"], "pair")
    crossed = f", each crossed {forms['corners']} times" if forms["corners"] > 1 else ""
    for name, less in forms["differences"].items():
        yield Text("")
        told = f"  laws drawn, {runs} with the same luck and laws{crossed}"
        yield Text.assemble((f"{name} less {base}, by law", "bold"), told)
        yield from difference_parts({**forms, **less, "lost_below": lost_below})
    yield Text(FORMS_NOTE, style="dim")
    if forms["failures"]:
        yield Text(f"{words.counted(forms['failures'], 'pair')} failed in some run and are left out.")


def difference_parts(content: Entry) -> Iterator[RenderableType]:
    """Differences by form, how many forms agree on their sign, and the split of their spread if it is known."""
    at = level(content["lost_below"])
    yield by_form_grid(content["by_form"], content, change_words)
    for name, entry in content["agreement"].items():
        turning = turning_words(content["sign_turns_with"][name])
        yield Text(f"{label(name, at)}: {'; '.join(filter(None, (agreement_words(entry), turning)))}.")
    if content["split"] is not None:
        yield Text("")
        yield split_grid(content, signed)
        yield Text(SPLIT_NOTE, style="dim")


def mean_words(entry: Entry, unit: Entry) -> str:
    """A mean with its interval."""
    if entry["mean"] is None:
        return "in no run"
    told = value(entry["mean"], unit, entry["se"] or 0.0)
    return told if entry["low"] is None else f"{told} ({value(entry['low'], unit)} to {value(entry['high'], unit)})"


def change_words(entry: Entry, unit: Entry) -> str:
    """A difference by its sign, with its interval."""
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
