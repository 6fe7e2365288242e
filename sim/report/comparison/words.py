"""Sentences on one to four scenarios side by side: how often one is better, how long truces hold, how many people.

Pure functions of entries. "Better" is said only of people killed, wounded or captured in all, where fewer is better
for everybody; of everything else only more, fewer, earlier and later are said.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sim.report.words.changes import Measured, change_title, day_of, disagrees, ground
from sim.report.words.numbers import (
    ENOUGH_PAIRS,
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
from sim.report.words.outcomes import ENTRIES, told

Entry = Mapping[str, Any]
Range = tuple[float | None, float | None]
FEW = 25  # below that, cases are counted as they are


# how often one scenario is better than another


def measured(name: str) -> Measured | None:
    """What an amount or a day is called where it differs; None for what is told otherwise."""
    one, noun = ENTRIES.get(name), told(name)
    if one is None or not noun or one.kind not in ("amount", "day"):
        return None
    if one.kind == "day":
        return day_of(noun)
    return ground(noun) if one.unit == "km²" else Measured(noun)


def finding(name: str, entry: Entry, base: str = "A", other: str = "B") -> str:
    """In one sentence what differs on average and in how many pairs; without the pairs where none differs.

    `entry` is that of `sim.analysis.comparison.difference`, of an amount or a day that `measured` knows.
    """
    what = measured(name)
    if what is None:
        raise KeyError(name)
    numbers = entry["restricted_mean_days"] if what.is_day else entry
    title = change_title(numbers, what, base, other)
    if int(numbers["n_pairs"]) < 2 or numbers["p_equal"] == 1.0:
        return f"{title}."
    pairs = split_sentence(numbers, what)
    return f"{title}; {pairs[:1].lower()}{pairs[1:]}"


def how_often(name: str, entry: Entry, base: str = "A", other: str = "B", noun: str = "") -> str:
    """In how many pairs an outcome is better, or more, or later; empty where no pair differs or it cannot be said.

    Better is said where mean and majority agree on it, and of people alone.
    """
    what = measured(name)
    if what is None:
        return ""
    numbers = entry["restricted_mean_days"] if what.is_day else entry
    if int(numbers["n_pairs"]) < 2 or numbers["p_equal"] == 1.0:
        return ""
    if ENTRIES[name].fewer_is_better and int(numbers["n_pairs"]) >= ENOUGH_PAIRS and not disagrees(numbers):
        return better_sentence(numbers, noun or what.noun, True, base, other)
    return split_sentence(numbers, what)


def better_sentence(
    entry: Entry, noun: str, fewer_is_better: bool = True, base: str = "A", other: str = "B"
) -> str:
    """'B is better than A in 61 of 100 pairs (fewer people cut off), worse in 12, equal in 27.'

    Only for what is better for everybody.
    """
    more, fewer, equal = pair_shares(entry)
    shares, word = ((fewer, more), "fewer") if fewer_is_better else ((more, fewer), "more")
    heads = (f"{other} is better than {base} in", "worse in", "equal in")
    return _in_pairs(entry, noun, heads, (*shares, equal), f" ({word} {noun})")


def split_sentence(entry: Entry, what: Measured) -> str:
    """'Fewer in 61 of 100 pairs, more in 12, equal in 27.', the greater share first."""
    more, fewer, equal = pair_shares(entry)
    parts = sorted(((more, what.more), (fewer, what.less)), key=lambda part: -part[0])
    heads = (f"{capital(parts[0][1])} in", f"{parts[1][1]} in", "equal in")
    return _in_pairs(entry, what.noun, heads, (parts[0][0], parts[1][0], equal))


def pair_shares(entry: Entry) -> tuple[float, float, float]:
    """Shares of pairs with more, fewer and equal; zeros without pairs.

    Fewer is what is left of whole pairs, so that a true none is zero and not the rounding of a computer.
    """
    if entry["mean"] is None or not entry["n_pairs"]:
        return 0.0, 0.0, 0.0
    more, equal, n = float(entry["p_greater"]), float(entry["p_equal"]), int(entry["n_pairs"])
    return more, round(n * (1.0 - more - equal)) / n, equal


def _in_pairs(entry: Entry, what: str, heads: Sequence[str], shares: Sequence[float], why: str = "") -> str:
    """Three shares of the pairs, each behind its words; ' of 100 pairs' stands behind the first that is not none."""
    n = int(entry["n_pairs"])
    if n == 0:
        return f"There is no pair to compare: {what}."
    if shares[2] == 1.0:
        return f"{capital(what)}: no difference in any of {n:,} pairs."
    whole = _whole(n, shares)
    parts, behind = [], f" of {whole} {'pair' if whole == 1 else 'pairs'}"
    for head, number in zip(heads, whole_numbers(shares, whole), strict=True):
        parts.append(f"{head} no pair" if number == "no" else f"{head} {_about(number, whole, behind)}{number}{behind}")
        behind = behind if number == "no" else ""
    return f"{', '.join([parts[0] + why, *parts[1:]])}."


def _whole(n: int, shares: Sequence[float]) -> int:
    """What n cases are told as: all of them where they are few, else 100 or, where the error is larger, 10."""
    if n < FEW:
        return n
    fine = all(1.96 * math.sqrt(share * (1.0 - share) / n) <= FINE_ENOUGH_FOR_HUNDREDTHS for share in shares)
    return 100 if fine else 10


def _about(number: str, whole: int, first: str) -> str:
    return "about " if first and whole == 10 and number.isdigit() else ""


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
        return "no"
    if count == 0:
        return "fewer than 1"
    return f"more than {whole - 1}" if count == whole and share < 1.0 else str(count)


# truces


def end_date_title(
    day: int, before: Mapping[str, Entry | None], after: Mapping[str, Entry | None], truces: Mapping[str, int]
) -> str:
    """'Truces that hold up to their end date on day 30: 63 of 100 in A, 60 of 100 in B; beyond it: 31 of 100 in ...'.

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
    return f"Truces that hold up to their end date on day {day}: {up_to}; beyond it: {beyond}"


def truce_ends_title(ends: Mapping[str, Entry], horizon: int) -> str:
    """'Truces that break down by day 90: about 4 of 10 in A, about 5 of 10 in B.'"""
    if not any(entry["n"] for entry in ends.values()):
        return "There is no truce to end" + _everywhere(dict.fromkeys(ends, 0))
    broken = {letter: value_entry(entry, "collapsed") for letter, entry in ends.items()}
    told_ = dict(zip(broken, often_alike(list(broken.values())), strict=True))
    texts = {letter: text if ends[letter]["n"] else "no truce" for letter, text in told_.items()}
    return f"Truces that break down by day {horizon}: {by_letter(texts)}"


def durability_title(day: int | None, still: Mapping[str, Entry | None], truces: Mapping[str, int]) -> str:
    """'Of the truces in A, about 7 of 10 still hold after 30 days; in B, about 8 of 10.'

    `still` has the share by letter, None where too few truces are watched; `truces` how many there are.
    """
    if not any(truces.values()):
        return "There is no truce to watch" + _everywhere(truces)
    told = {letter: entry for letter, entry in still.items() if entry is not None}
    if day is None or not told:
        counted = by_letter({letter: f"{n:,}" for letter, n in truces.items()})
        return f"Too few truces to say how long they hold: {counted}"
    whole = 100 if all(half_width(entry) <= FINE_ENOUGH_FOR_HUNDREDTHS for entry in told.values()) else 10
    first, *others = told
    where = f" in {first}" if len(still) > 1 else ""
    parts = [f"Of the truces{where}, {_holding(told[first], whole)} still hold after {day} days"]
    parts += [f"in {letter}, {_holding(told[letter], whole)}" for letter in others]
    parts += [f"in {letter}, {_too_few(truces[letter])}" for letter in still if letter not in told]
    return "; ".join(parts)


def _holding(entry: Entry, whole: int) -> str:
    share = float(entry["mean"])
    if share in (0.0, 1.0):
        return "all" if share == 1.0 else "none"
    text = of_whole(share, whole)
    return text if whole == 100 or text.startswith(("fewer", "more")) else f"about {text}"


def _too_few(n: int) -> str:
    return f"too few to say ({n:,})" if n else "there is no truce"


def _everywhere(truces: Mapping[str, int]) -> str:
    return "" if len(truces) == 1 else f" in {listed(list(truces))}"


def rests_on(counts: Mapping[str, int], noun: str = "truce") -> str:
    """'It rests on 34 truces in A and 37 in B.'"""
    if len(counts) == 1:
        return f"It rests on {counted(next(iter(counts.values())), noun)}."
    (first, n), *others = counts.items()
    told = [f"{counted(n, noun)} in {first}", *(f"{m:,} in {letter}" for letter, m in others)]
    return f"It rests on {listed(told)}."


def ends_sentence(ends: Mapping[str, Entry]) -> str:
    """How the first truces of each scenario end, from the entries of their ends by letter.

    'Of those in A, about 7 of 10 break down, 2 run out, 1 still hold at the horizon.'
    """
    shares = {letter: _ends(entry) for letter, entry in ends.items() if entry["n"]}
    wholes = {letter: _whole(int(ends[letter]["n"]), shares[letter]) for letter in shares}
    coarsest = min((whole for letter, whole in wholes.items() if ends[letter]["n"] >= FEW), default=0)
    sentences = []
    for letter, whole in wholes.items():
        told = coarsest if ends[letter]["n"] >= FEW else whole
        first, *others = (number.replace("no", "none") for number in whole_numbers(shares[letter], told))
        broken = f"{_about(first, told, first)}{first} of {told} {_verb(first, 'breaks', 'break')} down"
        over, held = _verb(others[0], "runs", "run"), _verb(others[1], "holds", "hold")
        where = f"Of those in {letter}" if len(ends) > 1 else "Of those"
        sentences.append(f"{where}, {broken}, {others[0]} {over} out, {others[1]} still {held} at the horizon.")
    return " ".join(sentences)


def _verb(number: str, one: str, many: str) -> str:
    return one if number == "1" else many


def _ends(entry: Entry) -> tuple[float, float, float]:
    """Shares of truces that break down, run out, and still hold at the horizon."""
    broken, over = float(entry["share"]["collapsed"]), float(entry["share"]["expired"])
    return broken, over, max(0.0, 1.0 - broken - over)


def violations_title(ranges: Mapping[str, Range], truces: Mapping[str, int]) -> str:
    """'Violations a day, in half of truces: 0.6 to 4.6 in A, 2 to 10 in B'; few truces are only counted."""
    if all(low is None for low, _ in ranges.values()):
        return "There is no truce of a day or more" + _everywhere(dict.fromkeys(ranges, 0))
    if all(n < ENOUGH_RUNS for n in truces.values()):
        few_ = by_letter({letter: f"{n:,}" for letter, n in truces.items()})
        return f"Too few truces of a day or more to say how often they are violated: {few_}"
    texts = {
        letter: few(truces[letter], "truce") if 0 < truces[letter] < ENOUGH_RUNS else _rates(low, high)
        for letter, (low, high) in ranges.items()
    }
    return f"Violations a day, in half of truces: {by_letter(texts)}"


def _rates(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "no truce"
    ends = [plain(value, 0 if value >= 9.95 else 1) for value in (low, high)]
    if ends[1] == "0.0":
        return "none"
    return f"about {ends[0]}" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


# people


def people_compared_title(noun: str, ranges: Mapping[str, Range], horizon: int, without: Mapping[str, Entry]) -> str:
    """'People of the holder cut off by day 90, in half of futures: 1,900 to 5,600 in A, none in 86 of 100 in B.'

    `without` are the shares of futures with none, by letter.
    """
    head, n = f"{capital(noun)} by day {horizon}", {int(entry["n"]) for entry in without.values()}
    if len(n) == 1 and 0 < min(n) < ENOUGH_RUNS:
        return f"{head}: {few(min(n))}"
    texts = {letter: _people(low, high, without[letter]) for letter, (low, high) in ranges.items()}
    return f"{head}, in half of futures: {by_letter(texts)}"


def _people(low: float | None, high: float | None, without: Entry) -> str:
    if low is None or high is None:
        return "no run"
    if int(without["n"]) < ENOUGH_RUNS:
        return few(int(without["n"]))
    text = people_range(low, high)
    if " to " in text:
        return text
    return f"none in {often(without)}" if text == "0" else f"about {text}"
