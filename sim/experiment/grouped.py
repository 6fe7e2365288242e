"""The same replications with one group of what varies taken from another draw: what a group does alone, and at all.

Run 0 of a replication is that of every other command, the last run is independent of it, and run g between them takes
group g from the draw of the last. The group `chance` is the luck of the streams and the values of that kind. Twin draws
are made as in `sim.experiment.crossed`. So many groups take as many runs a replication and two more.

Source: Saltelli and others (2010), Computer Physics Communications 181: the radial design A, B, A with group g of B.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.experiment.crossed import DESIGNS, TWIN
from sim.experiment.design.unit_cube import uniforms
from sim.experiment.kernel import Floats, Kernel, SalientKernel
from sim.experiment.running.asked import checked_progress, checked_seed, checked_workers, whole
from sim.experiment.running.running import chosen_executor
from sim.experiment.running.threads import run_chunks

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

CHANCE = "chance"
FIRST_CHUNK = 8


@dataclass(frozen=True, eq=False)
class Grouped:
    """Outcomes by name (run, replication), a day that never comes as the horizon; runs: none, each group, every group.

    In `failed` (replication,) some run failed, and all of them are NaN.
    """

    groups: tuple[str, ...]
    outcomes: Mapping[str, Floats]
    failed: NDArray[np.bool_]
    horizon_days: int


def grouped(
    loaded: LoadedScenario,
    names: Sequence[str],
    groups: Mapping[str, Sequence[int]],
    *,
    replications: int,
    seed: int = 1,
    executor: str | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    kernel: Kernel | None = None,
) -> Grouped:
    """Every run of so many replications, for some outcomes; `groups` are columns by name, none of them of chance."""
    kernel = kernel or SalientKernel()
    swaps = _Swaps(loaded, groups, checked_seed(seed), chosen_executor(executor, kernel), kernel)
    n, report, done = whole("replications", replications, 1), checked_progress(progress), 0
    known = [outcome.name for outcome in kernel.outcomes]
    columns = [known.index(name) for name in names]
    values, failed = np.full((len(swaps.runs), n, len(names)), np.nan), np.zeros(n, dtype=np.bool_)

    def deliver(part: tuple[int, Floats, NDArray[np.bool_]]) -> None:
        nonlocal done
        first, outcomes, faults = part
        last = first + faults.size
        values[:, first:last] = np.where(faults[None, :, None], np.nan, outcomes[:, :, columns])
        failed[first:last] = faults
        done += faults.size
        report(done, n)

    threads = 1 if swaps.executor == "simpy" else checked_workers(workers)
    run_chunks(swaps.run, [(0, n)], threads, deliver, first_chunk=FIRST_CHUNK)
    found = {name: values[:, :, place] for place, name in enumerate(names)}
    return Grouped(tuple(swaps.parts), found, failed, swaps.prepared.horizon_days)


class _Swaps:
    """One scenario, ready to run with any of its groups from the twin."""

    def __init__(
        self, loaded: LoadedScenario, groups: Mapping[str, Sequence[int]], seed: int, executor: str, kernel: Kernel
    ) -> None:
        self.kernel, self.executor, self.prepared = kernel, executor, kernel.prepare(loaded)
        self.seeds = (seed, seed ^ TWIN)
        self.parts = {**groups, CHANCE: sorted(self.prepared.varying & self.prepared.chance)}
        self.runs: list[tuple[str, ...]] = [(), *((name,) for name in self.parts), tuple(self.parts)]

    def run(self, first: int, last: int) -> tuple[int, Floats, NDArray[np.bool_]]:
        """Replications first to last - 1: outcomes (run, replication, O), and whether one of the runs failed."""
        draws = [self._draws(twin, first, last) for twin in range(len(self.seeds))]
        blocks = [
            self.kernel.run_block(
                self.prepared.model,
                self.prepared.fill(self._mixed(draws, swapped)),
                seed=self.seeds[CHANCE in swapped],
                first=first,
                executor=self.executor,
                paths=False,
                logs=0,
            )
            for swapped in self.runs
        ]
        failed = np.any([block.faults != 0 for block in blocks], axis=0)
        return first, np.array([self._never_as_horizon(block.outcomes) for block in blocks]), failed

    def _mixed(self, draws: Sequence[Floats], swapped: Sequence[str]) -> Floats:
        rows = draws[0].copy()
        for name in swapped:
            rows[:, self.parts[name]] = draws[1][:, self.parts[name]]
        return rows

    def _draws(self, twin: int, first: int, last: int) -> Floats:
        prepared = self.prepared
        return uniforms(
            self.seeds[twin], first, last, prepared.varying, width=prepared.width, chance=prepared.chance,
            design=DESIGNS[twin],
        )  # fmt: skip

    def _never_as_horizon(self, outcomes: Floats) -> Floats:
        days = np.array([outcome.kind == "day" for outcome in self.kernel.outcomes])
        horizon = float(self.prepared.horizon_days)
        known: Floats = np.where(days & ~(outcomes <= horizon), horizon, outcomes)
        return known
