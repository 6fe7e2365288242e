"""One input along its range: the level of an outcome at each stop with its 95 % band, and in words from end to end.

Stops have the same luck, so that neighbours differ by the input alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.comparison import difference, effect_sizes
from sim.analysis.ensemble_like import EnsembleLike, amount_values
from sim.analysis.uncertainty import Entry, mean_interval, share_numbers
from sim.language.saying import say, spoken
from sim.model.outcomes import OUTCOMES
from sim.report.comparison.levels import level_texts, measured
from sim.report.drawing.frames import stacked
from sim.report.drawing.palette import palette
from sim.report.drawing.specs import Spec, constant, finished
from sim.report.words import numbers as words
from sim.report.words.changes import level_numbers, level_unit
from sim.report.words.measures import Level, any_time
from sim.report.words.outcomes import ENTRIES, told

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

PEOPLE = "persons"
TITLE = 38  # letters in a line
BY_NAME = {one.name: one for one in OUTCOMES}
ALT = spoken("A line with a band: one outcome by where the input stands, and a mark where the scenario itself stands")
HOW_TO_READ = spoken(
    "Each point is all runs with the input there, the same in every run, and the same luck at every point. The band is "
    "the 95% simulation interval, not the doubt about the assumptions. Whether the ends differ is told by pairs of "
    "runs with the same luck, which tell more than the bands."
)


def levels(ensembles: Sequence[EnsembleLike], outcome: str) -> list[Entry]:
    """Mean and 95 % interval of a share or an amount at each stop: mean, low, high, n; None where it is not known."""
    return [_level(amount_values(one, outcome), share=ENTRIES[outcome].kind == "share") for one in ensembles]


def _level(values: np.ndarray[Any, np.dtype[np.float64]], *, share: bool) -> Entry:
    n = int(np.count_nonzero(~np.isnan(values)))
    if not n:
        return {"kind": "share" if share else "amount", "mean": None, "se": None, "low": None, "high": None, "n": 0}
    if share:
        return {"kind": "share", **share_numbers(values)}
    mean, error, low, high = mean_interval(values)
    return {"kind": "amount", "mean": mean, "se": error, "low": low, "high": high, "n": n}


def sweep_frame(
    at: Sequence[float], names: Sequence[str], entries: Sequence[Entry], mark: float | None
) -> pd.DataFrame:
    """at, name, value, low, high: a row a stop; a row part='mark' where the scenario itself stands within the ends."""
    known = [(x, name, one) for x, name, one in zip(at, names, entries, strict=True) if one["mean"] is not None]
    points: dict[str, Any] = {"part": "point", "at": np.array([x for x, _, _ in known])}
    points |= {"name": [name for _, name, _ in known], "value": np.array([float(one["mean"]) for _, _, one in known])}
    for end in ("low", "high"):
        points[end] = np.array([np.nan if one[end] is None else float(one[end]) for _, _, one in known])
    marks = [] if mark is None or not min(at) <= mark <= max(at) else [{"part": "mark", "at": mark}]
    return stacked([points, *marks])


def moved_most(outcomes: Sequence[str], ensembles: Sequence[EnsembleLike]) -> str:
    """The outcome that differs most from the first stop to any other, next to how widely futures spread."""
    others = [effect_sizes(ensembles[0], one, outcomes) for one in ensembles[1:]]
    return max(outcomes, key=lambda name: max(abs(sizes[name]) for sizes in others))


def sweep_title(
    outcome: str, ensembles: Sequence[EnsembleLike], where: Sequence[str], at: Level, horizon: int
) -> str:
    """'A general truce takes effect at any time by day 90: 10 of 100 at 0 %, 13 of 100 at 100 %'.

    A turn between the ends is told where it clearly differs from both, pair by pair.
    """
    share = ENTRIES[outcome].kind == "share"
    on_average = say("{outcome} by day {day}, on average", outcome=told(outcome, at), day=horizon)
    head = told(outcome, at, any_time(horizon)) if share else on_average
    entries = levels(ensembles, outcome)
    clear = words.is_clear(difference(ensembles[0], ensembles[-1], BY_NAME[outcome]))
    texts = _shares(entries, clear) if share else _amounts(outcome, ensembles, entries)
    ends = f"{texts[0]} {where[0]}, {texts[-1]} {where[-1]}"
    turn = _turn(outcome, ensembles, entries)
    if turn is not None:
        return f"{words.capital(head)}: {ends}, {turn[0]} {texts[turn[1]]} {where[turn[1]]}"
    unclear = "" if clear else say(" (no clear difference)")
    return f"{words.capital(head)}: {ends}{unclear}"


def _shares(entries: Sequence[Entry], clear: bool) -> list[str]:
    """As fine as the coarsest, of 100 where clearly different ends would read the same."""
    texts = words.often_alike(entries)
    if not clear or texts[0] != texts[-1]:
        return texts
    return [words.often({**one, "low": 0.0, "high": 0.0}) for one in entries]


def _amounts(outcome: str, ensembles: Sequence[EnsembleLike], entries: Sequence[Entry]) -> list[str]:
    """In the digits of a comparison of the ends; people without their unit."""
    unit, what = ENTRIES[outcome].unit, measured(outcome)
    people = words.with_unit("", PEOPLE) if unit == PEOPLE else ""
    ends = difference(ensembles[0], ensembles[-1], BY_NAME[outcome])
    first, last = level_texts(outcome, [{**entries[place], "unit": unit} for place in (0, -1)], [ends])
    if what is None or not level_numbers(ends, what):
        between = [words.amount(one["mean"], unit, one["se"] or 0.0) if one["n"] else "" for one in entries[1:-1]]
    else:
        to = level_unit(ends, what)
        between = [words.with_unit(words.to_unit(one["mean"], to), unit) if one["n"] else "" for one in entries[1:-1]]
    return [text.removesuffix(people) or say("no run") for text in (first, *between, last)]


def _turn(outcome: str, ensembles: Sequence[EnsembleLike], entries: Sequence[Entry]) -> tuple[str, int] | None:
    """The lowest or highest stop between the ends, if it clearly differs from both of them the same way."""
    means = np.array([np.nan if one["mean"] is None else float(one["mean"]) for one in entries])
    if np.isnan(means).any():
        return None
    for word, place, sign in (("lowest", int(means.argmin()), -1), ("highest", int(means.argmax()), 1)):
        against = [difference(ensembles[end], ensembles[place], BY_NAME[outcome]) for end in (0, -1)]
        if 0 < place < len(means) - 1 and all(words.is_clear(one) and one["mean"] * sign > 0.0 for one in against):
            return word, place
    return None


def sweep_spec(theme: str, axis: str, title: str, percent: bool, by_ratio: bool) -> Spec:
    """A line with points and its band over the input; a dashed rule where the scenario itself stands.

    Only the titles of the axes differ from input to input: they are put into a form that is built once.
    """
    spec = sweep_form(theme, percent, by_ratio)
    for layer in spec["layer"]:
        for channel, words_ in (("x", textwrap.wrap(axis, TITLE)), ("y", title)):
            if "title" in layer["encoding"].get(channel, {}):
                layer["encoding"][channel]["title"] = words_
    return spec


@constant
def sweep_form(theme: str, percent: bool, by_ratio: bool) -> Spec:
    """The same with no words at its axes."""
    import altair as alt

    colours = palette(theme)
    along = alt.X("at:Q", title="", axis=alt.Axis(tickCount=6, grid=False), scale=_along(by_ratio))
    form = ".0%" if percent else ",.0f"
    value = alt.Y("value:Q", title="", axis=alt.Axis(tickCount=5, format=form), scale=alt.Scale(zero=True))
    numbers = [alt.Tooltip(f"{field}:Q", format=".1%" if percent else ",.3~r") for field in ("value", "low", "high")]
    points = alt.Chart().transform_filter("datum.part === 'point'")
    colour = colours.scenario_a
    band = points.mark_area(opacity=0.2, color=colour).encode(along, alt.Y("low:Q"), alt.Y2("high:Q"))
    line = points.mark_line(strokeWidth=2.5, color=colour).encode(along, value)
    dots = points.mark_point(filled=True, opacity=1, size=55, color=colour).encode(
        along, value, tooltip=[alt.Tooltip("name:N", title=say("at")), *numbers]
    )
    mark = alt.Chart().transform_filter("datum.part === 'mark'")
    rule = mark.mark_rule(color=colours.text, strokeDash=[4, 3]).encode(along)
    return finished([band, line, dots, rule], colours, 240)


def _along(by_ratio: bool) -> alt.Scale:
    import altair as alt

    return alt.Scale(type="log", nice=False) if by_ratio else alt.Scale(zero=False, nice=False)


def sweep_table(
    outcomes: Sequence[str], ensembles: Sequence[EnsembleLike], names: Sequence[str], heads: Mapping[str, str]
) -> pd.DataFrame:
    """A row a stop: the level of each outcome with its 95 % interval, under its head."""
    import pandas as pd

    columns = {heads[name]: _cells(name, ensembles) for name in outcomes}
    return pd.DataFrame({"at": list(names), **columns})


def _cells(outcome: str, ensembles: Sequence[EnsembleLike]) -> list[str]:
    entries = levels(ensembles, outcome)
    if ENTRIES[outcome].kind == "share":
        return [_share(one) for one in entries]
    return [_cell(one, told_) for one, told_ in zip(entries, _amounts(outcome, ensembles, entries), strict=True)]


def _share(entry: Entry) -> str:
    if entry["mean"] is None:
        return say("no run")
    return f"{words.percent_of(entry['mean'], entry['n'])} ({words.percent_interval(entry)})"


def _cell(entry: Entry, level: str) -> str:
    if entry["low"] is None:
        return level
    low, high = (words.amount(float(entry[end]), "", entry["se"] / 10.0) for end in ("low", "high"))
    return say("{level} ({low} to {high})", level=level, low=low, high=high)
