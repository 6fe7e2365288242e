"""Files of a result, opened only where they are plain: never a pipe, a device or a link, which may hang or mislead.

Also what makes a file last: its hash while it is read, and the disk's word that it is written.
"""

import errno
import hashlib
import os
import stat
from io import BufferedReader
from pathlib import Path

KINDS = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# No waiting for the other end of a pipe, no way through a link put there meanwhile; Windows has neither flag.
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def kind_of(mode: int) -> str:
    """'a link', 'a pipe' and so on; empty for a plain file."""
    if stat.S_ISREG(mode):
        return ""
    return next((words for is_kind, words in KINDS if is_kind(mode)), "something else")


def open_plain(path: Path) -> BufferedReader:
    """A plain file opened for reading; OSError where it is anything else."""
    _refuse_other(path, path.lstat().st_mode)
    descriptor = os.open(path, FLAGS)
    try:
        _refuse_other(path, os.fstat(descriptor).st_mode)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def plain_bytes(path: Path, most: int | None = None) -> bytes:
    """The bytes of a plain file; OSError where it is none or holds more than so many."""
    with open_plain(path) as file:
        size = os.fstat(file.fileno()).st_size
        if most is not None and size > most:
            raise OSError(errno.EFBIG, f"it holds {size:,} bytes, more than {most:,}", str(path))
        return file.read() if most is None else file.read(most)


def hash_of_file(path: Path) -> str:
    """SHA-256 of a plain file."""
    with open_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where a system can say so."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders cannot
            raise
    finally:
        os.close(descriptor)


def _refuse_other(path: Path, mode: int) -> None:
    kind = kind_of(mode)
    if kind:
        raise OSError(errno.EINVAL, f"it is {kind}, not a file", str(path))
