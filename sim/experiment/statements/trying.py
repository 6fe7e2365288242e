"""Statements tried on random worlds, and one world looked at again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiment.kernel import SalientKernel
from sim.experiment.statements.expressions import evaluated
from sim.experiment.statements.statements import FIRST, SECOND, Statement
from sim.experiment.statements.worlds import rows_of
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
DAILY = "daily."  # what stands before the name of a series
AT_ONCE = 1_000  # worlds; their series are kept until the next thousand


@dataclass(frozen=True)
class Tried:
    """What came of a statement: worlds tried, those it speaks of, those where it fails, those that cannot be run."""

    statement: Statement
    worlds: int
    applies: int
    failures: tuple[int, ...]
    faults: tuple[int, ...]

    @property
    def holds(self) -> bool:
        """Whether it speaks of some world and fails in none; a statement about nothing does not hold."""
        return self.applies > 0 and not self.failures and not self.faults


@dataclass(frozen=True, eq=False)
class Lives:
    """What became of worlds: parameters (world, column), outcomes (world, O), series (world, day, S), faults."""

    rows: Floats
    outcomes: Floats
    series: NDArray[np.float32]
    faults: NDArray[np.int64]


def try_all(
    statements: Sequence[Statement], *, worlds: int, seed: int, progress: Progress = lambda done, total: None
) -> list[Tried]:
    """Each statement on worlds 0 to worlds - 1 of a seed."""
    found = []
    for number, statement in enumerate(statements):
        found.append(_tried(statement, worlds, seed))
        progress(number + 1, len(statements))
    return found


def _tried(statement: Statement, worlds: int, seed: int) -> Tried:
    applies, failures, faults = 0, list[int](), list[int]()
    for first in range(0, worlds, AT_ONCE):
        lives = lives_of(statement, seed, first, min(first + AT_ONCE, worlds))
        spoken_of, holds, broken = _judged(statement, lives)
        applies += int(spoken_of.sum())
        failures += (first + np.flatnonzero(spoken_of & ~holds)).tolist()
        faults += (first + np.flatnonzero(broken)).tolist()
    return Tried(statement, worlds, applies, tuple(failures), tuple(faults))


def lives_of(statement: Statement, seed: int, first: int, last: int) -> list[Lives]:
    """The worlds of a statement, and where it has a second one their twins with the same luck."""
    loaded = load(statement.base)
    rows = rows_of(loaded, seed, first, last)
    lives = []
    for values in (statement.world, statement.other):
        if values is not None:
            rows = rows.copy()
            for column, value in values.items():
                rows[:, column] = value
            lives.append(_lived(loaded, rows, seed, first))
    return lives


def _lived(loaded: Any, rows: Floats, seed: int, first: int) -> Lives:
    kernel = SalientKernel()
    executor = "compiled" if kernel.available("compiled") else "simpy"
    model = kernel.prepare(loaded).model
    block = kernel.run_block(model, rows, seed=seed, first=first, executor=executor, paths=True, logs=0)
    return Lives(rows, _with_never(kernel, block.outcomes), block.paths, block.faults)


def _with_never(kernel: SalientKernel, outcomes: Floats) -> Floats:
    """Outcomes in which a day that never came is infinite, so that days can be compared."""
    days = np.array([outcome.kind == "day" for outcome in kernel.outcomes])
    never: Floats = np.where(days & np.isnan(outcomes), np.inf, outcomes)
    return never


def _judged(statement: Statement, lives: Sequence[Lives]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """For each world: whether the statement speaks of it, whether it holds there, whether it could not be run."""
    broken = np.any([one.faults != 0 for one in lives], axis=0)
    shape = broken.shape
    try:
        with np.errstate(invalid="ignore", divide="ignore"):
            holds = np.broadcast_to(evaluated(statement.expect, _lookup(lives)), shape).astype(bool)
            when = evaluated(statement.when, _lookup(lives)) if statement.when else np.asarray(True)
    except (ValueError, TypeError, IndexError, KeyError) as fault:  # what is no expression, and what numpy refuses
        raise InputError(f"{statement.place}: {statement.name}: {fault.args[0]}") from None
    return np.broadcast_to(when, shape).astype(bool) & ~broken, holds, broken


def _lookup(lives: Sequence[Lives]) -> Callable[[str], NDArray[Any]]:
    """Values by name: an outcome, a series or a value of a scenario, of the first world unless `second.` is said."""
    places = _places()

    def look(name: str) -> NDArray[Any]:
        life = lives[-1] if name.startswith(SECOND) else lives[0]
        plain = name.removeprefix(SECOND).removeprefix(FIRST)
        if plain not in places:
            raise KeyError(f"{plain} is no outcome, no series and no value of a scenario")
        kind, number = places[plain]
        if kind == "series":
            return np.asarray(life.series[:, :, number], dtype=np.float64)
        return np.asarray((life.outcomes if kind == "outcome" else life.rows)[:, number])

    return look


def _places() -> dict[str, tuple[str, int]]:
    """Where each name stands."""
    kernel = SalientKernel()
    values = {path: ("value", column) for column, path in enumerate(COLUMNS)}
    series = {f"{DAILY}{name}": ("series", number) for number, name in enumerate(kernel.path_names)}
    return values | series | {one.name: ("outcome", number) for number, one in enumerate(kernel.outcomes)}


def one_world(statement: Statement, seed: int, number: int) -> Mapping[str, Any]:
    """A world of a statement again: its values and what came of it, and the same of its twin."""
    lives = lives_of(statement, seed, number, number + 1)
    spoken_of, holds, _ = _judged(statement, lives)
    kernel = SalientKernel()
    return {
        "statement": statement.name,
        "world": number,
        "speaks_of_it": bool(spoken_of[0]),
        "holds": bool(holds[0]),
        "values": {path: [float(life.rows[0, column]) for life in lives] for column, path in enumerate(COLUMNS)},
        "outcomes": {
            one.name: [float(life.outcomes[0, place]) for life in lives] for place, one in enumerate(kernel.outcomes)
        },
    }
