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


class Seen:
    """What the parts of a world held when they were last looked at, and which fields have changed since.

    The arrays of the parts are moved into one stretch of memory, so that a look compares it at once.
    """

    def __init__(self, world: Any) -> None:
        self.world = world
        self.parts = {part: vars(getattr(world, part)) for part in CHANGING}
        self.stretch, self.owners = laid_together(self.parts)
        self.held = {part: dict(fields) for part, fields in self.parts.items()}
        self.arrays, self.series = self.stretch.tobytes(), world.series.tobytes()

    def changed(self) -> list[str]:
        """The names of the fields whose values differ from the last look; NaN is no other than NaN."""
        found = []
        for part, fields in self.parts.items():
            if fields != self.held[part]:
                found += [f"{part}.{name}" for name, value in fields.items() if differ(value, self.held[part][name])]
                self.held[part] = dict(fields)
        return [*found, *self._changed_arrays()]

    def _changed_arrays(self) -> Iterable[str]:
        series, arrays = self.world.series.tobytes(), self.stretch.tobytes()
        if series != self.series:
            yield "series"
        if arrays != self.arrays:
            before, after = (np.frombuffer(one, dtype=np.uint8) for one in (self.arrays, arrays))
            yield from dict.fromkeys(self.owners[place] for place in np.flatnonzero(before != after))
        self.series, self.arrays = series, arrays


def laid_together(parts: dict[str, dict[str, Any]]) -> tuple[np.ndarray, list[str]]:
    """Move every array of some parts into one stretch of memory; the name of the array of each byte in it."""
    arrays = [(fields, f"{part}.{name}", name) for part, fields in parts.items() for name in fields]
    arrays = [one for one in arrays if isinstance(one[0][one[2]], np.ndarray)]
    stretch = np.empty(sum(fields[name].nbytes for fields, _, name in arrays), dtype=np.uint8)
    owners: list[str] = []
    for fields, words, name in arrays:
        old, start = fields[name], len(owners)
        owners += [words] * old.nbytes
        fields[name] = stretch[start : len(owners)].view(old.dtype).reshape(old.shape)
        fields[name][...] = old
    return stretch, owners


def differ(one: Any, other: Any) -> bool:
    """Whether two numbers differ; two that are missing do not."""
    return one is not other and one != other and (one == one or other == other)


def bytes_of(world: Any, parts: Iterable[str]) -> list[Any]:
    """The values of the fields of some parts, arrays as bytes."""
    values = [value for part in parts for value in vars(getattr(world, part)).values()]
    return [value.tobytes() if isinstance(value, np.ndarray) else value for value in values]


def watching(reach: Reach) -> type[simpy_engine.SimPyRun]:
    """The executor's run, watched from outside: neither the model nor the executor is changed."""

    class WatchedRun(simpy_engine.SimPyRun):
        def __init__(self, world: Any, own_processes: tuple[simpy_engine.OwnProcess, ...] = ()) -> None:
            world.due = world.due.view(WatchedAlarms)
            world.due.reach, world.due.world = reach, world
            super().__init__(world, own_processes)
            self.seen, self.fixed = Seen(world), bytes_of(world, FIXED)

        def rearm(self) -> None:
            reach.written.update((self.world.running, name) for name in self.seen.changed())
            super().rearm()

        def to_the_end(self) -> None:
            super().to_the_end()
            assert bytes_of(self.world, FIXED) == self.fixed, "somebody wrote to the parameters or the map"

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
