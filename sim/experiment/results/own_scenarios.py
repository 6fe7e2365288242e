"""Scenarios that readers keep beside results: files that the command line takes, in a folder of their own.

A folder may be shared. So a file is replaced or deleted only as it was when its reader looked at it, and a new one
never takes the place of another. What a file says is not looked at here.
"""

import datetime
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from sim.errors import InputError, StorageError
from sim.experiment.store.folders import storing
from sim.experiment.store.plain_files import plain_bytes, sync, sync_folder

FOLDER, LOCK, ENDING = "scenarios", ".scenarios.lock", ".yaml"
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
MOST_BYTES = 800_000
MOST_LISTED = 200
SECONDS_TO_WAIT = 10.0


@dataclass(frozen=True)
class OwnFile:
    """A kept scenario: its name (the file's, without `.yaml`), its text, and when it was written."""

    name: str
    text: str
    written: datetime.datetime


class Taken(InputError):
    """Another scenario is kept under the name; `there` is what stands there."""

    def __init__(self, there: OwnFile) -> None:
        super().__init__(f"a scenario named {there.name} is kept already; choose another title, or replace it")
        self.there = there


def own_files(root: Path) -> tuple[OwnFile, ...]:
    """The scenarios kept beside the results of a folder, the newest first; at most 200 are looked at.

    What is no plain file of readable text under a plain name is passed over; StorageError where the folder cannot be
    read.
    """
    try:
        entries = sorted(os.scandir(root / FOLDER), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(f"{root / FOLDER}: kept scenarios cannot be listed ({reason}); make it readable") from None
    names = [entry.name.removesuffix(ENDING) for entry in entries if entry.name.endswith(ENDING)]
    found = [_read(root, name) for name in names if NAME.fullmatch(name)][:MOST_LISTED]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.written, reverse=True))


def file_of(root: Path, name: str) -> Path:
    """Where the scenario of a name is kept; InputError where that is no name."""
    if not NAME.fullmatch(name):
        raise InputError(f"{name[:80]!r} is no name for a scenario; use small letters, digits and dashes, at most 60")
    return root / FOLDER / f"{name}{ENDING}"


def keep_file(root: Path, name: str, text: str, instead_of: str | None = None) -> Path:
    """Write a scenario under a name that is free, or in the place of the very text that its reader saw there.

    `Taken` where anything else stands there; InputError or StorageError where nothing can be written.
    """
    file = file_of(root, name)
    with _alone(root):
        there = _read(root, name)
        if there is not None and there.text not in (instead_of, text):
            raise Taken(there)
        if there is None and os.path.lexists(file):
            raise InputError(f"{file} is no plain file of text; choose another title")
        new = file.with_name(f".{file.name}.new")
        new.write_text(text, encoding="utf-8", newline="\n")
        sync(new)
        os.replace(new, file)
        sync_folder(file.parent)
    return file


def delete_file(root: Path, one: OwnFile) -> None:
    """Delete a kept scenario; InputError where it is gone or was changed since it was looked at."""
    file = file_of(root, one.name)
    with _alone(root):
        there = _read(root, one.name)
        if there is None:
            raise InputError(f"{one.name} is not kept any more; nothing was deleted")
        if there.text != one.text:
            raise InputError(f"{one.name} was changed since this page was drawn; nothing was deleted; look at it again")
        file.unlink()
        sync_folder(file.parent)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """One writer at a time."""
    with storing(root):
        (root / FOLDER).mkdir(parents=True, exist_ok=True)
        with FileLock(root / LOCK, timeout=SECONDS_TO_WAIT):
            yield


def _read(root: Path, name: str) -> OwnFile | None:
    """What is kept under a name; None where that is nothing, or nothing that can be read as text."""
    file = root / FOLDER / f"{name}{ENDING}"
    try:
        text = plain_bytes(file, MOST_BYTES).decode("utf-8-sig")
        written = datetime.datetime.fromtimestamp(file.lstat().st_mtime, tz=datetime.UTC)
    except (OSError, ValueError, OverflowError):
        return None
    return OwnFile(name, text, written)
