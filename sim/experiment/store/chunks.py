"""Finished chunks of a run that has not ended, kept in a hidden folder beside its result so that it can go on.

The name of a chunk carries the hash of its bytes and of where it belongs: one that was edited, cut, renamed or put
there from elsewhere is computed again.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.experiment.store.folders import Key, log, storing
from sim.experiment.store.parquet import DAMAGE
from sim.experiment.store.plain_files import kind_of, plain_bytes, sync, sync_folder
from sim.experiment.store.records import Part
from sim.experiment.store.workshop import CHUNK, workshop

NAMED = re.compile(r"(?P<first>\d{1,15})-(?P<last>\d{1,15})-(?P<hash>[0-9a-f]{32})\.npz")
# What versions before this one wrote: never read, removed with the others.
NAMED_BEFORE = re.compile(r"\d+-\d+\.npz|\.\d+-\d+\.npz-\d+")
ATTEMPTS = 5


@dataclass(frozen=True)
class Partial:
    """The chunks of one key, in a hidden folder beside its result."""

    folder: Path

    @classmethod
    def of(cls, root: Path, key: Key, *, paths: bool, logs: int) -> "Partial":
        """The place for one key, apart for what the run keeps."""
        return cls(root / f".{key.folder_name}-partial-{'paths' if paths else 'outcomes'}-{logs}")

    def save(self, part: Part) -> None:
        """Add a chunk: written in a workshop, then renamed."""
        first, last = part.first, part.first + len(part.faults)
        root, place = self.folder.parent, self.folder.name.removeprefix(".")
        with storing(self.folder), workshop(root, place) as shop:
            written = shop / CHUNK
            with written.open("wb") as file:
                np.savez(file, first=part.first, outcomes=part.outcomes, faults=part.faults,
                         paths=part.paths, events=part.events)  # fmt: skip
            sync(written)
            name = f"{first}-{last}-{self._hash(first, last, written.read_bytes())}.npz"
            for attempts_left in reversed(range(ATTEMPTS)):
                self.folder.mkdir(exist_ok=True)
                try:
                    written.replace(self.folder / name)
                    break
                except FileNotFoundError:  # another process has just ended this run and removed the folder
                    if not attempts_left:
                        raise
            sync_folder(self.folder)

    def load(self, below: int | None = None) -> Iterator[Part]:
        """Chunks of an earlier, interrupted call, or those that hold replications below a number.

        One that is not as it was written is told and computed again.
        """
        for file, named in sorted(self._chunks(), key=lambda chunk: int(chunk[1]["first"])):
            if below is not None and int(named["first"]) >= below:
                return
            part = self._read(file, int(named["first"]), int(named["last"]), named["hash"])
            if part is None:
                log.warning("salient: %s is damaged; its replications are computed again", file)
            else:
                yield part

    def remove(self, below: int | None = None) -> None:
        """Forget the chunks, or those of replications below a number: their result stands in its folder now."""
        for file, named in self._chunks():
            if below is None or int(named["last"]) <= below:
                with suppress(OSError):
                    file.unlink()
        for file in self._entries():
            if NAMED_BEFORE.fullmatch(file.name):
                with suppress(OSError):
                    file.unlink()
        with suppress(OSError):
            self.folder.rmdir()

    def _read(self, file: Path, first: int, last: int, recorded: str) -> Part | None:
        try:
            content = plain_bytes(file)
            if self._hash(first, last, content) != recorded:
                return None
            with np.load(io.BytesIO(content), allow_pickle=False) as told:
                part = Part(int(told["first"]), told["outcomes"], told["faults"], told["paths"], told["events"])
        except (*DAMAGE, EOFError, zipfile.BadZipFile):
            return None
        return part if (part.first, part.first + len(part.faults)) == (first, last) else None

    def _hash(self, first: int, last: int, content: bytes) -> str:
        digest = hashlib.sha256(f"{self.folder.name} {first} {last} ".encode())
        digest.update(content)
        return digest.hexdigest()[:32]

    def _chunks(self) -> list[tuple[Path, re.Match[str]]]:
        return [(file, named) for file in self._entries() if (named := NAMED.fullmatch(file.name))]

    def _entries(self) -> list[Path]:
        """Plain files of the folder, none where it is no folder of its own."""
        with suppress(OSError):
            if not self.folder.is_symlink():
                return sorted(file for file in self.folder.iterdir() if not kind_of(file.lstat().st_mode))
        return []
