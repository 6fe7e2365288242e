"""One outcome of scenarios side by side in the runs of each law: dots with bars, a row a law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import StorageError
from sim.language.saying import say, spoken
from sim.report.drawing.palette import LETTERS, palette
from sim.report.drawing.specs import Spec, constant, finished
from sim.report.drawing.still import png, still
from sim.report.words.forms import MECHANISM_WORDS, form_words
from sim.report.words.numbers import LIMITS, counted
from sim.report.words.outcomes import label

if TYPE_CHECKING:
    import pandas as pd

ALL = spoken("all runs")
ALT = spoken(
    "Dots with bars: the mean of one outcome in the runs of each law, a row a law, a colour and shape a scenario"
)
HOW_TO_READ = spoken(
    "A row holds the runs that drew one law of a mechanism, the other laws drawn as in all. Bars: 95% of the "
    "simulation's own error. In a row the scenarios share luck and laws, so that differences are clearer than the bars "
    "suggest: the table has their own intervals. The weights of the laws are judgement."
)
SHAPES = ("circle", "diamond", "square", "triangle-up")
ROW_HEIGHT, MORE_PER_SCENARIO, AXIS_HEIGHT = 18, 9, 60
SCALE = 1.5
LONGEST_LAW = 250  # pixels, of each line


def by_law_frame(by_form: Mapping[str, Sequence[Mapping[str, Any]]], outcome: str) -> pd.DataFrame:
    """A row a law and scenario, by letter: order from the top, law in words, mean, low, high, runs."""
    import pandas as pd

    places = dict[str, int]()
    rows = []
    for letter, laws in by_form.items():
        for one in laws:
            words = law_words(one["slot"], one["form"])
            numbers = {key: one["outcomes"][outcome][key] for key in ("mean", "low", "high")}
            order = places.setdefault(words, len(places))
            rows.append({"order": order, "law": words, "scenario": letter, **numbers, "runs": one["runs"]})
    return pd.DataFrame(rows).astype({"mean": float, "low": float, "high": float})


def law_words(slot: str, form: str) -> str:
    """'tempo: by the ground held'."""
    return f"{say(MECHANISM_WORDS[slot])}: {form_words(slot, form)}" if slot else say(ALL)


def write_by_law(forms: Mapping[str, Any], names: Sequence[str], file: Path, theme: str = "light") -> None:
    """Draw every outcome of scenarios by law, one below the other, and write it as PNG."""
    lettered = dict(zip(LETTERS, (forms["by_form"][name] for name in names), strict=False))
    who = " ".join(f"{letter}: {name}." for letter, name in zip(LETTERS, names, strict=False))
    notes = f"{who} {counted(forms['replications'], 'run')}. {say(HOW_TO_READ)} {say(LIMITS)}"
    charts = []
    for name, unit in forms["units"].items():
        frame = by_law_frame(lettered, name)
        spec = by_law_spec(theme, len(lettered), int(frame["order"].max()) + 1, unit["kind"] == "share")
        alone = still(spec, frame, label(name), notes, theme)
        charts += [{**one, "data": {"values": one["data"]["values"]}} for one in alone["vconcat"]]
    whole = {**alone, "vconcat": charts}
    try:
        file.write_bytes(png(whole, SCALE))
    except OSError as fault:
        raise StorageError(f"{file}: cannot be written ({fault.strerror}); choose another place") from None


@constant
def by_law_spec(theme: str, scenarios: int, laws: int, percent: bool) -> Spec:
    """Means with intervals, a row a law, the scenarios beneath one another in it."""
    import altair as alt

    colours, letters = palette(theme), list(LETTERS[:scenarios])
    form = ".0%" if percent else ",.3~r"
    colour = alt.Color("scenario:N", scale=alt.Scale(domain=letters, range=list(colours.scenarios[:scenarios])))
    shapes = alt.Scale(domain=letters, range=list(SHAPES[:scenarios]))
    lines = "split(datum.label, ': ')"
    named = alt.Axis(
        labelExpr=lines, labelLimit=LONGEST_LAW, ticks=False, domain=False, title=None, labelOverlap=False
    )
    height = alt.Y("law:N", sort=alt.SortField("order"), axis=named)
    beneath = alt.YOffset("scenario:N", scale=alt.Scale(domain=letters))
    along = alt.Axis(tickCount=5, format=".0%" if percent else ",.0f")
    told = [alt.Tooltip("law:N"), alt.Tooltip("scenario:N"), alt.Tooltip("runs:Q", format=",.0f")]
    told += [alt.Tooltip(f"{field}:Q", format=form) for field in ("mean", "low", "high")]
    bars = (
        alt.Chart()
        .transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=2.5)
        .encode(
            alt.X("low:Q", title=None, axis=along, scale=alt.Scale(zero=False)),
            height,
            colour,
            beneath,
            x2="high:Q",
        )
    )
    dots = (
        alt.Chart()
        .mark_point(filled=True, opacity=1, size=70)
        .encode(
            alt.X("mean:Q", title=None, axis=along, scale=alt.Scale(zero=False)),
            height,
            colour,
            beneath,
            alt.Shape("scenario:N", scale=shapes),
            tooltip=told,
        )
    )
    tall = laws * (ROW_HEIGHT + MORE_PER_SCENARIO * scenarios) + AXIS_HEIGHT
    return finished([bars, dots], colours, tall)
