"""The fast executor: numba compiles the very same generators; a kernel always resumes the one that is due first.

What the feasibility studies taught is kept here: the one cached entry takes arrays and numbers only, one of them the
block of words in which the world stands (flat/memory.py: a type of our own in its signature would defeat the cache);
the block is the worker's own and begins anew in place between replications; instances of one process live in a tuple
indexed by a run-time number.
"""


import numpy as np
from numba import njit, types

from sim.engine.faults import (
    BAD_DELAY,
    FINE,
    MOST_AT_ONCE,
    MOST_STEPS,
    STUCK_INSTANT,
    TOO_MANY_STEPS,
    end_state_fault,
    is_bad_delay,
    row_fault,
)
from sim.engine.flat.views import LAYOUT, world_on
from sim.model import recorder, supply
from sim.model.beginning import begin
from sim.model.decisions import command, withdrawal
from sim.model.fighting import assault as assault_module
from sim.model.ground import weather
from sim.model.outcomes import write_outcomes
from sim.model.talks import negotiation as talks
from sim.model.truce import in_force as truce
from sim.model.world import processes
from sim.model.world.events import LOG_CAPACITY
from sim.scenario.schema.columns import COLUMNS

N_PROCESSES = processes.N_PROCESSES
WEATHER, ATTACKER_COMMAND, SUPPLY = processes.WEATHER, processes.ATTACKER_COMMAND, processes.SUPPLY
HOLDER_COMMAND, WITHDRAWAL, POCKET = processes.HOLDER_COMMAND, processes.WITHDRAWAL, processes.POCKET
MEDIATOR, PARTY, TRUCE = processes.MEDIATOR, processes.PARTY, processes.TRUCE
ASSAULT, INCIDENTS = processes.ASSAULT, processes.INCIDENTS

_weather = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(weather.weather)
_attacker_command = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(command.attacker_command)
_supply = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(supply.supply)
_holder_command = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(command.holder_command)
_withdrawal = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(withdrawal.withdrawal)
_pocket = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(withdrawal.pocket)
_mediator = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(talks.mediator)
_party = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(talks.party)
_truce = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(truce.truce)
_assault = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(assault_module.assault)
_incidents = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(truce.incidents)
_recorder = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(recorder.recorder)


@njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _first_due(due):
    """The process that is due first; the lowest number wins a tie."""
    first = 0
    for number in range(1, N_PROCESSES):
        if due[number] < due[first]:
            first = number
    return first


@njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _run(world):
    """One replication to its horizon; returns (fault, resumptions)."""
    zero = np.int64(0.0 * world.horizon)  # a run-time number: literals would give each instance a type of its own
    g_weather = _weather(world)
    g_attacker_command = _attacker_command(world)
    g_supply = _supply(world)
    g_holder_command = _holder_command(world)
    g_withdrawal = _withdrawal(world)
    g_pocket = _pocket(world)
    g_mediator = _mediator(world)
    g_parties = (_party(world, zero), _party(world, zero + 1))
    g_truce = _truce(world)
    g_assaults = (
        _assault(world, zero),
        _assault(world, zero + 1),
        _assault(world, zero + 2),
        _assault(world, zero + 3),
    )
    g_incidents = _incidents(world)
    g_recorder = _recorder(world)
    due = world.due
    steps, at_once, instant = 0, 0, -1.0
    while True:
        number = _first_due(due)
        time = due[number]
        if not time <= world.horizon:
            return end_state_fault(world), steps
        steps += 1
        at_once = at_once + 1 if time == instant else 1
        instant = time
        if steps > MOST_STEPS:
            return TOO_MANY_STEPS, steps
        if at_once > MOST_AT_ONCE:
            return STUCK_INSTANT, steps
        world.now = time
        world.running = number
        due[number] = np.inf
        if number >= ASSAULT and number < INCIDENTS:
            delay = next(g_assaults[number - ASSAULT])
        elif number == PARTY or number == PARTY + 1:
            delay = next(g_parties[number - PARTY])
        elif number == WEATHER:
            delay = next(g_weather)
        elif number == ATTACKER_COMMAND:
            delay = next(g_attacker_command)
        elif number == SUPPLY:
            delay = next(g_supply)
        elif number == HOLDER_COMMAND:
            delay = next(g_holder_command)
        elif number == WITHDRAWAL:
            delay = next(g_withdrawal)
        elif number == POCKET:
            delay = next(g_pocket)
        elif number == MEDIATOR:
            delay = next(g_mediator)
        elif number == TRUCE:
            delay = next(g_truce)
        elif number == INCIDENTS:
            delay = next(g_incidents)
        else:
            delay = next(g_recorder)
        if is_bad_delay(delay):
            return BAD_DELAY, steps
        due[number] = time + delay


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


@njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _replicate(world, outcomes):
    """One replication from day 0 to its outcomes; returns (fault, resumptions)."""
    begin(world)
    fault, steps = _run(world)
    if fault == FINE:
        write_outcomes(world, outcomes)
    return fault, steps


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
        faults[index], steps[index] = _replicate(world, outcomes[index])
        if index < kept_paths.shape[0]:
            _copy(world.series, kept_paths[index], world.series.shape[0])
        if index < kept_logs.shape[0]:
            log_counts[index] = min(world.log_count, LOG_CAPACITY)
            _copy(world.log, kept_logs[index], log_counts[index])


F1, F2, F3 = types.float64[::1], types.float64[:, ::1], types.float64[:, :, ::1]
I1 = types.int64[::1]
SIGNATURE = types.void(F2, F1, F1, types.int64, types.int64, F2, types.float32[:, :, ::1], F3, I1, I1, I1)
