"""A shelf in a hidden folder beside the result that it becomes, on this machine or on a disk that several share.

A chunk is written under a hidden name in the folder itself, is on the disk, and is then renamed. No lock is asked for:
on some shared disks those of one machine are not seen by another.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sim.experiment.chunks.shelf import Shelf
from sim.experiment.store.folders import storing
from sim.experiment.store.plain_files import plain_bytes, sync, sync_folder

ATTEMPTS = 5


@dataclass(frozen=True)
class Partial(Shelf):
    """The chunks of one run, in a hidden folder."""

    folder: Path

    @property
    def place(self) -> str:
        """The name of the folder."""
        return self.folder.name

    def names(self) -> list[str]:
        """Names of plain files of the folder, none where it is no folder of its own."""
        with suppress(OSError):
            if not self.folder.is_symlink():
                with os.scandir(self.folder) as entries:
                    return sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
        return []

    def content(self, name: str) -> bytes:
        """The bytes of a plain file."""
        return plain_bytes(self.folder / name)

    def put(self, name: str, content: bytes) -> None:
        """Write, wait for the disk, rename."""
        with storing(self.folder):
            for attempts_left in reversed(range(ATTEMPTS)):
                try:
                    self._put(name, content)
                    return
                except FileNotFoundError:  # another process has just ended this run and removed the folder
                    if not attempts_left:
                        raise

    def drop(self, name: str) -> None:
        """Remove a file."""
        (self.folder / name).unlink()

    def close(self) -> None:
        """Remove the folder if it is empty."""
        self.folder.rmdir()

    @property
    def address(self) -> str:
        """The path of the folder."""
        return str(self.folder)

    def _put(self, name: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        written = self.folder / f".{self._unfinished(name)}-{secrets.randbits(48)}"
        try:
            written.write_bytes(content)
            sync(written)
            written.replace(self.folder / name)
        finally:
            with suppress(OSError):
                written.unlink(missing_ok=True)
        sync_folder(self.folder)

    def _unfinished(self, name: str) -> str:
        """The name without the hash of a chunk: what is not finished yet proves nothing."""
        first, _, rest = name.partition("-")
        last, dash, _ = rest.partition("-")
        return f"{first}-{last}.npz" if dash else name
