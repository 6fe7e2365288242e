"""The answer of a run and of a comparison in a few sentences, as the terminal prints them."""

from __future__ import annotations

from collections.abc import Mapping

from sim.model.outcomes import (
    CASUALTIES,
    ENDED_AT_ALL,
    ENDED_FIRST,
    FIRST_EVENT,
    HOLDER_LOST,
    OUT_DAY,
    TRUCE_AT_ALL,
    TRUCE_FIRST,
)
from sim.report.comparison.before_day_0 import another_past, with_the_command
from sim.report.words.changes import Measured, change_title, same_title, share_title
from sim.report.words.measures import any_time, level, shared_level
from sim.report.words.numbers import (
    ENOUGH_RUNS,
    Entry,
    capital,
    counted,
    few_runs,
    first_events_title,
    frequency,
    is_clear,
    people,
    percent_of,
    share_of,
    value_entry,
)
from sim.report.words.outcomes import COMPARED_PEOPLE, LEVELS, first_told, told

LEAST_DAYS_OF_STAYING = 1.0  # between two scenarios, for a rate by the day


def answer_lines(summary: Entry) -> list[str]:
    """The answer of one run in a few sentences: what comes first, what happens at any time, the ground, the people."""
    outcomes, horizon = summary["outcomes"], int(summary["horizon_days"])
    if nothing_finished(summary):
        return [f"None of {counted(summary['replications'], 'run')} could be finished, so there is no answer."]
    few = few_runs(int(summary["replications"]) - int(summary["failures"]))
    lines, at = [few] if few else [], level(summary.get("lost_below"))
    if FIRST_EVENT in outcomes and outcomes[FIRST_EVENT]["n"]:
        lines.append(first_events_title(outcomes[FIRST_EVENT], horizon, at.or_less) + ".")
    for name in (ENDED_AT_ALL, TRUCE_AT_ALL):
        if name in outcomes:
            when = any_time(horizon)
            lines.append(f"{capital(when)}, {told(name, at)} in {_with_interval(outcomes[name])}.")
    lines.extend(_levels_line(outcomes, horizon))
    lines.extend(_people_line(outcomes))
    lines.extend(precision_lines(summary))
    if summary.get("failures"):
        failed = f"{summary['failures']:,} of {counted(summary['replications'], 'run')}"
        lines.append(f"{failed} failed and {'is' if summary['failures'] == 1 else 'are'} in no number.")
    return lines


def nothing_finished(summary: Entry) -> bool:
    """Whether every run failed, so that no number stands behind any outcome."""
    return int(summary["failures"]) >= int(summary["replications"])


def precision_sentence(asked: Entry, replications: int) -> str:
    """That the interval of an outcome is not as narrow as was asked for."""
    reached = asked["half_width_reached"]
    known = "is not known" if reached is None else f"is {reached:.2g}"
    return (
        f"the precision asked for is not reached: after {replications:,} replications the half-width of "
        f"{asked['outcome']} {known}, {asked['half_width_wanted']:g} was wanted"
    )


def precision_lines(summary: Entry) -> list[str]:
    """The same as a line under the answer; nothing where it was reached or none was asked for."""
    asked = summary.get("precision")
    if asked is None or asked["enough"]:
        return []
    sentence = precision_sentence(asked, int(summary["replications"]))
    return [f"{sentence[:1].upper()}{sentence[1:]}."]


def pairs_lines(base: Entry, other: Entry) -> list[str]:
    """That runs of two scenarios failed, and how many pairs are left to compare; nothing where none failed."""
    empty = [one["scenario"] for one in (base, other) if nothing_finished(one)]
    if empty:
        return [f"No run of {name} could be finished, so there is nothing to compare." for name in empty]
    failed = [f"{one['failures']:,} of {one['scenario']}" for one in (base, other) if one["failures"]]
    if not failed:
        return []
    runs = counted(base["replications"], "run")
    return [f"Of {runs} each, {' and '.join(failed)} failed; only whole pairs are compared."]


def said_first(content: Entry) -> list[str]:
    """What must be said before any difference: that days were cut to those in common, that the pasts differ."""
    past = another_past(content.get("ordered_before", {}))
    return [line for line in (content.get("period", {}).get("note", ""), with_the_command(past)) if line]


def comparison_lines(
    base: Entry, other: Entry, differences: Mapping[str, Entry], *,
    beside: Mapping[str, Measured] | None = None, decision: bool = False,
) -> list[str]:
    """One sentence for ground, talks and each amount of people: what changes against the base.

    `base` and `other` are the summaries. `beside`: what amounts are called, as fine as beside those of other scenarios.
    `decision`: the two differ in nothing but the holder's decision to leave.
    """
    names = str(base["scenario"]), str(other["scenario"])
    same = same_title(differences, *names, equal=base["hash"] == other["hash"])
    if same:
        return [f"{same}."]
    at, lines = shared_level({names[0]: base, names[1]: other}), []
    for value in (ENDED_FIRST, TRUCE_FIRST):
        if FIRST_EVENT in differences:
            shares = [value_entry(one["outcomes"][FIRST_EVENT], value) for one in (base, other)]
            change = differences[FIRST_EVENT]["share"][value]
            lines.append(share_title(change, first_told(value, at), shares, *names))
    whats = {name: Measured(told(name)) for name in COMPARED_PEOPLE if name in differences}
    whats.update(beside or {})
    lines += [change_title(differences[name], what, *names) for name, what in whats.items()]
    staying = staying_line(differences) if decision else ""
    return [*(f"{line}." for line in lines), *([staying] if staying else [])]


def staying_line(differences: Mapping[str, Entry]) -> str:
    """People of the holder per extra day until the exit is over; empty where people or days do not clearly differ.

    Nor is a rate made of a part of a day: it would tell of whole days that nobody stayed longer.

    It means something only between scenarios that differ in nothing but the decision to leave.
    """
    harmed, exits = differences.get(HOLDER_LOST), differences.get(OUT_DAY)
    if harmed is None or exits is None:
        return ""
    days = exits["restricted_mean_days"]
    if harmed["mean"] is None or days["mean"] is None or not (is_clear(harmed) and is_clear(days)):
        return ""
    if abs(days["mean"]) < LEAST_DAYS_OF_STAYING:
        return ""
    rate = harmed["mean"] / days["mean"]
    size = f"{people(abs(rate))} {'more' if rate > 0 else 'fewer'}"
    return f"That is about {size} people of the holder killed, wounded or captured for each extra day of staying."


def _with_interval(entry: Entry) -> str:
    text = frequency(entry, "simulated runs")
    share = share_of(entry)
    if share is None or share in (0.0, 1.0) or entry["low"] is None:
        return text
    low, high = round(100.0 * float(entry["low"])), round(100.0 * float(entry["high"]))
    return text if low == high else f"{text} (95% simulation interval {low} to {high} of 100)"


def _levels_line(outcomes: Mapping[str, Entry], horizon: int) -> list[str]:
    known = {level: outcomes.get(name) for level, name in LEVELS.items()}
    shares = [
        f"{level} in {percent_of(entry['share'], entry['n'])}" for level, entry in known.items() if entry and entry["n"]
    ]
    return [f"Ground held falls to at most {', '.join(shares)} by day {horizon}."] if shares else []


def _people_line(outcomes: Mapping[str, Entry]) -> list[str]:
    parts = []
    for side in ("attacker", "holder"):
        entry = outcomes.get(CASUALTIES[side])
        if entry is not None and entry["n"] >= ENOUGH_RUNS:
            parts.append(f"{side} {people(entry['p05'])} to {people(entry['p95'])}")
    return [f"People killed or wounded, 9 runs in 10: {'; '.join(parts)}."] if parts else []
