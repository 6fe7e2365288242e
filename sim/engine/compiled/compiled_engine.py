"""The fast executor: numba compiles the very same generators; a kernel always resumes the one that is due first.

What the feasibility studies taught is kept here: the one cached entry takes arrays and numbers only, one of them the
block of words in which the world stands (memory.py; a type of our own in its signature would defeat the cache);
the block is the worker's own and begins anew in place between replications. The loop that resumes processes is in
engine/dispatch.py.
"""

from numba import njit, types

from sim.engine.compiled.views import LAYOUT, world_on
from sim.engine.dispatch import acting, compiled_run
from sim.engine.faults import FINE, row_fault
from sim.model.beginning import begin
from sim.model.outcomes import write_outcomes
from sim.model.world.events import LOG_CAPACITY
from sim.scenario.schema.columns import COLUMNS

_run = compiled_run(acting())


@njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _copy(source, target, n):
    """Copy the first n rows; a loop compiles much faster than an array assignment with its checks."""
    for row in range(n):
        for column in range(target.shape[1]):
            target[row, column] = source[row, column]


ROW, N_COLUMNS, START = LAYOUT.row, len(COLUMNS), LAYOUT.start


@njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _begin_anew(words, row, fresh):
    """Put parameters and the start of every field in their places: all that `fill` and `reset` of the world do."""
    for column in range(N_COLUMNS):
        words[ROW + column] = row[column]
    for word in range(fresh.shape[0]):
        words[START + word] = fresh[word]


def ensemble(rows, words, fresh, seed, first, outcomes, kept_paths, kept_logs, log_counts, faults, steps):
    """Run one replication a row of parameters into the buffers of outcomes, paths, logs, faults and steps.

    The world stands in `words`; `fresh` holds what its fields with a start begin with.
    """
    world = world_on(words)
    for index in range(rows.shape[0]):
        faults[index] = row_fault(rows[index])
        if faults[index] != FINE:
            steps[index] = 0
            continue
        _begin_anew(words, rows[index], fresh)
        world.seed = seed
        world.replication = first + index
        begin(world)
        faults[index], steps[index] = _run(world)
        if faults[index] == FINE:
            write_outcomes(world, outcomes[index])
        if index < kept_paths.shape[0]:
            _copy(world.series, kept_paths[index], world.series.shape[0])
        if index < kept_logs.shape[0]:
            log_counts[index] = min(world.log_count, LOG_CAPACITY)
            _copy(world.log, kept_logs[index], log_counts[index])


F1, F2, F3 = types.float64[::1], types.float64[:, ::1], types.float64[:, :, ::1]
I1 = types.int64[::1]
SIGNATURE = types.void(F2, F1, F1, types.int64, types.int64, F2, types.float32[:, :, ::1], F3, I1, I1, I1)
