"""What the questions of the first screen found: from results at hand only, so that no page waits. No Streamlit here.

A question is refined twice, to a first finding and then to as many runs as the page has, so that Compare opens with the
very numbers that its line said.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sim.analysis.comparison import differences, effect_sizes
from sim.analysis.summary import summarise
from sim.language.saying import current
from sim.model.outcomes import OUTCOMES
from sim.report.outlook.asked import finding, moved_most
from sim.report.words.outcomes import MAIN
from sim.session.answers.answers import Request
from sim.session.answers.shelf import Results, Shelf, shelf
from sim.session.inputs.questions import Asked
from sim.session.inputs.sizes import stages

KEPT_FINDINGS = 64


@dataclass(frozen=True)
class Finding:
    """What a question found, in words without its note, and from how many runs of each scenario."""

    text: str
    replications: int


def request_of(asked: Asked, like: Request) -> Request:
    """What the page of a question will show, in the look of a page at hand."""
    choice = asked.choice
    return replace(like, scenarios=choice.scenarios, seed=choice.seed, runs=choice.runs, theme="light").within_reach()


def first_look(request: Request) -> Request:
    """The same with only the runs of its first finding."""
    return replace(request, runs=min(request.runs, stages()[0]))


class Findings:
    """Findings by request, the latest used longest; each is made once for as many runs as there are by then."""

    def __init__(self, kept: Shelf = shelf, most: int = KEPT_FINDINGS) -> None:
        self._results, self._most, self._lock = kept, most, threading.Lock()
        self._kept: OrderedDict[tuple[str, Request], Finding] = OrderedDict()  # by language, too

    def known(self, request: Request) -> Finding | None:
        """The finding, if it was made before; nothing is read or computed."""
        key = (current().code, request)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def made(self, asked: Asked, request: Request) -> Finding | None:
        """The finding from the results at hand; None where a scenario has none yet."""
        found = [self._results.best(scenario.hash, request.seed) for scenario in request.loaded()]
        results = [one for one in found if one is not None]
        if len(results) < len(found):
            return None
        size = min(request.runs, *(one.replications for one in results))
        known = self.known(request)
        if known is not None and known.replications >= size:
            return known
        return self._keep(request, Finding(_told(asked, [one.first(size) for one in results]), size))

    def _keep(self, request: Request, found: Finding) -> Finding:
        with self._lock:
            self._kept[current().code, request] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


def _told(asked: Asked, results: Sequence[Results]) -> str:
    """The sentences, from just the outcomes that they tell, or of the main ones those that moved most."""
    wanted = asked.tells or MAIN
    catalogue = [one for one in OUTCOMES if one.name in wanted]
    summaries = [summarise(one, catalogue) for one in results]
    changes = [differences(results[0], one, catalogue) for one in results[1:]]
    if asked.tells:
        return finding(asked.tells, asked.labels, summaries, changes)
    return moved_most(summaries, changes[0], effect_sizes(results[0], results[1], MAIN))


findings = Findings()
