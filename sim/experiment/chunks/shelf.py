"""Where finished chunks of one run stand, with notes beside them, whatever keeps the bytes.

A shelf has the place of its run in its name: the scenario, the seed, a digest of all that its numbers depend on, and
what is kept beside outcomes. Notes say what is being made and by whom (`sim.experiment.elsewhere`); their names prove
them too.
"""

import hashlib
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from sim.experiment.chunks.packing import NAMED, Label, labels_among, packed, unpacked
from sim.experiment.store.folders import log
from sim.experiment.store.records import Part

NOTE = re.compile(r"(?P<kind>[a-z]+)-(?P<hash>[0-9a-f]{32})\.json")
UNFINISHED = re.compile(r"\.\d+-\d+\.npz-\d+|\.[a-z]+-[0-9a-f]{32}\.json-\d+")
WRITTEN_BEFORE = re.compile(r"\d+-\d+\.npz")  # by versions before chunks were hashed: never read


class Shelf(ABC):
    """The chunks of one run."""

    @property
    @abstractmethod
    def place(self) -> str:
        """The name of the shelf, which the names of its chunks prove."""

    @abstractmethod
    def names(self) -> list[str]:
        """Names of all that stands there; none where there is no such shelf."""

    @abstractmethod
    def content(self, name: str) -> bytes:
        """The bytes of a name; OSError where they cannot be read."""

    @abstractmethod
    def put(self, name: str, content: bytes) -> None:
        """Keep bytes under a name, whole or not at all; what stands there already is replaced."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Forget a name; OSError where that is not possible."""

    @abstractmethod
    def close(self) -> None:
        """Remove the shelf itself where nothing stands on it any more."""

    def save(self, part: Part) -> Label:
        """Add a chunk."""
        label, content = packed(part, self.place)
        self.put(label.name, content)
        return label

    def labels(self) -> list[Label]:
        """What the names on the shelf say, in order of replication."""
        return labels_among(self.names())

    def read(self, label: Label) -> Part | None:
        """A chunk, or None where it is not as it was written."""
        try:
            return unpacked(label, self.content(label.name), self.place)
        except (OSError, MemoryError):
            return None

    def load(self, below: int | None = None) -> Iterator[Part]:
        """Chunks of an earlier call or of others, or those that hold replications below a number.

        One that is not as it was written is told and computed again.
        """
        for label in self.labels():
            if below is not None and label.first >= below:
                return
            part = self.read(label)
            if part is None:
                log.warning("salient: %s is damaged; its replications are computed again", self.told(label.name))
            else:
                yield part

    @property
    @abstractmethod
    def address(self) -> str:
        """Where people find the shelf."""

    def told(self, name: str) -> str:
        """Where people find a name."""
        return f"{self.address}/{name}"

    def remove(self, below: int | None = None) -> None:
        """Forget the chunks, or those of replications below a number: their result stands in its folder now.

        Notes go with the last chunk.
        """
        names = self.names()
        labels = labels_among(names)
        done = [label.name for label in labels if below is None or label.last <= below]
        done += [name for name in names if UNFINISHED.fullmatch(name) or WRITTEN_BEFORE.fullmatch(name)]
        if not {name for name in names if NAMED.fullmatch(name)} - set(done):
            done += [name for name in names if NOTE.fullmatch(name)]
        for name in done:
            with suppress(OSError):
                self.drop(name)
        with suppress(OSError):
            self.close()

    def note(self, kind: str, content: Mapping[str, Any]) -> str:
        """Keep a note; the same one again is the same file. Its name."""
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False).encode()
        name = f"{kind}-{_proof(self.place, text)}.json"
        self.put(name, text)
        return name

    def notes(self, kind: str) -> list[dict[str, Any]]:
        """The notes of a kind that are as they were written, in the order of their names."""
        found = [named for name in sorted(self.names()) if (named := NOTE.fullmatch(name)) and named["kind"] == kind]
        return [note for named in found if (note := self._note(named)) is not None]

    def _note(self, named: re.Match[str]) -> dict[str, Any] | None:
        try:
            text = self.content(named.string)
        except OSError:
            return None
        if _proof(self.place, text) != named["hash"]:
            log.warning("salient: %s is damaged and passed over", self.told(named.string))
            return None
        note: dict[str, Any] = json.loads(text)
        return note


def _proof(place: str, text: bytes) -> str:
    return hashlib.sha256(f"{place} ".encode() + text).hexdigest()[:32]
