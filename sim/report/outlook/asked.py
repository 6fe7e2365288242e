"""The finding of a question: the level of each scenario, and whether they clearly differ; with intervals as a title.

Pure functions of the entries of summaries and differences; `labels` say in what the scenarios differ, A first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sim.language.saying import say, spoken
from sim.report.comparison.words import ends_sentence, level_texts
from sim.report.words import numbers as words
from sim.report.words.changes import change_interval, change_text
from sim.report.words.measures import any_time, shared_level
from sim.report.words.outcomes import ENTRIES, told

Entry = Mapping[str, Any]
Told = Callable[[str, Sequence[str], Sequence[str], Sequence[Entry]], str]
MOST_MOVED = 5
PEOPLE = "persons"
UNCLEAR = spoken("no clear difference")
EQUAL = spoken("no difference in any pair")


def finding(
    outcomes: Sequence[str], labels: Sequence[str], summaries: Sequence[Entry], differences: Sequence[Entry]
) -> str:
    """What a question found, a sentence an outcome: 'People cut off, on average: now, 3,800; not at all, 4,100.'

    Outcomes are amounts, shares, or what becomes of truces, of which only the last scenario's is told. `differences`
    are those of the other scenarios against the first.
    """
    return " ".join(_sentence(name, labels, summaries, differences, _in_short) for name in outcomes)


def finding_with_intervals(
    outcomes: Sequence[str], labels: Sequence[str], summaries: Sequence[Entry], differences: Sequence[Entry]
) -> str:
    """The same with each difference against the first, its interval behind: 'now, 3,800; never, 4,100 (+310, …)'."""
    return " ".join(_sentence(name, labels, summaries, differences, _with_intervals) for name in outcomes)


def moved_most(summaries: Sequence[Entry], changes: Mapping[str, Entry], sizes: Mapping[str, float]) -> str:
    """'Most: ground held at the horizon 27 km² → 51 km²; ...': at most five outcomes, those that moved most first."""
    names = most_moved(changes, sizes)[:MOST_MOVED]
    if not names:
        return say("Nothing that is clear in any main outcome.")
    return say("Most: {list}.", list="; ".join(_moved(name, summaries, changes[name]) for name in names))


def most_moved(changes: Mapping[str, Entry], sizes: Mapping[str, float]) -> list[str]:
    """The outcomes that clearly moved, those that moved most first.

    `changes` are differences of the second of two scenarios against the first, `sizes` how large they are by outcome.
    """
    clear = [name for name in sizes if words.is_clear(changes[name])]
    return sorted(clear, key=lambda name: -abs(sizes[name]))


def _moved(name: str, summaries: Sequence[Entry], change: Entry) -> str:
    first, second = _levels(name, [summary["outcomes"][name] for summary in summaries], [change])
    head = _head(name, summaries)
    return f"{head[:1].lower()}{head[1:]} {first} → {second}"


def _sentence(
    name: str, labels: Sequence[str], summaries: Sequence[Entry], differences: Sequence[Entry], told_: Told
) -> str:
    entries = [summary["outcomes"][name] for summary in summaries]
    if ENTRIES[name].kind == "category":
        return _truce_ends(entries[-1], labels[-1], summaries[-1]["horizon_days"])
    changes = [one[name] for one in differences]
    levels = _levels(name, entries, changes)
    return f"{_head(name, summaries)}: {told_(name, levels, labels, changes)}."


def _in_short(name: str, levels: Sequence[str], labels: Sequence[str], differences: Sequence[Entry]) -> str:
    """'now, 3,900; in two weeks, 4,200; not at all, 4,000 (no clear difference)', against the first."""
    clear = [words.is_clear(one) for one in differences]
    none = say(EQUAL) if all(one["p_equal"] == 1.0 for one in differences) else say(UNCLEAR)
    if len(set(levels)) == 1:
        return say("{level} in each", level=levels[0]) + ("" if all(clear) else f" ({none})")
    told = _labelled(levels, labels)
    if not any(clear):
        return f"{'; '.join(told)} ({none})"
    notes = ["", *("" if one else f" ({say(UNCLEAR)})" for one in clear)]
    return "; ".join(text + note for text, note in zip(told, notes, strict=True))


def _with_intervals(name: str, levels: Sequence[str], labels: Sequence[str], differences: Sequence[Entry]) -> str:
    """'now, 3,900; in two weeks, 4,200 (+310, 95%: +250 to +370); not at all, 3,930 (…, no clear difference)'."""
    if len(set(levels)) == 1 and not any(map(words.is_clear, differences)):
        return f"{say('{level} in each', level=levels[0])} ({_none_clear(name, differences)})"
    notes = ["", *(f" ({_difference(name, one)})" for one in differences)]
    return "; ".join(text + note for text, note in zip(_labelled(levels, labels), notes, strict=True))


def _none_clear(name: str, differences: Sequence[Entry]) -> str:
    """'no clear difference, 95%: −44 to +40; −20 to +12', an interval for each scenario but the first."""
    if all(one["p_equal"] == 1.0 for one in differences):
        return say(EQUAL)
    unit = _unit(name, differences[0])
    told_ = "; ".join(change_interval(one, unit) for one in differences)
    if unit == "points":
        told_ = say("{change} pt", change=told_)
    elif unit != PEOPLE:
        told_ = words.with_unit(told_, unit)
    return say("{difference}, 95%: {interval}", difference=say(UNCLEAR), interval=told_)


def _difference(name: str, entry: Entry) -> str:
    """'+310, 95%: +250 to +370', '−2, 95%: −44 to +40, no clear difference'; people without their unit."""
    if entry["mean"] is None:
        return say("no pair")
    if entry["p_equal"] == 1.0:
        return say(EQUAL)
    unit = _unit(name, entry)
    change = change_text(entry, unit)
    size = change.split(" ")[0] if unit == PEOPLE else change
    told_ = say("{difference}, 95%: {interval}", difference=size, interval=change_interval(entry, unit))
    return told_ if words.is_clear(entry) else f"{told_}, {say(UNCLEAR)}"


def _unit(name: str, entry: Entry) -> str:
    return "points" if ENTRIES[name].kind == "share" else str(entry["unit"])


def _labelled(levels: Sequence[str], labels: Sequence[str]) -> list[str]:
    """'closed on day 0, 4,160': apart, as a label may end with a number."""
    return [f"{label}, {level}" for label, level in zip(labels, _short(levels), strict=True)]


def _short(levels: Sequence[str]) -> list[str]:
    """Shares of the same whole name it once."""
    whole = levels[0].partition(" of ")[2]
    shared = f" of {whole}"
    return [levels[0], *(one.removesuffix(shared) if whole in ("10", "100") else one for one in levels[1:])]


def _head(name: str, summaries: Sequence[Entry]) -> str:
    """The outcome as the head of its sentence, with the horizon."""
    at = shared_level(dict(zip("ABCD", summaries, strict=False)))
    horizon = summaries[0]["horizon_days"]
    if ENTRIES[name].kind == "share":
        return words.capital(told(name, at, any_time(horizon)))
    return say("{told} by day {horizon}, on average", told=words.capital(told(name, at)), horizon=horizon)


def _levels(name: str, entries: Sequence[Entry], differences: Sequence[Entry]) -> list[str]:
    """Shares as fine as the coarsest of them; amounts as the table of a comparison has them, people without a unit."""
    if ENTRIES[name].kind == "share":
        return words.often_alike(entries)
    people = words.with_unit("", PEOPLE) if ENTRIES[name].unit == PEOPLE else ""
    return [level.removesuffix(people) if level else say("no run") for level in level_texts(name, entries, differences)]


def _truce_ends(entry: Entry, label: str, horizon: int) -> str:
    """What becomes of the truces of one scenario."""
    if not entry["n"]:
        return say("No truce comes {label}.", label=label)
    return ends_sentence({"": entry}, horizon, say("Of truces {label}", label=label))
