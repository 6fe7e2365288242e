"""The questions of the first screen: which comparison each opens, made of the scenario at hand. No Streamlit here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sim.language.saying import kept, say, say_many
from sim.report.outlook.questions import Question, declared, note_of, on_paths, paths_by_slot, words_of
from sim.scenario.differing import differing_paths
from sim.scenario.loaded import LoadedScenario
from sim.session.inputs.address import Choice
from sim.session.inputs.controls import control_of, leaves_by_slot
from sim.session.inputs.scenarios import Chosen, last_written, loaded, names, same_map

CHANGED, FIRST_SUBJECT = "changed", "What comes first"


@dataclass(frozen=True)
class Asked:
    """A question asked of the scenario at hand: its words, its comparison, and what is told of it.

    `labels` say in what the scenarios of the comparison differ, A first. `along` is the path of the input whose whole
    range goes on from there, if there is one, `moved` its name, and `base` the scenario in which it moves, so that the
    scenarios of the comparison lie on its way. Where it tells no outcome by name, it tells those that moved most.
    `note` is what the finding leaves to be known.
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
    moved = one.moved(paths_by_slot(scenario))
    return replace(chosen, sets=tuple(change for change in chosen.sets if change.partition("=")[0] not in moved))


def _of_the_changes(choice: Choice) -> Asked:
    """What a reader's own changes move: the scenario as it is against the one at hand, all main outcomes looked at."""
    chosen = choice.scenarios[0]
    asks = say_many("What did your change move?", "What did your {n} changes move?", len(chosen.sets))
    compared = Choice((chosen.bare, chosen), choice.seed, choice.runs)
    labels = (say("as in the scenario"), say("as changed"))
    return Asked(CHANGED, asks, compared, labels, (), FIRST_SUBJECT, chosen, "", "")


def _asked(name: str, one: Question, choice: Choice, scenario: LoadedScenario) -> Asked | None:
    paths = paths_by_slot(scenario)
    changes, mine = one.changes(paths), choice.scenarios[0]
    if changes is None:
        return None
    around = on_paths((*one.all, *one.alongside), paths) or ()
    base, *scenarios = [_changed(mine, change) for change in (around, *changes)]
    if not mine.sets:  # no shipped one has what a reader changed
        base, *scenarios = [_as_shipped(chosen) for chosen in (base, *scenarios)]
    if len(set(scenarios)) < len(scenarios):
        return None
    compared = Choice(tuple(scenarios), choice.seed, choice.runs)
    words, along = words_of(one.asks, scenario), paths.get(one.along, "")
    moved = control_of(leaves_by_slot(scenario)[one.along], scenario).label if along else ""
    labels, note = tuple(map(say, one.scenarios)), note_of(one, scenario)
    return Asked(name, words, compared, labels, one.tells, one.show, base, along, moved, note)


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
