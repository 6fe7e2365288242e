"""Results as the app keeps them: what its pages draw, small enough for many readers. No Streamlit here."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from numpy.typing import NDArray

from sim.analysis.ensemble_like import first_day, horizon_days, lost_below
from sim.analysis.forms.answers import asked_for, columns_of_forms
from sim.experiment.crossed import CORNERS, Crossed, crossed
from sim.experiment.ensemble import Ensemble
from sim.experiment.failures import Failure
from sim.experiment.running.running import compare
from sim.model.recorder import HELD_BY_DAY, VIOLATIONS_BY_DAY
from sim.scenario.loaded import LoadedScenario

RUNS_WITH_PATH = {HELD_BY_DAY: 500, VIOLATIONS_BY_DAY: 2000}
KEPT_BYTES = 32 * 2**20

Key = tuple[str, int, bool]  # scenario hash, seed, whether parameter, chance and form are crossed


@dataclass(frozen=True, eq=False)
class Results:
    """Replications 0 to n - 1 of one scenario: outcomes (replication,), a few paths of the first runs, failures."""

    name: str
    hash: str
    seed: int
    replications: int
    executor: str
    outcomes: Mapping[str, NDArray[Any]]
    paths: Mapping[str, NDArray[Any]]
    failures: tuple[Failure, ...]
    manifest: Mapping[str, Any]  # horizon, first day, and the area at or below which the foothold is no longer held

    @property
    def key(self) -> Key:
        """Under what it is kept."""
        return self.hash, self.seed, False

    @cached_property
    def size_bytes(self) -> int:
        """Memory of the arrays."""
        return sum(values.nbytes for values in (*self.outcomes.values(), *self.paths.values()))

    def first(self, n: int, name: str | None = None) -> Results:
        """The first n replications, under a name: the same numbers as a run of n."""
        return replace(
            self,
            name=self.name if name is None else name,
            replications=min(n, self.replications),
            outcomes={key: values[:n] for key, values in self.outcomes.items()},
            paths={key: days[:n] for key, days in self.paths.items()},
            failures=tuple(failure for failure in self.failures if failure.replication < n),
        )


def results_of(ensemble: Ensemble) -> Results:
    """What is kept of an ensemble."""
    return Results(
        name=ensemble.name,
        hash=ensemble.hash,
        seed=ensemble.seed,
        replications=ensemble.replications,
        executor=ensemble.executor,
        outcomes=dict(ensemble.outcomes),
        paths={name: ensemble.paths[name][:n].copy() for name, n in RUNS_WITH_PATH.items() if name in ensemble.paths},
        failures=ensemble.failures,
        manifest={
            "horizon_days": horizon_days(ensemble), "start": first_day(ensemble), "lost_below": lost_below(ensemble),
        },
    )


def simulate(
    scenario: LoadedScenario,
    seed: int,
    replications: int,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Results:
    """Run one scenario; replication r has the same luck in every scenario of the same seed."""
    [ensemble] = compare(
        [scenario], replications=replications, seed=seed, workers=workers, out=None, progress=progress
    )
    return results_of(ensemble)


@dataclass(frozen=True, eq=False)
class Crossing:
    """Replications 0 to n - 1 of one scenario with parameter, chance and form crossed, for a few outcomes."""

    hash: str
    seed: int
    replications: int
    runs: Crossed

    @property
    def key(self) -> Key:
        """Under what it is kept."""
        return self.hash, self.seed, True

    @cached_property
    def size_bytes(self) -> int:
        """Memory of the arrays."""
        return sum(values.nbytes for values in (*self.runs.outcomes.values(), *self.runs.forms.values()))


def cross(
    scenario: LoadedScenario,
    seed: int,
    replications: int,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Crossing:
    """Cross one scenario; progress is told in replications, all their corners done."""

    def told(done: int, total: int) -> None:
        if progress is not None:
            progress(done // CORNERS, total // CORNERS)

    runs = crossed(
        scenario, asked_for(()), columns_of_forms(), replications=replications, seed=seed, workers=workers,
        progress=told,
    )  # fmt: skip
    return Crossing(scenario.hash, seed, replications, runs)


class Shelf:
    """Results kept in memory by scenario hash and seed, crossed ones apart; the latest used longest, for all sessions.

    Those that somebody looks at are never given up, so memory can grow over the limit by what readers have open.
    """

    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        self._most, self._lock = most_bytes, threading.Lock()
        self._results: OrderedDict[Key, Results | Crossing] = OrderedDict()
        self._held: frozenset[Key] = frozenset()

    def hold(self, keys: frozenset[Key]) -> None:
        """Results that somebody looks at now; instead of those before."""
        with self._lock:
            self._held = keys

    def size(self, key: Key) -> int:
        """Replications kept so far; 0 where there are none."""
        with self._lock:
            return self._results[key].replications if key in self._results else 0

    def best(self, scenario_hash: str, seed: int) -> Results | None:
        """The results with the most replications so far."""
        found = self._used((scenario_hash, seed, False))
        return found if isinstance(found, Results) else None

    def crossing(self, scenario_hash: str, seed: int) -> Crossing | None:
        """The crossed runs of a scenario, if they are there."""
        found = self._used((scenario_hash, seed, True))
        return found if isinstance(found, Crossing) else None

    def _used(self, key: Key) -> Results | Crossing | None:
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
            return self._results.get(key)

    def put(self, results: Results | Crossing) -> None:
        """Keep results unless finer ones are there; forget what was not used for longest."""
        with self._lock:
            key = results.key
            kept = self._results.get(key)
            if kept is None or kept.replications < results.replications:
                self._results[key] = results
            self._results.move_to_end(key)
            self._forget(self._held | {key})

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._results.clear()

    def _forget(self, needed: frozenset[Key]) -> None:
        size = sum(results.size_bytes for results in self._results.values())
        for key in [key for key in self._results if key not in needed]:
            if size <= self._most:
                return
            size -= self._results.pop(key).size_bytes


shelf = Shelf()
