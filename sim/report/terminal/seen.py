"""What was seen of the ground, under the tables of runs: by day 0 in a line, what came later as a table where asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from sim.report.terminal.grids import Grid
from sim.report.words.numbers import counted, listed, plain

Entry = Mapping[str, Any]
MAPS = "maps of 9 runs in 10, km²"
KNOWING = (
    "In brackets: where the value lies. Knowing the end is not forecasting it: whoever defined and judged may have "
    "known what came after day 0. How forecasts from earlier days fared: salient hindcast."
)


def seen_parts(runs: Sequence[Entry]) -> list[RenderableType]:
    """A line or a table for each place among the runs of which anything was seen."""
    groups: dict[str, list[Entry]] = {}
    for run in runs:
        groups.setdefault(_sights(run["seen"]) if "seen" in run else "", []).append(run)
    return [part for group in groups.values() if "seen" in group[0] for part in _place(group, len(groups) > 1)]


def _sights(seen: Entry) -> str:
    """What scenarios of one place have in common."""
    return repr([(one["date"], one["seen_by"], one["held_km2"]) for one in seen["ground"]]) + repr(seen["unread"])


def _place(runs: Sequence[Entry], several: bool) -> Iterator[RenderableType]:
    seen = runs[0]["seen"]
    whose = f" of {listed([str(run['scenario']) for run in runs])}" if several else ""
    if seen["unread"]:
        yield Text(f"What was seen of the ground is left out: {seen['unread']}")
    known = {one["seen_by"]: one for one in seen["ground"] if one["by_day_0"] and one["kind"] == "map"}
    if known:
        parts = [f"{as_seen(one['held_km2'])} on {_date(one['date'])} ({who})" for who, one in known.items()]
        yield Text(f"Ground seen by day 0{whose}: {listed(parts)}.")
    if seen["left_out"]:
        left_out = counted(seen["left_out"], "map or claim", "maps or claims")
        yield Text(f"What was seen later ({left_out}) is left out; --seen-later shows it beside the runs.")
    if later := [place for place, one in enumerate(seen["ground"]) if not one["by_day_0"]]:
        yield _table(runs, later)
        yield Text(KNOWING, style="dim")


def as_seen(held_km2: float) -> str:
    """'57 km²': what was seen is no answer of a simulation, whose tens of km² are as much as can be told."""
    return f"{plain(held_km2, 0 if held_km2 >= 10.0 else 1)} km²"


def _table(runs: Sequence[Entry], places: Sequence[int]) -> Grid:
    """A row a sight of after day 0, and under each scenario what maps of its runs would have shown that day."""
    heads = [f"{run['scenario']}: {MAPS}" for run in runs] if len(runs) > 1 else [MAPS]
    grid = Grid(("day", "seen later", "by", "km² held", "public", *heads))
    for place in places:
        one = runs[0]["seen"]["ground"][place]
        maps = (_maps(run["seen"]["ground"][place]) for run in runs)
        by = f"{one['seen_by']}, {one['kind']}"
        grid.add_row(str(one["day"]), one["date"], by, f"{one['held_km2']:.0f}", one["published"], *maps)
    return grid


def _maps(one: Entry) -> str:
    """'81 to 140, half at most 104 (within)'; a claim is shown, not scored."""
    if one["maps_km2"] is None:
        return ""
    low, middle, high = (f"{one['maps_km2'][name]:.0f}" for name in ("p05", "p50", "p95"))
    told = f"{low} to {high}, half at most {middle}"
    return f"{told} ({one['lies']})" if one["lies"] else told


def _date(text: str) -> str:
    when = date.fromisoformat(text)
    return f"{when.day} {when:%B %Y}"
