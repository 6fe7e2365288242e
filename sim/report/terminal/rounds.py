"""A workshop for the terminal: round by round what was decided, what happened, how things stand; then the outlook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from sim.report.outlook.first_screen import headline
from sim.report.terminal.grids import Grid
from sim.report.words import numbers as words

QUIET = ("gain", "lump", "regain", "violations")  # many small steps; what they add up to stands below
STANDING = {
    "held_area_km2": ("ground held", words.area),
    "settlements_lost": ("settlements that passed", words.whole_day),
    "holder_casualties": ("people of the holder killed or wounded", words.people),
    "attacker_casualties": ("people of the attacker killed or wounded", words.people),
    "violations_true": ("violations of a truce", words.whole_day),
}


def round_tables(content: Mapping[str, Any]) -> list[RenderableType]:
    """A heading, a table a round, how things stand after it, and what may come."""
    parts: list[RenderableType] = [Text(_title(content), style="bold")]
    for one in content["rounds"]:
        parts += _round(one)
    if content["outlook"] is not None:
        parts.append(Text(_outlook(content["outlook"])))
    return parts


def _title(content: Mapping[str, Any]) -> str:
    return f"{content['scenario']}: one future, run {content['replication']} of seed {content['seed']}"


def _round(one: Mapping[str, Any]) -> Iterator[RenderableType]:
    yield Text(f"Round {one['number']}, days {one['start']} to {one['end']}", style="bold")
    for line in _decided(one):
        yield Text(line)
    told = [event for event in one["events"] if event["kind"] not in QUIET]
    if told:
        yield _events(told)
    yield Text(_standing(one))


def _decided(one: Mapping[str, Any]) -> Sequence[str]:
    """What each party decided, and why."""
    lines = [f"{party} decides: {', '.join(sets)}" for party, sets in one["decisions"].items() if sets]
    return [*(lines or ["Nobody decides anything new."]), *([f"“{one['note']}”"] if one["note"] else [])]


def _events(told: Sequence[Mapping[str, Any]]) -> Grid:
    table = Grid(("day", "what happens"), least_widths=(6, 40))
    for event in told:
        table.add_row(words.plain(float(event["time"]), 1), str(event["text"]))
    return table


def _standing(one: Mapping[str, Any]) -> str:
    found = one["standing"]
    parts = [f"{noun} {say(found[name])}" for name, (noun, say) in STANDING.items() if name in found]
    return f"On day {one['end']}: {'; '.join(parts)}."


def _outlook(summary: Mapping[str, Any]) -> str:
    """The answer of many runs, said to be that: the future played is one of them."""
    runs = words.counted(summary["replications"], "run")
    return (
        f"Under the decisions so far, whatever the luck ({runs} from day 0): {headline(summary)}. The future played "
        "above is one of these; the others did not live through its past."
    )
