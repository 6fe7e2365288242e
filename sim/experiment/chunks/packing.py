"""A chunk as bytes under a name that proves them: of which run, which replications, and what it holds.

The name carries a hash of the bytes and of where they belong, so that who makes a chunk again, wherever, gives the same
name to the same bytes, and one that was edited, cut, renamed or put there from elsewhere is found out.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sim.experiment.store.parquet import DAMAGE
from sim.experiment.store.records import KEPT_PATHS, Part

NAMED = re.compile(r"(?P<first>\d{1,15})-(?P<last>\d{1,15})-(?P<hash>[0-9a-f]{32})\.npz")


@dataclass(frozen=True, order=True)
class Label:
    """What the name of a chunk says: replications first to last - 1, and the hash."""

    first: int
    last: int
    proof: str

    @classmethod
    def of(cls, name: str) -> "Label | None":
        """The label in the name of a file, None where it is no chunk."""
        found = NAMED.fullmatch(name)
        return None if found is None else cls(int(found["first"]), int(found["last"]), found["hash"])

    @property
    def name(self) -> str:
        """The name that carries it."""
        return f"{self.first}-{self.last}-{self.proof}.npz"


def labels_among(names: Iterable[str]) -> list[Label]:
    """Labels of those names that are of chunks, in order of replication."""
    return sorted(label for label in map(Label.of, names) if label is not None)


def packed(part: Part, place: str) -> tuple[Label, bytes]:
    """A part as bytes, and the label they get in the place of their run."""
    buffer = io.BytesIO()
    outcomes, faults, paths, events = map(np.ascontiguousarray, (part.outcomes, part.faults, part.paths, part.events))
    np.savez(buffer, first=part.first, outcomes=outcomes, faults=faults, paths=paths, events=events)
    content = buffer.getvalue()
    first, last = part.first, part.first + len(part.faults)
    return Label(first, last, _proof(place, first, last, content)), content


def unpacked(label: Label, content: bytes, place: str) -> Part | None:
    """The part in the bytes, None where they are not those that were labelled so in this place."""
    if _proof(place, label.first, label.last, content) != label.proof:
        return None
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as told:
            part = Part(int(told["first"]), told["outcomes"], told["faults"], told["paths"], told["events"])
    except (*DAMAGE, EOFError, zipfile.BadZipFile):
        return None
    return part if (part.first, part.first + len(part.faults)) == (label.first, label.last) else None


def fits(part: Part, n_outcomes: int, n_paths: int, days: int) -> bool:
    """Whether a part has the shape of a model: outcomes, series if any are kept, days with day 0."""
    kept = min(len(part.faults), max(0, KEPT_PATHS - part.first))
    if part.outcomes.shape != (len(part.faults), n_outcomes):
        return False
    return not n_paths or kept == 0 or part.paths.shape == (kept, days, n_paths)


def _proof(place: str, first: int, last: int, content: bytes) -> str:
    digest = hashlib.sha256(f"{place} {first} {last} ".encode())
    digest.update(content)
    return digest.hexdigest()[:32]
