"""A comparison that a question asked for: the question's own finding as its title, from the runs that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sim.analysis.comparison import effect_sizes
from sim.language.saying import say
from sim.report.answered.answer_like import AnswerLike
from sim.report.answered.compared import comparison_headline
from sim.report.outlook.asked import finding_with_intervals, most_moved, moved_most
from sim.report.terminal.words import nothing_finished
from sim.report.words.numbers import ENOUGH_PAIRS
from sim.report.words.outcomes import ENTRIES, MAIN

TITLED = 2  # outcomes, so that a title stays one


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


def headline(answer: AnswerLike, question: QuestionLike | None = None) -> str:
    """The finding of the question from the runs at hand; without one, or with few pairs, that of any comparison."""
    if question is None or not _tellable(answer):
        return comparison_headline(answer)
    told = _titled(answer, question)
    if not told:
        return say("Nothing that is clear in any main outcome")
    return _told(answer, question, told).removesuffix(".")


def rest(answer: AnswerLike, question: QuestionLike) -> str:
    """What of the finding the title does not tell, and what it leaves to be known."""
    if not _tellable(answer):
        return question.note
    titled = _titled(answer, question)
    if not question.tells:
        return moved_most(answer.summaries, answer.differences[0], _sizes(answer)) if titled else ""
    others = [name for name in question.tells if name not in titled]
    return f"{_told(answer, question, others)} {question.note}".strip()


def levels_told(answer: AnswerLike, question: QuestionLike) -> list[str]:
    """The outcomes with a level that the finding tells, those of the title first."""
    return [name for name in dict.fromkeys((*_titled(answer, question), *question.tells)) if _has_level(name)]


def _told(answer: AnswerLike, question: QuestionLike, outcomes: Sequence[str]) -> str:
    return finding_with_intervals(outcomes, question.labels, answer.summaries, answer.differences)


def _titled(answer: AnswerLike, question: QuestionLike) -> list[str]:
    """The outcomes of the title: the first that the question tells, or else those that moved most."""
    if not question.tells:
        return most_moved(answer.differences[0], _sizes(answer))[:TITLED]
    return [name for name in question.tells if _has_level(name)][:TITLED]


def _has_level(name: str) -> bool:
    return ENTRIES[name].kind != "category"


def _sizes(answer: AnswerLike) -> Any:
    return effect_sizes(answer.results[0], answer.results[1], MAIN)


def _tellable(answer: AnswerLike) -> bool:
    """Whether there are pairs enough in every scenario to call a difference clear."""
    pairs = [int(one[MAIN[0]]["n_pairs"]) for one in answer.differences]
    return bool(pairs) and min(pairs) >= ENOUGH_PAIRS and not any(map(nothing_finished, answer.summaries))
