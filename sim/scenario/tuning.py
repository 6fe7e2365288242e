"""A tuned scenario: a short file that extends its base and holds just the changes."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.errors import StorageError
from sim.scenario.files.documents import Place, flow, written
from sim.scenario.files.shipped import shipped_file
from sim.scenario.loaded import LoadedScenario
from sim.scenario.schema.overrides import Assignment, spelled


def changes_to(base: LoadedScenario, changes: Mapping[str, object]) -> list[Assignment]:
    """Changes by path (numbers, names, quantities, mappings) as assignments in YAML terms."""
    options = {found.path: found.terms.options for found in base.scenario.presents if found.terms is not None}
    return [
        Assignment(path, spelled(value, options.get(path)), Place(f"{path}={value}"))
        for path, value in changes.items()
    ]


def reference_to(base: LoadedScenario, file: Path | None) -> str:
    """How a new file names its base: by shipped name, else by path from the file, else by absolute path."""
    shipped = shipped_file(base.name)
    if shipped is not None and shipped.resolve() == base.file.resolve():
        return base.name
    if file is None:
        return str(base.file.absolute())
    return os.path.relpath(base.file.absolute(), file.absolute().parent)


def tuned_text(title: str, reference: str, changes: Sequence[Assignment]) -> str:
    """YAML of a scenario that extends another and puts the changes over it, the last of each path."""
    tree: dict[str, Any] = {"title": title, "extends": reference}
    for change in changes:
        *sections, last = change.path.split(".")
        node = tree
        for name in sections:
            node = node.setdefault(name, {})
        node[last] = flow(change.value)
    return written(tree)


def save(file: Path, text: str) -> None:
    """Write a text; a folder that is full, missing or closed is a StorageError."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise StorageError(f"{file}: cannot be written ({fault.strerror}); choose another place") from None
