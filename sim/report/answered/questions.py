"""The words over a comparison: its finding as a title, and the rest of it, from the runs that are shown.

One that a question asked for has the question's own finding, whose first difference is the title.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from sim.analysis.comparison import effect_sizes
from sim.language.saying import say
from sim.report.answered.answer_like import AnswerLike
from sim.report.answered.compared import comparison_headline, second_finding
from sim.report.outlook.asked import finding, most_moved, moved_most, title
from sim.report.terminal.words import nothing_finished
from sim.report.words.numbers import ENOUGH_PAIRS
from sim.report.words.outcomes import ENTRIES, MAIN

MOVED = 2  # outcomes that moved most, where none is told by name, with their levels beside those of every comparison


class QuestionLike(Protocol):
    """A question, in what its scenarios differ, the outcomes that its finding tells, and what that leaves to be known.

    Where it tells no outcome by name, it tells those that moved most.
    """

    @property
    def asks(self) -> str: ...
    @property
    def labels(self) -> tuple[str, ...]: ...
    @property
    def tells(self) -> tuple[str, ...]: ...
    @property
    def note(self) -> str: ...


def headline(
    answer: AnswerLike,
    question: QuestionLike | None = None,
    of_any: Callable[[AnswerLike], str] = comparison_headline,
) -> str:
    """What differs first of the finding; without a question, or with few pairs, the finding of any comparison."""
    if question is None or not _tellable(answer):
        return of_any(answer)
    told = levels_told(answer, question)
    if not told:
        return say("Nothing that is clear in any main outcome")
    return title(told[0], question.labels, answer.summaries, answer.differences)


def rest(answer: AnswerLike, question: QuestionLike | None = None) -> str:
    """What stands under the title: the whole finding as the first screen has it, and what it leaves to be known."""
    if question is None:
        return second_finding(answer)
    if any(map(nothing_finished, answer.summaries)):
        return question.note
    if question.tells:
        found = finding(question.tells, question.labels, answer.summaries, answer.differences)
        return f"{found} {question.note}".strip()
    return moved_most(answer.summaries, answer.differences[0], _sizes(answer)) if levels_told(answer, question) else ""


def levels_told(answer: AnswerLike, question: QuestionLike) -> list[str]:
    """The outcomes with a level that the finding tells, that of the title first, or else those that moved most."""
    if not question.tells:
        return most_moved(answer.differences[0], _sizes(answer))[:MOVED]
    return [name for name in question.tells if ENTRIES[name].kind != "category"]


def _sizes(answer: AnswerLike) -> Any:
    return effect_sizes(answer.results[0], answer.results[1], MAIN)


def _tellable(answer: AnswerLike) -> bool:
    """Whether there are pairs enough in every scenario to call a difference clear."""
    pairs = [int(one[MAIN[0]]["n_pairs"]) for one in answer.differences]
    return bool(pairs) and min(pairs) >= ENOUGH_PAIRS and not any(map(nothing_finished, answer.summaries))
