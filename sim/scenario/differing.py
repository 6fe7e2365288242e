"""In which values two scenarios differ, by the values that they come to and not by how their files say so."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from sim.scenario.loaded import LoadedScenario
from sim.scenario.table import NOT_LISTED
from sim.scenario.values.distributions import USER, Distribution, Fixed

THEATRE = "theatre"
UNCOMPARED = (*NOT_LISTED, THEATRE)  # the map itself is compared, not how a file names it
DECISION = "command."
ORDERED_BEFORE = "command.ordered_before_start"
GIVEN = 0.5  # from where on the model takes a drawn value for a yes
DRAWS = 1000
NO_DECISION = (
    "command.break_share", "command.breakout",  # what becomes of people who stay, not whether they do
    ORDERED_BEFORE, "command.ordered_days_before",  # the past: nobody decides on it any more
)  # fmt: skip


def differing_paths(base: LoadedScenario, other: LoadedScenario) -> tuple[str, ...]:
    """Paths of the values that differ, and `theatre` where the maps do; sources and notes do not count."""
    first, second = _values(base), _values(other)
    paths = [path for path in dict.fromkeys([*first, *second]) if first.get(path) != second.get(path)]
    return (*paths, *([THEATRE] if base.theatre_text != other.theatre_text else []))


def only_the_decision(paths: Sequence[str]) -> bool:
    """Whether scenarios that differ in these values differ in the holder's decision to leave, and in nothing else."""
    return bool(paths) and all(path.startswith(DECISION) and path not in NO_DECISION for path in paths)


def ordered_before(loaded: LoadedScenario) -> float:
    """In what share of a scenario's runs an order to leave was given before day 0, whatever form the value has."""
    value = loaded.scenario.command.ordered_before_start
    if isinstance(value, Fixed):
        return float(value.value >= GIVEN)
    if value.form == "bernoulli":
        return value.mean()
    return float(np.mean(value.quantile((np.arange(DRAWS) + 0.5) / DRAWS) >= GIVEN))


@lru_cache(maxsize=40)  # a page compares the same few again and again
def _values(loaded: LoadedScenario) -> dict[str, object]:
    return {found.path: _bare(found.value) for found in loaded.scenario.presents if found.path not in UNCOMPARED}


def _bare(value: object) -> object:
    """A value without its evidence."""
    return replace(value, evidence=USER) if isinstance(value, Fixed | Distribution) else value
