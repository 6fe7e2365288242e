"""What `salient new` made, for the terminal: files, the pace it took, what most needs knowledge, what to type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from sim.report.terminal.grids import Grid
from sim.report.words.numbers import counted


def made_tables(told: Mapping[str, Any]) -> list[RenderableType]:
    """A sentence or two of what was made, the table of needs, and the next commands."""
    parts: list[RenderableType] = [Text(_made(told), style="bold"), Text(_pace(told))]
    if told["left_out"]:
        parts.append(Text(_left_out(told)))
    if told["needs"]:
        parts += [Text(_heading(told)), _needs(told)]
    return [*parts, Text(_next(told))]


def _made(told: Mapping[str, Any]) -> str:
    return (
        f"{told['scenario']}: {told['held_area_km2']:,.6g} km² held by the map of {told['map_of']}, day 0 is "
        f"{told['origin']}. Written: {', '.join(told['files'])}."
    )


def _pace(told: Mapping[str, Any]) -> str:
    return (
        f"The pace of loss is that of the fit '{told['fit']}' ({told['why_fit']}), made on {told['fitted_on']}; "
        "--fit takes the other."
    )


def _left_out(told: Mapping[str, Any]) -> str:
    rows = counted(told["left_out"], "row")
    return f"Left out: {rows} seen by day 0 but published later, which a forecast may not know."


def _heading(told: Mapping[str, Any]) -> str:
    runs = told["needs"][0]["replications"]
    return (
        f"Most in need of your knowledge: each value alone at two ends that may well be true, {runs} runs each with "
        "the same luck, and the answer that it moves most."
    )


def _needs(told: Mapping[str, Any]) -> Grid:
    table = Grid(("ask", "value", "answer", "at these ends"), least_widths=(24, 24, 24, 24))
    for need in told["needs"]:
        ends = "; ".join(f"{end['value']}: {end['share']:.0%}" for end in need["ends"])
        table.add_row(need["ask"], need["path"], need["answer"], ends)
    return table


def _next(told: Mapping[str, Any]) -> str:
    name = told["reference"]
    return (
        f"Next: salient check {name} (every value and its source), salient run {name}, "
        f"salient run {name} --set tempo-only.\n"
        "An order to leave gives up a share of the ground that is drawn, half of it on average; in a scenario that "
        "leaves all of it write withdrawal: {share_given_up: 1}."
    )
