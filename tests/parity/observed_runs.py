"""What the SimPy executor does while a case runs: who acts, wakes whom, writes and draws what, and what is tied."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pytest
from wide_set import case_named

from sim.engine import simpy_engine
from sim.engine.blocks import Block
from sim.model.numbers import randomness
from sim.model.one_world import World

FIXED = ("rules", "map")  # what nobody writes
CHANGING = tuple(part for part in World.parts if part not in FIXED)
NAMES = ("series", *(f"{part}.{name}" for part in CHANGING for name in World.parts[part].fields))


@dataclass
class Reach:
    """Counts over the replications watched: resumptions by process, wakes by (waker, sleeper), ties.

    Turns in which a process changed a field are counted by (process, field), draws by (process, stream).
    """

    acted: Counter[int] = field(default_factory=Counter)
    woken: Counter[tuple[int, int]] = field(default_factory=Counter)
    written: Counter[tuple[int, str]] = field(default_factory=Counter)
    drawn: Counter[tuple[int, int]] = field(default_factory=Counter)
    ties: int = 0


class WatchedAlarms(np.ndarray):
    """The due days of one world; tells who sets whose."""

    def __array_finalize__(self, source: Any) -> None:
        self.reach, self.world = getattr(source, "reach", None), getattr(source, "world", None)

    def __setitem__(self, key: Any, value: Any) -> None:
        if isinstance(key, int):
            waker = int(self.world.running)
            if key != waker:
                self.reach.woken[waker, key] += 1
            elif value == np.inf:  # the executor clears the alarm of the process it resumes
                self.reach.acted[key] += 1
        super().__setitem__(key, value)


def state_of(world: Any, parts: Iterable[str] = CHANGING) -> list[Any]:
    """The values of a world's fields, arrays as bytes, so that NaN in them is itself."""
    values = [world.series, *(value for part in parts for value in vars(getattr(world, part)).values())]
    return [value.tobytes() if isinstance(value, np.ndarray) else value for value in values]


def changed(before: list[Any], after: list[Any]) -> list[str]:
    """The names of the fields whose values differ between two states."""
    return [
        name
        for name, one, other in zip(NAMES, before, after, strict=True)
        if one is not other and one != other and (one == one or other == other)
    ]


def watching(reach: Reach) -> type[simpy_engine.SimPyRun]:
    """The executor's run, watched from outside: neither the model nor the executor is changed."""

    class WatchedRun(simpy_engine.SimPyRun):
        def __init__(self, world: Any, own_processes: tuple[simpy_engine.OwnProcess, ...] = ()) -> None:
            world.due = world.due.view(WatchedAlarms)
            world.due.reach, world.due.world = reach, world
            super().__init__(world, own_processes)
            self.seen, self.fixed = state_of(world), state_of(world, FIXED)

        def rearm(self) -> None:
            now = state_of(self.world)
            reach.written.update((self.world.running, name) for name in changed(self.seen, now))
            self.seen = now
            super().rearm()

        def to_the_end(self) -> None:
            super().to_the_end()
            now = state_of(self.world, FIXED)[1:]
            assert now == self.fixed[1:], "somebody wrote to the parameters or the map"

        def _count_step(self) -> None:
            reach.ties += self.env.now == self.instant
            super()._count_step()

    return WatchedRun


def watched_unit(reach: Reach) -> Any:
    """The draw of uniforms, watched: who draws from which stream."""
    unit = randomness.random_unit

    def uniform(world: Any, stream: int, index: int) -> float:
        reach.drawn[int(world.running), stream] += 1
        return unit(world.seed, world.replication, stream, index)

    return uniform


@cache
def observed(name: str) -> tuple[Block, Reach]:
    """A case of the set under SimPy, and what was seen; run once a session."""
    reach = Reach()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simpy_engine, "SimPyRun", watching(reach))
        patch.setattr(randomness, "uniform", watched_unit(reach))
        return case_named(name).run("simpy"), reach
