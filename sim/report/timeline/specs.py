"""The four lanes of one run and the ground held below them, as one constant Vega-Lite specification a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.language.saying import say
from sim.report.drawing.calendar import Calendar, day_axis, day_title
from sim.report.drawing.palette import Palette, palette
from sim.report.drawing.seen import seen_layers
from sim.report.drawing.specs import Spec, constant, finished

if TYPE_CHECKING:
    import altair as alt

HEIGHT = 450
SEEN_MARK = 45
TOP = 5.62
TONES = ("plain", "truce", "ended")


@constant
def lanes_spec(theme: str, calendar: Calendar) -> Spec:
    """Dots for events, ticks for daily ones, bars for what lasts, a ring and a line at the chosen event; maps below."""
    colours = palette(theme)
    x, y = _x(calendar), _y("y")
    layers = [
        *_area(colours, x, y),
        _baselines(colours, y),
        *_marks(colours, x, y),
        *seen_layers(colours, x, y, SEEN_MARK),
        *_now(colours, x, y),
        *_lane_names(colours, x),
    ]
    return finished(layers, colours, HEIGHT)


def _x(calendar: Calendar) -> alt.X:
    import altair as alt

    whole = alt.Scale(domain=[0.0, float(calendar.horizon)], nice=False, padding=10)
    return alt.X("x:Q", title=day_title(calendar), axis=day_axis(calendar), scale=whole)


def _y(field: str) -> alt.Y:
    import altair as alt

    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0.0, TOP], nice=False))


def _part(name: str) -> alt.Chart:
    import altair as alt

    return alt.Chart().transform_filter(f"datum.part === '{name}'")


def _tone(colours: Palette) -> alt.Color:
    import altair as alt

    shades = [colours.quiet_text, colours.truce, colours.ended]
    return alt.Color("tone:N", legend=None, scale=alt.Scale(domain=list(TONES), range=shades))


def _area(colours: Palette, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    import altair as alt

    tooltip = [alt.Tooltip("x:Q", title="day"), alt.Tooltip("area:Q", title=say("km² held"), format=".0f")]
    filled = _part("area").mark_area(color=colours.neither, opacity=0.28, interpolate="linear")
    line = _part("area").mark_line(color=colours.neither, strokeWidth=1.8)
    return [filled.encode(x, y, tooltip=tooltip), line.encode(x, y)]


def _baselines(colours: Palette, y: alt.Y) -> alt.Chart:
    chart: alt.Chart = _part("lane").mark_rule(color=colours.grid, strokeWidth=1.0).encode(y)
    return chart


def _lane_names(colours: Palette, x: alt.X) -> list[alt.Chart]:
    """Over a halo, so that they stay readable over dots and ground."""
    look: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": 12, "dx": -8}
    halo = _part("lane").mark_text(color=colours.background, stroke=colours.background, strokeWidth=4.0, **look)
    name = _part("lane").mark_text(color=colours.text, **look)
    return [layer.encode(x, _y("label_y"), text="text:N") for layer in (halo, name)]


def _marks(colours: Palette, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    import altair as alt

    tooltip = [
        alt.Tooltip("day:N"),
        alt.Tooltip("date:N"),
        alt.Tooltip("sentence:N", title=say("what happens")),
    ]
    tone = _tone(colours)
    spans = _part("span").mark_rule(strokeWidth=9.0, opacity=0.3, strokeCap="round").encode(x, y, tone, x2="x2:Q")
    ticks = _part("tick").mark_tick(orient="vertical", size=11, thickness=1.2, opacity=0.55)
    dots = _part("event").mark_point(filled=True, size=70, opacity=1, stroke=colours.background, strokeWidth=0.8)
    return [spans, ticks.encode(x, y, tone, tooltip=tooltip), dots.encode(x, y, tone, tooltip=tooltip)]


def _now(colours: Palette, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    rule = _part("now").mark_rule(color=colours.ended, strokeWidth=1.6, opacity=0.9).encode(x)
    ring = _part("now").mark_point(
        filled=False, size=230, strokeWidth=2.6, opacity=1, color=colours.ended, shape="circle"
    )
    return [rule, ring.encode(x, y)]
