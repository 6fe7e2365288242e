"""What laws make of a comparison, in sentences: what a law is, the levels over all of them, and how many agree.

Entries are those of `sim.analysis.forms.compared` for the laws, of summaries and differences for the table on top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.language.saying import say
from sim.report.comparison.levels import fine_shares, level_texts
from sim.report.comparison.words import way
from sim.report.words.changes import PEOPLE, mean_sign
from sim.report.words.forms import MECHANISM_WORDS, agreement_words, turning_words
from sim.report.words.measures import Level
from sim.report.words.numbers import ENOUGH_RUNS, counted, listed, percent_of, share_of, with_unit
from sim.report.words.outcomes import ENTRIES, label

Entry = Mapping[str, Any]
SIGN = {"+": 1, "-": -1, "0": 0}


def what_a_law_is(less: Entry) -> str:
    """What is counted where laws agree: how many laws of which mechanisms; empty where none is told apart."""
    rows = _laws(less)
    if not rows:
        return ""
    mechanisms = [say(MECHANISM_WORDS[slot]) for slot in dict.fromkeys(row["slot"] for row in rows)]
    return say(
        "A law is one way to reckon one mechanism of the model, published or by judgement: here are {laws} of "
        "{mechanisms} ({list}). Each pair draws one law of each mechanism, and a law is looked at in the pairs that "
        "drew it.",
        laws=counted(len(rows), "law"), mechanisms=counted(len(mechanisms), "mechanism"), list=listed(mechanisms),
    )


def what_to_make_of_it(less: Entry) -> str:
    """Which of two numbers to believe: what the table answers, and what hangs on the choice of a law."""
    every, few = (choose(int(row["runs"]) for row in less["by_form"]) for choose in (max, min))
    return say(
        "Read the table for the scenarios as they are, each by its own laws, and these lines for how far its findings "
        "rest on them: they are means over all laws, by weights that are judgement, so that levels differ too. What "
        "the table and every law say does not turn on any one of them; a finding that holds only under some laws "
        "rests on the choice of law. What few pairs leave open more might show: here are {pairs}, of the rarest law "
        "{few:,}.",
        pairs=counted(every, "pair"), few=few,
    )


def line(name: str, letter: str, less: Entry, at: Level, levels: str = "") -> str:
    """'Ground held, B against A: 19 → 21 km² over all laws; more over all pairs, and under 9 of 11 laws.'"""
    parts = [agreement_words(less["agreement"][name]), turning_words(less["sign_turns_with"][name])]
    over_all = say("{levels} over all laws", levels=levels) if levels else ""
    told = "; ".join(filter(None, (over_all, *parts)))
    return say("{outcome}, {letter} against A: {list}.", outcome=label(name, at), letter=letter, list=told)


def against_the_table(name: str, sign: str, table: Entry, levels: str) -> str:
    """What the table on top says of an outcome, where that is another direction than over all laws; else nothing."""
    if table["mean"] is None or mean_sign(table) == SIGN[sign]:
        return ""
    return say(
        "The table on top, by each scenario's own laws over {pairs}, shows: {way} ({levels}).",
        pairs=counted(int(table["n_pairs"]), "pair"), way=way(name, table), levels=levels,
    )


def levels_beside(name: str, entries: Sequence[Entry], differences: Sequence[Entry]) -> list[str]:
    """'19 → 21 km²', '11% → 24%' from the first scenario to each other, in the digits of the table of a comparison."""
    first, *others = _levels(name, entries, differences)
    return [_from_to(ENTRIES[name].unit, first, other) for other in others]


def _levels(name: str, entries: Sequence[Entry], differences: Sequence[Entry]) -> list[str]:
    none = say("no run")
    if ENTRIES[name].kind != "share":
        return [text or none for text in level_texts(name, entries, differences)]
    shares = [share_of(one) or 0.0 for one in entries]
    enough = all(one["n"] >= ENOUGH_RUNS for one in entries)
    fine = fine_shares(shares, differences) if enough else []
    whole = [percent_of(share, one["n"]) if one["n"] else none for share, one in zip(shares, entries, strict=True)]
    return [f"{one}%" for one in fine] or whole


def _from_to(unit: str, first: str, other: str) -> str:
    """Both with one unit; people without: the head names them."""
    behind = with_unit("", unit)
    other = other.removesuffix(behind) if unit == PEOPLE else other
    if first.removesuffix(behind) == other.removesuffix(behind):
        return say("{amount} in both", amount=other)
    return f"{first.removesuffix(behind)} → {other}"


def _laws(less: Entry) -> list[Entry]:
    """The rows of single laws, without that of all pairs."""
    return [row for row in less["by_form"] if row["slot"]]
