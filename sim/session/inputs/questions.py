"""The questions of the first screen: which comparison each opens, made of the scenario at hand. No Streamlit here.

They are declared in `scenarios/questions.yaml`, once for all theatres, with what a theatre asks otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.errors import InputError
from sim.language.saying import kept, say, say_many
from sim.report.words.markdown import shown
from sim.scenario.differing import differing_paths
from sim.scenario.files.documents import parse
from sim.scenario.files.shipped import QUESTIONS, scenario_folder
from sim.scenario.files.text_files import read_text
from sim.scenario.loaded import LoadedScenario
from sim.scenario.values.distributions import central_value
from sim.session.inputs.address import Choice
from sim.session.inputs.controls import control_of, leaves_by_slot
from sim.session.inputs.scenarios import Chosen, last_written, loaded, names, same_map

LENGTH = "talks.proposals.0.duration_days"
MOST_SCENARIOS = 4
CHANGED, FIRST_SUBJECT = "changed", "What comes first"


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
    note: str = ""


@dataclass(frozen=True)
class Asked:
    """A question asked of the scenario at hand: its words, its comparison, and what is told of it.

    `labels` say in what the scenarios of the comparison differ, A first. `along` is the path of the input whose whole
    range goes on from there, if there is one, `moved` its name, and `base` the scenario in which it moves. Where it
    tells no outcome by name, it tells those that moved most. `note` is what the finding leaves to be known.
    """

    name: str
    asks: str
    choice: Choice
    labels: tuple[str, ...]
    tells: tuple[str, ...]
    show: str
    base: Chosen
    along: str
    moved: str
    note: str = ""


def asked_of(choice: Choice) -> tuple[Asked, ...]:
    """The questions of the first scenario of a choice, with its changes, seed and runs.

    Left out is what the scenario has nothing for, and what makes no difference to it.
    """
    return _asked_of(choice, last_written())


@kept(maxsize=16)
def _asked_of(choice: Choice, written: float) -> tuple[Asked, ...]:
    chosen = choice.scenarios[0]
    scenario = loaded(chosen, written)
    asked = (_asked(name, one, choice, scenario) for name, one in declared(scenario.theatre.name, written).items())
    changed = [_of_the_changes(choice)] if chosen.sets else []
    return (*changed, *(one for one in asked if one is not None))


def asked_in(choice: Choice, name: str) -> Asked | None:
    """The question of this name whose comparison a choice is; None once something of it is changed."""
    written = last_written()
    chosen = next((one for one in choice.scenarios if one.sets), choice.scenarios[0])
    scenario = loaded(chosen, written)
    one = declared(scenario.theatre.name, written).get(name)
    if one is None:
        found = _of_the_changes(replace(choice, scenarios=(chosen,))) if name == CHANGED else None
    else:
        base = _before(chosen, one, scenario)
        found = _asked(name, one, replace(choice, scenarios=(base,)), loaded(base, written))
    return found if found is not None and found.choice == choice else None


def _before(chosen: Chosen, one: Question, scenario: LoadedScenario) -> Chosen:
    """The scenario at hand when a question made this one of it: without what the question changes."""
    paths = {slot: leaf.path for slot, leaf in leaves_by_slot(scenario).items()}
    moved = {paths.get(change.partition("=")[0]) for change in (*one.all, *chain(*one.scenarios.values()))}
    return replace(chosen, sets=tuple(change for change in chosen.sets if change.partition("=")[0] not in moved))


def _of_the_changes(choice: Choice) -> Asked:
    """What a reader's own changes move: the scenario as it is against the one at hand, all main outcomes looked at."""
    chosen = choice.scenarios[0]
    asks = say_many("What did your change move?", "What did your {n} changes move?", len(chosen.sets))
    compared = Choice((chosen.bare, chosen), choice.seed, choice.runs)
    labels = (say("as in the scenario"), say("as changed"))
    return Asked(CHANGED, asks, compared, labels, (), FIRST_SUBJECT, chosen, "", "")


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


def _asked(name: str, one: Question, choice: Choice, scenario: LoadedScenario) -> Asked | None:
    paths = {slot: leaf.path for slot, leaf in leaves_by_slot(scenario).items()}
    changes = [_on_paths((*one.all, *own), paths) for own in one.scenarios.values()]
    if None in changes or any(slot not in paths for slot in one.needs):
        return None
    mine = choice.scenarios[0]
    base, *scenarios = [_changed(mine, change or ()) for change in (_on_paths(one.all, paths), *changes)]
    if not mine.sets:  # no shipped one has what a reader changed
        base, *scenarios = [_as_shipped(chosen) for chosen in (base, *scenarios)]
    if len(set(scenarios)) < len(scenarios):
        return None
    compared = Choice(tuple(scenarios), choice.seed, choice.runs)
    words, along = _words(one.asks, scenario), paths.get(one.along, "")
    moved = control_of(leaves_by_slot(scenario)[one.along], scenario).label if along else ""
    labels, note = tuple(map(say, one.scenarios)), one.note and say(one.note)
    return Asked(name, words, compared, labels, one.tells, one.show, base, along, moved, note)


def _on_paths(changes: Sequence[str], paths: Mapping[str, str]) -> tuple[str, ...] | None:
    """The changes with a scenario's own names in their paths; None where it has no such value."""
    parts = [change.partition("=") for change in changes]
    if any(slot not in paths for slot, _, _ in parts):
        return None
    return tuple(f"{paths[slot]}={value}" for slot, _, value in parts)


def _changed(chosen: Chosen, changes: Sequence[str]) -> Chosen:
    """The scenario at hand with these changes over what the reader changed."""
    mine = {change.partition("=")[0] for change in changes}
    kept = (change for change in chosen.sets if change.partition("=")[0] not in mine)
    return Chosen(chosen.name, (*kept, *changes), chosen.upload)


def _as_shipped(chosen: Chosen) -> Chosen:
    """The shipped scenario of the same map that comes to the very same values, if there is one."""
    return _shipped_as(chosen, last_written())


@lru_cache(maxsize=64)
def _shipped_as(chosen: Chosen, written: float) -> Chosen:
    if chosen.upload or not chosen.sets:
        return chosen
    others = (Chosen(name) for name in names(written))
    alike = (one for one in others if same_map(one, chosen) and not _differ(one, chosen, written))
    return next(alike, chosen)


def _differ(one: Chosen, other: Chosen, written: float) -> bool:
    first, second = loaded(one, written), loaded(other, written)
    days = [(found.scenario.start, found.scenario.horizon_days) for found in (first, second)]
    return days[0] != days[1] or bool(differing_paths(first, second))


def _words(asks: str, scenario: LoadedScenario) -> str:
    """The question with the names of the sides and the truce on the table."""
    sides, length = scenario.scenario.sides, leaves_by_slot(scenario).get(LENGTH)
    days = 0.0 if length is None else central_value(length.quantity)
    truce = say("{days:g}-day truce", days=days) if days else say("truce")
    return say(asks, holder=shown(sides.holder), attacker=shown(sides.attacker), truce=truce)
