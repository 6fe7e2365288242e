"""One to four scenarios with their paired results, and what follows from these: numbers, what drives them, pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from sim.analysis.comparison import differences
from sim.analysis.drivers import driver_entries
from sim.analysis.ensemble_like import EnsembleLike
from sim.analysis.forms.answers import asked_for
from sim.analysis.forms.compared import drawn_content
from sim.analysis.summary import summarise
from sim.experiment.design.drawn import Drawn, drawn_values
from sim.language.saying import current
from sim.report.answered import pictures
from sim.report.answered.pictures import Picture
from sim.report.evidence.influence import Influence, influences
from sim.report.outlook.first_screen import told_drivers
from sim.scenario.loaded import Leaf, LoadedScenario


class RequestLike(Protocol):
    """The scenarios read, the seed, the theme of pictures, and the version of the model that gave the numbers."""

    @property
    def seed(self) -> int: ...
    @property
    def theme(self) -> str: ...
    @property
    def model(self) -> str: ...
    def loaded(self) -> Sequence[LoadedScenario]: ...


@dataclass(frozen=True)
class Asked:
    """A request of a program, which has no theme of its own."""

    scenarios: tuple[LoadedScenario, ...]
    seed: int
    model: str
    theme: str = "light"

    def loaded(self) -> tuple[LoadedScenario, ...]:
        """The scenarios read."""
        return self.scenarios


class ResultsLike(EnsembleLike, Protocol):
    """An ensemble that knows how many replications it holds."""

    @property
    def replications(self) -> int: ...


@dataclass(frozen=True, eq=False)
class Answered:
    """What was asked and the paired results that answer it; differences are against the first scenario."""

    request: RequestLike
    results: Sequence[ResultsLike]
    _told: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def replications(self) -> int:
        """Paired runs behind every number."""
        return self.results[0].replications

    @property
    def names(self) -> tuple[str, ...]:
        """The scenarios' names, in the order A, B, C, D."""
        return tuple(results.name for results in self.results)

    @cached_property
    def summaries(self) -> tuple[dict[str, Any], ...]:
        """Each scenario in numbers."""
        return tuple(summarise(results) for results in self.results)

    @property
    def summaries_with_drivers(self) -> tuple[dict[str, Any], ...]:
        """The same with what goes with the main outcomes, as `salient run --json` prints them."""
        told = zip(self.summaries, self.results, self.request.loaded(), strict=True)
        return tuple({**one, "drivers": driver_entries(its, scenario)} for one, its, scenario in told)

    @cached_property
    def differences(self) -> tuple[dict[str, Any], ...]:
        """Each other scenario against the first, pair by pair."""
        return tuple(differences(self.results[0], other) for other in self.results[1:])

    @cached_property
    def forms(self) -> dict[str, Any] | None:
        """The same differences law by law, where the scenarios draw their laws."""
        return drawn_content(self.request.loaded(), self.results, asked_for(()))

    @property
    def drivers(self) -> tuple[str, ...]:
        """What moves the first scenario's answer most, in sentences."""
        return tuple(line for line, _ in self.told_drivers)

    @property
    def driving(self) -> tuple[Leaf, ...]:
        """The values that these sentences name, each once."""
        named = {leaf.path: leaf for _, leaf in self.told_drivers if leaf is not None}
        return tuple(named.values())

    @property
    def told_drivers(self) -> tuple[tuple[str, Leaf | None], ...]:
        """Both together."""
        told: tuple[tuple[str, Leaf | None], ...] = self._once(
            "drivers", lambda: told_drivers(self.results[0], self._values_drawn())
        )
        return told

    @property
    def influences(self) -> dict[str, Influence]:
        """The values that clearly move the first scenario's answers, by path."""
        found: dict[str, Influence] = self._once(
            "influences", lambda: influences(self.results[0], self._values_drawn())
        )
        return found

    def _values_drawn(self) -> Drawn:
        [scenario, *_] = self.request.loaded()
        return drawn_values(scenario, seed=self.request.seed, replications=self.replications)

    def picture(self, name: str) -> Picture:
        """A picture by its name in `pictures.PICTURES`, with the letter of a scenario after a colon."""
        drawn: Picture = self._once(name, lambda: pictures.draw(name, self))
        return drawn

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        """What holds words, made once in each language that it is read in."""
        key = (current().code, name)
        if key not in self._told:
            self._told[key] = make()
        return self._told[key]
