"""From the words on the command line to loaded scenarios: references and `--set`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from sim.cli.output import note
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario


def load_all(references: Sequence[str], sets: Sequence[str] | None) -> list[LoadedScenario]:
    """Load every scenario before anything is computed, with the `--set` values that concern it."""
    from sim.scenario.loading import load, told_apart

    wanted = sets_by_scenario(references, sets or ())
    loaded = [load(reference, own) for reference, own in zip(references, wanted, strict=True)]
    for warning in dict.fromkeys(warning for one in loaded for warning in one.warnings):
        note(f"salient: warning: {warning}")
    return told_apart(loaded)


def sets_by_scenario(references: Sequence[str], sets: Sequence[str]) -> list[list[str]]:
    """Sort `path=value` and `NAME:path=value` into one list for each scenario, in the order given."""
    result: list[list[str]] = [[] for _ in references]
    for text in sets:
        name, assignment = split_set(text)
        for i in range(len(references)) if name is None else called(name, references, text):
            result[i].append(assignment)
    return result


def called(name: str, references: Sequence[str], text: str) -> list[int]:
    """The one scenario that a name means, wherever it is given; what is typed alike wins over an end of a path."""
    exact = [i for i, reference in enumerate(references) if name == reference]
    chosen = exact or [i for i, reference in enumerate(references) if name in names_of(reference)]
    if not chosen:
        raise InputError(f"--set {text}: no scenario here is called {name}; choose from {', '.join(references)}")
    meant = dict.fromkeys(references[i] for i in chosen)
    if len(meant) > 1 and len({file_of(reference) for reference in meant}) > 1:
        raise InputError(f"--set {text}: {name} can mean {' or '.join(meant)}; write one of them before the colon")
    return chosen


def file_of(reference: str) -> str:
    """The file behind a reference, or the reference where there is none: that is told when it is loaded."""
    from sim.scenario.files.chains import resolved

    try:
        return str(resolved(reference).resolve())
    except (InputError, OSError):
        return reference


def split_set(text: str) -> tuple[str | None, str]:
    """Split `NAME:path=value` into the name, if there is one, and `path=value`; a setting stands for its values."""
    from sim.scenario.referenced.settings import setting_names

    path, equals, value = text.partition("=")
    name, colon, path_alone = path.rpartition(":")
    if not equals and path_alone.strip() in setting_names() and (name.strip() or not colon):
        return (name.strip() if colon else None), path_alone.strip()
    if not equals or not path_alone.strip() or (colon and not name.strip()):
        raise InputError(f"--set {text}: write path=value, or NAME:path=value for one scenario")
    return (name.strip() if colon else None), f"{path_alone.strip()}={value}"


def names_of(reference: str) -> set[str]:
    """Return the names by which `--set NAME:` may call a scenario: any end of its path, with or without `.yaml`."""
    names = {reference}
    for path in (PurePath(reference), PurePath(file_of(reference))):
        ends = ["/".join(path.parts[start:]) for start in range(len(path.parts))]
        names |= {*ends, *(PurePath(end).with_suffix("").as_posix() for end in ends)}
    return names
