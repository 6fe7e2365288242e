"""What running replications gives: a block of outcomes, paths, faults, steps and events, however they were run."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.theatre import Model
from sim.model.outcomes import N_OUTCOMES
from sim.model.recorder import SERIES
from sim.model.world.events import LOG_FIELDS

EVENT_DTYPE = np.dtype([("replication", np.int64), *((name, np.float64) for name in LOG_FIELDS)])


@dataclass(frozen=True, eq=False)
class Block:
    """Consecutive replications.

    Outcomes (n, O), paths (n, H+1, S) or (0, ...), faults (n,), steps (n,), events kept.
    """

    first: int
    outcomes: NDArray[np.float64]
    paths: NDArray[np.float32]
    faults: NDArray[np.int64]
    steps: NDArray[np.int64]
    events: NDArray[Any]


def empty_block(model: Model, n: int, first: int, keep_paths: bool) -> Block:
    """A block of n replications in which nothing has been written."""
    shape = (n if keep_paths else 0, model.horizon_days + 1, len(SERIES))
    return Block(
        first=first,
        outcomes=np.full((n, N_OUTCOMES), np.nan),
        paths=np.zeros(shape, dtype=np.float32),
        faults=np.zeros(n, dtype=np.int64),
        steps=np.zeros(n, dtype=np.int64),
        events=np.zeros(0, dtype=EVENT_DTYPE),
    )


def events_of(replication: int, log: NDArray[np.float64]) -> NDArray[Any]:
    """A log (entry, field) as events of one replication."""
    events = np.zeros(len(log), dtype=EVENT_DTYPE)
    events["replication"] = replication
    for field, name in enumerate(LOG_FIELDS):
        events[name] = log[:, field]
    return events


def with_events(block: Block, kept: list[NDArray[Any]]) -> Block:
    events = np.concatenate(kept) if kept else block.events
    return Block(block.first, block.outcomes, block.paths, block.faults, block.steps, events)
