"""Specifications of the charts that set one to four scenarios side by side: same axes, colours and letters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.language.saying import say
from sim.report.comparison.frames import WAYS_TO_END
from sim.report.drawing.calendar import Calendar
from sim.report.drawing.frames import WAY_NAMES
from sim.report.drawing.palette import DASHES, LETTERS, Palette, palette
from sim.report.drawing.specs import (
    Spec,
    chosen_run,
    constant,
    days_axis,
    finished,
    height_axis,
    on_colours,
    room,
    run_dots,
    run_number,
    shares_axis,
)

if TYPE_CHECKING:
    import altair as alt

ROW_HEIGHT = 84
AXIS_HEIGHT = 44
ROW_DOT = 44


def scenario_colour(colours: Palette, scenarios: int = len(LETTERS), legend: alt.Legend | None = None) -> alt.Color:
    """The colour of a scenario by its letter."""
    import altair as alt

    scale = alt.Scale(domain=list(LETTERS[:scenarios]), range=list(colours.scenarios[:scenarios]))
    return alt.Color("scenario:N", scale=scale, legend=legend)


def scenario_dash(scenarios: int = len(LETTERS), legend: alt.Legend | None = None) -> alt.StrokeDash:
    """The line type of a scenario by its letter."""
    import altair as alt

    scale = alt.Scale(domain=list(LETTERS[:scenarios]), range=[list(dash) for dash in DASHES[:scenarios]])
    return alt.StrokeDash("scenario:N", scale=scale, legend=legend)


@constant
def curves_spec(theme: str, title: str, calendar: Calendar | None = None) -> Spec:
    """Shares by day of up to four scenarios: colour, line type, a letter beside the end, and 95 % bands."""
    import altair as alt

    colours = palette(theme)
    colour, day, share = scenario_colour(colours), days_axis(calendar), shares_axis(title)
    band, line = _band_and_line(title, day, colour, scenario_dash(), "linear")
    end = alt.Chart().transform_filter("datum.part === 'letter'")
    leader = end.mark_rule(strokeWidth=1).encode(day, share, colour, alt.X2("label_day:Q"), alt.Y2("label_at:Q"))
    letter = end.mark_text(align="left", dx=3, fontSize=15, fontWeight="bold").encode(
        alt.X("label_day:Q"), shares_axis(title, "label_at"), colour, text="scenario:N"
    )
    right = end.mark_point(opacity=0).encode(alt.X("room:Q"))
    return finished([band, line, leader, letter, right], colours)


@constant
def durability_spec(theme: str, scenarios: int) -> Spec:
    """Steps of the share of truces still holding, with bands; a legend, because the steps end on different days."""
    import altair as alt

    colours = palette(theme)
    strokes = alt.Legend(symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=2.5, symbolSize=500)
    colour, dash = scenario_colour(colours, scenarios, strokes), scenario_dash(scenarios, strokes)
    watched = alt.Tooltip("watched:Q", title=say("truces watched"), format=".0f")
    since = days_axis(title=say("Days since the truce began"))
    layers = _band_and_line(say("Share of truces"), since, colour, dash, "step-after", watched)
    return finished([*layers, *_end_dates(since, colours)], colours)


def _end_dates(since: alt.X, colours: Palette) -> list[alt.Chart]:
    """A rule on each day on which truces run out, with its name; that of a later one before it and lower."""
    import altair as alt

    share, drawn = shares_axis(say("Share of truces")), []
    names = {"end": say("end date, day "), "next": say("next, day ")}
    places: dict[str, dict[str, Any]] = {
        "end": {"align": "left", "dx": 5}, "next": {"align": "right", "dx": -5, "dy": 16}
    }
    for part, name in names.items():
        end = alt.Chart().transform_filter(f"datum.part === '{part}'")
        named = end.transform_calculate(name=f"{json.dumps(name)} + format(datum.day, '.0f')")
        words = named.mark_text(baseline="top", fontSize=12, color=colours.text, **places[part])
        rule = end.mark_rule(color=colours.text, strokeDash=[4, 3])
        drawn += [rule.encode(since), words.encode(since, share, text="name:N")]
    return drawn


def _band_and_line(
    share: str, days: alt.X, colour: alt.Color, dash: alt.StrokeDash, interpolate: Any, *more: alt.Tooltip
) -> list[alt.Chart]:
    import altair as alt

    tooltip = [
        alt.Tooltip("scenario:N"),
        alt.Tooltip("day:Q"),
        *(alt.Tooltip(f"{field}:Q", format=".0%") for field in ("share", "low", "high")),
        *more,
    ]
    curve = alt.Chart().transform_filter("datum.part === 'curve'")
    band = curve.mark_area(opacity=0.16, interpolate=interpolate).encode(
        days, shares_axis(share, "low"), alt.Y2("high:Q"), colour
    )
    line = curve.mark_line(strokeWidth=2.5, interpolate=interpolate).encode(
        days, shares_axis(share), colour, dash, tooltip=tooltip
    )
    return [band, line]


@constant
def rows_spec(theme: str, title: str, rows: int) -> Spec:
    """A row of dots a scenario on one axis, each dot one future in 50, over a bar for its middle half."""
    import altair as alt

    colours = palette(theme)
    height = alt.Y("height:Q", axis=_letters_axis(colours, rows), scale=alt.Scale(domain=[0, rows], nice=False))
    axis = alt.Axis(tickCount=5, format=",.0f", grid=True)
    value = alt.X("value:Q", title=title, axis=axis, scale=alt.Scale(zero=True))
    numbers = [alt.Tooltip(f"{field}:Q", format=",.3~r") for field in ("low", "high")]
    dots = run_dots(chosen_run("scenario"), colours, ROW_DOT).encode(
        value,
        height,
        scenario_colour(colours),
        tooltip=[alt.Tooltip("scenario:N"), alt.Tooltip("value:Q", format=",.3~r"), run_number()],
    )
    half = (
        alt.Chart()
        .transform_filter("datum.part === 'half'")
        .mark_rule(strokeWidth=5, color=colours.text)
        .encode(alt.X("low:Q"), height, x2="high:Q", tooltip=numbers)
    )
    none = (
        alt.Chart()
        .transform_filter("datum.part === 'none'")
        .mark_text(align="left", dx=6, dy=-8, fontSize=12, color=colours.quiet_text, text=say("in no run"))
        .encode(value, height)
    )
    return finished([dots, half, none], colours, rows * ROW_HEIGHT + AXIS_HEIGHT)


def _letters_axis(colours: Palette, rows: int) -> alt.Axis:
    """A letter beside the middle of each row, in the colour of its scenario, A on top."""
    import altair as alt

    middles = {rows - 0.5 - row: row for row in range(rows)}
    shades: Any = {
        "condition": [
            {"test": f"datum.value === {middle}", "value": colours.scenarios[row]} for middle, row in middles.items()
        ],
        "value": colours.text,
    }
    letters = ", ".join(f"'{middle}': '{LETTERS[row]}'" for middle, row in middles.items())
    return alt.Axis(
        title=None,
        values=list(middles),
        labelExpr=f"{{{letters}}}[datum.value]",
        labelColor=shades,
        labelFontSize=15,
        labelFontWeight="bold",
        labelPadding=8,
        ticks=False,
        domain=False,
        grid=False,
    )


@constant
def differences_spec(theme: str, title: str, other: str = "B") -> Spec:
    """Dots of the pairs that differ; below them the mean of all pairs with its interval; `other` is B, C or D."""
    import altair as alt

    colours = palette(theme)
    signed = alt.Axis(
        tickCount=6, format="+,.0f", grid=False, labelExpr="datum.value === 0 ? '0' : datum.label"
    )
    change = alt.X("change:Q", title=title, axis=signed)
    other_colour = colours.scenarios[LETTERS.index(other)]
    scale = alt.Scale(domain=["A", other], range=[colours.scenario_a, other_colour])
    shapes = alt.Scale(domain=["A", other], range=["circle", "diamond"])
    legend = alt.Legend(labelExpr=f"{json.dumps(say('more in '))} + datum.label")
    dots = run_dots(chosen_run(), colours).encode(
        change,
        height_axis(),
        alt.Color("more:N", scale=scale, legend=legend),
        alt.Shape("more:N", scale=shapes, legend=legend),
        tooltip=[alt.Tooltip("change:Q", format="+,.0f"), run_number()],
    )
    zero = alt.Chart().mark_rule(color=colours.quiet_text, strokeDash=[4, 3]).encode(x=alt.datum(0))
    below = alt.Chart().transform_filter("datum.part === 'mean'")
    interval = below.mark_rule(strokeWidth=4, color=colours.text).encode(
        alt.X("low:Q"), height_axis(), x2="high:Q"
    )
    mean = below.mark_point(filled=True, size=110, opacity=1, color=colours.text, shape="diamond").encode(
        change,
        height_axis(),
        tooltip=[alt.Tooltip(f"{field}:Q", format="+,.0f") for field in ("change", "low", "high")],
    )
    return finished([room(), zero, dots, interval, mean], colours, 260)


@constant
def exit_spec(theme: str) -> Spec:
    """How forces leave: one bar of 100 % a scenario with its percentages."""
    colours = palette(theme)
    shades = [colours.truce, colours.ended, colours.text, colours.surrendered, colours.neither]
    letters = {WAY_NAMES["orderly"]: colours.on_colour, WAY_NAMES["cut"]: colours.background}
    return _bars(colours, dict(zip(WAY_NAMES.values(), shades, strict=True)), letters, say("Share of runs"))


@constant
def truce_ends_spec(theme: str) -> Spec:
    """How truces end: one bar of 100 % a scenario with its percentages."""
    colours = palette(theme)
    shades = dict(zip(WAYS_TO_END, (colours.ended, colours.neither, colours.truce), strict=True))
    return _bars(colours, shades, {WAYS_TO_END[-1]: colours.on_colour}, say("Share of truces"))


def _bars(colours: Palette, shades: Mapping[str, str], letters: dict[str, str], title: str) -> Spec:
    """Bars of 100 %, a row a scenario, in the order of the modes; `letters` are their colour where it is not black."""
    import altair as alt

    scenario = alt.Y("scenario:N", title=None, axis=alt.Axis(labelLimit=120, ticks=False, domain=False))
    axis = alt.Axis(format=".0%", tickCount=5, grid=False)
    share = alt.X("share:Q", stack="zero", title=title, axis=axis)
    order = alt.Order("order:Q", sort="ascending")
    bars = (
        alt.Chart()
        .mark_bar(stroke=colours.background, strokeWidth=1.5)
        .encode(
            share.scale(domain=[0, 1]),
            scenario,
            alt.Color("mode:N", scale=alt.Scale(domain=list(shades), range=list(shades.values()))),
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
            color=on_colours("mode", letters),
            opacity=alt.condition("datum.share > 0.08", alt.value(1), alt.value(0)),
        )
    )
    return finished([bars, labels], colours, 170)
