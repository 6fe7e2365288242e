"""The scenarios of a folder of the reader's own, offered beside the shipped ones.

`salient app` names the folder that it was started in; a server that others reach has none unless it is told one. Left
out is what is no scenario, and what the command line would not find by such a name: `NAME`, or `PLACE/NAME`.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from sim.scenario.files.shipped import NO_SCENARIO, NO_SCENARIOS, shipped_file
from sim.scenario.files.text_files import LARGEST_FILE

FOLDER_VARIABLE = "SALIENT_SCENARIOS"
MADE_OF = re.compile(rb"^(extends|theatre)[ \t]*:", re.MULTILINE)  # a scenario has one of them, no other file has
MOST = 60  # scenarios: each is read again after an edit of any


def chosen_folder() -> Path | None:
    """The folder whose scenarios are offered; None where there is none."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else None


def file_of(name: str) -> Path | None:
    """The file of a scenario in the folder by its name; None for any other name. No path leads out of the folder."""
    folder = chosen_folder()
    if folder is None or not re.fullmatch(r"[^./\\][^/\\]*(/[^./\\][^/\\]*)?", name):
        return None
    file = folder / f"{name}.yaml"
    return file if _is_scenario(file, name) else None


def names_in(folder: Path) -> tuple[str, ...]:
    """Names as the command line takes them in the folder, in alphabetical order; whether they load is not asked."""
    found = (file.relative_to(folder).with_suffix("").as_posix() for file in _files(folder))
    return tuple(sorted(name for name in found if _is_scenario(folder / f"{name}.yaml", name)))[:MOST]


def last_written(folder: Path) -> float:
    """When a scenario, map or file of sources was last written there, or came or went [s]."""
    return max((_written(file) for file in (folder, *_files(folder), *_folders(folder))), default=0.0)


def _files(folder: Path) -> Iterator[Path]:
    yield from folder.glob("*.yaml")
    yield from folder.glob("*/*.yaml")


def _folders(folder: Path) -> Iterator[Path]:
    return (file.parent for file in folder.glob("*/*.yaml"))


def _written(file: Path) -> float:
    with contextlib.suppress(OSError):
        return file.stat().st_mtime
    return 0.0


def _is_scenario(file: Path, name: str) -> bool:
    """Whether a file is a scenario of its name, which no shipped one has."""
    place, _, _ = name.rpartition("/")
    if place in NO_SCENARIOS or place.startswith(".") or file.name in NO_SCENARIO or shipped_file(name) is not None:
        return False
    try:
        return file.is_file() and file.stat().st_size <= LARGEST_FILE and bool(MADE_OF.search(file.read_bytes()))
    except OSError:
        return False
