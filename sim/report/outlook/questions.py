"""The questions declared in `scenarios/questions.yaml`, once for all theatres, and what they ask of a scenario.

Scenarios that differ as those of a question do, and in nothing else, are known as its comparison, whoever made them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.errors import InputError
from sim.language.saying import say
from sim.report.words.markdown import shown
from sim.report.words.numbers import of_100
from sim.scenario.differing import differing_paths, ordered_before
from sim.scenario.files.documents import parse
from sim.scenario.files.shipped import QUESTIONS, scenario_folder
from sim.scenario.files.text_files import read_text
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load, tuned
from sim.scenario.values.distributions import central_value

LENGTH = "talks.proposals.0.duration_days"
PLACE = "{ordered_before}"
MOST_SCENARIOS = 4
Paths = Mapping[str, str]


class Question(BaseModel):
    """One question as it is declared; paths count what has names (`supply.routes.0`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asks: str
    tells: tuple[str, ...] = Field(min_length=1)
    show: str
    scenarios: Mapping[str, tuple[str, ...]] = Field(min_length=2, max_length=MOST_SCENARIOS)
    all: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    along: str = ""
    alongside: tuple[str, ...] = ()
    note: tuple[str, ...] = ()

    def changes(self, paths: Paths) -> list[tuple[str, ...]] | None:
        """What is changed in each scenario, `all` before its own; None where a value or what it needs is not there."""
        found = [on_paths((*self.all, *own), paths) for own in self.scenarios.values()]
        missing = None in found or any(slot not in paths for slot in self.needs)
        return None if missing else [one or () for one in found]

    def moved(self, paths: Paths) -> set[str | None]:
        """The paths of the values that it changes."""
        return {paths.get(change.partition("=")[0]) for change in (*self.all, *chain(*self.scenarios.values()))}


@dataclass(frozen=True)
class Answers:
    """The question that scenarios answer: its words, in what they differ, the outcomes of its finding, its note."""

    asks: str
    labels: tuple[str, ...]
    tells: tuple[str, ...]
    note: str


def answered_by(scenarios: Sequence[LoadedScenario]) -> Answers | None:
    """The question whose comparison these are, A first; None where they are of none."""
    first, *others = scenarios
    if not others:
        return None
    written = (scenario_folder() / QUESTIONS).stat().st_mtime
    differing = [set(differing_paths(first, one)) for one in others]
    for one in declared(first.theatre.name, written).values():
        if len(one.scenarios) == len(scenarios) and _is_comparison_of(one, scenarios, differing):
            note = note_of(one, _at_hand(one, scenarios))
            return Answers(words_of(one.asks, first), tuple(map(say, one.scenarios)), one.tells, note)
    return None


def _at_hand(one: Question, scenarios: Sequence[LoadedScenario]) -> LoadedScenario:
    """The scenario that was asked about, as far as it is known: one that the question changed, without its changes."""
    changed = next((scenario for scenario in scenarios if scenario.sets), scenarios[0])
    moved = one.moved(paths_by_slot(changed))
    kept = [change for change in changed.sets if change.partition("=")[0] not in moved]
    with contextlib.suppress(InputError):
        return changed if len(kept) == len(changed.sets) else load(changed.file, kept)
    return changed


def _is_comparison_of(one: Question, scenarios: Sequence[LoadedScenario], differing: Sequence[set[str]]) -> bool:
    """Whether each scenario has what the question changes in it, and they differ in nothing that it does not change."""
    paths = paths_by_slot(scenarios[0])
    changes, moved = one.changes(paths), one.moved(paths)
    if changes is None or not all(paths_ and paths_ <= moved for paths_ in differing):
        return False
    return all(_has(scenario, own) for scenario, own in zip(scenarios, changes, strict=True))


def _has(scenario: LoadedScenario, changes: Sequence[str]) -> bool:
    with contextlib.suppress(InputError):
        return not changes or not differing_paths(scenario, tuned(scenario, changes))
    return False


@lru_cache(maxsize=8)
def declared(theatre: str, written: float) -> dict[str, Question]:
    """The questions of a theatre by name, as the file has them now; InputError where it cannot be read."""
    file = scenario_folder() / QUESTIONS
    content = parse(read_text(file, QUESTIONS), QUESTIONS).data
    otherwise = content.get("theatres", {}).get(theatre, {})
    return {name: _question(name, {**one, **otherwise.get(name, {})}) for name, one in content["questions"].items()}


def _question(name: str, given: Mapping[str, Any]) -> Question:
    try:
        return Question(**given)
    except ValidationError as fault:
        [first, *_] = fault.errors()
        where = ".".join(map(str, (name, *first["loc"])))
        raise InputError(f"{QUESTIONS}: {where}: {first['msg']}") from None


def paths_by_slot(scenario: LoadedScenario) -> dict[str, str]:
    """The scenario's own paths under those with entries numbered."""
    return {slot: leaf.path for slot, leaf in scenario.leaves_by_slot().items()}


def on_paths(changes: Sequence[str], paths: Paths) -> tuple[str, ...] | None:
    """The changes with a scenario's own names in their paths; None where it has no such value."""
    parts = [change.partition("=") for change in changes]
    if any(slot not in paths for slot, _, _ in parts):
        return None
    return tuple(f"{paths[slot]}={value}" for slot, _, value in parts)


def words_of(asks: str, scenario: LoadedScenario) -> str:
    """The question with the names of the sides and the truce on the table."""
    sides, length = scenario.scenario.sides, scenario.leaves_by_slot().get(LENGTH)
    days = 0.0 if length is None else central_value(length.quantity)
    truce = say("{days:g}-day truce", days=days) if days else say("truce")
    return say(asks, holder=shown(sides.holder), attacker=shown(sides.attacker), truce=truce)


def note_of(one: Question, scenario: LoadedScenario) -> str:
    """What the finding leaves to be known; a sentence on what is in no run of the scenario is left out."""
    share = ordered_before(scenario)
    before = of_100(share) if share else ""
    told = (say(sentence, ordered_before=before) for sentence in one.note if before or PLACE not in sentence)
    return " ".join(told)
