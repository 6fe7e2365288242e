"""The finding of a question: the level of each scenario, and whether they clearly differ; in short as a title.

Pure functions of the entries of summaries and differences; `labels` say in what the scenarios differ, A first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.language.saying import say, spoken
from sim.report.comparison.levels import level_texts, share_texts
from sim.report.comparison.words import ends_sentence
from sim.report.drawing.palette import LETTERS
from sim.report.words import numbers as words
from sim.report.words.changes import PEOPLE, change_interval, change_intervals, change_text
from sim.report.words.measures import any_time, shared_level
from sim.report.words.outcomes import ENTRIES, label, told

Entry = Mapping[str, Any]
MOST_MOVED = 5
UNCLEAR = spoken("no clear difference")
EQUAL = spoken("no difference in any pair")


def finding(
    outcomes: Sequence[str], labels: Sequence[str], summaries: Sequence[Entry], differences: Sequence[Entry]
) -> str:
    """What a question found, a sentence an outcome: 'People cut off, on average: now, 3,800; not at all, 4,100.'

    Outcomes are amounts, shares, or what becomes of truces, of which only the last scenario's is told. `differences`
    are those of the other scenarios against the first.
    """
    return " ".join(_sentence(name, labels, summaries, differences) for name in outcomes)


def title(name: str, labels: Sequence[str], summaries: Sequence[Entry], differences: Sequence[Entry]) -> str:
    """What differs in one outcome, under the head of its row: 'People cut off: now, 640; later, +310 (95%: ...)'.

    The first scenario has its level, as in the finding, and each other its difference against it, with an interval
    where it is clear. Where none is clear no level is told.
    """
    head = label(name, shared_level(dict(zip(LETTERS, summaries, strict=False))))
    changes = [one[name] for one in differences]
    told_ = _what_differs(name, labels[1:], changes)
    if any(map(words.is_clear, changes)):
        first, *_ = _levels(name, [summary["outcomes"][name] for summary in summaries], changes)
        told_ = f"{labels[0]}, {first}; {told_}"
    return f"{head}: {told_}"


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


def _sentence(name: str, labels: Sequence[str], summaries: Sequence[Entry], differences: Sequence[Entry]) -> str:
    entries = [summary["outcomes"][name] for summary in summaries]
    if ENTRIES[name].kind == "category":
        return _truce_ends(entries[-1], labels[-1], summaries[-1]["horizon_days"])
    changes = [one[name] for one in differences]
    levels = _levels(name, entries, changes)
    return f"{_head(name, summaries)}: {_in_short(levels, labels, changes)}."


def _in_short(levels: Sequence[str], labels: Sequence[str], differences: Sequence[Entry]) -> str:
    """'now, 3,900; in two weeks, 4,200; not at all, 4,000 (no clear difference)', against the first."""
    clear = [words.is_clear(one) for one in differences]
    unclear = say("no clear difference in any") if len(differences) > 1 and not any(clear) else say(UNCLEAR)
    none = say(EQUAL) if all(one["p_equal"] == 1.0 for one in differences) else unclear
    if len(set(levels)) == 1:
        return say("{level} in each", level=levels[0]) + ("" if all(clear) else f" ({none})")
    told = _labelled(levels, labels)
    if not any(clear):
        return f"{'; '.join(told)} ({none})"
    notes = ["", *("" if one else f" ({say(UNCLEAR)})" for one in clear)]
    return "; ".join(text + note for text, note in zip(told, notes, strict=True))


def _what_differs(name: str, labels: Sequence[str], differences: Sequence[Entry]) -> str:
    """'in two weeks, +310 (95%: +250 to +370); not at all, no clear difference'; with intervals where none is clear.

    Of several differences the first has the unit, and says of how many percent the intervals are.
    """
    clear = [words.is_clear(one) for one in differences]
    if not any(clear):
        return _none_clear(name, labels, differences)
    told_ = [_difference(name, one, at <= clear.index(True)) for at, one in enumerate(differences)]
    return "; ".join(f"{label_}, {text}" for label_, text in zip(labels, told_, strict=True))


def _none_clear(name: str, labels: Sequence[str], differences: Sequence[Entry]) -> str:
    """'no clear difference (95%: later, −44 to +40; never, −20 to +12)', one other scenario without its label."""
    if all(one["p_equal"] == 1.0 for one in differences):
        return say(EQUAL)
    intervals = change_intervals(differences, _unit(name, differences[0]), labels if len(labels) > 1 else ())
    return f"{say(UNCLEAR)} ({intervals})"


def _difference(name: str, entry: Entry, first: bool) -> str:
    """'+310 (95%: +250 to +370)', people without their unit; 'no clear difference' where it is none."""
    if entry["mean"] is None:
        return say("no pair")
    if not words.is_clear(entry):
        return say(EQUAL) if entry["p_equal"] == 1.0 else say(UNCLEAR)
    unit = _unit(name, entry)
    change = change_text(entry, unit)
    size = change if first and unit != PEOPLE else change.split(" ")[0]
    interval = change_interval(entry, unit)
    return f"{size} ({say('95%: {interval}', interval=interval) if first else interval})"


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
    at = shared_level(dict(zip(LETTERS, summaries, strict=False)))
    horizon = summaries[0]["horizon_days"]
    if ENTRIES[name].kind == "share":
        return words.capital(told(name, at, any_time(horizon)))
    return say("{told} by day {horizon}, on average", told=words.capital(told(name, at)), horizon=horizon)


def _levels(name: str, entries: Sequence[Entry], differences: Sequence[Entry]) -> list[str]:
    """Shares as fine as the coarsest of them, finer where that denies a clear difference; amounts as tables have them.

    People stand without their unit.
    """
    if ENTRIES[name].kind == "share":
        return share_texts(entries, differences)
    people = words.with_unit("", PEOPLE) if ENTRIES[name].unit == PEOPLE else ""
    return [level.removesuffix(people) if level else say("no run") for level in level_texts(name, entries, differences)]


def _truce_ends(entry: Entry, label: str, horizon: int) -> str:
    """What becomes of the truces of one scenario."""
    if not entry["n"]:
        return say("No truce comes {label}.", label=label)
    return ends_sentence({"": entry}, horizon, say("Of truces {label}", label=label))
