"""Shipped settings: values that belong together and go over any scenario by one name, as `--set tempo-only`.

A setting names paths; `*` stands for each entry that the scenario has there, so it fits theatres with other routes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sim.errors import InputError
from sim.scenario.files.documents import Document, read_document
from sim.scenario.files.inline import inline
from sim.scenario.files.shipped import scenario_folder
from sim.scenario.files.suggestions import near

FOLDER = "settings"
ASSUMED = {"source": "judgement-what-if", "basis": "judgement"}


@lru_cache(maxsize=1)
def setting_names() -> tuple[str, ...]:
    """The names of all shipped settings, in alphabetical order."""
    return tuple(sorted(file.stem for file in (scenario_folder() / FOLDER).glob("*.yaml")))


def setting_named(name: str) -> Mapping[str, Any]:
    """Path, with `*` for each entry, to value; InputError for an unknown name."""
    if name not in setting_names():
        raise InputError(f"--set {name}: is no path=value and no setting; {near(name, setting_names())}")
    values: Mapping[str, Any] = read_document(scenario_folder() / FOLDER / f"{name}.yaml").data["values"]
    return values


def spelled_out(sets: Sequence[str], document: Callable[[], Document]) -> tuple[str, ...]:
    """`path=value` texts with each name of a setting replaced by its own; the document tells a scenario's entries."""
    if all(text not in setting_names() for text in sets):
        return tuple(sets)
    data = document().data
    return tuple(one for text in sets for one in (_texts(text, data) if text in setting_names() else (text,)))


def _texts(name: str, data: Mapping[str, Any]) -> Iterator[str]:
    for path, value in setting_named(name).items():
        leaf = inline({"value": value, **ASSUMED, "note": f"Setting {name}"})
        yield from (f"{found}={leaf}" for found in _paths(path, data))


def _paths(path: str, data: Mapping[str, Any]) -> list[str]:
    """The paths that a pattern means in a scenario: one for each entry in the place of `*`."""
    before, star, after = path.partition(".*.")
    if not star:
        return [path]
    node: Any = data
    for step in before.split("."):
        node = node.get(step) if isinstance(node, Mapping) else None
    return [f"{before}.{entry}.{after}" for entry in (node if isinstance(node, Mapping) else ())]
