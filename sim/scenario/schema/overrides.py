"""Values put over a scenario from outside its file: `--set path=value`, and the changes a reader tuned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.scenario.files.documents import Document, Place, Steps, TextFault, parse_value
from sim.scenario.schema.structure import Branch, Entries, below, merged, near_path, paths
from sim.scenario.values.declarations import Section
from sim.scenario.values.distributions import Distribution, Fixed
from sim.scenario.values.spelling import spell

MOST_KEPT = 1000  # texts as read: a reader who moves one control sends all the others again


@dataclass(frozen=True)
class Assignment:
    """A value for one path, and who gave it; never changed once read."""

    path: str
    value: object
    place: Place


def assignments(sets: Sequence[str]) -> tuple[Assignment, ...]:
    """Read `path=value` texts; the value is YAML."""
    return tuple(_assignment(text) for text in sets)


@lru_cache(maxsize=MOST_KEPT)
def _assignment(text: str) -> Assignment:
    path, equals, value = text.partition("=")
    place = Place(f"--set {text}")
    if not equals or not path.strip():
        raise InputError(f"{place}: write path=value, for example --set horizon_days=60")
    try:
        return Assignment(path.strip(), parse_value(value, str(place)), place)
    except TextFault as fault:
        broken = fault.problem.removeprefix("broken YAML: ")
        if broken == fault.problem:
            raise InputError(f"{place}: {path.strip()}: {fault.problem}") from None
        told = f"the value is broken YAML ({broken})"
        raise InputError(f"{place}: {told}; quote the whole option for the shell") from None


def put_over(model: type[Section], document: Document, changes: Iterable[Assignment]) -> Document:
    """The document with each assignment in place; an unknown path names the nearest known one."""
    for change in changes:
        steps = _known_steps(model, document.data, change)
        tree: Any = change.value
        for step in reversed(steps):
            tree = {step: tree}
        places: dict[Steps, Place] = {(): change.place}
        over = merged(model, document, Document(document.shown, tree, places))
        document = Document(document.shown, over.data, over.places)
    return document


def with_known(data: Any, before: Any, known: Any) -> Any:
    """The data with what is the same as before replaced by what was made of it: that is not validated again."""
    if data is before:
        return known
    if isinstance(data, Mapping) and isinstance(before, Mapping) and isinstance(known, Section | Mapping):
        made = vars(known) if isinstance(known, Section) else known
        return {
            key: with_known(value, before[key], made[key]) if key in before and key in made else value
            for key, value in data.items()
        }
    return data


def _known_steps(model: type[Section], data: Mapping[str, Any], change: Assignment) -> tuple[str, ...]:
    steps = tuple(change.path.split("."))
    branch: Branch | None = model
    here: Any = data
    for place, step in enumerate(steps):
        if branch is None:
            value = ".".join(steps[:place])
            raise InputError(f"{change.place}: {value} is a single value; set it as --set {value}=…")
        names = here if isinstance(branch, Entries) else branch.model_fields
        if steps == ("extends",):
            raise InputError(f"{change.place}: extends stands in files only; name the scenario that extends the other")
        if step not in (names or {}):
            known = list(paths(model, data))
            raise InputError(f"{change.place}: unknown path '{change.path}'; {near_path(change.path, known)}")
        branch = below(branch, step)
        here = here.get(step) if isinstance(here, Mapping) else None
    if branch is not None and not isinstance(change.value, Mapping):
        inside = list(here or {}) if isinstance(branch, Entries) else list(branch.model_fields)
        raise InputError(f"{change.place}: {change.path} is a section; name a value: {', '.join(inside)}")
    return steps


def plain(value: object) -> object:
    """A value as plain YAML data: NumPy numbers become Python's; a quantity is spelled out by the caller."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(item) for item in value]
    return value


def spelled(value: object, options: tuple[str, ...] | None) -> object:
    """A changed value as YAML data: quantities with their evidence, all else as it is."""
    return spell(value, options) if isinstance(value, Fixed | Distribution) else plain(value)
