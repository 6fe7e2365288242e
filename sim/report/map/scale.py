"""Ground beside the map: what was seen of it by a day and what maps of the runs would show, on one scale of area.

A row for the runs on that day, and one for the newest map of each observer with what maps of the runs would have shown
on the observer's own day. Known by day 0 is a full dot, later a hollow diamond; a claim is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sim.analysis.ensemble_like import Floats
from sim.language.saying import say, spoken
from sim.report.drawing.frames import frame
from sim.report.drawing.palette import palette
from sim.report.drawing.seen import KNOWN, LATER, SHAPES
from sim.report.drawing.specs import Spec, constant, finished
from sim.report.words.numbers import calendar_date
from sim.scenario.observed.sights import Sight

if TYPE_CHECKING:
    import pandas as pd

ROW_PX = 38
SECOND_LINE_PX = -7  # names stand higher by half a line
NAME_PX = 130  # a phone leaves no more
RUNS = spoken("maps of the runs")
MAPS = "maps"
BREAK = "|"  # between the two lines of a name
COLUMNS: dict[str, Any] = {
    "part": "", "row": "", "order": 0.0, "low": 0.0, "middle": 0.0, "high": 0.0, "area": 0.0, "mark": "", "says": "",
}  # fmt: skip


def scale_frame(maps: Floats, start: date, day: int, newest: Sequence[Sight]) -> pd.DataFrame:
    """Rows of the chart; `maps` holds 5, 50 and 95 % [km²] of maps of the runs (day, 3) from day 0 on."""
    rows = [_band(f"{say(RUNS)}{BREAK}{calendar_date(start, day)}", 0.0, maps[day])]
    for order, one in enumerate(sorted(newest, key=lambda one: -one.day), start=1):
        rows += _of(one, f"{one.observer}{BREAK}{calendar_date(start, one.day)}", float(order), maps)
    return frame({name: [row.get(name, default) for row in rows] for name, default in COLUMNS.items()})


def _of(one: Sight, name: str, order: float, maps: Floats) -> Iterator[dict[str, Any]]:
    """The observer's mark, and under that of a later day what maps of the runs would have shown."""
    if not one.known and one.day < len(maps):
        yield _band(name, order, maps[one.day])
    part = KNOWN if one.known else LATER
    says = say("{held_km2:.0f} km²", held_km2=one.held_km2)
    yield {"part": part, "row": name, "order": order, "area": one.held_km2, "mark": SHAPES[part], "says": says}


def _band(name: str, order: float, three: Floats) -> dict[str, Any]:
    low, middle, high = (float(value) for value in three)
    says = say("9 in 10 show {low:.0f} to {high:.0f} km², half at most {middle:.0f}", low=low, high=high, middle=middle)
    return {"part": MAPS, "row": name, "order": order, "low": low, "middle": middle, "high": high, "says": says}


def top_km2(maps: Floats, newest: Sequence[Sight]) -> int:
    """Where the scale ends [km²]: the same on all days, so that a bar that grows shorter is ground."""
    most = max([float(maps[:, -1].max()), *(one.held_km2 for one in newest)])
    step = 10 ** max(len(str(int(most))) - 1, 1) // 2 or 1
    return int(-(-most // step) * step)


def scale_height(rows: int) -> int:
    """Height of the picture [px] with so many rows."""
    return ROW_PX * rows


@constant
def scale_spec(theme: str, height: str, top: str) -> Spec:
    """Bars over the middle nine tenths with a stroke at the middle, marks of observers over them."""
    import altair as alt

    colours = palette(theme)
    whole = alt.Scale(domain=[0, int(top)], nice=False)
    axis = alt.Axis(title=say("km² held, as maps show it"), tickCount=5)
    names = alt.Axis(
        labelExpr=f"split(datum.label, '{BREAK}')", labelLimit=NAME_PX, ticks=False, domain=False, labelPadding=6,
        labelOverlap=False, labelOffset=SECOND_LINE_PX,
    )  # fmt: skip
    rows = alt.Y("row:N", title=None, axis=names, sort=alt.EncodingSortField("order", op="min"))
    tooltip = [alt.Tooltip("row:N", title=say("whose")), alt.Tooltip("says:N", title=say("shows"))]
    of_maps = alt.Chart().transform_filter(f"datum.part === '{MAPS}'")
    bars = of_maps.mark_bar(height=13, color=colours.neither, opacity=0.5).encode(
        alt.X("low:Q", scale=whole, axis=axis), rows, alt.X2("high:Q"), tooltip=tooltip
    )
    middles = of_maps.mark_tick(thickness=2.5, size=19, color=colours.text).encode(alt.X("middle:Q"), rows)
    layers = [bars, middles]
    for part, fill in ((KNOWN, colours.text), (LATER, colours.background)):
        mark = alt.Chart().transform_filter(f"datum.part === '{part}'").mark_point(
            filled=True, fill=fill, stroke=colours.text, strokeWidth=2.0, opacity=1, size=110
        )  # fmt: skip
        shape = alt.Shape("mark:N", scale=None, legend=None)
        layers.append(mark.encode(alt.X("area:Q", scale=whole), rows, shape, tooltip=tooltip))
    return finished(layers, colours, int(height))
