"""The answer of a run and of a comparison in a few sentences, as the terminal prints them."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words.changes import Measured, change_title, same_title, share_title
from sim.report.words.measures import any_time, ended, ended_first, level, shared_level, truce_first
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
from sim.report.words.outcomes import PEOPLE


def answer_lines(summary: Entry) -> list[str]:
    """The answer of one run in a few sentences: what comes first, what happens at any time, the ground, the people."""
    outcomes, horizon = summary["outcomes"], int(summary["horizon_days"])
    if nothing_finished(summary):
        return [f"None of {counted(summary['replications'], 'run')} could be finished, so there is no answer."]
    few = few_runs(int(summary["replications"]) - int(summary["failures"]))
    lines, at = [few] if few else [], level(summary.get("lost_below"))
    if "first_event" in outcomes and outcomes["first_event"]["n"]:
        lines.append(first_events_title(outcomes["first_event"], horizon, at.or_less) + ".")
    for name, event in {"foothold_ended": ended(at), "truce_in_force": "a general truce takes effect"}.items():
        if name in outcomes:
            when = any_time(horizon)
            lines.append(f"{capital(when)}, {event} in {_with_interval(outcomes[name])}.")
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


def comparison_lines(
    base: Entry, other: Entry, differences: Mapping[str, Entry], *, decision: bool = False
) -> list[str]:
    """One sentence for ground, talks and each amount of people: what changes against the base.

    `base` and `other` are the summaries; `decision`: they differ in nothing but the holder's decision to leave.
    """
    names = str(base["scenario"]), str(other["scenario"])
    same = same_title(differences, *names, equal=base["hash"] == other["hash"])
    if same:
        return [f"{same}."]
    at, lines = shared_level({names[0]: base, names[1]: other}), []
    for value, event in {"foothold_ended": ended_first(at), "truce": truce_first(at)}.items():
        if "first_event" in differences:
            shares = [value_entry(one["outcomes"]["first_event"], value) for one in (base, other)]
            lines.append(share_title(differences["first_event"]["share"][value], event, shares, *names))
    lines += [
        change_title(differences[name], Measured(noun), *names) for name, noun in PEOPLE.items() if name in differences
    ]
    staying = staying_line(differences) if decision else ""
    return [*(f"{line}." for line in lines), *([staying] if staying else [])]


def staying_line(differences: Mapping[str, Entry]) -> str:
    """People of the holder per extra day until the exit is over; empty where people or days do not clearly differ.

    It means something only between scenarios that differ in nothing but the decision to leave.
    """
    harmed, exits = differences.get("holder_lost"), differences.get("withdrawal_done_day")
    if harmed is None or exits is None:
        return ""
    days = exits["restricted_mean_days"]
    if harmed["mean"] is None or days["mean"] is None or not (is_clear(harmed) and is_clear(days)):
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
    levels = {"50 km²": "below_50_km2_day", "20 km²": "below_20_km2_day", "10 km²": "below_10_km2_day"}
    known = {level: outcomes.get(name) for level, name in {**levels, "1 km²": "ground_gone_day"}.items()}
    shares = [
        f"{level} in {percent_of(entry['share'], entry['n'])}" for level, entry in known.items() if entry and entry["n"]
    ]
    return [f"Ground held falls to at most {', '.join(shares)} by day {horizon}."] if shares else []


def _people_line(outcomes: Mapping[str, Entry]) -> list[str]:
    parts = []
    for side in ("attacker", "holder"):
        entry = outcomes.get(f"{side}_casualties")
        if entry is not None and entry["n"] >= ENOUGH_RUNS:
            parts.append(f"{side} {people(entry['p05'])} to {people(entry['p95'])}")
    return [f"People killed or wounded, 9 runs in 10: {'; '.join(parts)}."] if parts else []
