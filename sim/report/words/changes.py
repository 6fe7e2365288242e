"""A difference in one sentence that says both: what it is on average, and in most pairs.

Mean and majority may disagree, as rare large differences move a mean and no majority. Which of the two is clear is
decided by the pairs: the 95 % interval of the mean, and that of the share with more among the pairs that differ.
Entries are those of `sim.analysis.comparison.difference`. No sentence here says better or worse.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sim.analysis.summary import COUNTED
from sim.analysis.uncertainty import critical_value, wilson
from sim.language.saying import say, spoken
from sim.report.words.numbers import (
    ENOUGH_PAIRS,
    counted,
    few,
    is_clear,
    of_whole,
    often_alike,
    plain,
    round_to,
    signed,
    to_unit,
    with_unit,
)

Entry = Mapping[str, Any]
PEOPLE = "persons"
HALF = 0.5
WHOLE, FINEST, TEN = 1.0, 0.1, 10.0
FINEST_POWER = -2  # of ten, of a difference beside its interval
MOST_FINER = 4  # powers of ten
TENTH = 0.1


class Measured(NamedTuple):
    """What differs: people or ground as a noun, a day as what happens on it; the words for more and less; the unit.

    `finest` is to what others beside it are rounded, where that is finer.
    """

    noun: str
    more: str = spoken("more")
    less: str = spoken("fewer")
    unit: str = ""
    is_day: bool = False
    finest: float = math.inf

    def without_size(self, word: str) -> str:
        """'fewer people cut off', 'a withdrawal is ordered later'."""
        return say("{noun} {word}" if self.is_day else "{word} {noun}", word=word, noun=self.noun)

    def with_size(self, word: str, size: str) -> str:
        """'about 240 fewer people cut off', 'a withdrawal is ordered about 3 days later'."""
        noun = self.noun.replace("people", "person", 1) if size.endswith(" 1") else self.noun
        return say("{noun} {size} {word}" if self.is_day else "{size} {word} {noun}", size=size, word=word, noun=noun)


def ground(noun: str) -> Measured:
    """Ground held [km²]."""
    return Measured(noun, spoken("more"), spoken("less"), "km²")


def day_of(event: str) -> Measured:
    """The day of an event, where never counts as the last day."""
    return Measured(event, spoken("later"), spoken("earlier"), "days", is_day=True)


def mean_sign(entry: Entry) -> int:
    """1 for more, -1 for less on average; 0 where that is not clear."""
    return 0 if entry["mean"] is None or not is_clear(entry) else 1 if entry["mean"] > 0.0 else -1


def majority_sign(entry: Entry) -> int:
    """1 where more pairs have more than have less, -1 where fewer do; 0 where that is not clear."""
    n = int(entry["n_pairs"])
    if entry["mean"] is None or n < ENOUGH_PAIRS:
        return 0
    differing = round(n * (1.0 - float(entry["p_equal"])))
    if not differing:
        return 0
    share = min(1.0, n * float(entry["p_greater"]) / differing)
    low, high = wilson(share, differing, critical_value(n))
    return 1 if low > HALF else -1 if high < HALF else 0


def says_something(entry: Entry) -> bool:
    """Whether the mean or the majority is clear."""
    return bool(mean_sign(entry) or majority_sign(entry))


def change_title(entry: Entry, what: Measured, base: str = "A", other: str = "B") -> str:
    """'With B, about 240 fewer people cut off (on average 4,460 → 4,230)', or as much as is clear of it."""
    unclear = _unclear(entry, what.noun, base, other, lambda: _on_average(entry, what))
    if unclear:
        return unclear
    mean, majority = mean_sign(entry), majority_sign(entry)
    levels = levels_text(entry, what)
    if mean == 0 and majority == 0:
        return say(
            "No clear difference between {base} and {other}: {noun}{on_average}",
            base=base, other=other, noun=what.noun, on_average=_on_average(entry, what),
        )
    if mean == 0:
        return say(
            "With {other}, {mostly}, but no clear difference on average{brackets}",
            other=other, mostly=_mostly(entry, what, majority), brackets=_brackets(levels),
        )
    word, size = _word(what, mean), size_text(entry, what)
    if majority == -mean:
        pairs = say("in which it is {word}", word=word) if what.is_day else say("with {word}", word=word)
        but = say(
            "{size} {word} on average{brackets}: the pairs {pairs} differ by more",
            size=size, word=word, brackets=_brackets(levels), pairs=pairs,
        )
        return say("With {other}, {mostly}, but {but}", other=other, mostly=_mostly(entry, what, majority), but=but)
    if majority == 0:
        clear = what.with_size(word, size)
        return say(
            "With {other}, {clear} on average{brackets}, but not clearly in most pairs that differ",
            other=other, clear=clear, brackets=_brackets(levels),
        )
    return say(
        "With {other}, {more}{on_average}",
        other=other, more=what.with_size(word, size), on_average=_on_average(entry, what),
    )


def share_title(
    entry: Entry, event: str, levels: Sequence[Entry] = (), base: str = "A", other: str = "B"
) -> str:
    """'With B, a withdrawal is ordered in more futures (69 → 83 of 100)'; levels are the shares of both as entries."""
    told = share_levels(entry, levels)
    unclear = _unclear(entry, event, base, other, lambda: _brackets(told))
    if unclear:
        return unclear
    if not is_clear(entry):
        return say(
            "No clear difference between {base} and {other}: {event}{brackets}",
            base=base, other=other, event=event, brackets=_brackets(told),
        )
    if entry["mean"] > 0.0:
        return say("With {other}, {event} in more futures{levels}", other=other, event=event, levels=_brackets(told))
    return say("With {other}, {event} in fewer futures{levels}", other=other, event=event, levels=_brackets(told))


def is_denied(first: float, second: float, difference: Entry) -> bool:
    """Whether shares as whole of 100 would differ otherwise than a clear difference between them, or not at all."""
    apart = round(100.0 * second) - round(100.0 * first)
    return is_clear(difference) and (not apart or abs(apart - 100.0 * float(difference["mean"])) > HALF)


def share_levels(entry: Entry, levels: Sequence[Entry]) -> str:
    """'69 → 83 of 100', 'none of 200 → 3 of 100'; finer where whole numbers would deny a clear difference."""
    if len(levels) != 2:
        return ""
    first, second = often_alike(levels)
    number, _, whole = first.partition(" of ")
    coarse = whole != "100" or not entry["mean"] or not is_denied(float(entry["base"]), float(entry["other"]), entry)
    if first != second and coarse:
        return f"{number} → {second}" if whole and second.endswith(f" of {whole}") else f"{first} → {second}"
    if entry["mean"] and is_clear(entry):
        fine = [plain(100.0 * float(entry[name]), 1) for name in ("base", "other")]
        return say("{first} → {second} of 100", first=fine[0], second=fine[1])
    return say("{first} in both", first=first)


def same_title(changes: Mapping[str, Entry], base: str = "A", other: str = "B", *, equal: bool) -> str:
    """'No outcome differs between A and B in any of 2,000 pairs'; empty where any does.

    `equal`: they are one scenario. Only then are they said to be the same: few pairs do not show it.
    """
    numbers = [one for entry in changes.values() for one in _numbers(entry) if one["n_pairs"]]
    if not numbers or any(one["p_equal"] != 1.0 for one in numbers):
        return ""
    pairs = _in_any(max(int(one["n_pairs"]) for one in numbers))
    if equal:
        return say("{base} and {other} are the same: no outcome differs {pairs}", base=base, other=other, pairs=pairs)
    return say("No outcome differs between {base} and {other} {pairs}", base=base, other=other, pairs=pairs)


def levels_text(entry: Entry, what: Measured) -> str:
    """'4,460 → 4,230', '26 → 38 km²', '26 km² in both'; empty where the means of both are not known."""
    told = level_numbers(entry, what)
    if not told:
        return ""
    if told[0] == told[1]:
        amount = with_unit(told[0], what.unit)
        if mean_sign(entry):
            return say("close to {amount} in both", amount=amount)
        return say("{amount} in both", amount=amount)
    if what.is_day:
        return say("day {first} → day {second}, with never as the last day", first=told[0], second=told[1])
    return f"{told[0]} → {with_unit(told[1], what.unit)}"


def level_numbers(entry: Entry, what: Measured) -> tuple[str, ...]:
    """Both levels as sentences and tables of a comparison tell them, without their unit; empty where not known.

    Where the two as rounded would not differ by the size in the sentence they have a digit more, of which the last
    gives way: each stays the level of its scenario. Beside others that are told finer they are as fine.
    """
    if entry.get("base") is None or entry.get("other") is None:
        return ()
    unit = level_unit(entry, what)
    start, end = (round_to(float(entry[side]), unit) for side in ("base", "other"))
    if mean_sign(entry) and unit == unit_of(entry, what):
        end = max(0.0, start + round_to(float(entry["mean"]), unit))
    return to_unit(start, unit), to_unit(end, unit)


def level_unit(entry: Entry, what: Measured) -> float:
    """To what both levels are rounded: as their difference, a digit finer where their rounding would deny it.

    People are told to ten, or three digits, at least: a scenario has one number beside whatever it stands.
    """
    unit = unit_of(entry, what)
    first, second, size = (round_to(float(entry[key]), unit) for key in ("base", "other", "mean"))
    if abs(first + size - second) > unit * HALF:
        unit = max(unit / 10.0, FINEST if what.unit else WHOLE)
    people = math.inf if what.unit else max(TEN, _second_digit(max(first, second)) / 10.0)
    return min(unit, what.finest, people)


def size_text(entry: Entry, what: Measured) -> str:
    """'about 240', 'about 1.5 km²', 'about 1 day'."""
    unit = unit_of(entry, what)
    number = to_unit(abs(float(entry["mean"])), unit)
    if round_to(abs(float(entry["mean"])), unit) == 0.0:
        return say("under {amount}", amount=with_unit(to_unit(unit, unit), what.unit))
    return say("about {amount}", amount=with_unit(number, what.unit.removesuffix("s") if number == "1" else what.unit))


def unit_of(entry: Entry, what: Measured) -> float:
    """To what a difference and its levels are rounded: two digits, coarser where the error is larger; people are whole.

    Where the difference is not clear, two digits of the larger level, as tables have them.
    """
    if not mean_sign(entry):
        largest = max(abs(float(entry.get(side) or 0.0)) for side in ("base", "other"))
        return max(WHOLE, _second_digit(largest))
    reach = 1.96 * float(entry["se"] or 0.0)
    return max(_second_digit(abs(float(entry["mean"]))), _power(reach, math.floor), FINEST if what.unit else WHOLE)


def change_text(entry: Entry, unit: str, which: str = "mean") -> str:
    """A difference with its sign and unit, '−83 people', '+4.5 pt', or the low or high end of its 95 % interval.

    All three are rounded to one unit, so that the number is the middle of its interval; finer where an end of a clear
    difference would read as none. `unit` is that of the outcome, or points: of 100, for shares.
    """
    if unit == "points":
        fine = 0 if abs(float(entry["mean"])) >= TENTH else 1
        fine -= _finer(entry, -2 - fine)
        return say("{change} pt", change=signed(100.0 * float(entry[which]), fine))
    power = _power_of_change(entry, unit)
    power += _finer(entry, power)
    return with_unit(signed(round_to(float(entry[which]), 10.0**power), max(0, -power)), unit)


def _finer(entry: Entry, power: int) -> int:
    """By how many powers of ten less to round, mostly 0: no end of the interval of a clear difference is to be none."""
    nearest = min(abs(float(entry[end])) for end in ("low", "high")) if is_clear(entry) else 10.0**power
    steps = (less for less in range(0, -MOST_FINER, -1) if round_to(nearest, 10.0 ** (power + less)) != 0.0)
    return next(steps, 0)


def change_interval(entry: Entry, unit: str) -> str:
    """'−44 to +40', the 95 % interval of a difference in the digits of the difference; or that pairs are too few."""
    if entry["low"] is None:
        return few(entry["n_pairs"], "pair")
    low, high = (change_text(entry, unit, end).split(" ")[0] for end in ("low", "high"))
    return say("{low} to {high}", low=low, high=high)


def change_intervals(entries: Sequence[Entry], unit: str, labels: Sequence[str] = ()) -> str:
    """'95%: −44 to +40 km²', the intervals of differences, under labels where they have some; people without a unit."""
    intervals = [change_interval(one, unit) for one in entries]
    if labels:
        intervals = [f"{label}, {one}" for label, one in zip(labels, intervals, strict=True)]
    told = "; ".join(intervals)
    if unit == "points":
        told = say("{change} pt", change=told)
    elif unit != PEOPLE:
        told = with_unit(told, unit)
    return say("95%: {interval}", interval=told)


def _power_of_change(entry: Entry, unit: str) -> int:
    """The power of ten to round to: two digits of half the interval, at most three of the difference.

    People are whole; other counts have a digit more where the interval is less than one either way; without an interval
    it is two digits of the difference, whole from 1.
    """
    mean, reach = abs(float(entry["mean"])), 1.96 * float(entry["se"] or 0.0)
    size = math.floor(math.log10(mean)) if mean > 0.0 else -math.inf
    if reach > 0.0:
        power = max(math.floor(math.log10(reach)) - 1, size - 2)
    else:
        power = size - 1 if size >= 2 or size < 0 else 0
    of_counts = -1 if unit != PEOPLE and 0.0 < reach < WHOLE else 0
    return int(max(power, of_counts if unit in COUNTED else FINEST_POWER))


def direction(entry: Entry, more: str = "more", less: str = "fewer") -> str:
    """'fewer', 'no clear difference', 'no clear difference; fewer in 62 of 100 pairs': which way a difference goes.

    The verdict is that of the interval alone. Most pairs stand apart, where they clearly do what it does not say.
    """
    if entry["mean"] is None:
        return say("no pair")
    if float(entry["p_equal"]) == 1.0:
        return say("the same in all pairs")
    words = {1: say(more), -1: say(less)}
    mean, majority = words.get(mean_sign(entry), ""), words.get(majority_sign(entry), "")
    if mean == majority:
        return mean or say("no clear difference")
    verdict = say("{more} on average", more=mean) if mean else say("no clear difference")
    return f"{verdict}; {_in_pairs(entry, majority)}" if majority else verdict


def _in_pairs(entry: Entry, word: str) -> str:
    """'fewer in 62 of 100 pairs', for what most pairs do; so many of few pairs."""
    more, equal, n = float(entry["p_greater"]), float(entry["p_equal"]), int(entry["n_pairs"])
    share = more if majority_sign(entry) > 0 else 1.0 - more - equal
    return say("{more} in {share} pairs", more=word, share=of_whole(share, min(n, 100)))


def share_direction(entry: Entry) -> str:
    """The same of what happens in a share of futures."""
    words = {1: say("more often"), -1: say("less often"), 0: say("no clear difference")}
    return say("the same in all pairs") if entry["p_equal"] == 1.0 else words[mean_sign(entry)]


def _second_digit(value: float) -> float:
    """The unit of a number's second digit: 100 of 4,231."""
    return 10.0 ** (math.floor(math.log10(value)) - 1) if value > 0.0 else 0.0


def _power(reach: float, rounded: Callable[[float], int]) -> float:
    return 10.0 ** rounded(math.log10(reach)) if reach > 0.0 else 0.0


def in_most(entry: Entry, sign: int) -> str:
    """'in most pairs', or only in most of those that differ."""
    more, equal = float(entry["p_greater"]), float(entry["p_equal"])
    share = more if sign > 0 else 1.0 - more - equal
    return say("in most pairs") if share > HALF else say("in most pairs that differ")


def _mostly(entry: Entry, what: Measured, sign: int) -> str:
    return say("{more} {in_most}", more=what.without_size(_word(what, sign)), in_most=in_most(entry, sign))


def _word(what: Measured, sign: int) -> str:
    return say(what.more if sign > 0 else what.less)


def _on_average(entry: Entry, what: Measured) -> str:
    levels = levels_text(entry, what)
    if not levels or int(entry["n_pairs"]) < 2:
        return _brackets(levels)
    return say(" (on average {levels})", levels=levels)


def _brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _unclear(entry: Entry, noun: str, base: str, other: str, levels: Any) -> str:
    """That there is no pair, that no pair differs, or that pairs are too few; else nothing."""
    if entry["mean"] is None:
        return say("{base} and {other} have no pair in which {noun} can be compared", base=base, other=other, noun=noun)
    n = int(entry["n_pairs"])
    if float(entry["p_equal"]) == 1.0:
        return say(
            "No difference between {base} and {other} {in_any}: {noun}{levels}",
            base=base, other=other, in_any=_in_any(n), noun=noun, levels=levels(),
        )
    if n < ENOUGH_PAIRS:
        return say(
            "{pairs} of {base} and {other}, too few to tell a difference: {noun}{levels}",
            pairs=counted(n, "pair"), base=base, other=other, noun=noun, levels=levels(),
        )
    return ""


def _in_any(n: int) -> str:
    return say("in any of {n:,} pairs", n=n) if n > 1 else say("in the only pair")


def _numbers(entry: Entry) -> Sequence[Entry]:
    """The paired numbers in the entry of an outcome: one, or one a value of a category, or those of a day."""
    if entry["kind"] == "day":
        return entry["share"], entry["restricted_mean_days"]
    return tuple(entry["share"].values()) if entry["kind"] == "category" else (entry,)
