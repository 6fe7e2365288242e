"""What runs on a worker of a cluster: it proves that it agrees, then makes chunks and keeps them or sends them back."""

import os
import time
from dataclasses import dataclass
from functools import lru_cache

from sim.errors import SalientError
from sim.experiment.chunks.packing import Label
from sim.experiment.chunks.places import as_folder, shelf_at
from sim.experiment.chunks.shelf import Shelf
from sim.experiment.elsewhere.agreement import other_numbers, other_versions, sample_of, versions_here
from sim.experiment.elsewhere.order import Order, work_of
from sim.experiment.elsewhere.pieces import made_alone, pieces
from sim.experiment.kernel import Floats
from sim.experiment.store.records import Part


@dataclass(frozen=True, eq=False)
class Assignment:
    """An order, versions and a sample of its numbers from whoever asks, and where chunks are kept (`""`: sent back)."""

    order: Order
    versions: tuple[tuple[str, str | int], ...]
    sample: Floats
    root: str = ""


@dataclass(frozen=True)
class Facts:
    """What a worker says of itself: why it does not agree, if so, and whether it sees the shelf."""

    refusal: str
    sees: bool = False


@dataclass(frozen=True)
class Made:
    """A range that a worker has made: labels of chunks that stand on the shelf, or the chunks themselves.

    `refusal` says why it has made nothing; `seconds` counts what was made now, `computed` replications of it.
    """

    refusal: str = ""
    labels: tuple[Label, ...] = ()
    parts: tuple[Part, ...] = ()
    seconds: float = 0.0
    computed: int = 0


def facts(assignment: Assignment, root: str, probe: str) -> Facts:
    """Whether this worker agrees and whether it can read and write on the shelf under `root`, where `probe` stands."""
    refusal = refusal_of(assignment)
    return Facts(refusal, bool(root) and not refusal and _sees(root, assignment.order.place, probe))


def make(assignment: Assignment, first: int, last: int) -> Made:
    """Replications first to last - 1, those of them that do not stand on the shelf yet."""
    refusal = refusal_of(assignment)
    if refusal:
        return Made(refusal)
    shelf = shelf_at(assignment.root, assignment.order.place) if assignment.root else None
    standing = {} if shelf is None else {(one.first, one.last): one for one in shelf.labels()}
    work, labels, parts = work_of(assignment.order), list[Label](), list[Part]()
    start, computed = time.perf_counter(), 0
    for piece in pieces(first, last, assignment.order.executor):
        found = standing.get(piece)
        if found is not None and shelf is not None and shelf.read(found) is not None:
            labels.append(found)
            continue
        part = made_alone(work, *piece)
        computed += len(part.faults)
        _keep(part, shelf, labels, parts)
    return Made("", tuple(labels), tuple(parts), time.perf_counter() - start, computed)


def _keep(part: Part, shelf: Shelf | None, labels: list[Label], parts: list[Part]) -> None:
    if shelf is None:
        parts.append(part)
    else:
        labels.append(shelf.save(part))


def refusal_of(assignment: Assignment) -> str:
    """Why this process must not make chunks of the order; empty where it agrees. Looked at once an order."""
    return _refusal(assignment.order, assignment.versions, assignment.sample.tobytes(), _Sample(assignment.sample))


class _Sample:
    """Numbers that the memory of answers does not compare: their bytes beside them do."""

    def __init__(self, values: Floats) -> None:
        self.values = values

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sample)


@lru_cache(maxsize=4)
def _refusal(order: Order, versions: tuple[tuple[str, str | int], ...], proof: bytes, sample: _Sample) -> str:
    try:
        work = work_of(order)
    except SalientError as error:
        return f"cannot read the scenario ({error})"
    differences = list(other_versions(versions_here(work), dict(versions)))
    if differences:
        return f"has {', '.join(differences[:3])}"
    numbers = other_numbers(sample_of(work), sample.values)
    return f"gives {numbers}" if numbers else ""


def _sees(root: str, place: str, probe: str) -> bool:
    folder = as_folder(root)
    try:
        shelf = shelf_at(root, place)
        return probe in shelf.names() and (folder is None or os.access(folder / place, os.W_OK | os.X_OK))
    except (OSError, SalientError):
        return False
