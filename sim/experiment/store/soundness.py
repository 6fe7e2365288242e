"""Whether the files of a result are those that its run wrote, each told by name where they are not."""

from pathlib import Path

from sim.experiment.store.plain_files import hash_of_file, kind_of
from sim.experiment.store.recorded import (
    EVENTS,
    INPUTS,
    MANIFEST,
    OUTCOMES,
    PATHS,
    Fingerprint,
    Recorded,
    UnreadableManifest,
    read,
)

WRITTEN_BY_RUNS = frozenset({MANIFEST, OUTCOMES, INPUTS, PATHS, EVENTS})
LEFT_BY_DESKTOPS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def harmed(folder: Path, recorded: Recorded, *, hashing: bool = True) -> list[str]:
    """A sentence for each file that is missing, of another size or, where hashes are computed, of another content."""
    return [
        why for name, written in (recorded.files or {}).items() if (why := _harm(folder / name, written, hashing))
    ]


def foreign(folder: Path, recorded: Recorded | None = None) -> list[str]:
    """Names of what stands in a folder and is no file of its run; OSError where that cannot be seen."""
    known = WRITTEN_BY_RUNS
    if recorded is not None and recorded.files is not None:
        known = frozenset({MANIFEST, *recorded.files})
    return sorted(
        entry.name
        for entry in folder.iterdir()
        if entry.name not in known | LEFT_BY_DESKTOPS or kind_of(entry.lstat().st_mode)
    )


def is_whole(folder: Path) -> bool:
    """Whether a folder holds a finished result, every file as it was written."""
    try:
        recorded = read(folder)
    except UnreadableManifest:
        return False
    return recorded.files is not None and not harmed(folder, recorded)


def _harm(file: Path, written: Fingerprint, hashing: bool) -> str:
    try:
        status = file.lstat()
        kind = kind_of(status.st_mode)
        if kind:
            return f"{file.name} is {kind}, not a file"
        if status.st_size < written.size:
            return f"{file.name} is cut short: {status.st_size:,} of {written.size:,} bytes"
        if status.st_size > written.size:
            return f"{file.name} has grown: {status.st_size:,} bytes, {written.size:,} were written"
        if hashing and hash_of_file(file) != written.sha256:
            return f"{file.name} was changed after it was written: its hash is another"
    except FileNotFoundError:
        return f"{file.name} is missing"
    except OSError as error:
        return f"{file.name} cannot be read ({error.strerror or error})"
    return ""

