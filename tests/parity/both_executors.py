"""The same replications by both executors, and what differs between them to the last bit."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.engine.blocks import Block
from sim.engine.replication import run_block
from sim.engine.theatre import Model, model_of
from sim.experiment.design.unit_cube import uniforms
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.recorder import SERIES
from sim.model.world.parameters import P, fill, plan
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS

COLUMN = {path: column for column, path in enumerate(COLUMNS)}
OUTCOME = {name: column for column, name in enumerate(OUTCOME_NAMES)}
SEED = 20250312


@dataclass(frozen=True, eq=False)
class Case:
    """Rows of parameters (replication, column) on a map, with the seed of their luck."""

    name: str
    model: Model
    rows: np.ndarray
    seed: int = SEED

    def having(self, values: Mapping[str, float], name: str | None = None) -> "Case":
        """The same with some leaves set in every row."""
        rows = self.rows.copy()
        for path, value in values.items():
            rows[:, COLUMN[path]] = value
        return replace(self, rows=rows, name=name or self.name)

    def days(self, horizon: int) -> "Case":
        """The same up to another day."""
        return replace(self, model=replace(self.model, horizon_days=horizon))

    def run(self, executor: str, logs: bool = True) -> Block:
        """Every replication by one executor, with paths and logs."""
        n = len(self.rows)
        return run_block(
            self.model, self.rows, seed=self.seed, first=0, executor=executor, logs=n if logs else 0
        )


def case_of(name: str, replications: int, seed: int = SEED, sets: Sequence[str] = ()) -> Case:
    """A shipped scenario with its first replications."""
    loaded = load(name, sets)
    made = plan(loaded)
    draws = uniforms(seed, 0, replications, made.varying.tolist(), width=P)
    return Case(name, model_of(loaded), fill(made, draws), seed)


def bits(values: np.ndarray) -> np.ndarray:
    """The bits of an array, so that missing equals missing and 0 differs from -0."""
    width = values.dtype.itemsize
    return np.ascontiguousarray(values).view(np.uint64 if width == 8 else np.uint32)


def differences(one: Block, other: Block) -> list[str]:
    """What differs between two blocks, each with its replication and its name; nothing if all bits are equal."""
    return [
        *_differing("faults", one.faults[:, None], other.faults[:, None], ("fault",)),
        *_differing("steps", one.steps[:, None], other.steps[:, None], ("resumptions",)),
        *_differing("outcomes", one.outcomes, other.outcomes, OUTCOME_NAMES),
        *_differing("paths", one.paths, other.paths, tuple(series.name for series in SERIES)),
        *_differing_events(one.events, other.events),
    ]


def _differing(what: str, one: np.ndarray, other: np.ndarray, names: tuple[str, ...]) -> Iterable[str]:
    if one.shape != other.shape:
        yield f"{what}: shapes {one.shape} and {other.shape}"
        return
    for place in np.argwhere(bits(one) != bits(other)):
        place = tuple(int(number) for number in place)
        yield f"{what} of {place[0]}: {names[place[-1]]} {place[1:-1]} {one[place]!r} and {other[place]!r}"


def _differing_events(one: np.ndarray, other: np.ndarray) -> Iterable[str]:
    if len(one) != len(other):
        yield f"events: {len(one)} and {len(other)}"
    if one.tobytes() == other.tobytes():
        return
    for first, second in zip(one, other, strict=False):
        if first.tobytes() != second.tobytes():
            yield f"events: {first} and {second}"


def digest(block: Block) -> str:
    """Fingerprint of everything a block holds."""
    found = hashlib.sha256()
    for part in (block.faults, block.steps, block.outcomes, block.paths, block.events):
        found.update(np.ascontiguousarray(part).tobytes())
    return found.hexdigest()
