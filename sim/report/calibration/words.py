"""A calibration and an update in sentences and rows: what was seen against what was expected, and what moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.report.words.numbers import listed, people, percent
from sim.units import number_text

Entry = Mapping[str, Any]
VALUE_HEADS = ("value that moved", "prior 5-50-95 %", "posterior 5-50-95 %", "shift, SDs", "SD ×", "moved most by")
ANSWER_HEADS = ("answer", "before", "now")
MOST_PAIRS = 3
SHARES = {
    "foothold_ended": "the foothold is no longer held",
    "truce_in_force": "a general truce takes effect",
}
FIRST = {"foothold_ended": "no longer held first", "truce": "truce first", "neither": "neither"}
PEOPLE = {
    "attacker_casualties": "attacker's people killed or wounded",
    "holder_casualties": "holder's people killed or wounded",
}


def heading(told: Entry) -> str:
    """Scenario, runs, and how many of them are effective."""
    kept = f"{told['replications']:,} runs, seed {told['seed']}, {told['effective']:.0f} effective"
    return f"{told['scenario']}  {kept}; observations until {told['until']}"


def seen_lines(told: Entry) -> Iterator[str]:
    """What was seen, a line an observation, against what a map was expected to show; and how many did not count."""
    for one in told["observations"]:
        expected = one["expected"]
        side = "below" if one["held_km2"] < expected["p50"] else "above" if one["held_km2"] > expected["p50"] else "at"
        yield (
            f"Seen: {one['held_km2']:g} km² on {one['date']} ({one['observer']}), {side} the middle of what a map was "
            f"expected to show, {_area(expected)}"
        )
    if told["held_back"] or told["outside"]:
        yield f"Not counted: {told['held_back']} published later, {told['outside']} up to the start or past the horizon"


def value_rows(told: Entry) -> Iterator[tuple[str, ...]]:
    """The values that moved."""
    for one in told["parameters"]:
        if one["moved"]:
            shift, ratio = f"{one['shift_in_prior_sd']:+.2f}", f"{one['sd_ratio']:.2f}"
            yield one["path"], _three(one["prior"]), _three(one["posterior"]), shift, ratio, one["moved_most_by"] or ""


def together_lines(told: Entry) -> Iterator[str]:
    """Which values hang together, the strongest pairs first."""
    pairs = told["together"]
    if pairs:
        named = [f"{one['first']} and {one['second']} ({one['correlation']:+.2f})" for one in pairs[:MOST_PAIRS]]
        more = f", and {len(pairs) - MOST_PAIRS} more pairs" if len(pairs) > MOST_PAIRS else ""
        yield f"Hang together, by the correlation of their ranks: {listed(named)}{more}"


def unmoved_line(told: Entry) -> str:
    """How many drawn values kept their prior."""
    still = sum(not one["moved"] for one in told["parameters"])
    return f"{still} of {len(told['parameters'])} drawn values keep their prior: the observations do not tell"


def change_lines(told: Entry) -> Iterator[str]:
    """Which way the ground moved and by how much, and why."""
    for day, change in told["ground"].items():
        before, now = told["before"]["held_km2"][day], told["now"]["held_km2"][day]
        yield f"Ground held on day {day}: {_area(before)} before, {_area(now)} now: {_moved(change, before, now)}"
    yield reason(told)


def _moved(change: Entry, before: Entry, now: Entry) -> str:
    """By how much the middle moved, as the rounded middles beside it say, and how the range did."""
    whole = abs(round(before["p50"]) - round(now["p50"]))
    shift = f"{whole} km²" if whole else "less than 1 km²"
    moves = {"down": f"down by {shift}", "up": f"up by {shift}", "not": "the middle stays"}[change["moves"]]
    away = abs(1.0 - change["width_ratio"])
    how = "as wide as before" if change["range"] == "as wide" else f"{change['range']} by {percent(away)}"
    return f"{moves}, {how}"


def reason(told: Entry) -> str:
    """Why the answer changed: which runs weigh less or more now than before, and the values that moved most."""
    moved = [one for one in told["parameters"] if one["moved"]]
    if not moved:
        return f"Reason: {_weight_line(told['runs'])}; no single value moved, the luck of the runs tells it"
    names = listed([f"{one['path']} ({one['shift_in_prior_sd']:+.2f} SD)" for one in moved[:3]])
    return f"Reason: {_weight_line(told['runs'])}; what moved most is {names}"


def _weight_line(runs: Entry) -> str:
    """The weight of runs on either side of what was seen last, now and before."""
    less, more = runs["less"], runs["more"]
    return (
        f"runs that held less than {less['than_km2']:.0f} km² on {runs['date']} have {percent(less['now'])} of the "
        f"weight ({percent(less['before'])} before), those that held more than {more['than_km2']:.0f} km² "
        f"{percent(more['now'])} ({percent(more['before'])} before)"
    )


def answer_rows(told: Entry) -> Iterator[tuple[str, ...]]:
    """Chances and people before and now."""
    before, now = told["before"], told["now"]
    for name, words in FIRST.items():
        yield f"first: {words}", _chance(before["first_event"][name]), _chance(now["first_event"][name])
    for name, words in SHARES.items():
        yield words, _chance(before[name]), _chance(now[name])
    for name, words in PEOPLE.items():
        yield words, _people(before[name]), _people(now[name])


def _chance(entry: Entry) -> str:
    return f"{percent(entry['mean'])} ({percent(entry['low'])} to {percent(entry['high'])})"


def _people(entry: Entry) -> str:
    return f"{people(entry['p50'])} ({people(entry['p05'])} to {people(entry['p95'])})"


def _area(entry: Entry) -> str:
    return f"{entry['p50']:.0f} km² ({entry['p05']:.0f} to {entry['p95']:.0f})"


def _three(entry: Entry) -> str:
    return " · ".join(number_text(float(f"{entry[name]:.3g}")) for name in ("p05", "p50", "p95"))
