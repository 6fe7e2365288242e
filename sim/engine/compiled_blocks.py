"""Blocks by the compiled executor: each worker thread has memory of its own, used again for each call."""

import threading

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


def compiled_block(
    model: Model, rows: NDArray[np.float64], seed: int, first: int, keep_paths: bool, logs: int
) -> Block:
    """Run one replication a row by compiled code."""
    n = rows.shape[0]
    block = empty_block(model, n, first, keep_paths)
    kept_logs = np.zeros((min(logs, n), LOG_CAPACITY, len(LOG_FIELDS)))
    log_counts = np.zeros(n, dtype=np.int64)
    start = 0
    while start < n:
        start = _run_compiled(model, rows, seed, block, kept_logs, log_counts, start)
    kept = [events_of(first + index, kept_logs[index, : log_counts[index]]) for index in range(len(kept_logs))]
    return with_events(block, kept)


def _run_compiled(
    model: Model,
    rows: NDArray[np.float64],
    seed: int,
    block: Block,
    kept_logs: NDArray[np.float64],
    log_counts: NDArray[np.int64],
    start: int,
) -> int:
    """Run the rows from `start` into the block; returns the row to go on with.

    What a process raises ends the call: that one replication is done under SimPy, which tells it as a fault.
    """
    entry, memory = compiled_entry(), memories.of(model)
    block.steps[start:] = NOT_DONE
    try:
        entry(
            np.ascontiguousarray(rows[start:]),
            memory.words,
            memory.fresh,
            seed,
            block.first + start,
            block.outcomes[start:],
            block.paths[start:],
            kept_logs[start:],
            log_counts[start:],
            block.faults[start:],
            block.steps[start:],
        )
    except RAISED_BY_PROCESSES:
        failed = start + int(np.argmax(block.steps[start:] == NOT_DONE))
        _repeat_under_simpy(model, rows, seed, block, kept_logs, log_counts, failed)
        return failed + 1
    return len(rows)


def _repeat_under_simpy(
    model: Model,
    rows: NDArray[np.float64],
    seed: int,
    block: Block,
    kept_logs: NDArray[np.float64],
    log_counts: NDArray[np.int64],
    index: int,
) -> None:
    """Put the fault, steps, path and log of one replication into a block as the SimPy executor finds them."""
    keeps_path, keeps_log = index < len(block.paths), index < len(kept_logs)
    one = simpy_block(model, rows[index : index + 1], seed, block.first + index, keeps_path, int(keeps_log))
    block.faults[index] = one.faults[0] or RAISED
    block.steps[index] = one.steps[0]
    if keeps_path:
        block.paths[index] = one.paths[0]
    if keeps_log:
        log_counts[index] = len(one.events)
        for field, name in enumerate(LOG_FIELDS):
            kept_logs[index, : len(one.events), field] = one.events[name]
