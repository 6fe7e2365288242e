"""Result folders removed on request: exactly the one that was listed, or none.

A folder is renamed aside first, so that no half-removed folder ever looks like a result.
"""

import errno
import os
import shutil
from pathlib import Path

from sim.errors import InputError, StorageError
from sim.experiment.listing import OUTCOMES, PATHS, Stored, look, stamp_of
from sim.experiment.permission import refuse_if_read_only
from sim.experiment.store import MANIFEST

WRITTEN_BY_RUNS = frozenset({MANIFEST, OUTCOMES, PATHS, "events.parquet"})
LEFT_BY_DESKTOPS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
ASIDE = "removing"


def delete(stored: Stored, root: Path) -> None:
    """Remove a result folder of a root; refuses links, other folders, and one that changed since it was listed."""
    refuse_if_read_only(root)
    folder = stored.folder
    _check_place(folder, root)
    _check_content(stored)
    _sweep(root)
    aside = folder.with_name(f".{folder.name}-{ASIDE}-{os.getpid()}")
    try:
        folder.rename(aside)
        if stamp_of(aside) != stored.stamp:
            aside.rename(folder)
            raise _changed(stored)
        shutil.rmtree(aside)
    except FileNotFoundError:
        raise _gone(stored) from None
    except OSError as error:
        raise _refused_by_disk(stored, aside, error) from error


def _check_place(folder: Path, root: Path) -> None:
    """The folder must stand directly in the root, in plain sight and as itself, not as a link."""
    name = folder.name
    if not name or name.startswith(".") or folder.parent.resolve() != root.resolve():
        raise InputError(f"{folder} is no result folder of {root}; nothing was deleted")
    if folder.is_symlink():
        raise InputError(f"{name} is a link to a folder elsewhere; nothing was deleted; remove the link by hand")


def _check_content(stored: Stored) -> None:
    """What stands there must be a result, hold nothing that no run wrote, and be what was listed."""
    now = look(stored.folder)
    if now is None:
        if stored.folder.exists():
            raise InputError(f"{stored.name} is no result folder; nothing was deleted")
        raise _gone(stored)
    foreign = [name for name in now.files if name not in WRITTEN_BY_RUNS | LEFT_BY_DESKTOPS]
    if foreign:
        raise InputError(
            f"{stored.name} holds {', '.join(foreign[:3])}, which no run wrote; nothing was deleted; "
            "move it elsewhere or remove the folder by hand"
        )
    if now.stamp != stored.stamp:
        raise _changed(stored)


def _sweep(root: Path) -> None:
    """Remove what an interrupted removal left aside."""
    for folder in root.glob(f".*-{ASIDE}-*"):
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)


def _gone(stored: Stored) -> StorageError:
    return StorageError(f"{stored.name} is not there any more; another session or program has deleted it")


def _changed(stored: Stored) -> StorageError:
    return StorageError(f"{stored.name} has changed since it was listed; nothing was deleted; look at it again first")


def _refused_by_disk(stored: Stored, aside: Path, error: OSError) -> StorageError:
    reason = error.strerror or str(error)
    if aside.exists():
        return StorageError(
            f"{stored.name} was taken from the list, but some of its files cannot be removed ({reason}); "
            f"remove {aside} by hand"
        )
    advice = "make the folder of results writable"
    if error.errno in (errno.EBUSY, errno.ETXTBSY):
        advice = "close the program that has it open and try again"
    return StorageError(f"{stored.name} cannot be deleted ({reason}); {advice}")
