"""Which values of a theatre made by rule most need somebody who knows the place: a first look, one value at a time.

Each value that the rule could only assume is put at two ends that somebody might well find true (judgement), all else
and all luck alike, in a short ensemble. What moves an answer most comes first. Leaves out what two values do together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.scenario.files.inline import inline
from sim.scenario.loading import from_documents
from sim.scenario.made.by_rule import Made
from sim.scenario.made.cells import ROAD
from sim.scenario.made.priors import COLLAPSING, OTHER, priors_of
from sim.scenario.schema.scenario import Scenario
from sim.scenario.values.declarations import section_of, terms_of
from sim.scenario.values.distributions import central_value

if TYPE_CHECKING:
    from sim.experiment.ensemble import Ensemble
    from sim.scenario.loaded import LoadedScenario

REPLICATIONS, SHOWN = 256, 5
Ends = tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]
TIMES = 3.0  # a strength that nobody counted may be so many times larger or smaller (judgement)


@dataclass(frozen=True)
class Question:
    """A value nobody has seen, the two ends it is put at by `path=value` texts, and what to ask."""

    path: str
    ask: str
    ends: Ends


@dataclass(frozen=True)
class Answer:
    """An answer between 0 and 1: the mean of an outcome, as a share of what there was to begin with."""

    outcome: str
    about: str
    whole: Callable[[Scenario], float]


@dataclass(frozen=True)
class Need:
    """A question with the answer that it moves most: what that is at either end [share]."""

    question: Question
    answer: Answer
    first: float
    second: float

    @property
    def move(self) -> float:
        """How far apart the two ends are [share]."""
        return abs(self.second - self.first)


ANSWERS = (
    Answer("area_end_km2", "ground still held on the last day", lambda one: central_value(one.ground.held_area_km2)),
    Answer("foothold_ended", "chance that the place is lost", lambda one: 1.0),
    Answer("holder_lost", "holder's people killed, wounded or captured",
           lambda one: central_value(one.holder.people_persons)),
    Answer("truce_in_force", "chance of a general truce", lambda one: 1.0),
)  # fmt: skip


def most_needed(made: Made, replications: int = REPLICATIONS, shown: int = SHOWN) -> list[Need]:
    """The questions that move an answer most, the largest move first; the same theatre gives the same list."""
    needs = [_need(made, question, replications) for question in questions(made)]
    return sorted(needs, key=lambda need: -need.move)[:shown]


def questions(made: Made) -> Iterator[Question]:
    """What the rule had to assume for this place."""
    ground = made.scenario["ground"]
    yield Question("ground.tempo_mean", "Is the place collapsing already, or not?", _fits(made))
    if made.scenario["supply"]["routes"][ROAD]["start_state"]["basis"] == "judgement":
        path = f"supply.routes.{ROAD}.start_state"
        yield Question(path, "Can the way out be used?", _two(path, "open", "cut"))
    yield Question("command.policy", "Would the holder leave in time?", _two("command.policy", "access_hazard", "hold"))
    for side in ("holder", "attacker"):
        path, (middle, _) = f"{side}.people_persons", made.scenario[side]["people_persons"]["lognormal"]
        ends = _within(path, round(middle / TIMES), round(middle * TIMES))
        yield Question(path, f"How many people has the {side}?", ends)
    path = "holder.line_quality"
    yield Question(path, "How well is the line prepared?", _two(path, "hasty", "fortified"))
    if "value" in ground["held_area_km2"]:
        held = made.origin.held_km2
        path = "ground.held_area_km2"
        yield Question(path, "What do other maps show?", _within(path, round(held * 0.85, 3), round(held * 1.15, 3)))
    lost = ground["lost_below_km2"]["value"]
    path = "ground.lost_below_km2"
    ends = _within(path, round(lost / 2.0, 3), round(lost * 6.0, 3))
    yield Question(path, "From which area on does the place count as lost?", ends)
    proposal = "talks.proposals={thirty_days: {tabled_day: 0, duration_days: 30}}"
    yield Question("talks.proposals", "Is a ceasefire on the table?", (("none", ()), ("one of 30 days", (proposal,))))


def _two(path: str, first: object, second: object) -> Ends:
    return (_told(first), (f"{path}={first}",)), (_told(second), (f"{path}={second}",))


def _within(path: str, first: float, second: float) -> Ends:
    """Two numbers, the ends of what may be said of the value where they lie beyond it: large places come near them."""
    section, name = path.split(".")
    of = section_of(Scenario.model_fields[section].annotation)
    terms = None if of is None else terms_of(of, name)
    if terms is not None:
        first, second = (min(max(end, terms.low), terms.high) for end in (first, second))
    return _two(path, first, second)


def _told(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.4g}" if isinstance(value, float) else str(value).replace("_", " ")


def _fits(made: Made) -> Ends:
    """The pace of either fit: what differs between them, at this place's area and front."""
    told = made.scenario["ground"]["tempo_mean"]["normal"][0] - made.fit.level[0]
    first, second = (
        (f"fit {name}", (
            f"ground.tempo_mean={inline({'normal': [round(fit.level[0] + told, 3), fit.level[1]]})}",
            *(f"ground.{path}={inline(value)}" for path, value in fit.values.items()),
        ))
        for name in (COLLAPSING, OTHER)
        for fit in (priors_of(name),)
    )  # fmt: skip
    return first, second


def _need(made: Made, question: Question, replications: int) -> Need:
    ends = [_scenario(made, label, sets) for label, sets in question.ends]
    first, second = _run(ends, replications)
    moved = [
        Need(question, answer, _share(first, ends[0].scenario, answer), _share(second, ends[1].scenario, answer))
        for answer in ANSWERS
    ]
    return max(moved, key=lambda need: need.move)


def _scenario(made: Made, label: str, sets: Sequence[str]) -> LoadedScenario:
    return from_documents(label, made.scenario, made.theatre, made.sources, sets)


def _run(scenarios: Sequence[LoadedScenario], replications: int) -> list[Ensemble]:
    from sim.experiment.running.running import compare

    return compare(scenarios, replications=replications, seed=1, paths=False)


def _share(ensemble: Ensemble, scenario: Scenario, answer: Answer) -> float:
    values = np.asarray(ensemble.outcomes[answer.outcome], dtype=np.float64)
    return float(np.mean(values)) / answer.whole(scenario)
