"""Vega-Lite specifications of the evidence: how much rests on what, and the shape of a drawn value.

Constant, like those of `specs`; the colours say how firm the ground is, from full to hollow, and are those of no
scenario.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sim.language.saying import say
from sim.report.drawing.palette import palette
from sim.report.drawing.specs import Spec, constant, finished
from sim.report.evidence.tables import ALL, VARYING
from sim.report.evidence.values import BASES, BASIS_WORDS

if TYPE_CHECKING:
    import altair as alt

FIRM = {
    "light": ("#3B1F66", "#6B4BA1", "#9C82C9", "transparent"),
    "dark": ("#E9DFFB", "#B79BEB", "#8462C4", "transparent"),
}  # article, reported, fitted, judged: the last is hollow
ON_FIRM = {"light": ("#FFFFFF", "#FFFFFF", "#111111", "#111111"), "dark": ("#111111", "#111111", "#FFFFFF", "#F5F3F0")}
OUTLINE = {"light": "#6B4BA1", "dark": "#B79BEB"}
LEAST_LABELLED = 0.03  # share of a bar below which its number would not fit on a phone
ALT = {
    "shares": "Two bars of 100 percent: values by what they rest on, all of them and those that vary from run to run",
    "shape": "A curve of how likely each value is, with lines where 5, 50 and 95 percent of the draws lie below",
    "options": "Bars: the share of runs in which each option is drawn",
}
HOW_TO_READ = {
    "shares": (
        "Each bar adds to 100%; full is firm, hollow is judged. The numbers count values. A count is no weight: a few "
        "judged values can move an answer more than all reported ones together."
    ),
    "shape": "The higher, the more often drawn. Half of the draws lie on either side of the middle line.",
    "options": "Shares of the runs; they add to 100%.",
}


def _theme(theme: str) -> str:
    return "dark" if theme == "dark" else "light"


@constant
def shares_spec(theme: str) -> Spec:
    """Two bars of 100 %, from the firmest basis to the hollow one, with their counts and a name over each."""
    import altair as alt

    colours, name = palette(theme), _theme(theme)
    order = [BASIS_WORDS[basis] for basis in BASES]
    order_of_rows = [say(ALL), say(VARYING)]
    rows = alt.Y("row:N", sort=order_of_rows, axis=None, scale=alt.Scale(paddingInner=0.6, paddingOuter=0.34))
    along = alt.X("from:Q", title=None, axis=alt.Axis(format=".0%", tickCount=5, grid=False)).scale(domain=[0, 1])
    fill = alt.Color(
        "basis:N",
        sort=order,
        scale=alt.Scale(domain=order, range=list(FIRM[name])),
        legend=alt.Legend(
            symbolStrokeColor=OUTLINE[name], symbolStrokeWidth=1.5, symbolType="square", columns=2, symbolOpacity=1
        ),
    )
    bars = (
        alt.Chart()
        .mark_bar(stroke=OUTLINE[name], strokeWidth=1.5)
        .encode(along, alt.X2("to:Q"), rows, fill, tooltip=["row:N", "basis:N", "count:Q"])
    )
    tests = [
        {"test": f"datum.basis === '{basis}'", "value": ink} for basis, ink in zip(order, ON_FIRM[name], strict=True)
    ]
    counts = (
        alt.Chart()
        .transform_filter(f"datum.to - datum.from > {LEAST_LABELLED}")
        .transform_calculate(middle="(datum.from + datum.to) / 2")
        .mark_text(fontSize=13, fontWeight="bold")
        .encode(alt.X("middle:Q"), rows, text=alt.Text("count:Q"), color=alt.Color(condition=tests, value=colours.text))
    )
    names = (
        alt.Chart()
        .transform_filter("datum.from === 0")
        .mark_text(align="left", fontSize=13, dy=-30, color=colours.text)
        .encode(alt.X("from:Q"), rows, text="which:N")
    )
    return finished([bars, counts, names], colours, 250)


@constant
def shape_spec(theme: str, title: str, scale: str) -> Spec:
    """The density of a drawn value with its 5, 50 and 95 % marks; `scale` is linear or log."""
    import altair as alt

    colours, name = palette(theme), _theme(theme)
    value = alt.X(
        "value:Q",
        title=title or None,
        axis=alt.Axis(tickCount=5, grid=False, format=",~r" if scale == "log" else alt.Undefined),
        scale=alt.Scale(type="log", nice=False) if scale == "log" else alt.Scale(zero=False, nice=False),
    )
    height = alt.Y("density:Q", axis=None, scale=alt.Scale(domain=[0, 1.55], nice=False))
    curve = (
        alt.Chart()
        .transform_filter("datum.part === 'density'")
        .mark_area(color=FIRM[name][2], opacity=0.45, line={"color": OUTLINE[name], "strokeWidth": 1.5})
        .encode(value, height)
    )
    masses = alt.Chart().transform_filter("datum.part === 'mass'")
    stems = masses.mark_rule(color=OUTLINE[name], strokeWidth=3).encode(value, height, y2=alt.datum(0))
    heads = masses.mark_point(filled=True, size=80, color=OUTLINE[name]).encode(
        value, height, opacity=alt.condition("datum.density > 0", alt.value(1), alt.value(0)), tooltip=["text:N"]
    )
    layers = [curve, stems, heads]
    layers += _mark(0.05, value, colours.text, "left", 1.46)
    layers += _mark(0.5, value, colours.text, "left", 1.16)
    layers += _mark(0.95, value, colours.text, "right", 1.46)
    return finished(layers, colours, 200)


def _mark(share: float, value: alt.X, ink: str, side: Literal["left", "right"], storey: float) -> list[alt.Chart]:
    """A line where this share of the draws lies below, with its value beside it."""
    import altair as alt

    here = alt.Chart().transform_filter(f"datum.part === 'mark {share:g}'")
    top = alt.Y(datum=storey)
    solid = {"strokeWidth": 2} if share == 0.5 else {"strokeWidth": 1.5, "strokeDash": [4, 3]}
    return [
        here.mark_rule(color=ink, **solid).encode(value, top, y2=alt.datum(0)),
        here.mark_text(color=ink, align=side, dx=4 if side == "left" else -4, fontSize=12).encode(
            value, top, text="text:N"
        ),
    ]


@constant
def options_spec(theme: str) -> Spec:
    """A bar an option with its share."""
    import altair as alt

    colours, name = palette(theme), _theme(theme)
    option = alt.Y("option:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.55, paddingOuter=0.4))
    share = alt.X("share:Q", title=say("Share of runs"), axis=alt.Axis(format=".0%", tickCount=5, grid=False))
    bars = alt.Chart().mark_bar(color=FIRM[name][2], stroke=OUTLINE[name]).encode(share.scale(domain=[0, 1]), option)
    names = (
        alt.Chart()
        .transform_calculate(label="datum.option + ': ' + datum.text", zero="0")
        .mark_text(align="left", dy=-24, fontSize=13, color=colours.text)
        .encode(alt.X("zero:Q"), option, text="label:N")
    )
    return finished([bars, names], colours, 170)
