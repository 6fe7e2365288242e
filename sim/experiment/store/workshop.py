"""Hidden folders in which results are written and taken away, so that a kill at any instant leaves nothing half done.

A workshop `.NAME-writing-TOKEN` stands beside the result NAME. Its token proves that Salient made it, and a lock on the
file in it that the process is alive; the system ends a lock with its process, so that a process number used again does
not matter. In it stand `new`, a result being written, and `old`, the one that gives way. Whoever opens the folder of
results sweeps workshops that no living process holds: a finished result goes to its place, the rest goes.
"""

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from sim.experiment.store.permission import read_only
from sim.experiment.store.plain_files import open_plain
from sim.experiment.store.soundness import is_whole

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

Role = Literal["writing", "removing"]
TOKEN = r"(?P<luck>[0-9a-f]{12})(?P<proof>[0-9a-f]{12})"
NAMED = re.compile(rf"\.(?P<place>.+)-(?P<role>writing|removing)-{TOKEN}", re.DOTALL)
LOCK = "salient.lock"
LOCK_TEXT = b"Salient works in this folder while a program holds this file; else the next start removes the folder.\n"
NEW, OLD, GONE, CHUNK = "new", "old", "gone", "chunk"
ROOMS = (NEW, OLD, GONE, CHUNK)  # the last by versions before chunks had shelves
ATTEMPTS = 20


@contextmanager
def workshop(root: Path, place: str, role: Role = "writing") -> Iterator[Path]:
    """A folder of our own for as long as the block lasts; a result in `old` that nothing replaced goes back."""
    folder, lock = _made(root, place, role)
    try:
        yield folder
    finally:
        _settle(folder)
        _remove(folder, lock)


def sweep(root: Path) -> None:
    """Put back or remove what processes left behind that live no more; touches nothing else, and never raises."""
    if read_only():
        return
    try:
        names = [entry.name for entry in os.scandir(root) if _is_ours(entry.name)]
    except OSError:
        return  # whoever asked reads the folder next and says why it cannot
    for name in names:
        with contextlib.suppress(OSError):
            _sweep_one(root / name)


def _sweep_one(folder: Path) -> None:
    if not folder.is_dir() or folder.is_symlink():
        return
    try:
        lock = open_plain(folder / LOCK)
    except FileNotFoundError:
        folder.rmdir()  # made an instant before the kill, or all but removed: else it is not empty, and stays
        return
    if not _locked(lock) or not _is_at(lock, folder / LOCK):
        lock.close()
        return
    _settle(folder)
    _remove(folder, lock)


def _made(root: Path, place: str, role: Role) -> tuple[Path, BinaryIO]:
    """A new workshop and its lock; another process may sweep it before it is locked: then the next is tried."""
    for _ in range(ATTEMPTS):
        luck = secrets.token_hex(6)
        folder = root / f".{place}-{role}-{luck}{_proof(place, role, luck)}"
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            root.mkdir(parents=True, exist_ok=True)
            folder.mkdir()
            lock = (folder / LOCK).open("xb", buffering=0)
            with contextlib.suppress(OSError):  # where nothing can be locked nothing is swept either
                if not _locked(lock):
                    lock.close()
                    continue
            if _is_at(lock, folder / LOCK):
                lock.write(LOCK_TEXT)
                return folder, lock
            lock.close()
    raise OSError(errno.EBUSY, "another program removes what is written here", str(root))


def _settle(folder: Path) -> None:
    """Where the place of the result is empty, put the finished one there: the new one, else the old one."""
    named = NAMED.fullmatch(folder.name)
    assert named is not None
    place = folder.with_name(named["place"])
    candidates = [folder / OLD]
    if is_whole(folder / NEW):
        candidates.insert(0, folder / NEW)
    for candidate in candidates:
        if candidate.is_dir() and not os.path.lexists(place):
            with contextlib.suppress(OSError):
                candidate.rename(place)


def _remove(folder: Path, lock: BinaryIO) -> None:
    """Remove the rooms, then the lock, then the folder: cut short at any point, the next sweep goes on."""
    for name in ROOMS:
        room = folder / name
        if room.is_dir() and not room.is_symlink():
            shutil.rmtree(room, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                room.unlink(missing_ok=True)
    try:
        left = [entry.name for entry in os.scandir(folder) if entry.name != LOCK]
    except OSError:
        left = []
    if os.name == "nt" or left:
        lock.close()  # Windows removes no open file
    with contextlib.suppress(OSError):
        if not left:
            (folder / LOCK).unlink(missing_ok=True)
            folder.rmdir()
    lock.close()


def _is_ours(name: str) -> bool:
    """Whether a name carries the proof that this program gave it."""
    named = NAMED.fullmatch(name)
    return named is not None and named["proof"] == _proof(named["place"], named["role"], named["luck"])


def _proof(place: str, role: str, luck: str) -> str:
    text = f"salient {place} {role} {luck}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _is_at(file: BinaryIO, path: Path) -> bool:
    """Whether an open file is still the one of that name."""
    try:
        here = path.lstat()
    except FileNotFoundError:
        return False
    opened = os.fstat(file.fileno())
    return (here.st_dev, here.st_ino) == (opened.st_dev, opened.st_ino)


def _locked(file: BinaryIO) -> bool:
    """Take the lock of a file for this process, if no other holds it; OSError where there are no locks."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True
