"""The chance of each question from one ensemble a scenario, with the 95 % interval that more runs would narrow.

A condition leaves out the runs that do not meet it; what remains is told. A chance that is scored has half a run added
to either side, as with a sample of the same size, so that none is 0 or 1.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.ensemble_like import EnsembleLike
from sim.analysis.questions.events import Event
from sim.analysis.questions.reading import Question
from sim.analysis.uncertainty import Entry, share_numbers
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

Asked = tuple[str, tuple[str, ...]]  # a scenario and what is changed in it: one ensemble
Run = Callable[["LoadedScenario"], EnsembleLike]


def answered(questions: Sequence[Question], run: Run) -> list[Entry]:
    """Each question with its answer, in the order asked; scenarios are loaded and checked before anything is run."""
    loaded = loaded_for(questions)
    ensembles = {asked: run(one) for asked, one in loaded.items()}
    return [answer(one, ensembles[_asked(one)], loaded[_asked(one)].scenario.start) for one in questions]


def loaded_for(questions: Sequence[Question]) -> Mapping[Asked, LoadedScenario]:
    """The scenarios asked about; one that ends before a window does is refused."""
    from sim.scenario.loading import load

    found: dict[Asked, LoadedScenario] = {}
    for one in questions:
        if _asked(one) not in found:
            found[_asked(one)] = load(one.scenario, list(one.sets))
        _check_days(one, found[_asked(one)])
    return found


def answer(question: Question, ensemble: EnsembleLike, start: datetime.date) -> Entry:
    """One answer: how many runs met the condition, the chance among them, its error and interval."""
    happened = question.event.happened(ensemble, start)
    if question.condition is not None:
        met = question.condition.happened(ensemble, start)
        happened = np.where(met == 1.0, happened, np.nan)
    numbers = share_numbers(happened)
    came = float(np.nansum(happened))
    return {
        "id": question.id,
        "ask": question.ask,
        "of": question.of,
        "runs": len(happened),
        "n": numbers["n"],
        "chance": numbers["mean"],
        "low": numbers["low"],
        "high": numbers["high"],
        "scored_as": (came + 0.5) / (numbers["n"] + 1.0) if numbers["n"] else None,
        "crowd": [dict(one) for one in question.crowd],
    }


def asked_content(question: Question) -> dict[str, Any]:
    """What the file asks, as plain data: dates as texts."""
    return {key: _plain(value) for key, value in question.entry.items() if key != "crowd"}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(own) for key, own in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(own) for own in value]
    return str(value) if isinstance(value, datetime.date) else value


def _asked(question: Question) -> Asked:
    return question.scenario, question.sets


def _check_days(question: Question, loaded: LoadedScenario) -> None:
    start, days = loaded.scenario.start, loaded.scenario.horizon_days
    for event in (question.event, *([question.condition] if question.condition else [])):
        _check_event(event, question, start, days)


def _check_event(event: Event, question: Question, start: datetime.date, days: int) -> None:
    needed = event.days_needed(start)
    if needed > days:
        raise InputError(
            f"{question.place}: {question.id} needs {needed} days from {start}, and {question.scenario} has {days}; "
            f"write `set: [horizon_days={needed}]` (365 at most) or an earlier window"
        )
