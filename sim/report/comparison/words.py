"""Sentences on one to four scenarios side by side: how often one has more, how long truces hold, how many people.

Pure functions of entries. Nothing is said to be better or worse, only more, fewer, earlier and later: fewer people
harmed on one side may go with more on the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sim.language.saying import say, say_many
from sim.report.comparison.levels import measured
from sim.report.words.changes import (
    Measured,
    change_interval,
    change_text,
    change_title,
    direction,
    share_direction,
)
from sim.report.words.numbers import (
    ENOUGH_RUNS,
    FINE_ENOUGH_FOR_HUNDREDTHS,
    by_letter,
    capital,
    counted,
    few,
    half_width,
    listed,
    of_whole,
    often,
    often_alike,
    people_range,
    plain,
    value_entry,
)
from sim.report.words.outcomes import ENTRIES

Entry = Mapping[str, Any]
Range = tuple[float | None, float | None]
FEW = 25  # below that, cases are counted as they are
NONE = "no"  # a true none among whole numbers


# how often one scenario has more than another


def finding(what: Measured, entry: Entry, base: str = "A", other: str = "B") -> str:
    """In one sentence what differs on average and in how many pairs; without the pairs where none differs.

    `entry` is that of `sim.analysis.comparison.difference`, of an amount or a day, and `what` is what it is called.
    """
    numbers = entry["restricted_mean_days"] if what.is_day else entry
    title = change_title(numbers, what, base, other)
    if int(numbers["n_pairs"]) < 2 or numbers["p_equal"] == 1.0:
        return f"{title}."
    pairs = split_sentence(numbers, what)
    return f"{title}; {pairs[:1].lower()}{pairs[1:]}"


def way(name: str, entry: Entry) -> str:
    """Which way an amount or a share goes; a share has no majority but its mean."""
    if ENTRIES[name].kind == "share":
        return share_direction(entry)
    return direction(entry, "more", "fewer" if ENTRIES[name].unit == "persons" else "less")


def interval_sentence(entry: Entry, unit: str) -> str:
    """'On average −930 people (95% simulation interval −1,060 to −800).', in the digits that tables have.

    Of a difference that is known; of one pair it says that it is too few.
    """
    return say(
        "On average {mean} (95% simulation interval {interval}).",
        mean=change_text(entry, unit), interval=change_interval(entry, unit),
    )


def how_often(name: str, entry: Entry) -> str:
    """In how many pairs an outcome is more, or later; empty where no pair differs or it cannot be said."""
    what = measured(name)
    if what is None:
        return ""
    numbers = entry["restricted_mean_days"] if what.is_day else entry
    if int(numbers["n_pairs"]) < 2 or numbers["p_equal"] == 1.0:
        return ""
    return split_sentence(numbers, what)


def split_sentence(entry: Entry, what: Measured) -> str:
    """'Fewer in 61 of 100 pairs, more in 12, equal in 27.', the greater share first."""
    more, fewer, equal = pair_shares(entry)
    parts = sorted(((more, what.more), (fewer, what.less)), key=lambda part: -part[0])
    first, second = (say("{more} in", more=say(word)) for _, word in parts)
    heads = (capital(first), second, say("equal in"))
    return _in_pairs(entry, what.noun, heads, (parts[0][0], parts[1][0], equal))


def pair_shares(entry: Entry) -> tuple[float, float, float]:
    """Shares of pairs with more, fewer and equal; zeros without pairs.

    Fewer is what is left of whole pairs, so that a true none is zero and not the rounding of a computer.
    """
    if entry["mean"] is None or not entry["n_pairs"]:
        return 0.0, 0.0, 0.0
    more, equal, n = float(entry["p_greater"]), float(entry["p_equal"]), int(entry["n_pairs"])
    return more, round(n * (1.0 - more - equal)) / n, equal


def _in_pairs(entry: Entry, what: str, heads: Sequence[str], shares: Sequence[float]) -> str:
    """Three shares of the pairs, each behind its words; ' of 100 pairs' stands behind the first that is not none."""
    n = int(entry["n_pairs"])
    if n == 0:
        return say("There is no pair to compare: {what}.", what=what)
    if shares[2] == 1.0:
        return say("{what}: no difference in any of {n:,} pairs.", what=capital(what), n=n)
    whole = _whole(n, shares)
    parts, behind = [], say_many(" of {n} pair", " of {n} pairs", whole)
    for head, number in zip(heads, whole_numbers(shares, whole), strict=True):
        if number == NONE:
            parts.append(say("{head} no pair", head=head))
            continue
        parts.append(f"{head} {_about(number, whole, behind)}{behind}")
        behind = ""
    return f"{', '.join(parts)}."


def _whole(n: int, shares: Sequence[float]) -> int:
    """What n cases are told as: all of them where they are few, else 100 or, where the error is larger, 10."""
    if n < FEW:
        return n
    fine = all(1.96 * math.sqrt(share * (1.0 - share) / n) <= FINE_ENOUGH_FOR_HUNDREDTHS for share in shares)
    return 100 if fine else 10


def _about(number: str, whole: int, first: str) -> str:
    return say("about {k}", k=number) if first and whole == 10 and number.isdigit() else number


def whole_numbers(shares: Sequence[float], whole: int) -> list[str]:
    """Shares that add to one as whole numbers that add to the whole (largest remainders); a true none is 'no'.

    What is neither nothing nor all never reads as such: 'fewer than 1', 'more than 99'.
    """
    counts = [math.floor(share * whole + 1e-9) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda at: counts[at] - shares[at] * whole)
    for at in by_remainder[: max(0, whole - sum(counts))]:
        counts[at] += 1
    return [_number(share, count, whole) for share, count in zip(shares, counts, strict=True)]


def _number(share: float, count: int, whole: int) -> str:
    if share == 0.0:
        return NONE
    if count == 0:
        return say("fewer than 1")
    return say("more than {k}", k=whole - 1) if count == whole and share < 1.0 else str(count)


# truces


def end_date_title(
    day: int, before: Mapping[str, Entry | None], after: Mapping[str, Entry | None], truces: Mapping[str, int]
) -> str:
    """'Truces that hold up to their end date, 30 days from their start: 63 of 100 in A, 60 of ...; beyond it: ...'.

    `before` and `after` have the share that holds up to the day before and over that day, None where too few truces
    are watched.
    """
    known = [entry for entry in (*before.values(), *after.values()) if entry is not None]
    whole = 100 if all(half_width(entry) <= FINE_ENOUGH_FOR_HUNDREDTHS for entry in known) else 10
    texts = [
        {letter: _too_few(truces[letter]) if one is None else _holding(one, whole) for letter, one in each.items()}
        for each in (before, after)
    ]
    up_to, beyond = map(by_letter, texts)
    return say(
        "Truces that hold up to their end date, {day} days from their start: {up_to}; beyond it: {beyond}",
        day=day, up_to=up_to, beyond=beyond,
    )


def truce_ends_title(ends: Mapping[str, Entry], horizon: int) -> str:
    """'Truces that break down by day 90: about 4 of 10 in A, about 5 of 10 in B.'"""
    if not any(entry["n"] for entry in ends.values()):
        return say("There is no truce to end") + _everywhere(dict.fromkeys(ends, 0))
    broken = {letter: value_entry(entry, "collapsed") for letter, entry in ends.items()}
    told_ = dict(zip(broken, often_alike(list(broken.values())), strict=True))
    texts = {letter: text if ends[letter]["n"] else say("no truce") for letter, text in told_.items()}
    return say("Truces that break down by day {horizon}: {each}", horizon=horizon, each=by_letter(texts))


def durability_title(day: int | None, still: Mapping[str, Entry | None], truces: Mapping[str, int]) -> str:
    """'Of the truces in A, about 7 of 10 still hold 30 days from their start; in B, about 8 of 10.'

    `still` has the share by letter, None where too few truces are watched; `truces` how many there are.
    """
    if not any(truces.values()):
        return say("There is no truce to watch") + _everywhere(truces)
    told = {letter: entry for letter, entry in still.items() if entry is not None}
    if day is None or not told:
        each = by_letter({letter: f"{n:,}" for letter, n in truces.items()})
        return say("Too few truces to say how long they hold: {each}", each=each)
    whole = 100 if all(half_width(entry) <= FINE_ENOUGH_FOR_HUNDREDTHS for entry in told.values()) else 10
    first, *others = told
    where = say(" in {letter}", letter=first) if len(still) > 1 else ""
    holding = _holding(told[first], whole)
    parts = [say(
        "Of the truces{where}, {holding} still hold {days} from their start",
        where=where, holding=holding, days=counted(day, "day"),
    )]
    rest = {letter: _holding(told[letter], whole) for letter in others}
    rest |= {letter: _too_few(truces[letter]) for letter in still if letter not in told}
    return "; ".join([*parts, *(say("in {letter}, {holding}", letter=one, holding=text) for one, text in rest.items())])


def _holding(entry: Entry, whole: int) -> str:
    share = float(entry["mean"])
    if share in (0.0, 1.0):
        return say("all") if share == 1.0 else say("none")
    text = of_whole(share, whole)
    return text if whole == 100 or round(share * whole) in (0, whole) else say("about {k}", k=text)


def _too_few(n: int) -> str:
    return say("too few to say ({n:,})", n=n) if n else say("there is no truce")


def _everywhere(truces: Mapping[str, int]) -> str:
    return "" if len(truces) == 1 else say(" in {list}", list=listed(list(truces)))


def rests_on(counts: Mapping[str, int], noun: str = "truce") -> str:
    """'It rests on 34 truces in A and 37 in B.'"""
    if len(counts) == 1:
        return say("It rests on {list}.", list=counted(next(iter(counts.values())), noun))
    (first, n), *others = counts.items()
    told = [say("{truces} in {letter}", truces=counted(n, noun), letter=first)]
    told += [say("{n:,} in {letter}", n=m, letter=letter) for letter, m in others]
    return say("It rests on {list}.", list=listed(told))


def ends_sentence(ends: Mapping[str, Entry], horizon: int, of: str = "") -> str:
    """How the first truces of each scenario end, from the entries of their ends by letter; `of` is of which it is told.

    'Of those in A, about 7 of 10 break down by day 90, 2 run out, 1 still holds then.' These are all truces, however
    long ago they began: other shares than those of a curve by days since their start.
    """
    shares = {letter: _ends(entry) for letter, entry in ends.items() if entry["n"]}
    wholes = {letter: _whole(int(ends[letter]["n"]), shares[letter]) for letter in shares}
    coarsest = min((whole for letter, whole in wholes.items() if ends[letter]["n"] >= FEW), default=0)
    sentences = []
    for letter, whole in wholes.items():
        told = coarsest if ends[letter]["n"] >= FEW else whole
        where = say("Of those in {letter}", letter=letter) if len(ends) > 1 else of or say("Of those")
        numbers = whole_numbers(shares[letter], told)
        ways = ", ".join(_ways_to_end(numbers, told, horizon))
        sentences.append(say("{of_those}, {ends}.", of_those=where, ends=ways))
    return " ".join(sentences)


def _ways_to_end(numbers: Sequence[str], whole: int, horizon: int) -> tuple[str, str, str]:
    broken, over, held = (say("none") if number == NONE else number for number in numbers)
    one_broken, one_over, one_held = (1 if number == "1" else 2 for number in numbers)
    return (
        say_many(
            "{k} of {whole} breaks down by day {day}", "{k} of {whole} break down by day {day}", one_broken,
            k=_about(broken, whole, broken), whole=whole, day=horizon,
        ),
        say_many("{k} runs out", "{k} run out", one_over, k=over),
        say_many("{k} still holds then", "{k} still hold then", one_held, k=held),
    )


def _ends(entry: Entry) -> tuple[float, float, float]:
    """Shares of truces that break down, run out, and still hold at the horizon."""
    broken, over = float(entry["share"]["collapsed"]), float(entry["share"]["expired"])
    return broken, over, max(0.0, 1.0 - broken - over)


def violations_title(ranges: Mapping[str, Range], truces: Mapping[str, int]) -> str:
    """'Violations a day, in half of truces: 0.6 to 4.6 in A, 2 to 10 in B'; few truces are only counted."""
    if all(low is None for low, _ in ranges.values()):
        return say("There is no truce of a day or more") + _everywhere(dict.fromkeys(ranges, 0))
    if all(n < ENOUGH_RUNS for n in truces.values()):
        few_ = by_letter({letter: f"{n:,}" for letter, n in truces.items()})
        return say("Too few truces of a day or more to say how often they are violated: {each}", each=few_)
    texts = {
        letter: few(truces[letter], "truce") if 0 < truces[letter] < ENOUGH_RUNS else _rates(low, high)
        for letter, (low, high) in ranges.items()
    }
    return say("Violations a day, in half of truces: {each}", each=by_letter(texts))


def _rates(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return say("no truce")
    ends = [plain(value, 0 if value >= 9.95 else 1) for value in (low, high)]
    if high < 0.05:
        return say("none")
    return say("about {k}", k=ends[0]) if ends[0] == ends[1] else say("{low} to {high}", low=ends[0], high=ends[1])


# people


def people_compared_title(noun: str, ranges: Mapping[str, Range], horizon: int, without: Mapping[str, Entry]) -> str:
    """'People of the holder cut off by day 90, in half of futures: 1,900 to 5,600 in A, none in 86 of 100 in B.'

    `without` are the shares of futures with none, by letter.
    """
    head = say("{noun} by day {horizon}", noun=capital(noun), horizon=horizon)
    n = {int(entry["n"]) for entry in without.values()}
    if len(n) == 1 and 0 < min(n) < ENOUGH_RUNS:
        return f"{head}: {few(min(n))}"
    texts = {letter: _people(low, high, without[letter]) for letter, (low, high) in ranges.items()}
    return say("{head}, in half of futures: {each}", head=head, each=by_letter(texts))


def _people(low: float | None, high: float | None, without: Entry) -> str:
    if low is None or high is None:
        return say("no run")
    if int(without["n"]) < ENOUGH_RUNS:
        return few(int(without["n"]))
    text = people_range(low, high)
    if " to " in text:
        return text
    return say("none in {without}", without=often(without)) if text == "0" else say("about {k}", k=text)
