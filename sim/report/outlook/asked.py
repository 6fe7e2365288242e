"""The finding of a question, in the line that asks it: the level of each scenario, and whether they clearly differ.

Pure functions of the entries of summaries and differences; `labels` say in what the scenarios differ, A first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.language.saying import say, spoken
from sim.report.comparison.words import ends_sentence
from sim.report.words import numbers as words
from sim.report.words.measures import any_time, shared_level
from sim.report.words.outcomes import ENTRIES, told

Entry = Mapping[str, Any]
MOST_MOVED = 5
UNCLEAR = spoken("no clear difference")


def finding(
    outcomes: Sequence[str], labels: Sequence[str], summaries: Sequence[Entry], differences: Sequence[Entry]
) -> str:
    """What a question found, a sentence an outcome: 'People cut off, on average: now 3,800; not at all 4,100.'

    Outcomes are amounts, shares, or what becomes of truces, of which only the last scenario's is told. `differences`
    are those of the other scenarios against the first.
    """
    return " ".join(_sentence(name, labels, summaries, differences) for name in outcomes)


def moved_most(summaries: Sequence[Entry], changes: Mapping[str, Entry], sizes: Mapping[str, float]) -> str:
    """'Most: ground held at the horizon 27 km² → 51 km²; ...': at most five outcomes, those that moved most first.

    `changes` are differences of the second of two scenarios against the first, `sizes` how large they are by outcome;
    only what is clear counts.
    """
    clear = [name for name in sizes if words.is_clear(changes[name])]
    told_ = sorted(clear, key=lambda name: -abs(sizes[name]))[:MOST_MOVED]
    if not told_:
        return say("Nothing that is clear in any main outcome.")
    return say("Most: {list}.", list="; ".join(_moved(name, summaries) for name in told_))


def _moved(name: str, summaries: Sequence[Entry]) -> str:
    first, second = _levels(name, [summary["outcomes"][name] for summary in summaries])
    head = _head(name, summaries)
    return f"{head[:1].lower()}{head[1:]} {first} → {second}"


def _sentence(name: str, labels: Sequence[str], summaries: Sequence[Entry], differences: Sequence[Entry]) -> str:
    entries = [summary["outcomes"][name] for summary in summaries]
    if ENTRIES[name].kind == "category":
        return _truce_ends(entries[-1], labels[-1])
    changes = [one[name] for one in differences]
    return f"{_head(name, summaries)}: {_side_by_side(_levels(name, entries), labels, changes)}."


def _side_by_side(levels: Sequence[str], labels: Sequence[str], differences: Sequence[Entry]) -> str:
    """'now 3,900; in two weeks 4,200; not at all 4,000 (no clear difference)', against the first."""
    clear = [words.is_clear(one) for one in differences]
    none = say("no difference in any pair") if all(one["p_equal"] == 1.0 for one in differences) else say(UNCLEAR)
    if len(set(levels)) == 1:
        return say("{level} in each", level=levels[0]) + ("" if all(clear) else f" ({none})")
    told = [f"{label} {level}" for label, level in zip(labels, _short(levels), strict=True)]
    if not any(clear):
        return f"{'; '.join(told)} ({none})"
    notes = ["", *("" if one else f" ({say(UNCLEAR)})" for one in clear)]
    return "; ".join(text + note for text, note in zip(told, notes, strict=True))


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


def _levels(name: str, entries: Sequence[Entry]) -> list[str]:
    """Shares as fine as the coarsest of them; amounts as tables have them."""
    if ENTRIES[name].kind == "share":
        return words.often_alike(entries)
    return [_amount(entry) for entry in entries]


def _amount(entry: Entry) -> str:
    if entry["mean"] is None:
        return say("no run")
    unit = "" if entry["unit"] == "persons" else entry["unit"]
    return words.amount(entry["mean"], unit, entry["se"] or 0.0)


def _truce_ends(entry: Entry, label: str) -> str:
    """What becomes of the truces of one scenario."""
    if not entry["n"]:
        return say("No truce comes {label}.", label=label)
    return ends_sentence({"": entry}, say("Of truces {label}", label=label))
