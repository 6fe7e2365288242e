"""What a comparison found, in words: its headline, what each other scenario changes, and what differs most."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.comparison import effect_sizes
from sim.language.saying import say
from sim.model.outcomes import ENDED_FIRST, FIRST_EVENT, TRUCE_AT_ALL, TRUCE_FIRST
from sim.report.answered.answer_like import AnswerLike, Entry
from sim.report.comparison import words as comparison_words
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


def comparison_headline(answer: AnswerLike) -> str:
    """What is clear of the first other scenario against A, people before ground and talks; alone, the answer of A."""
    if not answer.differences:
        return outlook.headline(answer.summaries[0])
    empty = [letter for letter, one in zip(LETTERS, answer.summaries, strict=False) if nothing_finished(one)]
    if empty:
        return say("No run of {list} could be finished: there is nothing to compare", list=words.listed(empty))
    change = answer.differences[0]
    same = change_words.same_title(change, equal=_equal(answer, 1))
    if same:
        return same
    clear, pairs = _clear(answer), int(change[TRUCE_AT_ALL]["n_pairs"])
    if not clear and pairs < words.ENOUGH_PAIRS:
        return say("{pairs} of A and B, too few to tell a difference", pairs=words.counted(pairs, "pair"))
    if not clear:
        return say("No clear difference between A and B in people killed, wounded or captured, in ground or in truces")
    return clear[0]


def second_finding(answer: AnswerLike) -> str:
    """What else is clear of the first other scenario, next to the headline; empty where nothing is."""
    known = bool(answer.differences) and not any(map(nothing_finished, answer.summaries))
    return "".join(f"{text}." for text in (_clear(answer) if known else [])[1:2])


def _clear(answer: AnswerLike) -> list[str]:
    """What is clear between A and B: the holder's people, what comes first, then other people and ground."""
    change, summaries = answer.differences[0], answer.summaries
    said = {name: _amount(answer, name) for name in COMPARED if change_words.says_something(change[name])}
    clear = [said.pop(LED_BY)] if LED_BY in said else []
    for value, text in _first_events_changed(change, summaries, 1).items():
        entry = change[FIRST_EVENT]["share"][value]
        clear += [_with_interval(text, entry, "points")] if words.is_clear(entry) else []
    return [*clear, *said.values()]


def _amount(answer: AnswerLike, name: str) -> str:
    """A clear difference in an amount with its interval; what takes two clauses leaves its levels to the table.

    Where mean and most pairs go against each other, the interval of the mean is left to it, too.
    """
    entry, what = answer.differences[0][name], measured_in(answer, name)
    mean, majority = change_words.mean_sign(entry), change_words.majority_sign(entry)
    text = change_words.change_title(entry if mean == majority else {**entry, "base": None}, what)
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
    what = comparison_words.measured(name, levels, [change[name] for change in answer.differences])
    if what is None:
        raise KeyError(name)
    return what
