"""Bands of chance by day, a row a settlement: which ground stays longest, at one glance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.analysis.ensemble_like import Floats
from sim.analysis.settlements import SettlementChances
from sim.language.saying import say
from sim.report.drawing.calendar import Calendar, day_axis, day_title
from sim.report.drawing.frames import frame
from sim.report.drawing.palette import palette
from sim.report.drawing.specs import Spec, constant, finished
from sim.report.map.specs import CLASSES, tenths, tenths_legend
from sim.report.map.words import order_of_fall
from sim.scenario.referenced.theatre import Theatre

if TYPE_CHECKING:
    import pandas as pd

ROW_PX, LEAST_PX, MOST_PX = 34, 180, 560
NAME_PX = 118  # a phone leaves no more
TWO_LINES = (  # a long name is broken at a space after its first letters
    "length(datum.label) > 16 ? split(replace(datum.label, regexp('^(.{8,}?) '), '$1|'), '|') : datum.label"
)


def strips_frame(chances: SettlementChances, theatre: Theatre, day: int) -> pd.DataFrame:
    """settlement, order, day, until, share, says in parts 'cell'; a row part='day' with the chosen day.

    A cell is a stretch of days on which the chance stays in the same fifth; its share is the middle of that fifth.
    """
    rows: list[dict[str, Any]] = []
    for order, number in enumerate(order_of_fall(theatre)):
        for first, last, which in stretches(chances.held[number]):
            days = say("days {first} to {last}", first=first, last=last)
            days = say("day {first}", first=first) if first == last else days
            says = say("{days}: in {tenths} of 10 runs", days=days, tenths=say(CLASSES[which]))
            share = (which + 0.5) / len(CLASSES)
            at = {"settlement": chances.names[number], "order": float(order), "share": share, "says": says}
            rows.append({**at, "part": "cell", "day": first - 0.5, "until": last + 0.5})
    rows.append({"part": "day", "day": float(day)})
    texts = {name: [row.get(name, "") for row in rows] for name in ("part", "settlement", "says")}
    numbers = {name: [row.get(name, math.nan) for row in rows] for name in ("order", "day", "until", "share")}
    return frame({**texts, **numbers})


def stretches(shares: Floats) -> list[tuple[int, int, int]]:
    """First day, last day and fifth of each stretch of days in the same fifth."""
    fifths = [fifth(share) for share in shares]
    starts = [day for day in range(len(fifths)) if day == 0 or fifths[day] != fifths[day - 1]]
    ends = [start - 1 for start in starts[1:]] + [len(fifths) - 1]
    return [(start, end, fifths[start]) for start, end in zip(starts, ends, strict=True)]


def fifth(share: float) -> int:
    """Which of the five fills a share has; without runs it has the first."""
    return 0 if math.isnan(share) else min(int(share * len(CLASSES)), len(CLASSES) - 1)


def strips_height(n_settlements: int) -> int:
    """Height of the picture [px]."""
    return min(max(ROW_PX * n_settlements, LEAST_PX), MOST_PX)


@constant
def strips_spec(theme: str, height: str, calendar: Calendar, alone: str = "") -> Spec:
    """Cells in the fills of the map, with a line at the chosen day; height [px] as text.

    `alone` is not empty where the map with its legend is not beside it.
    """
    import altair as alt

    colours = palette(theme)
    whole = alt.Scale(domain=[-0.5, calendar.horizon + 0.5], nice=False)
    day = alt.X("day:Q", title=day_title(calendar), axis=day_axis(calendar), scale=whole)
    names = alt.Axis(
        labelExpr=TWO_LINES, labelLimit=NAME_PX, ticks=False, domain=False, labelPadding=6, labelOverlap=False
    )
    rows = alt.Y("settlement:N", title=None, axis=names, sort=alt.EncodingSortField("order", op="min"))
    legend = tenths_legend(colours) if alone else None
    tooltip = [alt.Tooltip("settlement:N"), alt.Tooltip("says:N", title="held")]
    cells = (
        alt.Chart()
        .transform_filter("datum.part === 'cell'")
        .mark_rect(strokeWidth=0.8)
        .encode(day, rows, alt.X2("until:Q"), alt.Fill("share:Q", scale=tenths(theme), legend=legend))
        .encode(alt.Stroke("share:Q", scale=tenths(theme), legend=None), tooltip=tooltip)
    )
    chosen = alt.Chart().transform_filter("datum.part === 'day'")
    halo = chosen.mark_rule(color=colours.background, strokeWidth=4.0).encode(day)
    rule = chosen.mark_rule(color=colours.ended, strokeWidth=2.0).encode(day)
    return finished([cells, halo, rule], colours, int(height))
