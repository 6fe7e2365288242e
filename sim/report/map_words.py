"""What the map says in words: its finding, the number beside each settlement, how to read it. No probability bare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sim.analysis.settlements import CONTESTED, HELD, MOST_RUNS, STATES, SettlementChances
from sim.analysis.uncertainty import Entry
from sim.report import words
from sim.scenario.theatre import Theatre

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from sim.report.timeline_frames import EventRow

COARSE = 0.1  # half-width of a 95 % interval above which tenths are said to be rough
STATE_SHARES = (1.0, 0.5, 0.0)  # fill of a settlement that is held, contested, with the attacker
STATE_TEXTS = ("", "contested", "attacker")
ALT = {
    "map": "Schematic map: settlements as symbols filled by the share of runs in which the holder holds them",
    "strips": "Bands: a row for each settlement, filled by day with the share of runs in which the holder holds it",
    "run_map": "Schematic map: settlements as symbols filled by who holds them at the chosen event of one run",
}
SHAPES = "Circle: main settlement; diamond: another; square: ground of the border strip."
SCHEMATIC = "Schematic; boundaries and names imply no position, and routes and border show no real course."
HOW_TO_READ = {
    "map": f"{SHAPES} The fill and the number say in how many of 10 runs the holder holds it at the end of that day: "
    "the attacker has neither all of it nor, for the main settlement, its centre. Arrows: the order in which "
    f"settlements would fall along an axis. {SCHEMATIC}",
    "strips": "Each row is a settlement, in the order in which they would fall along their axis; fills as on the map. "
    "The line marks the chosen day. The model gives no ground back, so no chance rises.",
    "run_map": f"{SHAPES} Full and without a word: with the holder; half: contested (the attacker holds the centre or "
    f"has gained part of it); empty: with the attacker. The ring marks what the event is about. {SCHEMATIC}",
}


def in_tenths(entry: Entry) -> str:
    """A share beside a symbol: '9 in 10', 'no run', 'all runs', with a sign for less, for more and for rough."""
    share = words.share_of(entry)
    if share is None:
        return "unknown"
    if share in (0.0, 1.0):
        return "all runs" if share else "no run"
    k = round(10.0 * share)
    if k in (0, 10):
        return "> 9 in 10" if k else "< 1 in 10"
    return f"{'~ ' if words.half_width(entry) > COARSE else ''}{k} in 10"


def held_sentence(entry: Entry) -> str:
    """The same on hovering."""
    return f"held in {words.frequency(entry, 'runs')}"


def most_runs_title(chances: SettlementChances, day: int, start: date) -> str:
    """'Day 30 (11 April 2025): 4 of 12 settlements stay with the holder in most runs'."""
    when = words.calendar_day(start, day)
    k, n = chances.in_most_runs(day), len(chances.names)
    head = f"{when[:1].upper()}{when[1:]}:"
    if chances.n == 0:
        return f"{head} no run ended without failure"
    if k == 0:
        return f"{head} none of {n} settlements stays with the holder in most runs"
    if k == n:
        who = "the settlement stays" if n == 1 else f"all {n} settlements stay"
        return f"{head} {who} with the holder in most runs"
    return f"{head} {k} of {n} settlements {'stays' if k == 1 else 'stay'} with the holder in most runs"


def strips_title(chances: SettlementChances) -> str:
    """Which settlement stays longest in most runs, and until when."""
    if chances.n == 0:
        return "No run ended without failure"
    last = [int((row > MOST_RUNS).sum()) - 1 for row in chances.held]
    longest = max(last)
    names = [name for name, day in zip(chances.names, last, strict=True) if day == longest]
    named = " and ".join(names) if len(names) < 3 else f"{len(names)} settlements"
    who = f"{named} {'stays' if len(names) == 1 else 'stay'}"
    if longest < 0:
        return "No settlement is with the holder in most runs, not even on day 0"
    if longest == chances.horizon:
        who = f"All {len(last)} settlements stay" if len(names) == len(last) > 1 else who
        return f"{who} with the holder in most runs up to the last day, {longest}"
    return f"{who} longest with the holder: in most runs up to day {longest}"


def order_of_fall(theatre: Theatre) -> list[int]:
    """Settlements by axis, in the order in which they would fall along it: the interior, then the strip."""
    places = list(enumerate(theatre.settlements))
    key = {number: (theatre.axes.index(place.axis), place.border_strip, number) for number, place in places}
    return sorted(key, key=lambda number: key[number])


def chances_table(chances: SettlementChances, theatre: Theatre, day: int) -> pd.DataFrame:
    """A row a settlement: axis, what it is, in how many runs it is held and contested on a day."""
    import pandas as pd

    entries = chances.entries(day)
    rows = []
    for number in order_of_fall(theatre):
        place, entry = theatre.settlements[number], entries[number]
        contested = float(chances.contested[number, day])
        rows.append(
            {
                "settlement": place.name,
                "axis": place.axis,
                "ground": "border strip" if place.border_strip else "beyond the strip",
                "held in": words.frequency(entry, "runs"),
                "95% simulation interval": _interval(entry),
                "contested in": in_tenths({**entry, "mean": contested, "low": contested, "high": contested})
                if chances.n
                else "no run",
            }
        )
    return pd.DataFrame(rows)


def chances_data(chances: SettlementChances) -> pd.DataFrame:
    """What is taken along: a row a settlement and day with the shares of runs."""
    import pandas as pd

    days = chances.horizon + 1
    columns = {
        "settlement": [name for name in chances.names for _ in range(days)],
        "day": [day for _ in chances.names for day in range(days)],
        "share_held": chances.held.ravel(),
        "share_contested": chances.contested.ravel(),
    }
    return pd.DataFrame({**columns, "runs": chances.n})


def state_text(state: int) -> str:
    """The second line beside a settlement in one run; none where it is held."""
    return STATE_TEXTS[state]


def states_line(states: Sequence[int]) -> str:
    """'9 of 12 settlements are with the holder, 1 is contested'."""
    counts, n = [sum(int(one) == state for one in states) for state in range(len(STATES))], len(states)
    held = {0: f"none of {n} settlements is", 1: f"1 of {n} settlements is", n: f"all {n} settlements are"}
    first = f"{held.get(counts[HELD], f'{counts[HELD]} of {n} settlements are')} with the holder"
    if not counts[CONTESTED]:
        return first
    return f"{first}, {counts[CONTESTED]} {'is' if counts[CONTESTED] == 1 else 'are'} contested"


def states_data(theatre: Theatre, rows: Sequence[EventRow], states: NDArray[np.int8]) -> pd.DataFrame:
    """What is taken along of one run: a row a settlement and a change of its state, from the start on."""
    import pandas as pd

    changes = [
        {"day": day, "event": event, "settlement": place.name, "state": STATES[int(states[event][number])]}
        for number, place in enumerate(theatre.settlements)
        for event, day in [(0, 0.0), *((row.number, round(row.time, 3)) for row in rows)]
        if event == 0 or states[event][number] != states[event - 1][number]
    ]
    return pd.DataFrame(changes).sort_values(["event", "settlement"], ignore_index=True)


def _interval(entry: Entry) -> str:
    if entry["mean"] is None:
        return ""
    return words.percent_interval(entry)
