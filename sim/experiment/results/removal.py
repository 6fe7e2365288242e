"""Result folders removed on request: exactly the one that was listed, or none.

A folder is renamed aside first, so that no half-removed folder ever looks like a result; a kill in between puts it back
or ends its removal.
"""

import errno
import shutil
from pathlib import Path

from sim.errors import InputError, StorageError
from sim.experiment.results.listing import Stored, look, printable, stamp_of
from sim.experiment.store.permission import refuse_if_read_only
from sim.experiment.store.plain_files import kind_of, sync_folder
from sim.experiment.store.recorded import UnreadableManifest, read
from sim.experiment.store.soundness import foreign
from sim.experiment.store.workshop import GONE, OLD, sweep, workshop


def delete(stored: Stored, root: Path) -> None:
    """Remove a result folder of a root; refuses links, other folders, and one that changed since it was listed."""
    refuse_if_read_only(root)
    folder = stored.folder
    _check_place(folder, root)
    _check_content(stored)
    sweep(root)
    try:
        with workshop(root, folder.name, "removing") as shop:
            folder.rename(shop / OLD)
            if stamp_of(shop / OLD) != stored.stamp:
                raise _changed(stored)  # leaving the workshop puts it back
            (shop / OLD).rename(shop / GONE)
            try:
                shutil.rmtree(shop / GONE)
            except OSError as error:
                raise _left_over(stored, shop, error) from error
        sync_folder(root)
    except FileNotFoundError:
        raise _gone(stored) from None
    except OSError as error:
        raise _refused_by_disk(stored, error) from error


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
    others = _others(stored.folder)
    if others:
        raise InputError(
            f"{stored.name} holds {', '.join(others[:3])}, which no run wrote; nothing was deleted; "
            "move it elsewhere or remove the folder by hand"
        )
    if now.stamp != stored.stamp:
        raise _changed(stored)


def _others(folder: Path) -> list[str]:
    """What is none of the files that the manifest lists, each with its kind where it is no file."""
    try:
        recorded = read(folder)
    except UnreadableManifest:
        recorded = None
    try:
        names = foreign(folder, recorded)
        kinds = {name: kind_of((folder / name).lstat().st_mode) for name in names}
    except OSError:
        return []  # the disk refuses the removal too, and that says why
    return [f"{printable(name)} ({kind})" if kind else printable(name) for name, kind in kinds.items()]


def _gone(stored: Stored) -> StorageError:
    return StorageError(f"{stored.name} is not there any more; another session or program has deleted it")


def _changed(stored: Stored) -> StorageError:
    return StorageError(f"{stored.name} has changed since it was listed; nothing was deleted; look at it again first")


def _left_over(stored: Stored, shop: Path, error: OSError) -> StorageError:
    reason = error.strerror or str(error)
    return StorageError(
        f"{stored.name} was taken from the list, but some of its files cannot be removed ({reason}); "
        f"the next start tries again, or remove {shop} by hand"
    )


def _refused_by_disk(stored: Stored, error: OSError) -> StorageError:
    reason = error.strerror or str(error)
    advice = "make the folder of results writable"
    if error.errno in (errno.EBUSY, errno.ETXTBSY):
        advice = "close the program that has it open and try again"
    return StorageError(f"{stored.name} cannot be deleted ({reason}); {advice}")
