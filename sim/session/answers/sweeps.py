"""What a page shows of one input along its range: pictures, a table, the commands that repeat it. No Streamlit here."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.analysis.ensemble_like import lost_below
from sim.language.saying import say, spoken
from sim.model.outcomes import ENDED_AT_ALL, HOLDER_LOST, TRUCE_AT_ALL
from sim.report.answered.pictures import Picture
from sim.report.comparison import sweeps as drawn
from sim.report.words.measures import Level, level
from sim.report.words.outcomes import ENTRIES, label
from sim.session.answers.answers import Answer
from sim.session.inputs.sweeping import Sweep

if TYPE_CHECKING:
    import pandas as pd

TOLD_FIRST = (HOLDER_LOST, ENDED_AT_ALL, TRUCE_AT_ALL)
MOST_TOLD = 3
OF_EACH_STOP = Level(
    spoken("the area of the stop"), spoken("the area of the stop or less"), spoken("more than the area of the stop")
)


@dataclass(frozen=True, eq=False)
class Swept:
    """The answer at all stops of a sweep, in the order of the stops."""

    sweep: Sweep
    answer: Answer

    @property
    def names(self) -> list[str]:
        """The stops in words."""
        return [stop.words for stop in self.sweep.stops]

    @cached_property
    def at(self) -> Level:
        """The area at which the foothold is no longer held; where it is what is moved, that of each stop."""
        levels = {level(lost_below(one)) for one in self.answer.results}
        return levels.pop() if len(levels) == 1 else Level(*map(say, OF_EACH_STOP))

    @property
    def horizon(self) -> int:
        """The last day of the runs."""
        return self.answer.request.loaded()[0].scenario.horizon_days

    def picture(self, outcome: str) -> Picture:
        """One outcome along the input."""
        entries, sweep = drawn.levels(self.answer.results, outcome), self.sweep
        frame = drawn.sweep_frame([stop.at for stop in sweep.stops], self.names, entries, sweep.mark)
        percent = ENTRIES[outcome].kind == "share"
        unit = {"persons": spoken("People")}.get(ENTRIES[outcome].unit, ENTRIES[outcome].unit)
        what = say(say("Share of runs") if percent else unit)
        spec = drawn.sweep_spec(self.answer.request.theme, sweep.axis, what, percent, sweep.by_ratio)
        return Picture(self.title(outcome), spec, frame, say(drawn.ALT), f"{say(drawn.HOW_TO_READ)} {self._marked()}")

    def title(self, outcome: str) -> str:
        """The finding: an outcome from one end to the other."""
        where = [stop.where for stop in self.sweep.stops]
        return drawn.sweep_title(outcome, self.answer.results, where, self.at, self.horizon)

    def headline(self, outcomes: Sequence[str]) -> str:
        """The finding of the page: what moves most of what is told."""
        title = self.title(drawn.moved_most(outcomes, self.answer.results))
        return f"{self.sweep.control.label}: {title[:1].lower()}{title[1:]}"

    def table(self, outcomes: Sequence[str]) -> pd.DataFrame:
        """A row a stop."""
        heads = {one: label(one, self.at) for one in outcomes}
        return drawn.sweep_table(outcomes, self.answer.results, self.names, heads)

    def commands(self) -> str:
        """A command a stop that gives the same numbers; an uploaded scenario is named as its file."""
        request = self.answer.request
        runs = ["--replications", str(self.answer.replications), "--seed", str(request.seed)]
        lines = []
        for chosen in request.scenarios:
            name = f"{chosen.name}.yaml" if chosen.upload else chosen.name
            sets = [part for change in chosen.sets for part in ("--set", change)]
            lines.append(shlex.join(["salient", "run", name, *sets, *runs]))
        return "\n".join(lines)

    def _marked(self) -> str:
        if self.sweep.mark is None:
            return ""
        if self.sweep.control.drawn:
            return say("The dashed line is the middle of what the scenario draws.")
        return say("The dashed line is where the scenario stands.")
