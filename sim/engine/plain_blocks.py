"""Blocks by the SimPy executor: a world of plain Python classes, used again for each replication."""

import traceback
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.blocks import Block, empty_block, events_of, with_events
from sim.engine.faults import FINE, OWN_FAILED, row_fault
from sim.engine.theatre import Model
from sim.model.one_world import World
from sim.model.outcomes import write_outcomes
from sim.model.world.events import LOG_CAPACITY

if TYPE_CHECKING:
    from sim.engine.simpy_engine import OwnProcess

AS_COMPILED: dict[str, Any] = {"divide": "raise", "invalid": "raise", "over": "ignore", "under": "ignore"}


def plain_world(model: Model) -> World:
    """A world of plain Python classes on the model's theatre."""
    world = World(model.sizes)
    world.give({"horizon": model.horizon_days})
    world.map.give(model.map)
    return world


def simpy_block(
    model: Model,
    rows: NDArray[np.float64],
    seed: int,
    first: int,
    keep_paths: bool,
    logs: int,
    own_processes: "tuple[OwnProcess, ...]" = (),
) -> Block:
    """Run one replication a row under SimPy, beside processes of the user's."""
    from sim.engine.own_process import series_fault
    from sim.engine.simpy_engine import run_replication

    world = plain_world(model)
    n = rows.shape[0]
    block = empty_block(model, n, first, keep_paths)
    kept = []
    for index in range(n):
        block.faults[index] = row_fault(rows[index])
        if block.faults[index] != FINE:
            continue
        if own_processes:
            world = plain_world(model)  # the last one may hold what a process of the user's put in place of its arrays
        log = world.log  # this and the series are read, whatever may stand in their place afterwards
        series = _begin(world, rows[index], seed, first + index, bool(own_processes))
        with np.errstate(**AS_COMPILED):
            block.faults[index], block.steps[index] = run_replication(world, own_processes)
        if own_processes and block.faults[index] == FINE and series_fault(series) is not None:
            block.faults[index] = OWN_FAILED
        if block.faults[index] == FINE:
            write_outcomes(world, block.outcomes[index])
        if keep_paths:
            with np.errstate(over="ignore"):  # what a process of the user's made of them may not fit
                block.paths[index] = series
        if index < logs:
            kept.append(events_of(first + index, log[: _count_of(world.log_count)]))
    return with_events(block, kept)


def _begin(world: World, row: NDArray[np.float64], seed: int, replication: int, beside_own: bool) -> Any:
    """Give a world its replication and rules; returns its series, where no day is zeros by default."""
    world.reset(seed, replication)
    world.rules.fill([float(value) for value in row])
    if beside_own:
        world.series[:, :] = np.nan
    return world.series


def _count_of(count: Any) -> int:
    """Number of events in a log; none where a process of the user's left no number of them."""
    return min(max(count, 0), LOG_CAPACITY) if isinstance(count, int) else 0


def traceback_of(
    model: Model, row: NDArray[np.float64], seed: int, replication: int, own_processes: "tuple[OwnProcess, ...]" = ()
) -> str:
    """Traceback of a failing replication, by repeating it under SimPy; says so if it does not fail there."""
    from sim.engine.own_process import series_fault
    from sim.engine.simpy_engine import SimPyRun

    world = plain_world(model)
    series = _begin(world, row, seed, replication, bool(own_processes))
    try:
        with np.errstate(**AS_COMPILED):
            run = SimPyRun(world, own_processes)
            run.to_the_end()
            run.end_fault()
        if own_processes and (fault := series_fault(series)) is not None:
            raise fault
    except Exception:
        return traceback.format_exc()
    return "the end state is at fault: no exception was raised on the way"
