"""Figures of a hindcast as plain SVG: forecasts against what happened, and where in them what happened came to lie."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docs.sweep_figures import FAINT, INK, LINE, number, stroke, text
from sim.report.hindcast.names import case_name
from sim.report.hindcast.record import fans_apart

PANEL_WIDTH, PANEL_HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 430, 190, 52, 12, 26, 24
WIDE, NARROW, SEEN = "#b9d0e3", "#6f9fc6", "#a3341f"
Entry = Mapping[str, Any]


def fans(forecasts: Sequence[Entry], cases: Sequence[str]) -> str:
    """A panel a case: middle 90 and 50 % of some forecasts, and what happened."""
    panels = []
    for place, case in enumerate(cases):
        own = [one for one in forecasts if one["case"] == case]
        if own:
            panels.append(_moved("\n".join(_fan_panel(own)), place))
    return _svg(panels, len(cases))


def histograms(panels: Sequence[Entry], method: str) -> str:
    """A panel a set of windows: how often what happened lay in each tenth of the forecasts, 28 days ahead."""
    drawn = [_moved("\n".join(_bars(panel, method)), place) for place, panel in enumerate(panels)]
    return _svg(drawn, len(panels))


def _svg(panels: Sequence[str], n: int) -> str:
    width, height = 2 * PANEL_WIDTH, -(-n // 2) * PANEL_HEIGHT
    frame = f'viewBox="0 0 {width} {height}" font-family="sans-serif" fill="{INK}"'
    body = "\n".join(panels)
    white = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>\n{white}\n{body}\n</svg>\n'


def _moved(drawn: str, place: int) -> str:
    x, y = place % 2 * PANEL_WIDTH, place // 2 * PANEL_HEIGHT
    return f'<g transform="translate({x},{y})">\n{drawn}\n</g>'


def _fan_panel(own: Sequence[Entry]) -> Iterator[str]:
    seen = _seen(own)
    first, last = min(seen), max(seen)
    chosen = list(fans_apart(own))
    highest = max([*seen.values(), *(one["quantiles_km2"][-1] for fan in chosen for one in fan["horizons"])])

    def across(day: datetime.date) -> float:
        return LEFT + (PANEL_WIDTH - LEFT - RIGHT) * (day - first).days / max((last - first).days, 1)

    def upright(km2: float) -> float:
        return PANEL_HEIGHT - BOTTOM - (PANEL_HEIGHT - TOP - BOTTOM) * km2 / highest

    yield text(LEFT, 16, f"{case_name(own)} [km²]", "start", 12)
    for share in (0.0, 0.5, 1.0):
        yield stroke(LEFT, upright(share * highest), PANEL_WIDTH - RIGHT, upright(share * highest), FAINT)
        yield text(LEFT - 6, upright(share * highest) + 4, number(share * highest), "end", 10)
    for day in (first, last):
        yield text(across(day), PANEL_HEIGHT - 8, str(day), "start" if day == first else "end", 10)
    for fan in chosen:
        yield _band(fan, (0, 4), WIDE, across, upright)
        yield _band(fan, (1, 3), NARROW, across, upright)
    points = " ".join(f"{across(day):.1f},{upright(km2):.1f}" for day, km2 in sorted(seen.items()))
    yield f'<polyline points="{points}" fill="none" stroke="{SEEN}" stroke-width="1.5"/>'


def _seen(own: Sequence[Entry]) -> dict[datetime.date, float]:
    """What the map showed on origins and on the days forecast."""
    seen = {}
    for fan in own:
        seen[_day(fan)] = fan["held_km2"]
        for one in fan["horizons"]:
            seen[_day(fan) + datetime.timedelta(one["days"])] = one["truth_km2"]
    return seen


def _day(fan: Entry) -> datetime.date:
    return datetime.date.fromisoformat(fan["origin"])


def _band(fan: Entry, ends: tuple[int, int], colour: str, across: Any, upright: Any) -> str:
    day, sides = _day(fan), []
    for end in ends:
        points = [(across(day), upright(fan["held_km2"]))]
        for one in fan["horizons"]:
            then = day + datetime.timedelta(one["days"])
            points.append((across(then), upright(one["quantiles_km2"][end])))
        sides.append(points)
    outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*sides[0], *reversed(sides[1])])
    return f'<polygon points="{outline}" fill="{colour}" fill-opacity="0.8"/>'


def _bars(panel: Entry, method: str) -> Iterator[str]:
    row = next(one for one in reversed(panel["table"]) if one["method"] == method)
    ranks, windows = row["ranks"], row["windows"]
    highest = max([*(count / windows for count in ranks), 0.2])
    width = (PANEL_WIDTH - LEFT - RIGHT) / len(ranks)
    base, tall = PANEL_HEIGHT - BOTTOM, PANEL_HEIGHT - TOP - BOTTOM
    yield text(LEFT, 16, f"{panel['name']}, {row['horizon_days']} days, {windows:,} windows", "start", 12)
    for place, count in enumerate(ranks):
        high = tall * count / windows / highest
        x = LEFT + place * width
        yield f'<rect x="{x + 1:.1f}" y="{base - high:.1f}" width="{width - 2:.1f}" height="{high:.1f}" fill="{LINE}"/>'
    even = base - tall / len(ranks) / highest
    yield stroke(LEFT, even, PANEL_WIDTH - RIGHT, even, SEEN)
    yield text(LEFT - 6, even + 4, "10 %", "end", 10)
    yield text(LEFT, PANEL_HEIGHT - 8, "below all members", "start", 10)
    yield text(PANEL_WIDTH - RIGHT, PANEL_HEIGHT - 8, "above all members", "end", 10)
