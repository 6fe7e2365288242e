"""Replications of one scenario in blocks, by either executor.

The one door through which experiments reach the engine.
"""

import contextlib
import gc
import threading
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.faults import FINE, MESSAGES, OWN_FAILED, RAISED, RAISED_BY_PROCESSES, row_fault
from sim.engine.kept_code import Code, Entry, compiled, is_kept, kept, save
from sim.engine.theatre_arrays import TheatreArrays, theatre_arrays
from sim.errors import ExecutorUnavailable
from sim.model.numbers.compilable import tell_numba
from sim.model.outcomes import N_OUTCOMES, write_outcomes
from sim.model.world import state
from sim.model.world.events import LOG_CAPACITY, LOG_FIELDS
from sim.model.world.rules import Rules
from sim.model.world.series import PATHS
from sim.model.world.state_talks import Talks, Truce
from sim.model.world.world import World

if TYPE_CHECKING:
    from sim.engine.simpy_engine import Extra
    from sim.scenario.loaded import Loaded

NOT_DONE = -1  # resumptions of a replication that compiled code has not finished
AS_COMPILED: dict[str, Any] = {"divide": "raise", "invalid": "raise", "over": "ignore", "under": "ignore"}
EVENT_DTYPE = np.dtype([("replication", np.int64), *((name, np.float64) for name in LOG_FIELDS)])


@dataclass(frozen=True, eq=False)
class Model:
    """A scenario's theatre and horizon as the engine needs them, with the names to tell its story."""

    arrays: TheatreArrays
    horizon_days: int
    axes: tuple[str, ...]
    settlements: tuple[str, ...]
    routes: tuple[str, ...]
    holder: str
    attacker: str


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


def model_of(loaded: "Loaded") -> Model:
    """The engine's view of a loaded scenario."""
    theatre = loaded.theatre
    return Model(
        arrays=theatre_arrays(theatre),
        horizon_days=loaded.scenario.horizon_days,
        axes=theatre.axes,
        settlements=tuple(place.name for place in theatre.settlements),
        routes=tuple(route.name for route in theatre.routes),
        holder=loaded.scenario.sides.holder,
        attacker=loaded.scenario.sides.attacker,
    )


def executor_available(name: str) -> bool:
    """Whether an executor runs on this machine; numba has no wheel everywhere, and is slow to import."""
    if name == "simpy":
        return True
    try:
        if not is_kept(_code_folder()):
            import numba  # noqa: F401
    except ImportError:
        return False
    return name == "compiled"


def run_block(
    model: Model,
    rows: NDArray[np.float64],
    *,
    seed: int,
    first: int,
    executor: str,
    paths: bool = True,
    logs: int = 0,
    extras: "tuple[Extra, ...]" = (),
) -> Block:
    """Run one replication a row (n, P), numbered from `first`; keep the logs of the first `logs` of them.

    Processes of your own (`extras`, plain SimPy) run on the SimPy executor only: the compiled one refuses them.
    """
    if executor == "simpy":
        return _simpy_block(model, rows, seed, first, paths, logs, extras)
    if extras:
        raise ExecutorUnavailable(
            "a process of your own is plain SimPy: use executor='simpy' (the compiled one cannot run it)"
        )
    if not executor_available("compiled"):
        raise ExecutorUnavailable("numba is not installed here: use --executor simpy (slower, same results)")
    return _compiled_block(model, rows, seed, first, paths, logs)


# plain


def plain_world(model: Model) -> World:
    """A world of plain Python classes on buffers of its own."""
    arrays = model.arrays
    theatre = state.Map(
        arrays.whole[0],
        arrays.decimal[0],
        arrays.whole[1],
        arrays.whole[2],
        arrays.decimal[1],
        arrays.route_decimal[0],
        arrays.route_decimal[1],
        arrays.route_whole[0],
        arrays.route_whole[1],
        arrays.neck,
    )
    log = np.zeros((LOG_CAPACITY, len(LOG_FIELDS)))
    paths = np.zeros((model.horizon_days + 1, len(PATHS)))
    return World(
        Rules(),
        theatre,
        state.Weather(),
        state.Ground(arrays.whole.shape[1]),
        state.People(),
        state.Supply(),
        state.Command(),
        Talks(),
        Truce(),
        log,
        paths,
        float(model.horizon_days),
    )


def _simpy_block(
    model: Model,
    rows: NDArray[np.float64],
    seed: int,
    first: int,
    keep_paths: bool,
    logs: int,
    extras: "tuple[Extra, ...]",
) -> Block:
    from sim.engine.own_process import series_fault
    from sim.engine.simpy_engine import run_replication

    world = plain_world(model)
    n = rows.shape[0]
    block = _empty_block(model, n, first, keep_paths)
    kept = []
    for index in range(n):
        block.faults[index] = row_fault(rows[index])
        if block.faults[index] != FINE:
            continue
        if extras:
            world = plain_world(model)  # the last one may hold what a process of the user's put in place of its arrays
        log = world.log  # this and the series are read, whatever may stand in their place afterwards
        series = _begin(world, rows[index], seed, first + index, bool(extras))
        with np.errstate(**AS_COMPILED):
            block.faults[index], block.steps[index] = run_replication(world, extras)
        if extras and block.faults[index] == FINE and series_fault(series) is not None:
            block.faults[index] = OWN_FAILED
        if block.faults[index] == FINE:
            write_outcomes(world, block.outcomes[index])
        if keep_paths:
            with np.errstate(over="ignore"):  # what a process of the user's made of them may not fit
                block.paths[index] = series
        if index < logs:
            kept.append(_events(first + index, log[: _count_of(world.log_count)]))
    return _with_events(block, kept)


def _begin(world: World, row: NDArray[np.float64], seed: int, replication: int, beside_own: bool) -> Any:
    """Give a world its replication and rules; returns its series, where no day is zeros by default."""
    world.reset(seed, replication)
    world.rules.fill([float(value) for value in row])
    if beside_own:
        world.paths[:, :] = np.nan
    return world.paths


def _count_of(count: Any) -> int:
    """Number of events in a log; none where a process of the user's left no number of them."""
    return min(max(count, 0), LOG_CAPACITY) if isinstance(count, int) else 0


# compiled


class Buffers(threading.local):
    """Log and paths of one worker thread; handed to compiled code, which never lets go of them, so made once."""

    def __init__(self) -> None:
        self.log = np.zeros((LOG_CAPACITY, len(LOG_FIELDS)))
        self.paths: dict[int, NDArray[np.float64]] = {}

    def paths_for(self, horizon_days: int) -> NDArray[np.float64]:
        """Buffer (H+1, S) of that horizon."""
        if horizon_days not in self.paths:
            self.paths[horizon_days] = np.zeros((horizon_days + 1, len(PATHS)))
        return self.paths[horizon_days]


_buffers = Buffers()
_compiling = threading.Lock()


def compiled_entry() -> Entry:
    """The compiled entry point: loaded from the cache folder, or compiled once under a lock."""
    with _compiling:
        return _load_entry()


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection.

    Compiling makes many small objects that live on, and a fifth of its time went into them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@cache
def _code_folder() -> Path | None:
    from sim.engine.cache import folder

    return folder()


@cache
def _load_entry() -> Entry:
    from filelock import FileLock

    place = _code_folder()
    if place is None:
        warnings.warn("no folder can be written: compiled code is not kept, every start compiles again", stacklevel=2)
        return Entry(_compiled_code())
    code = kept(place)
    if code is None:
        with FileLock(str(place / "compiling.lock")):
            code = kept(place) or _compiled_code(place)
    return Entry(code)


def _compiled_code(place: Path | None = None) -> Code:
    """The entry compiled here and now, and kept in a folder where one is given."""
    from numba.core.errors import NumbaWarning

    with warnings.catch_warnings(), _without_collection():
        warnings.simplefilter("ignore", NumbaWarning)
        from sim.engine.compiled_engine import SIGNATURE, ensemble

        tell_numba()
        code = compiled(ensemble, SIGNATURE)
    if place is not None:
        save(code, place)
    return code


def _compiled_block(
    model: Model, rows: NDArray[np.float64], seed: int, first: int, keep_paths: bool, logs: int
) -> Block:
    n = rows.shape[0]
    block = _empty_block(model, n, first, keep_paths)
    kept_logs = np.zeros((min(logs, n), LOG_CAPACITY, len(LOG_FIELDS)))
    log_counts = np.zeros(n, dtype=np.int64)
    start = 0
    while start < n:
        start = _run_compiled(model, rows, seed, block, kept_logs, log_counts, start)
    kept = [_events(first + index, kept_logs[index, : log_counts[index]]) for index in range(len(kept_logs))]
    return _with_events(block, kept)


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
    entry = compiled_entry()
    arrays = model.arrays
    block.steps[start:] = NOT_DONE
    try:
        entry(
            np.ascontiguousarray(rows[start:]),
            arrays.whole,
            arrays.decimal,
            arrays.route_whole,
            arrays.route_decimal,
            arrays.neck,
            float(model.horizon_days),
            seed,
            block.first + start,
            _buffers.log,
            _buffers.paths_for(model.horizon_days),
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
    one = _simpy_block(model, rows[index : index + 1], seed, block.first + index, keeps_path, int(keeps_log), ())
    block.faults[index] = one.faults[0] or RAISED
    block.steps[index] = one.steps[0]
    if keeps_path:
        block.paths[index] = one.paths[0]
    if keeps_log:
        log_counts[index] = len(one.events)
        for field, name in enumerate(LOG_FIELDS):
            kept_logs[index, : len(one.events), field] = one.events[name]


# both


def _empty_block(model: Model, n: int, first: int, keep_paths: bool) -> Block:
    shape = (n if keep_paths else 0, model.horizon_days + 1, len(PATHS))
    return Block(
        first=first,
        outcomes=np.full((n, N_OUTCOMES), np.nan),
        paths=np.zeros(shape, dtype=np.float32),
        faults=np.zeros(n, dtype=np.int64),
        steps=np.zeros(n, dtype=np.int64),
        events=np.zeros(0, dtype=EVENT_DTYPE),
    )


def _events(replication: int, log: NDArray[np.float64]) -> NDArray[Any]:
    events = np.zeros(len(log), dtype=EVENT_DTYPE)
    events["replication"] = replication
    for field, name in enumerate(LOG_FIELDS):
        events[name] = log[:, field]
    return events


def _with_events(block: Block, kept: list[NDArray[Any]]) -> Block:
    events = np.concatenate(kept) if kept else block.events
    return Block(block.first, block.outcomes, block.paths, block.faults, block.steps, events)


def fault_message(code: int) -> str:
    """What a fault means, in words."""
    return MESSAGES.get(code, f"unknown fault {code}")


def traceback_of(
    model: Model, row: NDArray[np.float64], seed: int, replication: int, extras: "tuple[Extra, ...]" = ()
) -> str:
    """Traceback of a failing replication, by repeating it under SimPy; says so if it does not fail there."""
    from sim.engine.own_process import series_fault
    from sim.engine.simpy_engine import Run

    world = plain_world(model)
    series = _begin(world, row, seed, replication, bool(extras))
    try:
        with np.errstate(**AS_COMPILED):
            run = Run(world, extras)
            run.to_the_end()
            run.end_fault()
        if extras and (fault := series_fault(series)) is not None:
            raise fault
    except Exception:
        return traceback.format_exc()
    return "the end state is at fault: no exception was raised on the way"
