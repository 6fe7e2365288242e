"""Vega-Lite specifications of the charts, written in Altair once per theme and kept.

A specification names its data `source` and holds no numbers of a result, so it stays the same while inputs
change. Titles stand outside. What is not here: the numbers (frames) and the sentences (words).
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any

from sim.report.frames import ENDINGS, EXIT_MODES, SIDES
from sim.report.palette import DASHES, LETTERS, Palette, palette

if TYPE_CHECKING:
    import altair as alt

Spec = dict[str, Any]
HEIGHT = 300
DATA_NAME = "source"


def constant(build: Callable[..., Spec]) -> Callable[..., Spec]:
    """Build once per arguments; hand out copies, because who draws a specification may change it."""
    kept = lru_cache(maxsize=64)(build)

    @wraps(build)
    def copied(*arguments: str) -> Spec:
        return copy.deepcopy(kept(*arguments))

    return copied


def finished(layers: list[alt.Chart], colours: Palette, height: int = HEIGHT) -> Spec:
    """Layers over one data set, as wide as their place, with the colours and letter sizes of the theme."""
    import altair as alt

    chart = alt.layer(*layers, data=alt.NamedData(name=DATA_NAME)).properties(
        width="container", height=height
    )
    chart = (
        chart.configure(background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=colours.text,
            titleColor=colours.text,
            gridColor=colours.grid,
            domainColor=colours.quiet_text,
            tickColor=colours.quiet_text,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelOverlap="greedy",
            labelSeparation=8,
        )
        .configure_legend(
            orient="top",
            title=None,
            labelColor=colours.text,
            labelFontSize=12,
            labelLimit=170,
            symbolSize=110,
        )
    )
    spec: Spec = chart.to_dict()
    return spec


def _days(title: str = "Day") -> alt.X:
    import altair as alt

    return alt.X("day:Q", title=title, axis=alt.Axis(tickCount=6, grid=False), scale=alt.Scale(nice=False))


def _shares(title: str | None, field: str = "share") -> alt.Y:
    import altair as alt

    return alt.Y(
        f"{field}:Q",
        title=title,
        axis=alt.Axis(format=".0%", tickCount=5),
        scale=alt.Scale(domain=[0, 1], clamp=True),
    )


@constant
def first_events_spec(theme: str) -> Spec:
    """Stacked shares by first event, with their percentages and a rule at the horizon."""
    import altair as alt

    colours = palette(theme)
    event = alt.Color("event:N", scale=alt.Scale(domain=list(ENDINGS), range=list(colours.first_events)))
    order = alt.Order("order:Q", sort="ascending")
    folded = (
        alt.Chart()
        .transform_fold(list(ENDINGS), as_=["event", "share"])
        .transform_calculate(
            order=f"datum.event === '{ENDINGS[0]}' ? 0 : datum.event === '{ENDINGS[2]}' ? 1 : 2"
        )
    )
    tooltip = [alt.Tooltip("day:Q"), *(alt.Tooltip(f"{name}:Q", format=".0%") for name in ENDINGS)]
    areas = folded.mark_area(line=False).encode(
        _days(), _shares("Share of runs").stack("zero"), event, order, tooltip=tooltip
    )
    rule = alt.Chart().mark_rule(color=colours.text, strokeWidth=1.5).encode(x="max(day):Q")
    labels = (
        folded.transform_joinaggregate(last="max(day)")
        .transform_filter("datum.day === datum.last")
        .mark_text(align="right", dx=-6, fontSize=13, fontWeight="bold")
        .encode(
            _days(),
            alt.Y("share:Q", stack="zero", bandPosition=0.5, scale=alt.Scale(domain=[0, 1])),
            order=order,
            detail="event:N",
            text=alt.Text("share:Q", format=".0%"),
            color=on_colours("event", {ENDINGS[0]: colours.on_colour}),
            opacity=alt.condition("datum.share > 0.07", alt.value(1), alt.value(0)),
        )
    )
    return finished([areas, rule, labels], colours)


@constant
def curves_spec(theme: str, title: str) -> Spec:
    """Cumulative shares of up to three scenarios: colour, line type, a letter at the end, and 95 % bands."""
    import altair as alt

    colours = palette(theme)
    letters = list(LETTERS)
    colour = alt.Color(
        "scenario:N", scale=alt.Scale(domain=letters, range=list(colours.scenarios)), legend=None
    )
    dash = alt.StrokeDash(
        "scenario:N", scale=alt.Scale(domain=letters, range=[list(d) for d in DASHES]), legend=None
    )
    tooltip = [
        alt.Tooltip("scenario:N"),
        alt.Tooltip("day:Q"),
        *(alt.Tooltip(f"{field}:Q", format=".0%") for field in ("share", "low", "high")),
    ]
    band = (
        alt.Chart().mark_area(opacity=0.16).encode(_days(), _shares(title, "low"), alt.Y2("high:Q"), colour)
    )
    line = (
        alt.Chart().mark_line(strokeWidth=2.5).encode(_days(), _shares(title), colour, dash, tooltip=tooltip)
    )
    letter = (
        alt.Chart()
        .transform_filter("isValid(datum.label_at)")
        .mark_text(align="right", dx=-2, dy=-11, fontSize=16, fontWeight="bold")
        .encode(_days(), _shares(title, "label_at"), colour, text="scenario:N")
    )
    return finished([band, line, letter], colours)


@constant
def area_spec(theme: str) -> Spec:
    """Single paths of held area coloured by their ending; a bar for the middle half of those that hold."""
    import altair as alt

    colours = palette(theme)
    domain = list(ENDINGS)
    colour = alt.Color("ending:N", scale=alt.Scale(domain=domain, range=list(colours.first_events)))
    area = alt.Y("area:Q", title="Ground held, km²", axis=alt.Axis(tickCount=5), scale=alt.Scale(domainMin=0))
    paths = (
        alt.Chart()
        .transform_filter("datum.part === 'path'")
        .mark_line(strokeWidth=1.3, opacity=0.75)
        .encode(_days(), area, colour, detail="run:N")
    )
    half = (
        alt.Chart()
        .transform_filter("datum.part === 'half'")
        .mark_rule(color=colours.text, strokeWidth=7, opacity=0.85)
        .encode(
            _days(),
            alt.Y("low:Q"),
            alt.Y2("high:Q"),
            tooltip=[alt.Tooltip("low:Q", format=".0f"), alt.Tooltip("high:Q", format=".0f")],
        )
    )
    return finished([paths, half], colours)


def on_colours(field: str, letters: dict[str, str]) -> alt.Color:
    """Colour of letters by the value they stand on; on the others they are nearly black."""
    import altair as alt

    tests = [{"test": f"datum.{field} === '{value}'", "value": shade} for value, shade in letters.items()]
    return alt.Color(condition=tests, value="#111111")


def _room() -> alt.Chart:
    """Nothing to see: keeps the height scale at least as tall as the column `ceiling` says."""
    import altair as alt

    nothing: alt.Chart = alt.Chart().mark_point(opacity=0).encode(alt.Y("max(ceiling):Q", axis=None))
    return nothing


def _height_axis() -> alt.Y:
    import altair as alt

    return alt.Y("height:Q", axis=None, scale=alt.Scale(nice=False))


@constant
def people_spec(theme: str) -> Spec:
    """50 dots a side, each one future in 50; a bar under them for the middle half."""
    import altair as alt

    colours = palette(theme)
    people = alt.X(
        "people:Q",
        title="People killed or wounded",
        axis=alt.Axis(tickCount=5, format=",.0f", grid=False),
    )
    shape = alt.Shape("side:N", scale=alt.Scale(domain=list(SIDES), range=["circle", "square"]), legend=None)
    dots = (
        alt.Chart()
        .transform_filter("datum.part === 'dot'")
        .mark_point(filled=True, size=62, opacity=1, color=colours.neither)
        .encode(
            people,
            _height_axis(),
            shape,
            tooltip=[alt.Tooltip("side:N"), alt.Tooltip("people:Q", format=",.0f")],
        )
    )
    half = (
        alt.Chart()
        .transform_filter("datum.part === 'half'")
        .mark_rule(strokeWidth=5, color=colours.text)
        .encode(alt.X("low:Q"), _height_axis(), x2="high:Q")
    )
    names = (
        alt.Chart()
        .transform_filter("datum.part === 'name'")
        .mark_text(align="left", fontSize=13, fontWeight="bold", color=colours.text)
        .encode(people, _height_axis(), text="side:N")
    )
    return finished([dots, half, names], colours, 320)


@constant
def days_spec(theme: str, title: str) -> Spec:
    """50 dots of the day on which something happens, in the futures in which it does."""
    import altair as alt

    colours = palette(theme)
    day = _days(f"{title} (a dot is 1 in 50 of these futures)").scale(domainMin=0, nice=False)
    dots = (
        alt.Chart()
        .mark_point(filled=True, size=62, opacity=1, color=colours.truce)
        .encode(day, _height_axis(), tooltip=[alt.Tooltip("day:Q", format=".0f")])
    )
    return finished([_room(), dots], colours, 220)


@constant
def differences_spec(theme: str, title: str, other: str = "B") -> Spec:
    """Dots of the pairs that differ; below them the mean of all pairs with its interval; `other` is B or C."""
    import altair as alt

    colours = palette(theme)
    signed = alt.Axis(
        tickCount=6, format="+,.0f", grid=False, labelExpr="datum.value === 0 ? '0' : datum.label"
    )
    change = alt.X("change:Q", title=title, axis=signed)
    other_colour = colours.scenarios[LETTERS.index(other)]
    scale = alt.Scale(domain=["A", other], range=[colours.scenario_a, other_colour])
    shapes = alt.Scale(domain=["A", other], range=["circle", "diamond"])
    legend = alt.Legend(labelExpr="'more in ' + datum.label")
    dots = (
        alt.Chart()
        .transform_filter("datum.part === 'dot'")
        .mark_point(filled=True, size=62, opacity=1)
        .encode(
            change,
            _height_axis(),
            alt.Color("more:N", scale=scale, legend=legend),
            alt.Shape("more:N", scale=shapes, legend=legend),
            tooltip=[alt.Tooltip("change:Q", format="+,.0f")],
        )
    )
    zero = alt.Chart().mark_rule(color=colours.quiet_text, strokeDash=[4, 3]).encode(x=alt.datum(0))
    below = alt.Chart().transform_filter("datum.part === 'mean'")
    interval = below.mark_rule(strokeWidth=4, color=colours.text).encode(
        alt.X("low:Q"), _height_axis(), x2="high:Q"
    )
    mean = below.mark_point(filled=True, size=110, opacity=1, color=colours.text, shape="diamond").encode(
        change,
        _height_axis(),
        tooltip=[alt.Tooltip(f"{field}:Q", format="+,.0f") for field in ("change", "low", "high")],
    )
    return finished([_room(), zero, dots, interval, mean], colours, 260)


def _chances(title: str, field: str) -> alt.Y:
    import altair as alt

    axis = alt.Axis(format=".0%", tickCount=5)
    return alt.Y(f"{field}:Q", title=title, axis=axis, scale=alt.Scale(domainMin=0))


@constant
def acceptance_spec(theme: str) -> Spec:
    """Mean chance of accepting within 30 days, day by day and party, with the middle half of the runs."""
    import altair as alt

    colours = palette(theme)
    shades = alt.Scale(domain=list(SIDES), range=[colours.scenario_a, colours.neither])
    strokes = alt.Legend(symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=2.5)
    colour = alt.Color("party:N", scale=shades, legend=strokes)
    dashes = alt.Scale(domain=list(SIDES), range=[[1, 0], [7, 4]])
    dash = alt.StrokeDash("party:N", scale=dashes, legend=strokes)
    title = "Chance of accepting within 30 days"
    band = (
        alt.Chart().mark_area(opacity=0.18).encode(_days(), _chances(title, "low"), alt.Y2("high:Q"), colour)
    )
    line = (
        alt.Chart()
        .mark_line(strokeWidth=2.5)
        .encode(
            _days(),
            _chances(title, "mean"),
            colour,
            dash,
            tooltip=[alt.Tooltip("party:N"), alt.Tooltip("day:Q"), alt.Tooltip("mean:Q", format=".0%")],
        )
    )
    return finished([band, line], colours)


@constant
def exit_spec(theme: str) -> Spec:
    """How forces leave: one bar of 100 % a scenario with its percentages."""
    import altair as alt

    colours = palette(theme)
    shades = [colours.truce, colours.foothold_ended, colours.text, colours.scenario_b, colours.neither]
    scenario = alt.Y("scenario:N", title=None, axis=alt.Axis(labelLimit=120, ticks=False, domain=False))
    share = alt.X(
        "share:Q", stack="zero", title="Share of runs", axis=alt.Axis(format=".0%", tickCount=5, grid=False)
    )
    order = alt.Order("order:Q", sort="ascending")
    bars = (
        alt.Chart()
        .mark_bar(stroke=colours.background, strokeWidth=1.5)
        .encode(
            share.scale(domain=[0, 1]),
            scenario,
            alt.Color("mode:N", scale=alt.Scale(domain=list(EXIT_MODES), range=shades)),
            order,
            tooltip=[alt.Tooltip("mode:N"), alt.Tooltip("share:Q", format=".0%")],
        )
    )
    labels = (
        alt.Chart()
        .mark_text(fontSize=12, fontWeight="bold")
        .encode(
            share.bandPosition(0.5),
            scenario,
            order=order,
            detail="mode:N",
            text=alt.Text("share:Q", format=".0%"),
            color=on_colours("mode", {"orderly": colours.on_colour, "cut": colours.background}),
            opacity=alt.condition("datum.share > 0.08", alt.value(1), alt.value(0)),
        )
    )
    return finished([bars, labels], colours, 170)
