"""Charts of the track record as constant Vega-Lite specifications: fans of forecasts, and ranks of what happened."""

from __future__ import annotations

from sim.language.saying import say
from sim.report.drawing.palette import palette
from sim.report.drawing.specs import Spec, constant, finished
from sim.report.words.numbers import counted

HORIZONS = (7, 14, 28)
ALT = {
    "fans": "Bands of forecasts from some days, and a line of what the map showed then",
    "ranks": "Bars: the share of forecasts in which what happened lay in each tenth of the futures",
}
HOW_TO_READ = {
    "fans": (
        "Dark: the middle 50% of the futures of a forecast, light: the middle 90%, 28 days ahead; drawn are forecasts "
        "of the tempo alone from days at least four weeks apart (every ten days in March 2025). Line: what the map "
        "showed."
    ),
    "ranks": (
        "Futures of a forecast in ten lots, those with least ground at the left: in which lot the map then lay. Left: "
        "less ground was held than nearly all of them said; right: more. As many in each tenth, the line, would be "
        "right. Maps that stood still, as most of them said, lie in the middle."
    ),
}


@constant
def fans_spec(theme: str) -> Spec:
    """Two bands a forecast under the line of what was seen."""
    import altair as alt

    colours = palette(theme)
    fan, seen = (alt.Chart().transform_filter(f"datum.part === '{name}'") for name in ("fan", "seen"))
    x = alt.X("date:T", title=None, axis=alt.Axis(grid=False, format="%d %b %Y", labelAngle=0))
    held = alt.Scale(zero=True)
    bands = [
        fan.mark_area(color=colours.neither, opacity=opacity).encode(
            x, alt.Y(f"{low}:Q", title=say("km² held"), scale=held), y2=f"{high}:Q", detail="fan:N"
        )
        for low, high, opacity in (("p05", "p95", 0.3), ("p25", "p75", 0.5))
    ]
    day = alt.Tooltip("date:T", title=say("day"))
    tooltip = [day, alt.Tooltip("km2:Q", title=say("km² on the map"), format=",.0f")]
    line = seen.mark_line(color=colours.ended, strokeWidth=2.0).encode(x, alt.Y("km2:Q"), tooltip=tooltip)
    name = alt.Chart().transform_filter("datum.part === 'name'").mark_text(
        align="right", baseline="top", fontSize=13, color=colours.text
    ).encode(x=alt.value("width"), y=alt.value(0), text="name:N")  # fmt: skip
    return finished([*bands, line, name], colours)


@constant
def ranks_spec(theme: str) -> Spec:
    """A bar a tenth for each horizon, and the line that would be right."""
    import altair as alt

    colours = palette(theme)
    order = [counted(days, "day") for days in HORIZONS]
    lots, flat = say("tenth of the futures, least ground first"), alt.Axis(labelAngle=0, format=".0%")
    tenths = alt.X("from:O", title=lots, axis=flat)
    share = alt.Y("share:Q", title=say("share of forecasts"), axis=alt.Axis(format=".0%"))
    bars = alt.Chart().mark_bar(color=colours.neither).encode(
        tenths, share, xOffset=alt.XOffset("days:N", sort=order),
        opacity=alt.Opacity("days:N", sort=order, legend=alt.Legend())
    )  # fmt: skip
    right = alt.Chart().mark_rule(color=colours.ended).encode(y=alt.datum(0.1))
    return finished([bars, right], colours)
