"""Invented processes that do what a script says, run by the real loops of both executors.

The compiled loop is the one of `dispatch`, compiled once more around these generators; the SimPy one is used
as it is with its cast replaced. The script lies where paths otherwise lie, number after number: a row a process, pairs
of (action, delay).
"""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pytest
from numba import njit

from sim.engine import simpy_engine
from sim.engine.compiled.memory import Memory
from sim.engine.compiled.views import world_on
from sim.engine.dispatch import compiled_run
from sim.model.numbers.compilable import compilable, tell_numba
from sim.model.one_world import World
from sim.model.recorder import SERIES
from sim.model.world.cast import CAST, N_PROCESSES
from sim.model.world.clock import record, wake
from sim.model.world.dimensions import HOLDER
from sim.model.world.events import LOG_CAPACITY
from sim.model.world.fields import DAYS, ROUTES, SETTLEMENTS

STEPS = 24
FEW_STEPS = 6_000  # cap on resumptions here: reaching the real one takes seconds under SimPy
NOTHING, NO_NUMBER, LOSE_PEOPLE, OVERDRAW, ENDLESS_GROUND, FILL_LOG = -1, -2, -3, -4, -5, -6
NEVER = np.inf
N_SERIES = len(SERIES)
N_DAYS = -(-N_PROCESSES * 2 * STEPS // N_SERIES)  # that hold the whole script


@compilable
def said(world, number, place):
    """One number of a process's row of the script."""
    word = number * 2 * STEPS + place
    return world.series[word // N_SERIES, word % N_SERIES]


@compilable
def act(world, number, step):
    """Do what the script says for this step: write to the log, wake somebody, or spoil the state."""
    record(world, 0, number, step, 0.0)
    action = int(said(world, number, 2 * step))
    if action >= 0:
        wake(world, action)
    elif action == NO_NUMBER:
        world.people.fit[HOLDER] = np.nan
    elif action == LOSE_PEOPLE:
        world.people.fit[HOLDER] += 5.0
    elif action == OVERDRAW:
        world.supply.stock = -1.0
    elif action == ENDLESS_GROUND:
        world.ground.held = np.inf
    elif action == FILL_LOG:
        for _ in range(LOG_CAPACITY + 1):
            record(world, 0, number, step, 0.0)


def player(number):
    """A process that plays its row; the last step is repeated for ever."""

    def play(world):
        step = 0
        while True:
            act(world, number, step)
            yield said(world, number, 2 * step + 1)
            step = min(step + 1, STEPS - 1)

    return play


def numbered_player(first):
    """The same for processes that come in several copies."""

    def play(world, copy):
        step = 0
        while True:
            act(world, first + copy, step)
            yield said(world, first + copy, 2 * step + 1)
            step = min(step + 1, STEPS - 1)

    return play


def scripted_cast(world):
    """One player an instance, in the order of their numbers."""
    return tuple(player(number)(world) for number in range(N_PROCESSES))


@cache
def compiled_loop():
    """The compiled executor's loop around the players: (fault, resumptions) of one script."""
    tell_numba()
    run = compiled_run([numbered_player(one.number) if one.several else player(one.number) for one in CAST], FEW_STEPS)

    @njit
    def play(words):
        return run(world_on(words))

    return play


def sizes() -> dict[str, int]:
    """A world of one settlement and no road, with days for the script."""
    return {SETTLEMENTS: 1, ROUTES: 0, DAYS: N_DAYS}


@dataclass
class Script:
    """What each process does: lists of (action, delay); a process without one acts once on day 0 and sleeps."""

    steps: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    horizon: float = 60.0

    def table(self) -> np.ndarray:
        """Rows (process, 2 x step); what follows the last step given is sleep."""
        table = np.tile(np.array([NOTHING, NEVER]), (N_PROCESSES, STEPS))
        for number, steps in self.steps.items():
            table[number, : 2 * len(steps)] = np.array(steps, dtype=float).reshape(-1)
        return table

    def days(self) -> np.ndarray:
        """The table as it lies in the series (day, series)."""
        return np.resize(self.table(), (N_DAYS, N_SERIES))

    def for_ever(self, number: int, action: float, delay: float) -> "Script":
        """Let one process do one thing again and again."""
        self.steps[number] = [(action, delay)] * STEPS
        return self


@dataclass(frozen=True)
class Played:
    """How a script went: fault, resumptions, entries counted, and the log (entry, field)."""

    fault: int
    steps: int
    entries: int
    log: np.ndarray

    def order(self) -> list[tuple[float, int]]:
        """(time, process) of each resumption."""
        return [(float(time), int(process)) for time, process in self.log[:, :2]]

    def same_as(self, other: "Played") -> bool:
        mine, theirs = (self.fault, self.steps, self.entries), (other.fault, other.steps, other.entries)
        return mine == theirs and self.log.tobytes() == other.log.tobytes()


def play_compiled(script: Script) -> Played:
    """A script by the compiled loop."""
    memory = Memory(World, sizes())
    memory.give(World, {"horizon": script.horizon})
    memory.field(World, "series")[...] = script.days()
    fault, steps = compiled_loop()(memory.words)
    entries = int(memory.field(World, "log_count"))
    return Played(fault, steps, entries, memory.field(World, "log")[: min(entries, LOG_CAPACITY)])


def play_simpy(script: Script, own_processes: tuple[simpy_engine.OwnProcess, ...] = ()) -> Played:
    """A script by the SimPy executor."""
    world = World(sizes())
    world.give({"horizon": script.horizon})
    world.series[:, :] = script.days()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simpy_engine, "summon", scripted_cast)
        patch.setattr(simpy_engine, "begin", lambda world: None)
        patch.setattr(simpy_engine, "MOST_STEPS", FEW_STEPS)
        fault, steps = simpy_engine.run_replication(world, own_processes)
    return Played(fault, steps, world.log_count, world.log[: min(world.log_count, LOG_CAPACITY)].copy())


def play_both(script: Script) -> Played:
    """A script by both executors, which must agree to the last bit."""
    slow, fast = play_simpy(script), play_compiled(script)
    assert slow.same_as(fast), f"{slow}\n{fast}"
    return slow
