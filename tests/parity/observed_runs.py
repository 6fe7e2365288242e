"""What the SimPy executor does while a case runs: who acts, who wakes whom, and how often two act at one instant."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pytest
from wide_set import case_named

from sim.engine import simpy_engine
from sim.engine.blocks import Block


@dataclass
class Reach:
    """Counts over the replications watched: resumptions by process, wakes by (waker, sleeper), ties."""

    acted: Counter[int] = field(default_factory=Counter)
    woken: Counter[tuple[int, int]] = field(default_factory=Counter)
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


def watching(reach: Reach) -> type[simpy_engine.SimPyRun]:
    """The executor's run, watched from outside: neither the model nor the executor is changed."""

    class WatchedRun(simpy_engine.SimPyRun):
        def __init__(self, world: Any, own_processes: tuple[simpy_engine.OwnProcess, ...] = ()) -> None:
            world.due = world.due.view(WatchedAlarms)
            world.due.reach, world.due.world = reach, world
            super().__init__(world, own_processes)

        def _count_step(self) -> None:
            reach.ties += self.env.now == self.instant
            super()._count_step()

    return WatchedRun


@cache
def observed(name: str) -> tuple[Block, Reach]:
    """A case of the set under SimPy, and what was seen; run once a session."""
    reach = Reach()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simpy_engine, "SimPyRun", watching(reach))
        return case_named(name).run("simpy"), reach
