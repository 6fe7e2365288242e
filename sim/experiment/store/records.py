"""What an ensemble has gathered so far: outcomes, paths and events, in any order of arrival."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiment.kernel import BlockLike

Range = tuple[int, int]  # replications first to last - 1
KEPT_PATHS = 10_000  # replications whose daily paths are kept: 10,000 of 90 days and 20 series are 73 MB


@dataclass(frozen=True)
class Part:
    """Consecutive replications: outcomes (n, O), faults (n,), paths (k, H+1, S) of the first k, events."""

    first: int
    outcomes: NDArray[np.float64]
    faults: NDArray[np.int64]
    paths: NDArray[np.float32]
    events: NDArray[Any]


@dataclass
class Records:
    """Arrays (outcome, replication) and (path, replication, day) that fill up as chunks arrive."""

    n_outcomes: int
    n_paths: int
    horizon_days: int
    outcomes: NDArray[np.float64] = field(init=False)
    faults: NDArray[np.int64] = field(init=False)
    done: NDArray[np.bool_] = field(init=False)
    paths: NDArray[np.float32] = field(init=False)
    events: dict[int, NDArray[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.outcomes = np.zeros((self.n_outcomes, 0))
        self.faults = np.zeros(0, dtype=np.int64)
        self.done = np.zeros(0, dtype=np.bool_)
        self.paths = np.zeros((self.n_paths, 0, self.horizon_days + 1), dtype=np.float32)

    def grow(self, n: int) -> None:
        """Make room for n replications."""
        if n <= self.done.size:
            return
        self.outcomes = _longer(self.outcomes, n, np.nan, axis=1)
        self.faults = _longer(self.faults, n, 0)
        self.done = _longer(self.done, n, False)
        if self.n_paths:
            self.paths = _longer(self.paths, min(n, KEPT_PATHS), np.nan, axis=1)

    def place(self, part: BlockLike | Part, *, keep_events: bool = True) -> None:
        """Take in a part; a replication that failed keeps its fault and loses its numbers."""
        # Parts come in any order, may overlap what is there, and bring the rows of a block (replication first), while
        # columns are kept: each series of numbers lies together, as everything above reads it.
        n = len(part.faults)
        self.grow(part.first + n)
        where = slice(part.first, part.first + n)
        failed = part.faults != 0
        self.outcomes[:, where] = part.outcomes.T
        self.outcomes[:, where][:, failed] = np.nan
        self.faults[where] = part.faults
        n_paths = min(n, len(part.paths), max(0, self.paths.shape[1] - part.first)) if self.n_paths else 0
        if n_paths:
            kept = self.paths[:, part.first : part.first + n_paths]
            kept[:] = part.paths[:n_paths].transpose(2, 0, 1)
            kept[:, failed[:n_paths]] = np.nan
        # events are told once: those of a replication that is done already came with an earlier part
        fresh = part.events[~self.done[part.events["replication"]]] if len(part.events) else part.events
        if keep_events and len(fresh):
            self.events[part.first] = fresh
        self.done[where] = True

    def part(self, first: int, last: int) -> Part:
        """Replications first to last - 1, as they came."""
        last_path = max(first, min(last, self.paths.shape[1]))
        events = self.all_events(last)
        return Part(
            first=first,
            outcomes=self.outcomes[:, first:last].T,
            faults=self.faults[first:last],
            paths=self.paths[:, first:last_path].transpose(1, 2, 0),
            events=np.zeros(0) if events is None else events[events["replication"] >= first],
        )

    def missing(self, n: int) -> list[Range]:
        """Ranges of the first n replications that are not done."""
        self.grow(n)
        todo = np.concatenate([[False], ~self.done[:n], [False]]).astype(np.int8)
        edges = np.flatnonzero(np.diff(todo))
        return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]

    def prefix_length(self) -> int:
        """Number of replications done before the first that is missing."""
        return int(self.done.size if self.done.all() else np.argmin(self.done))

    def all_events(self, n: int) -> NDArray[Any] | None:
        """Events of the first n replications in order, or None when no log was kept."""
        kept = [self.events[first] for first in sorted(self.events) if first < n]
        if not kept:
            return None
        events = np.concatenate(kept)
        chosen: NDArray[Any] = events[events["replication"] < n]
        return chosen


def _longer(values: NDArray[Any], n: int, empty: float, axis: int = 0) -> NDArray[Any]:
    """The values in an array of n places along an axis; what is new is made once, not made and copied."""
    old = values.shape[axis]
    longer = np.full((*values.shape[:axis], max(n, old), *values.shape[axis + 1 :]), empty, dtype=values.dtype)
    longer[(slice(None),) * axis + (slice(old),)] = values
    return longer
