"""From the words on the command line to loaded scenarios: references and `--set`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from sim.errors import InputError

if TYPE_CHECKING:
    from sim.scenario.loading import Loaded


def load_all(references: Sequence[str], sets: Sequence[str] | None) -> list[Loaded]:
    """Load every scenario before anything is computed, with the `--set` values that concern it."""
    from sim.scenario.loading import load

    wanted = sets_by_scenario(references, sets or ())
    return [load(reference, own) for reference, own in zip(references, wanted, strict=True)]


def sets_by_scenario(references: Sequence[str], sets: Sequence[str]) -> list[list[str]]:
    """Sort `path=value` and `NAME:path=value` into one list for each scenario, in the order given."""
    result: list[list[str]] = [[] for _ in references]
    for text in sets:
        name, assignment = split_set(text)
        chosen = [i for i, reference in enumerate(references) if name is None or name in names_of(reference)]
        if not chosen:
            known = ", ".join(references)
            raise InputError(f"--set {text}: no scenario here is called {name}; choose from {known}")
        for i in chosen:
            result[i].append(assignment)
    return result


def split_set(text: str) -> tuple[str | None, str]:
    """Split `NAME:path=value` into the name, if there is one, and `path=value`."""
    path, equals, value = text.partition("=")
    name, colon, path_alone = path.rpartition(":")
    if not equals or not path_alone.strip() or (colon and not name.strip()):
        raise InputError(f"--set {text}: write path=value, or NAME:path=value for one scenario")
    return (name.strip() if colon else None), f"{path_alone.strip()}={value}"


def names_of(reference: str) -> set[str]:
    """Return the names by which `--set NAME:` may call a scenario: as typed, its last part, its stem."""
    path = PurePath(reference)
    return {reference, path.name, path.stem, path.with_suffix("").as_posix()}
