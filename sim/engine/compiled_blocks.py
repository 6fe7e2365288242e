"""Blocks by the compiled executor: each worker thread has memory of its own, used again for each call."""

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.blocks import Block, empty_block, events_of, with_events
from sim.engine.cache import compiled_entry
from sim.engine.compiled.memory import Memory
from sim.engine.faults import RAISED, RAISED_BY_PROCESSES
from sim.engine.plain_blocks import simpy_block
from sim.engine.theatre import Model
from sim.model.one_world import World
from sim.model.world.events import LOG_CAPACITY, LOG_FIELDS
from sim.model.world.state import Map

NOT_DONE = -1  # resumptions of a replication that compiled code has not finished


class Memories(threading.local):
    """The memory of one worker thread for each size of world; making it takes longer than a replication."""

    def __init__(self) -> None:
        self.by_sizes: dict[tuple[int, ...], Memory] = {}

    def of(self, model: Model) -> Memory:
        """Memory of the model's sizes, given its theatre and horizon."""
        key = tuple(model.sizes.values())
        if key not in self.by_sizes:
            self.by_sizes[key] = Memory(World, model.sizes)
        memory = self.by_sizes[key]
        memory.give(World, {"horizon": model.horizon_days})
        memory.give(Map, model.map)
        return memory


memories = Memories()


@dataclass(frozen=True, eq=False)
class Work:
    """Rows (n, P) to be run, and what compiled code writes into: a block, and logs (kept, entry, field) with counts."""

    model: Model
    rows: NDArray[np.float64]
    seed: int
    block: Block
    logs: NDArray[np.float64]
    log_counts: NDArray[np.int64]

    def run_from(self, start: int) -> int:
        """Run the rows from `start`; returns the row to go on with.

        What a process raises ends the whole call, and does not say in which row. But the resumptions of each row that
        is done have been written: the first without is the one that raised. It is done under SimPy, which tells what
        was raised as a fault, and compiled code goes on behind it.
        """
        block, steps = self.block, self.block.steps[start:]
        memory = memories.of(self.model)
        steps[:] = NOT_DONE
        try:
            compiled_entry()(
                np.ascontiguousarray(self.rows[start:]),
                memory.words,
                memory.fresh,
                self.seed,
                block.first + start,
                block.outcomes[start:],
                block.paths[start:],
                self.logs[start:],
                self.log_counts[start:],
                block.faults[start:],
                steps,
            )
        except RAISED_BY_PROCESSES:
            raised = start + int(np.argmax(steps == NOT_DONE))
            self.run_under_simpy(raised)
            return raised + 1
        return len(self.rows)

    def run_under_simpy(self, index: int) -> None:
        """Put fault, steps, series and log of one replication into the block as the SimPy executor finds them."""
        block, keeps_path, keeps_log = self.block, index < len(self.block.paths), index < len(self.logs)
        row, replication = self.rows[index : index + 1], block.first + index
        one = simpy_block(self.model, row, self.seed, replication, keeps_path, int(keeps_log))
        block.faults[index] = one.faults[0] or RAISED
        block.steps[index] = one.steps[0]
        if keeps_path:
            block.paths[index] = one.paths[0]
        if keeps_log:
            self.log_counts[index] = len(one.events)
            for field, name in enumerate(LOG_FIELDS):
                self.logs[index, : len(one.events), field] = one.events[name]


def compiled_block(
    model: Model, rows: NDArray[np.float64], seed: int, first: int, keep_paths: bool, logs: int
) -> Block:
    """Run one replication a row by compiled code."""
    n = rows.shape[0]
    kept = np.zeros((min(logs, n), LOG_CAPACITY, len(LOG_FIELDS)))
    work = Work(model, rows, seed, empty_block(model, n, first, keep_paths), kept, np.zeros(n, dtype=np.int64))
    start = 0
    while start < n:
        start = work.run_from(start)
    return with_events(
        work.block, [events_of(first + index, log[: work.log_counts[index]]) for index, log in enumerate(kept)]
    )
