"""The same replications with parameter, chance and form taken from one draw or from another, in all eight ways.

What each of the three does to an outcome can only be told apart by changing it while the others stay. So replication r
has two draws, that of the seed and that of its twin, and eight runs: corner number 1 takes the parameters of the twin,
2 its chance, 4 its forms, and their sums several. Corner 0 is the run that every other command makes; corner 7 is
independent of it. Chance is the luck of the streams and the values of that kind; forms are the laws that are drawn for
mechanisms; what else is drawn is parameter.

The twin's parameters are plain draws. Two scramblings of one Sobol sequence are independent too, but point by point
they share or turn round their first digits, which leaves 16 chance signs in place of as many pairs as replications.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiment.design.unit_cube import Design, uniforms
from sim.experiment.kernel import Floats, Kernel, SalientKernel
from sim.experiment.running.asked import checked_progress, checked_seed, checked_workers, whole
from sim.experiment.running.running import chosen_executor
from sim.experiment.running.threads import run_chunks

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

SOURCES = ("parameter", "chance", "form")
PARAMETER, CHANCE, FORM = (1 << place for place in range(len(SOURCES)))
CORNERS = 1 << len(SOURCES)
TWIN = 1 << 62  # the twin's seed differs in this bit
DESIGNS: tuple[Design, Design] = ("sobol", "random")  # of the seed and of its twin
FIRST_CHUNK = 8


@dataclass(frozen=True, eq=False)
class Crossed:
    """Outcomes by name (corner, replication), a day that never comes as the horizon; forms by slot (replication,).

    The forms are those of corner 0. Missing is NaN; in `failed` (replication,) some corner failed, and all are NaN.
    """

    outcomes: Mapping[str, Floats]
    forms: Mapping[str, NDArray[np.int64]]
    failed: NDArray[np.bool_]
    executor: str
    horizon_days: int


def crossed(
    loaded: LoadedScenario,
    names: Sequence[str],
    slots: Mapping[str, int],
    *,
    replications: int,
    seed: int = 1,
    executor: str | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    kernel: Kernel | None = None,
) -> Crossed:
    """Every corner of so many replications, for some outcomes; `slots` are the columns of the forms by their path."""
    kernel = kernel or SalientKernel()
    crossing = _Crossing(loaded, slots, checked_seed(seed), chosen_executor(executor, kernel), kernel)
    n, report, done = whole("replications", replications, 1), checked_progress(progress), 0
    columns = [_column_of(kernel, name) for name in names]
    values, failed = np.full((CORNERS, n, len(names)), np.nan), np.zeros(n, dtype=np.bool_)
    rows = np.zeros((n, crossing.prepared.width))

    def deliver(part: tuple[int, Floats, Floats, NDArray[np.bool_]]) -> None:
        nonlocal done
        first, own, outcomes, faulty = part
        last = first + len(own)
        values[:, first:last], rows[first:last], failed[first:last] = outcomes[:, :, columns], own, faulty
        done += len(own)
        report(CORNERS * done, CORNERS * n)

    threads = 1 if crossing.executor == "simpy" else checked_workers(workers)
    run_chunks(crossing.run, [(0, n)], threads, deliver, first_chunk=FIRST_CHUNK)
    values[:, failed] = np.nan
    return Crossed(
        outcomes={name: values[:, :, place] for place, name in enumerate(names)},
        forms={slot: rows[:, column].astype(np.int64) for slot, column in slots.items()},
        failed=failed,
        executor=crossing.executor,
        horizon_days=crossing.prepared.horizon_days,
    )


class _Crossing:
    """One scenario, ready to run any corner."""

    def __init__(
        self, loaded: LoadedScenario, slots: Mapping[str, int], seed: int, executor: str, kernel: Kernel
    ) -> None:
        self.kernel, self.executor, self.prepared = kernel, executor, kernel.prepare(loaded)
        self.seeds = (seed, seed ^ TWIN)
        chance, forms = self.prepared.chance, frozenset(slots.values())
        self.parts = {
            PARAMETER: sorted(self.prepared.varying - chance - forms),
            CHANCE: sorted(self.prepared.varying & chance),
            FORM: sorted(self.prepared.varying & forms),
        }

    def run(self, first: int, last: int) -> tuple[int, Floats, Floats, NDArray[np.bool_]]:
        """Replications first to last - 1: rows of corner 0, outcomes (corner, replication, O), whether one failed."""
        draws = [self._draws(place, first, last) for place in range(len(self.seeds))]
        blocks = [
            self.kernel.run_block(
                self.prepared.model,
                self.prepared.fill(self.mixed(draws, corner)),
                seed=self.seeds[bool(corner & CHANCE)],
                first=first,
                executor=self.executor,
                paths=False,
                logs=0,
            )
            for corner in range(CORNERS)
        ]
        failed = np.any([block.faults != 0 for block in blocks], axis=0)
        outcomes = np.array([self._never_as_horizon(block.outcomes) for block in blocks])
        return first, self.prepared.fill(draws[0]), outcomes, failed

    def mixed(self, draws: Sequence[Floats], corner: int) -> Floats:
        """Uniforms (replication, column) of a corner, from those of the seed and of its twin."""
        rows = draws[0].copy()
        for part, columns in self.parts.items():
            if corner & part:
                rows[:, columns] = draws[1][:, columns]
        return rows

    def _draws(self, twin: int, first: int, last: int) -> Floats:
        seed, design, columns = self.seeds[twin], DESIGNS[twin], self.prepared.varying
        width, chance = self.prepared.width, self.prepared.chance
        return uniforms(seed, first, last, columns, width=width, chance=chance, design=design)

    def _never_as_horizon(self, outcomes: Floats) -> Floats:
        days = np.array([outcome.kind == "day" for outcome in self.kernel.outcomes])
        horizon = float(self.prepared.horizon_days)
        known: Floats = np.where(days, np.where(outcomes <= horizon, outcomes, horizon), outcomes)
        return known


def checked_outcome(name: str) -> str:
    """The name of an outcome of which a variance can be taken."""
    _column_of(SalientKernel(), name)
    return name


def _column_of(kernel: Kernel, name: str) -> int:
    """The column of an outcome of which a mean can be taken."""
    kinds = {outcome.name: outcome.kind for outcome in kernel.outcomes}
    if kinds.get(name, "category") == "category":
        told = "is a category, which has no variance" if name in kinds else "is no outcome"
        raise InputError(f"{name} {told}; `salient run --json` lists the outcomes: give a share, an amount or a day")
    return list(kinds).index(name)
