"""From the inputs of a page to what it shows: summaries, paired differences, titles and pictures.

No Streamlit here, so that a process in the background gives the same answers as the page itself.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.experiment.ensemble import Ensemble, chosen_executor, compare
from sim.experiment.kernel import SalientKernel
from sim.report.palette import LETTERS
from sim.scenario.loading import Loaded, load
from sim.scenario.shipped import scenario_folder, shipped_names
from sim.ui import pictures

if TYPE_CHECKING:
    from sim.ui.pictures import Picture

FIRST_ANSWER = 200
REFINED = (500, 2000)
FIRST_ANSWER_SIMPY = 20
REFINED_SIMPY = (60,)
KEPT_ANSWERS = 24


@dataclass(frozen=True)
class Chosen:
    """A shipped scenario and the `path=value` changes put over it."""

    name: str
    sets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """All that decides what a page shows, except the number of runs."""

    view: str
    scenarios: tuple[Chosen, ...]
    seed: int
    theme: str
    written: float


@dataclass(frozen=True, eq=False)
class Answer:
    """What a page shows, from so many paired runs; `differences` are against the first scenario."""

    request: Request
    replications: int
    executor: str
    summaries: tuple[dict[str, Any], ...]
    differences: tuple[dict[str, Any], ...]
    pictures: Mapping[str, Picture]
    outcomes: tuple[Mapping[str, NDArray[Any]], ...]
    failures: tuple[Mapping[int, Mapping[str, Any]], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The scenarios' names, in the order A, B, C."""
        return tuple(str(summary["scenario"]) for summary in self.summaries)


def last_written() -> float:
    """When a shipped scenario file was last written [s], so that an edited file is read again."""
    return max(file.stat().st_mtime for file in scenario_folder().rglob("*.yaml"))


@lru_cache(maxsize=4)
def names(written: float) -> tuple[str, ...]:
    """The shipped scenarios; listed once for each state of the files."""
    return shipped_names()


@lru_cache(maxsize=128)
def loaded(chosen: Chosen, written: float) -> Loaded:
    """A scenario with its changes; read once for each state of the files."""
    return load(chosen.name, chosen.sets)


def first_size() -> int:
    """Paired runs of the first answer."""
    return FIRST_ANSWER if executor() == "compiled" else FIRST_ANSWER_SIMPY


def next_size(replications: int) -> int | None:
    """The size that refines an answer of this size; None where it is fine enough."""
    stages = REFINED if executor() == "compiled" else REFINED_SIMPY
    return next((size for size in stages if size > replications), None)


@lru_cache(maxsize=1)
def executor() -> str:
    """The fastest executor that runs here."""
    return chosen_executor(None, SalientKernel())


def answer_to(request: Request, replications: int, workers: int | None = None) -> Answer:
    """Run the scenarios of a request in pairs and make all that its page shows."""
    scenarios = [loaded(chosen, request.written) for chosen in request.scenarios]
    named = [replace(one, name=name) for one, name in zip(scenarios, own_names(request.scenarios), strict=True)]
    ensembles = compare(named, replications=replications, seed=request.seed, workers=workers, out=None)
    summaries = tuple(summarise(ensemble) for ensemble in ensembles)
    changes = tuple(differences(ensembles[0], other) for other in ensembles[1:])
    draw = VIEWS[request.view]
    return Answer(
        request,
        replications,
        ensembles[0].executor,
        summaries,
        changes,
        draw(ensembles, summaries, changes, request.theme),
        tuple(dict(ensemble.outcomes) for ensemble in ensembles),
        tuple({failure.replication: failure.as_json() for failure in e.failures} for e in ensembles),
    )


def own_names(scenarios: Sequence[Chosen]) -> list[str]:
    """Names that tell the scenarios of a page apart."""
    names = [f"{chosen.name}, tuned" if chosen.sets else chosen.name for chosen in scenarios]
    return [
        f"{name} ({letter})" if names.count(name) > 1 else name for name, letter in zip(names, LETTERS, strict=False)
    ]


Draw = Callable[
    [Sequence[Ensemble], Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]], str], "dict[str, Picture]"
]
VIEWS: dict[str, Draw] = {"outlook": pictures.outlook, "compare": pictures.comparison}


class Shelf:
    """Answers kept in memory, the latest used longest; shared by all sessions."""

    def __init__(self, most: int = KEPT_ANSWERS) -> None:
        self._most, self._lock = most, threading.Lock()
        self._answers: OrderedDict[Request, Answer] = OrderedDict()

    def best(self, request: Request) -> Answer | None:
        """The answer with the most runs so far."""
        with self._lock:
            if request in self._answers:
                self._answers.move_to_end(request)
            return self._answers.get(request)

    def put(self, answer: Answer) -> None:
        """Keep an answer unless a finer one is there."""
        with self._lock:
            kept = self._answers.get(answer.request)
            if kept is None or kept.replications < answer.replications:
                self._answers[answer.request] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)


shelf = Shelf()


def quick_answer(request: Request) -> Answer:
    """The best answer at hand, else the first one, computed at once."""
    found = shelf.best(request)
    if found is None:
        found = answer_to(request, first_size())
        shelf.put(found)
    return found
