"""The fast executor: numba compiles the very same generators; a kernel always resumes the one that is due first.

What the feasibility studies taught is kept here: the one cached entry takes arrays and numbers only and builds the
state inside (a jitclass in its signature would defeat the cache); the state is made once a call and reset in place,
because compiled generators never release what they hold (after each replication their references to the state are
counted as given back, so that the state goes with the call); instances of one process live in a tuple indexed by a run-
time number.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.experimental import jitclass
from numba.extending import intrinsic

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
from sim.model import recorder, supply
from sim.model.beginning import begin
from sim.model.decisions import command, withdrawal
from sim.model.fighting import assault as assault_module
from sim.model.ground import weather
from sim.model.outcomes import write_outcomes
from sim.model.talks import negotiation as talks
from sim.model.truce import in_force as truce
from sim.model.world import processes, state
from sim.model.world.rules import Rules
from sim.model.world.state_talks import Talks, Truce
from sim.model.world.world import World

MARKS: dict[object, Any] = {
    float: types.float64,
    int: types.int64,
    state.FloatArray: types.float64[::1],
    state.FloatTable: types.float64[:, ::1],
    state.IntArray: types.int64[::1],
    state.IntTable: types.int64[:, ::1],
}


def compiled_class(plain: type, parts: dict[type, Any]) -> Any:
    """The plain class wrapped for compiled code, fields typed by its annotations."""
    fields = [
        (name, parts[mark].class_type.instance_type if mark in parts else MARKS[mark])
        for name, mark in plain.__annotations__.items()
    ]
    methods = {name: value for name, value in vars(plain).items() if name in _METHODS}
    wrapped = jitclass(fields)(type(plain.__name__, (), methods))
    # numba spells every field out in the class's name, and that name in the type of every generator: keep it short
    wrapped.class_type.name = f"salient.{plain.__name__}"
    return wrapped


_METHODS = ("__init__", "reset", "fill", "__module__", "__doc__")
_PARTS: dict[type, Any] = {}
for _plain in (
    Rules,
    state.Map,
    state.Weather,
    state.Ground,
    state.People,
    state.Supply,
    state.Command,
    Talks,
    Truce,
):
    _PARTS[_plain] = compiled_class(_plain, {})
CompiledRules = _PARTS[Rules]
CompiledMap = _PARTS[state.Map]
CompiledWeather = _PARTS[state.Weather]
CompiledGround = _PARTS[state.Ground]
CompiledPeople = _PARTS[state.People]
CompiledSupply = _PARTS[state.Supply]
CompiledCommand = _PARTS[state.Command]
CompiledTalks = _PARTS[Talks]
CompiledTruce = _PARTS[Truce]
CompiledWorld = compiled_class(World, _PARTS)

N_PROCESSES = processes.N_PROCESSES
WEATHER, ATTACKER_COMMAND, SUPPLY = processes.WEATHER, processes.ATTACKER_COMMAND, processes.SUPPLY
HOLDER_COMMAND, WITHDRAWAL, POCKET = processes.HOLDER_COMMAND, processes.WITHDRAWAL, processes.POCKET
MEDIATOR, PARTY, TRUCE = processes.MEDIATOR, processes.PARTY, processes.TRUCE
ASSAULT, INCIDENTS = processes.ASSAULT, processes.INCIDENTS

_weather = njit(no_cpython_wrapper=True)(weather.weather)
_attacker_command = njit(no_cpython_wrapper=True)(command.attacker_command)
_supply = njit(no_cpython_wrapper=True)(supply.supply)
_holder_command = njit(no_cpython_wrapper=True)(command.holder_command)
_withdrawal = njit(no_cpython_wrapper=True)(withdrawal.withdrawal)
_pocket = njit(no_cpython_wrapper=True)(withdrawal.pocket)
_mediator = njit(no_cpython_wrapper=True)(talks.mediator)
_party = njit(no_cpython_wrapper=True)(talks.party)
_truce = njit(no_cpython_wrapper=True)(truce.truce)
_assault = njit(no_cpython_wrapper=True)(assault_module.assault)
_incidents = njit(no_cpython_wrapper=True)(truce.incidents)
_recorder = njit(no_cpython_wrapper=True)(recorder.recorder)


@njit(no_cpython_wrapper=True)
def _first_due(due):
    """The process that is due first; the lowest number wins a tie."""
    first = 0
    for number in range(1, N_PROCESSES):
        if due[number] < due[first]:
            first = number
    return first


@njit(no_cpython_wrapper=True)
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


@njit(no_cpython_wrapper=True)
def _build(whole, decimal, route_whole, route_decimal, neck, log, paths, horizon):
    """A compiled world on the worker's own buffers."""
    theatre = CompiledMap(
        whole[0],
        decimal[0],
        whole[1],
        whole[2],
        decimal[1],
        route_decimal[0],
        route_decimal[1],
        route_whole[0],
        route_whole[1],
        neck,
    )
    ground = CompiledGround(whole.shape[1])
    return CompiledWorld(
        CompiledRules(),
        theatre,
        CompiledWeather(),
        ground,
        CompiledPeople(),
        CompiledSupply(),
        CompiledCommand(),
        CompiledTalks(),
        CompiledTruce(),
        log,
        paths,
        horizon,
    )


def _count_place(context, builder, signature, value):
    """Where the references to an instance are counted: the first word of its block (numba's NRT_MemInfo)."""
    [(_, block), *_] = context.nrt.get_meminfos(builder, signature.args[0], value)
    return builder.bitcast(block, ir.IntType(types.intp.bitwidth).as_pointer())


@intrinsic
def _references(typing_context, instance):
    """How many references to an instance are counted."""

    def generate(context, builder, signature, values):
        return builder.load(_count_place(context, builder, signature, values[0]))

    return types.intp(instance), generate


@intrinsic
def _set_references(typing_context, instance, count):
    """Count so many references to an instance: those of generators that are gone were never given back."""

    def generate(context, builder, signature, values):
        builder.store(values[1], _count_place(context, builder, signature, values[0]))
        return context.get_dummy_value()

    return types.void(instance, types.intp), generate


@njit(no_cpython_wrapper=True)
def _copy(source, target, n):
    """Copy the first n rows; a loop compiles much faster than an array assignment with its checks."""
    for row in range(n):
        for column in range(source.shape[1]):
            target[row, column] = source[row, column]


def ensemble(
    rows,
    whole,
    decimal,
    route_whole,
    route_decimal,
    neck,
    horizon,
    seed,
    first,
    log,
    paths,
    outcomes,
    kept_paths,
    kept_logs,
    log_counts,
    faults,
    steps,
):
    """Run one replication a row of parameters into the buffers of outcomes, paths, logs, faults and steps."""
    world = _build(whole, decimal, route_whole, route_decimal, neck, log, paths, horizon)
    references = _references(world)
    for index in range(rows.shape[0]):
        faults[index] = row_fault(rows[index])
        if faults[index] != FINE:
            steps[index] = 0
            continue
        world.reset(seed, first + index)
        world.rules.fill(rows[index])
        begin(world)
        faults[index], steps[index] = _run(world)
        _set_references(world, references)
        if faults[index] == FINE:
            write_outcomes(world, outcomes[index])
        if index < kept_paths.shape[0]:
            _copy(paths, kept_paths[index], paths.shape[0])
        if index < kept_logs.shape[0]:
            log_counts[index] = min(world.log_count, log.shape[0])
            _copy(log, kept_logs[index], log_counts[index])


F1, F2, F3 = types.float64[::1], types.float64[:, ::1], types.float64[:, :, ::1]
I1, I2 = types.int64[::1], types.int64[:, ::1]
SIGNATURE = types.void(
    F2,
    I2,
    F2,
    I2,
    F2,
    F1,
    types.float64,
    types.int64,
    types.int64,
    F2,
    F2,
    F2,
    types.float32[:, :, ::1],
    F3,
    I1,
    I1,
    I1,
)


def compile_entry(cache: bool) -> Any:
    """Compile the one entry point (or load it from the cache folder)."""
    return njit(SIGNATURE, nogil=True, cache=cache)(ensemble)
