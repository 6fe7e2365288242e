"""What a comparison found, in words: its headline, what each other scenario changes, and what differs most."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.comparison import effect_sizes
from sim.language.saying import say
from sim.model.outcomes import ENDED_FIRST, FIRST_EVENT, TRUCE_AT_ALL, TRUCE_FIRST
from sim.report.answered.answer_like import AnswerLike, Entry
from sim.report.comparison import words as comparison_words
from sim.report.comparison.levels import measured
from sim.report.drawing.palette import LETTERS
from sim.report.outlook import first_screen as outlook
from sim.report.terminal.words import nothing_finished
from sim.report.words import (
    changes as change_words,
)
from sim.report.words import (
    measures as measure_words,
)
from sim.report.words import (
    numbers as words,
)
from sim.report.words.outcomes import COMPARED, ENTRIES, LED_BY, MAIN, first_told, told

_FIRST = f"{FIRST_EVENT}: {{}}"  # what comes first, by the event


def comparison_headline(answer: AnswerLike) -> str:
    """What is clear of the first other scenario against A, people before ground and talks; alone, the answer of A."""
    if not answer.differences:
        return outlook.headline(answer.summaries[0])
    empty = [letter for letter, one in zip(LETTERS, answer.summaries, strict=False) if nothing_finished(one)]
    if empty:
        return say("No run of {list} could be finished: there is nothing to compare", list=words.listed(empty))
    return _of_one(answer, 1)


def headline_alone(answer: AnswerLike) -> str:
    """The same where no letter was told of before it: what is clear is said to be against A."""
    text = comparison_headline(answer)
    if not _comparable(answer) or text not in _clear(answer).values():
        return text
    return say("Against A: {finding}", finding=f"{text[:1].lower()}{text[1:]}")


def second_finding(answer: AnswerLike) -> str:
    """What stands next to the headline: of other scenarios the same as it tells of B, of B alone what else is clear.

    Empty where nothing is.
    """
    if not _comparable(answer):
        return ""
    clear = _clear(answer)
    if len(answer.differences) == 1:
        return "".join(f"{text}." for text in [*clear.values()][1:2])
    first = next(iter(clear), "")
    return " ".join(f"{_of_one(answer, place, first)}." for place in range(2, len(answer.results)))


def _comparable(answer: AnswerLike) -> bool:
    return bool(answer.differences) and not any(map(nothing_finished, answer.summaries))


def _of_one(answer: AnswerLike, place: int, wanted: str = "") -> str:
    """What the scenario at a place changes against A in the outcome wanted, or in the first that is clear."""
    change, letter = answer.differences[place - 1], LETTERS[place]
    same = change_words.same_title(change, "A", letter, equal=_equal(answer, place))
    if same:
        return same
    if wanted:
        return _told(answer, place, wanted)
    clear, pairs = _clear(answer, place), int(change[TRUCE_AT_ALL]["n_pairs"])
    if clear:
        return next(iter(clear.values()))
    if pairs < words.ENOUGH_PAIRS:
        counted = words.counted(pairs, "pair")
        return say("{pairs} of A and {letter}, too few to tell a difference", pairs=counted, letter=letter)
    return say(
        "No clear difference between A and {letter} in people killed, wounded or captured, in ground or in truces",
        letter=letter,
    )


def _clear(answer: AnswerLike, place: int = 1) -> dict[str, str]:
    """What is clear between A and another scenario: the holder's people, what comes first, other people and ground."""
    change = answer.differences[place - 1]
    shares = change[FIRST_EVENT]["share"]
    amounts = [name for name in COMPARED if change_words.says_something(change[name])]
    firsts = [_FIRST.format(value) for value in (ENDED_FIRST, TRUCE_FIRST) if words.is_clear(shares[value])]
    led = [name for name in amounts if name == LED_BY]
    return {name: _told(answer, place, name) for name in dict.fromkeys((*led, *firsts, *amounts))}


def _told(answer: AnswerLike, place: int, name: str) -> str:
    """One of these differences in words, with its interval where it is clear."""
    if name in COMPARED:
        return _amount(answer, name, place)
    value = name.removeprefix(_FIRST.format(""))
    change = answer.differences[place - 1]
    text, entry = _first_events_changed(change, answer.summaries, place)[value], change[FIRST_EVENT]["share"][value]
    return _with_interval(text, entry, "points") if words.is_clear(entry) else text


def _amount(answer: AnswerLike, name: str, place: int) -> str:
    """A clear difference in an amount with its interval; what takes two clauses leaves its levels to the table.

    Where mean and most pairs go against each other, the interval of the mean is left to it, too.
    """
    entry, what = answer.differences[place - 1][name], measured_in(answer, name)
    mean, majority = change_words.mean_sign(entry), change_words.majority_sign(entry)
    bare = entry if mean == majority else {**entry, "base": None}
    text = change_words.change_title(bare, what, "A", LETTERS[place])
    return text if mean == -majority else _with_interval(text, entry, ENTRIES[name].unit)


def _with_interval(text: str, entry: Entry, unit: str) -> str:
    """A difference told in words with its interval beside its levels, in brackets at its end."""
    interval = change_words.change_intervals([entry], unit)
    return f"{text.removesuffix(')')}; {interval})" if text.endswith(")") else f"{text} ({interval})"


def findings(answer: AnswerLike) -> dict[str, list[str]]:
    """What each other scenario, by letter, changes against A: people with how often it is so, ground, what is first."""
    return {LETTERS[place]: _changes(answer, place) for place in range(1, len(answer.differences) + 1)}


def _changes(answer: AnswerLike, place: int) -> list[str]:
    change, letter = answer.differences[place - 1], LETTERS[place]
    same = change_words.same_title(change, "A", letter, equal=_equal(answer, place))
    if same:
        return [f"{same}."]
    lines = [comparison_words.finding(measured_in(answer, name), change[name], "A", letter) for name in COMPARED]
    return [*lines, *(f"{text}." for text in _first_events_changed(change, answer.summaries, place).values())]


def differs_most(answer: AnswerLike, place: int) -> str:
    """The main outcome in which the scenario at a place differs most from A, next to how widely futures spread.

    Only what is clear counts; empty where nothing is.
    """
    change, letter = answer.differences[place - 1], LETTERS[place]
    clear = [name for name in MAIN if name in change and words.is_clear(change[name])]
    sizes = effect_sizes(answer.results[0], answer.results[place], clear)
    if not sizes:
        return ""
    name = max(sizes, key=lambda one: abs(sizes[one]))
    if ENTRIES[name].kind == "amount":
        return f"{change_words.change_title(change[name], measured_in(answer, name), 'A', letter)}."
    both = (answer.summaries[0], answer.summaries[place])
    at = measure_words.shared_level(dict(zip(("A", letter), both, strict=True)))
    event = told(name, at, measure_words.any_time(both[0]["horizon_days"]))
    return f"{change_words.share_title(change[name], event, [one['outcomes'][name] for one in both], 'A', letter)}."


def _equal(answer: AnswerLike, place: int) -> bool:
    """Whether the scenario at a place is A itself."""
    return bool(answer.summaries[0]["hash"] == answer.summaries[place]["hash"])


def _first_events_changed(change: Entry, summaries: Sequence[Entry], place: int) -> dict[str, str]:
    """How the shares of what comes first change from A to the scenario at a place, by event."""
    both = (summaries[0], summaries[place])
    at = measure_words.shared_level(dict(zip(("A", LETTERS[place]), both, strict=True)))
    lines = {}
    for value in (ENDED_FIRST, TRUCE_FIRST):
        shares = [words.value_entry(one["outcomes"][FIRST_EVENT], value) for one in both]
        entry, event = change[FIRST_EVENT]["share"][value], first_told(value, at)
        lines[value] = change_words.share_title(entry, event, shares, "A", LETTERS[place])
    return lines


def measured_in(answer: AnswerLike, name: str) -> change_words.Measured:
    """What an amount or a day is called where it differs, its levels as fine as in the row of the table."""
    levels = [summary["outcomes"][name] for summary in answer.summaries]
    what = measured(name, levels, [change[name] for change in answer.differences])
    if what is None:
        raise KeyError(name)
    return what
