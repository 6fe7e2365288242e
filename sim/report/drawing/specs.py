"""Vega-Lite specifications of the charts, written in Altair once per theme and kept.

A specification names its data `source` and holds no numbers of a result, so it stays the same while inputs
change. Titles stand outside. Where a dot or a line is one run, a click chooses it: the parameter `run`. Here the
shared pieces and the charts of one scenario; those of several are in comparison_specs. What is not here: the
numbers (frames) and the sentences (words).
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from sim.language.saying import ENGLISH, current, kept, say
from sim.report.drawing.calendar import Calendar, day_axis, day_title
from sim.report.drawing.frames import ENDINGS, SIDES
from sim.report.drawing.kept_specs import kept_or_made
from sim.report.drawing.palette import DASHES, Palette, palette
from sim.report.drawing.said import said
from sim.report.drawing.seen import seen_layers

if TYPE_CHECKING:
    import altair as alt

Spec = dict[str, Any]
HEIGHT = 300
DATA_NAME = "source"
CHOSEN_RUN = "run"
DOT = 62  # area of a dot [px²]
CHOSEN_DOT = 190
LOWEST_LABELLED = 0.07  # a part of lower share has no room for its label, which stands beside it
RAISED, LOWEST_BESIDE = 0.05, 0.02  # beside each other, two such labels stand apart, and none below the axis


def constant(build: Callable[..., Spec]) -> Callable[..., Spec]:
    """Build once per language and arguments; hand out copies, because who draws a specification may change it.

    In English once for all processes, which then need no Altair. Catalogues of other languages may be changed.
    """

    @kept(maxsize=64)
    def pickled(*arguments: Any) -> bytes:
        if current() is ENGLISH:
            return pickle.dumps(kept_or_made(f"{build.__module__}.{build.__qualname__}{arguments}", build, arguments))
        return pickle.dumps(said(build(*arguments)))

    @wraps(build)
    def copied(*arguments: Any) -> Spec:
        made: Spec = pickle.loads(pickled(*arguments))  # a tenth of the time of a deep copy
        return made

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
        .configure_mark(aria=False)  # the chart as a whole has its words; hundreds of dots read one by one have none
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
    return in_their_layers(spec)


def in_their_layers(spec: Spec) -> Spec:
    """Selection parameters moved from the top, where Altair puts them, into the layer that they listen to.

    There they also hold inside a larger figure.
    """
    for parameter in spec.pop("params", []):
        views = parameter.pop("views", [])
        places = [layer for layer in spec["layer"] if layer.get("name") in views] or [spec]
        for place in places:
            place.setdefault("params", []).append(parameter)
    return spec


def chosen_run(*fields: str) -> alt.Parameter:
    """One run chosen by a click on its dot or line; another click on it lets it go."""
    import altair as alt

    return alt.selection_point(name=CHOSEN_RUN, fields=[*fields, "run"], on="click", clear="dblclick", empty=False)


def run_dots(run: alt.Parameter, colours: Palette, size: int = DOT, **mark: Any) -> alt.Chart:
    """Dots that each stand for a run: the chosen one is larger and ringed."""
    import altair as alt

    dots: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.part === 'dot'")
        .mark_point(filled=True, opacity=1, cursor="pointer", **mark)
        .encode(
            size=alt.when(run).then(alt.value(CHOSEN_DOT)).otherwise(alt.value(size)),
            stroke=alt.when(run).then(alt.value(colours.text)).otherwise(alt.value("transparent")),
            strokeWidth=alt.when(run).then(alt.value(2.5)).otherwise(alt.value(0)),
        )
        .add_params(run)
    )
    return dots


def run_number() -> alt.Tooltip:
    """The replication of a dot or a line."""
    import altair as alt

    return alt.Tooltip("run:Q", title=say("run"), format=".0f")


def days_axis(calendar: Calendar | None = None, title: str = "Day") -> alt.X:
    """Days from day 0, with their dates where the calendar tells them."""
    import altair as alt

    return alt.X(
        "day:Q", title=day_title(calendar, title), axis=day_axis(calendar), scale=alt.Scale(nice=False)
    )


def shares_axis(title: str | None, field: str = "share") -> alt.Y:
    import altair as alt

    return alt.Y(
        f"{field}:Q",
        title=title,
        axis=alt.Axis(format=".0%", tickCount=5),
        scale=alt.Scale(domain=[0, 1], clamp=True),
    )


def ending_legend(ended_first: str, **look: Any) -> alt.Legend:
    """A legend of endings that names the area of the foothold no longer held first."""
    import altair as alt

    return alt.Legend(labelExpr=_ending_named("datum.label", ended_first), **look)


def ending_colour(field: str, shades: Sequence[str], legend: alt.Legend) -> alt.Color:
    """The colour of an ending."""
    import altair as alt

    return alt.Color(f"{field}:N", scale=alt.Scale(domain=list(ENDINGS), range=list(shades)), legend=legend)


def ending_dash(field: str, legend: alt.Legend) -> alt.StrokeDash:
    """The line type of an ending, for who sees no colours; one legend for both."""
    import altair as alt

    scale = alt.Scale(domain=list(ENDINGS), range=[list(dash) for dash in DASHES[: len(ENDINGS)]])
    return alt.StrokeDash(f"{field}:N", scale=scale, legend=legend)


def _ending_named(ending: str, ended_first: str) -> str:
    """A Vega expression: the ending as people read it."""
    others = ending if current() is ENGLISH else f"{ {name: say(name) for name in ENDINGS} }[{ending}]"
    return f"{ending} === '{ENDINGS[1]}' ? '{ended_first}' : {others}"


def _shares_by_ending(ended_first: str) -> list[alt.Tooltip]:
    import altair as alt

    titles = {**{name: say(name) for name in ENDINGS}, ENDINGS[1]: ended_first}
    return [alt.Tooltip(f"{name}:Q", title=title, format=".0%") for name, title in titles.items()]


@constant
def first_events_spec(theme: str, ended_first: str = ENDINGS[1], calendar: Calendar | None = None) -> Spec:
    """Stacked shares by first event, with their percentages and a rule at the horizon.

    `ended_first` names the foothold no longer held first, with the scenario's area.
    """
    import altair as alt

    colours = palette(theme)
    event = ending_colour("event", colours.areas, ending_legend(ended_first))
    order = alt.Order("order:Q", sort="ascending")
    folded = (
        alt.Chart()
        .transform_fold(list(ENDINGS), as_=["event", "share"])
        .transform_calculate(
            order=f"datum.event === '{ENDINGS[0]}' ? 0 : datum.event === '{ENDINGS[2]}' ? 1 : 2"
        )
    )
    tooltip = [alt.Tooltip("day:Q"), *_shares_by_ending(ended_first)]
    areas = folded.mark_area(line=False, stroke=colours.background, strokeWidth=1).encode(
        days_axis(calendar), shares_axis(say("Share of runs")).stack("zero"), event, order, tooltip=tooltip
    )
    rule = alt.Chart().mark_rule(color=colours.text, strokeWidth=1.5).encode(x="max(day):Q")
    return finished([areas, rule, *_labels_of_parts(folded, calendar, colours)], colours)


def _labels_of_parts(folded: alt.Chart, calendar: Calendar | None, colours: Palette) -> list[alt.Chart]:
    """The share of each part at the horizon: in the part or, where it is too low for that, beside it."""
    import altair as alt

    truce, _, neither = (f"datum['{name}']" for name in ENDINGS)
    within = {ENDINGS[0]: "0", ENDINGS[2]: truce, ENDINGS[1]: f"{truce} + {neither}"}  # from below
    beneath = {ENDINGS[0]: "1", ENDINGS[2]: truce, ENDINGS[1]: neither}
    middle = _by_event({name: f"{start} + datum.share / 2" for name, start in within.items()})
    raised = _by_event({name: f"{share} > {LOWEST_LABELLED} ? 0 : {RAISED}" for name, share in beneath.items()})
    few, most = (json.dumps(say(text)) for text in ("under 1%", "over 99%"))
    percent = "format(datum.share, '.0%')"
    told = f"datum.share < 0.005 ? {few} : datum.share >= 0.995 && datum.share < 1 ? {most} : {percent}"
    last = folded.transform_joinaggregate(last="max(day)").transform_filter(
        "datum.day === datum.last && datum.share > 0"
    ).transform_calculate(middle=middle, told=told)
    day, share = days_axis(calendar), partial(shares_axis, say("Share of runs"))
    inside = (
        last.transform_filter(f"datum.share > {LOWEST_LABELLED}")
        .mark_text(align="right", dx=-6, fontSize=13, fontWeight="bold")
        .encode(
            day, share("middle"), text="told:N",
            color=on_colours("event", {ENDINGS[0]: colours.on_colour}),
        )
    )
    beside = (
        last.transform_filter(f"datum.share <= {LOWEST_LABELLED}")
        .transform_calculate(beside=f"min(1, max({LOWEST_BESIDE}, datum.middle + ({raised})))")
        .mark_text(align="left", dx=6, fontSize=13, fontWeight="bold", color=colours.text)
        .encode(share("beside"), x=alt.value("width"), text="told:N")  # by no scale: often there is none
    )
    return [inside, beside]


def _by_event(values: Mapping[str, str]) -> str:
    """A Vega expression: the value of the event at hand."""
    *others, (_, last) = values.items()
    return "".join(f"datum.event === '{name}' ? ({value}) : " for name, value in others) + f"({last})"


@constant
def area_spec(theme: str, ended_first: str = ENDINGS[1], calendar: Calendar | None = None) -> Spec:
    """Single paths of held area by ending, the level of loss, a bar for the middle half of those that hold, and maps.

    `ended_first` as in `first_events_spec`.
    """
    import altair as alt

    colours = palette(theme)
    run = chosen_run()
    strokes = ending_legend(ended_first, symbolType="stroke", symbolStrokeWidth=2.5, symbolSize=500)
    colour, dash = ending_colour("ending", colours.first_events, strokes), ending_dash("ending", strokes)
    day = days_axis(calendar)
    area = alt.Y("area:Q", title=say("Ground held, km²"), axis=alt.Axis(tickCount=5), scale=alt.Scale(domainMin=0))
    lines = alt.Chart().transform_filter("datum.part === 'path'")
    paths = lines.mark_line().encode(
        day,
        area,
        colour,
        dash,
        detail="run:N",
        strokeWidth=alt.when(run).then(alt.value(4)).otherwise(alt.value(1.3)),
        opacity=alt.when(run).then(alt.value(1)).otherwise(alt.value(0.75)),
    )
    touch = (
        lines.transform_calculate(named=_ending_named("datum.ending", ended_first))
        .mark_line(strokeWidth=9, opacity=0.001, cursor="pointer")
        .encode(day, area, detail="run:N", tooltip=[run_number(), alt.Tooltip("named:N", title="ending")])
        .add_params(run)
    )
    top = alt.Chart().transform_filter("datum.part === 'top'").mark_point(opacity=0).encode(day, area)
    half = (
        alt.Chart()
        .transform_filter("datum.part === 'half'")
        .mark_rule(color=colours.text, strokeWidth=7, opacity=0.85)
        .encode(
            day,
            alt.Y("low:Q"),
            alt.Y2("high:Q"),
            tooltip=[alt.Tooltip("low:Q", format=".0f"), alt.Tooltip("high:Q", format=".0f")],
        )
    )
    level = alt.Chart().transform_filter("datum.part === 'level'")
    rule = level.mark_rule(color=colours.text, strokeDash=[6, 4]).encode(area)
    level_named = level.transform_calculate(name="format(datum.area, ',.0f') + ' km²'")
    look: dict[str, Any] = {"align": "left", "dx": 5, "dy": -9, "fontSize": 12}
    halo = {"stroke": colours.background, "strokeWidth": 5}
    looks = [look | {"color": colours.background} | halo, look | {"color": colours.text}]
    names = [level_named.mark_text(**one).encode(day, area, text="name:N") for one in looks]
    seen = seen_layers(colours, day, area)
    return finished([top, paths, rule, *names, touch, half, *seen], colours)


def on_colours(field: str, letters: dict[str, str]) -> alt.Color:
    """Colour of letters by the value they stand on; on the others they are nearly black."""
    import altair as alt

    tests = [{"test": f"datum.{field} === '{value}'", "value": shade} for value, shade in letters.items()]
    return alt.Color(condition=tests, value="#111111")


def room() -> alt.Chart:
    """Nothing to see: keeps the height scale at least as tall as the column `ceiling` says."""
    import altair as alt

    nothing: alt.Chart = alt.Chart().mark_point(opacity=0).encode(alt.Y("max(ceiling):Q", axis=None))
    return nothing


def height_axis() -> alt.Y:
    import altair as alt

    return alt.Y("height:Q", axis=None, scale=alt.Scale(nice=False))


@constant
def people_spec(theme: str) -> Spec:
    """50 dots a side, each one future in 50; a bar under them for the middle half."""
    import altair as alt

    colours = palette(theme)
    people = alt.X(
        "people:Q",
        title=say("People killed or wounded"),
        axis=alt.Axis(tickCount=5, format=",.0f", grid=False),
    )
    shape = alt.Shape("side:N", scale=alt.Scale(domain=list(SIDES), range=["circle", "square"]), legend=None)
    tooltip = [alt.Tooltip("side:N"), alt.Tooltip("people:Q", format=",.0f"), run_number()]
    dots = run_dots(chosen_run(), colours, color=colours.neither).encode(people, height_axis(), shape, tooltip=tooltip)
    half = (
        alt.Chart()
        .transform_filter("datum.part === 'half'")
        .mark_rule(strokeWidth=5, color=colours.text)
        .encode(alt.X("low:Q"), height_axis(), x2="high:Q")
    )
    names = (
        alt.Chart()
        .transform_filter("datum.part === 'name'")
        .mark_text(align="left", fontSize=13, fontWeight="bold", color=colours.text)
        .encode(people, height_axis(), text="side:N")
    )
    return finished([dots, half, names], colours, 320)


@constant
def days_spec(theme: str, title: str, calendar: Calendar | None = None) -> Spec:
    """50 dots of the day on which something happens, in the futures in which it does."""
    import altair as alt

    colours = palette(theme)
    day = days_axis(calendar, title).scale(domainMin=0, nice=False)
    if calendar is not None:
        day = day.scale(domainMin=0, domainMax=calendar.horizon, nice=False)
    dots = run_dots(chosen_run(), colours, color=colours.truce).encode(
        day, height_axis(), tooltip=[alt.Tooltip("day:Q", format=".0f"), run_number()]
    )
    return finished([room(), dots], colours, 220)
