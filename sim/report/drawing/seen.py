"""What was seen of the ground over a chart of it: a mark for each new map, and a tail over the days it may be late.

What was public by day 0 is a filled dot, what came later a ring, a party's claim a cross. Claims have no tail.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sim.analysis.skill.map_lag import late_by
from sim.language.dates import full_date
from sim.language.saying import say
from sim.report.drawing.palette import Palette
from sim.scenario.observed.sights import LOOKED_BACK, Sight

if TYPE_CHECKING:
    import altair as alt

KNOWN, LATER = "known", "later"
SHAPES = {KNOWN: "circle", LATER: "diamond", "claim": "cross"}


def over_chart(sights: Sequence[Sight], horizon: int, top_km2: float, *, later: bool) -> tuple[Sight, ...]:
    """Those that fit over a chart of days up to the horizon: of before day 0 the last ones that lie below the top.

    What came later only where it is asked for.
    """
    known = [one for one in sights if one.known and not one.claimed and one.day >= -LOOKED_BACK]
    above = [place for place, one in enumerate(known) if one.held_km2 > top_km2]
    shown = known[above[-1] + 1 :] if above else known
    return (*shown, *(one for one in sights if later and not one.known and one.day <= horizon))


def top_of(sights: Iterable[Sight], horizon: int) -> float:
    """The largest area [km²] among what came later, for an axis that has to hold it; 0 without any."""
    return max((one.held_km2 for one in sights if not one.known and one.day <= horizon), default=0.0)


def seen_parts(sights: Sequence[Sight]) -> list[dict[str, Any]]:
    """Rows for a chart of the ground by day, as parts for `frames.stacked`."""
    return [
        {
            "part": KNOWN if one.known else LATER,
            "day": float(one.day),
            "late_from": float(one.day if one.claimed else one.day - late_by()),
            "area": one.held_km2,
            "mark": SHAPES["claim" if one.claimed else KNOWN if one.known else LATER],
            "observer": f"{one.observer} ({say(one.kind)})",
            "date": full_date(one.date),
        }
        for one in sights
    ]


def seen_layers(colours: Palette, day: alt.X, area: alt.Y, size: int = 70) -> list[alt.Chart]:
    """Tails and marks; those without rows are left out of a chart that is drawn."""
    import altair as alt

    shape = alt.Shape("mark:N", scale=None, legend=None)
    tooltip = [
        alt.Tooltip("observer:N", title=say("seen by")),
        alt.Tooltip("date:N", title=say("of")),
        alt.Tooltip("area:Q", title=say("km² held"), format=",.0f"),
    ]
    layers = []
    for part, fill in ((KNOWN, colours.text), (LATER, colours.background)):
        rows = alt.Chart().transform_filter(f"datum.part === '{part}'")
        halo = rows.mark_rule(color=colours.background, strokeWidth=4.5).encode(day, area, alt.X2("late_from:Q"))
        tail = rows.mark_rule(color=colours.text, strokeWidth=1.6).encode(day, area, alt.X2("late_from:Q"))
        mark = rows.mark_point(filled=True, fill=fill, stroke=colours.text, strokeWidth=1.8, opacity=1, size=size)
        layers += [halo, tail, mark.encode(day, area, shape, tooltip=tooltip)]
    return layers
