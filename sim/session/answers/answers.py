"""From the inputs of a page to what it shows: paired results, summaries, differences, pictures. No Streamlit here.

The quick answer is computed at once; finer results come from the background (refinery) and are cut to the same
number of runs in every scenario, so that a page shows one size only.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

from sim.model.outcomes import RESULTS_VERSION
from sim.report.answered.answer import Answered
from sim.scenario.loaded import LoadedScenario
from sim.session.answers.shelf import Key, Results, Shelf, shelf, simulate
from sim.session.inputs.scenarios import Chosen, loaded, own_names
from sim.session.inputs.sizes import quick_size, stages

KEPT_ANSWERS = 12


@dataclass(frozen=True)
class Request:
    """All that decides what a page shows; `runs` is how many it ends with.

    `crossed`: not the answer, but how it comes about, with parameter, chance and form crossed.
    """

    scenarios: tuple[Chosen, ...]
    seed: int
    runs: int
    theme: str
    written: float
    crossed: bool = False

    def loaded(self) -> tuple[LoadedScenario, ...]:
        """The scenarios read."""
        return tuple(loaded(chosen, self.written) for chosen in self.scenarios)

    def keys(self) -> tuple[Key, ...]:
        """The results that it takes."""
        return tuple((scenario.hash, self.seed, self.crossed) for scenario in self.loaded())

    @property
    def replayable(self) -> bool:
        """Whether single runs can be made again, as maps by day take them."""
        return True

    @property
    def model(self) -> str:
        """The version of the model that gives the numbers."""
        return str(RESULTS_VERSION)

    def within_reach(self) -> Request:
        """The same with no more runs than can be made here."""
        return replace(self, runs=min(self.runs, stages()[-1]))


@dataclass(frozen=True, eq=False)
class Answer(Answered):
    """What a page shows, from so many paired runs; differences are against the first scenario."""

    request: Request
    results: tuple[Results, ...]


def best_answer(request: Request, kept: Shelf = shelf) -> Answer:
    """The finest answer at hand, else the quick one, computed now for the scenarios that have none."""
    request = request.within_reach()
    scenarios = request.loaded()
    quick = min(quick_size(len(scenarios)), request.runs)
    all_results = []
    for scenario in scenarios:
        results = kept.best(scenario.hash, request.seed)
        if results is None or results.replications < quick:
            results = simulate(scenario, request.seed, quick)
            kept.put(results)
        all_results.append(results)
    return _answers.of(request, tuple(all_results))


class Answers:
    """Answers with what was drawn for them, the latest used longest."""

    def __init__(self, most: int = KEPT_ANSWERS) -> None:
        self._most, self._lock = most, threading.Lock()
        self._kept: OrderedDict[tuple[Request, int], Answer] = OrderedDict()

    def of(self, request: Request, results: tuple[Results, ...]) -> Answer:
        """The answer from these results, cut to the size that all of them have."""
        size = min(request.runs, *(one.replications for one in results))
        key = (request, size)
        with self._lock:
            if key not in self._kept:
                names = own_names(request.scenarios)
                cut = tuple(one.first(size, name) for one, name in zip(results, names, strict=True))
                self._kept[key] = Answer(request, cut)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return self._kept[key]


_answers = Answers()
