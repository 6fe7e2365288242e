"""What the map says in words: its finding, the number beside each settlement, how to read it. No probability bare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sim.analysis.settlements import CONTESTED, EVEN, HELD, MOST, STANDINGS, STATES, SettlementChances
from sim.analysis.uncertainty import Entry
from sim.language.saying import say, say_many, spoken
from sim.report.words import numbers as words
from sim.scenario.referenced.theatre import Settlement, Theatre

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from sim.report.timeline.frames import EventRow

COARSE = 0.1  # half-width of a 95 % interval above which tenths are said to be rough
STATE_SHARES = (1.0, 0.5, 0.0)  # fill of a settlement that is held, contested, with the attacker
STATE_TEXTS = ("", "contested", "attacker")
IN_MOST_RUNS = ("clearly", "even", "clearly not")  # by standing
ALT = {
    "map": "Schematic map: settlements and open ground as symbols, filled by the share of runs in which the holder "
    "holds them, with a thick outline where that is clearly most runs, hatched where even, struck through where not",
    "scale": "Bars on one scale of km²: what maps of 9 runs in 10 show on the day, and under each map that was seen by "
    "then what they would have shown on its day",
    "strips": "Bands: a row for each settlement or open ground, filled by day with the share of runs in which the "
    "holder holds it",
    "run_map": "Schematic map: settlements and open ground as symbols filled by who holds them at the chosen event of "
    "one run",
}
SHAPES = "Circle: main settlement; diamond: another; square: in the border strip."
EVENNESS = (
    "Form: a thick outline, clearly held in most runs; dashed and hatched, even (the 95% interval contains a half); "
    "thin and struck through, clearly not. Open ground is drawn, but not counted as a settlement."
)
SCHEMATIC = "Schematic; boundaries and names imply no position, and routes and border show no real course."
HOW_TO_READ = {
    "map": f"{SHAPES} The fill and the number say in how many of 10 runs the holder holds it at the end of that day: "
    f"the attacker has neither all of it nor, for the main settlement, its centre. {EVENNESS} Arrows: the order in "
    f"which settlements would fall along an axis. {SCHEMATIC}",
    "scale": "Bar: the middle nine tenths of what maps of the runs show, which lag as maps do; stroke: the middle. "
    "Full dots: maps that were public by day 0; hollow diamonds: later ones, over what the runs would have shown that "
    "day.",
    "strips": "Each row is a settlement or open ground, in the order in which they would fall along their axis; fills "
    "as on the map. "
    "The line marks the chosen day. The model gives no ground back, so no chance rises. The foothold counts as no "
    "longer held by its area; places in the border strip may stay with the holder all the same.",
    "run_map": f"{SHAPES} Full and without a word: with the holder; half: contested (the attacker holds the centre or "
    f"has gained part of it); empty: with the attacker. The ring marks what the event is about. {SCHEMATIC}",
}


def in_tenths(entry: Entry) -> str:
    """A share beside a symbol: '9 in 10', 'no run', 'all runs', with a sign for less, for more and for rough."""
    share = words.share_of(entry)
    if share is None:
        return say("unknown")
    if share in (0.0, 1.0):
        return say("all runs") if share else say("no run")
    k = round(10.0 * share)
    if k in (0, 10):
        return say("> 9 in 10") if k else say("< 1 in 10")
    return say("~ {k} in 10", k=k) if words.half_width(entry) > COARSE else say("{k} in 10", k=k)


def held_sentence(entry: Entry, standing: int) -> str:
    """The same on hovering: 'held in 48 of 100 runs: even', 'held in 9 of 100 runs: clearly not in most'."""
    held = words.frequency(entry, "runs")
    if entry["n"] < words.ENOUGH_RUNS:
        return say("held in {runs}", runs=held)
    if standing == EVEN:
        return say("held in {runs}: even", runs=held)
    if standing == MOST:
        return say("held in {runs}: clearly in most", runs=held)
    return say("held in {runs}: clearly not in most", runs=held)


def most_runs_title(chances: SettlementChances, day: int, start: date) -> str:
    """'Day 30 (11 April 2025): 4 of 11 settlements stay with the holder in most runs; 2 are even'."""
    k, even, fewer = chances.standing(day)
    n = k + even + fewer
    head = f"{words.capital(words.calendar_day(start, day))}:"
    if chances.n < words.ENOUGH_RUNS:
        return f"{head} {_too_few(chances.n)}"
    tail = say_many("; {n} is even", "; {n} are even", even) if even else ""
    return f"{head} {_staying(k, n)}{tail}"


def _staying(k: int, n: int) -> str:
    if k == n == 1:
        return say("the settlement stays with the holder in most runs")
    if k == n:
        return say("all {n} settlements stay with the holder in most runs", n=n)
    of_all = words.counted(n, "settlement")
    if k == 0:
        return say("none of {settlements} stays with the holder in most runs", settlements=of_all)
    return say_many(
        "{n} of {settlements} stays with the holder in most runs",
        "{n} of {settlements} stay with the holder in most runs",
        k, settlements=of_all,
    )


def _too_few(runs: int) -> str:
    if runs == 0:
        return say("no run ended without failure")
    return say_many(
        "{n:,} run is too few to say what stays with the holder",
        "{n:,} runs are too few to say what stays with the holder",
        runs,
    )


def strips_title(chances: SettlementChances) -> str:
    """Which settlement stays longest in most runs, and until when."""
    if chances.n < words.ENOUGH_RUNS:
        return words.capital(_too_few(chances.n))
    last = {
        name: max((day for day, one in enumerate(row) if one == MOST), default=-1)
        for name, row, is_open in zip(chances.names, chances.standings, chances.open_ground, strict=True)
        if not is_open
    }
    longest = max(last.values())
    names = [name for name, day in last.items() if day == longest]
    named = words.listed(names) if len(names) < 3 else words.counted(len(names), "settlement")
    if longest < 0:
        return say("No settlement is with the holder in most runs, not even on day 0")
    if longest == chances.horizon:
        if len(names) == len(last) > 1:
            return say(
                "All {n} settlements stay with the holder in most runs up to the last day, {day}",
                n=len(last), day=longest,
            )
        return say_many(
            "{who} stays with the holder in most runs up to the last day, {day}",
            "{who} stay with the holder in most runs up to the last day, {day}",
            len(names), who=named, day=longest,
        )
    return say_many(
        "{who} stays longest with the holder: in most runs up to day {day}",
        "{who} stay longest with the holder: in most runs up to day {day}",
        len(names), who=named, day=longest,
    )


def order_of_fall(theatre: Theatre) -> list[int]:
    """Settlements by axis, in the order in which they would fall along it: the interior, then the strip."""
    places = list(enumerate(theatre.settlements))
    key = {number: (theatre.axes.index(place.axis), place.border_strip, number) for number, place in places}
    return sorted(key, key=lambda number: key[number])


def chances_table(chances: SettlementChances, theatre: Theatre, day: int) -> pd.DataFrame:
    """A row a place: axis, what it is, in how many runs it is held, whether in most, and contested on a day."""
    import pandas as pd

    entries = chances.entries(day)
    rows = []
    for number in order_of_fall(theatre):
        place, entry = theatre.settlements[number], entries[number]
        contested = float(chances.contested[number, day])
        rows.append(
            {
                spoken("place"): place.name,
                spoken("axis"): place.axis,
                spoken("ground"): _ground(place),
                spoken("held in"): words.frequency(entry, "runs"),
                spoken("in most runs"): say(IN_MOST_RUNS[chances.standings[number, day]])
                if chances.n >= words.ENOUGH_RUNS
                else "",
                spoken("95% simulation interval"): _interval(entry),
                spoken("contested in"): in_tenths({**entry, "mean": contested, "low": contested, "high": contested})
                if chances.n
                else say("no run"),
            }
        )
    return pd.DataFrame(rows)


def _ground(place: Settlement) -> str:
    where = say("border strip") if place.border_strip else say("beyond the strip")
    return say("{where}, open ground", where=where) if place.open_ground else where


def chances_data(chances: SettlementChances) -> pd.DataFrame:
    """What is taken along: a row a place and day with the shares of runs, and whether it is held in most."""
    import numpy as np
    import pandas as pd

    days = chances.horizon + 1
    columns = {
        "place": [name for name in chances.names for _ in range(days)],
        "is_settlement": np.repeat(~chances.open_ground, days),
        "day": [day for _ in chances.names for day in range(days)],
        "share_held": chances.held.ravel(),
        "share_contested": chances.contested.ravel(),
        "held_in": [STANDINGS[one] for one in chances.standings.ravel()],
    }
    return pd.DataFrame({**columns, "runs": chances.n})


def state_text(state: int) -> str:
    """The second line beside a settlement in one run; none where it is held."""
    return say(STATE_TEXTS[state])


def states_line(states: Sequence[int]) -> str:
    """'9 of 12 settlements are with the holder, 1 is contested'."""
    counts, n = [sum(int(one) == state for one in states) for state in range(len(STATES))], len(states)
    first = _with_holder(counts[HELD], n)
    if not counts[CONTESTED]:
        return first
    return first + say_many(", {n} is contested", ", {n} are contested", counts[CONTESTED])


def _with_holder(k: int, n: int) -> str:
    if k == n:
        return say("all {n} settlements are with the holder", n=n)
    if k == 0:
        return say("none of {n} settlements is with the holder", n=n)
    return say_many(
        "{n} of {all} settlements is with the holder", "{n} of {all} settlements are with the holder", k, all=n
    )


def states_data(theatre: Theatre, rows: Sequence[EventRow], states: NDArray[np.int8]) -> pd.DataFrame:
    """What is taken along of one run: a row a place and a change of its state, from the start on."""
    import pandas as pd

    changes = [
        {"day": day, "event": event, "place": place.name, "state": STATES[int(states[event][number])]}
        for number, place in enumerate(theatre.settlements)
        for event, day in [(0, 0.0), *((row.number, round(row.time, 3)) for row in rows)]
        if event == 0 or states[event][number] != states[event - 1][number]
    ]
    return pd.DataFrame(changes).sort_values(["event", "place"], ignore_index=True)


def _interval(entry: Entry) -> str:
    if entry["mean"] is None:
        return ""
    return words.percent_interval(entry)
