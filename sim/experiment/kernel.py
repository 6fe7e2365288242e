"""The one narrow door through which an ensemble reaches model and engine, so that tests can stand in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.experiment.design.unit_cube import Design
from sim.experiment.inputs import Input, inputs_drawn, inputs_of

Floats = NDArray[np.float64]


class OutcomeLike(Protocol):
    """What the store and the precision need of an outcome's declaration."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def categories(self) -> tuple[str, ...]: ...


class SeriesLike(Protocol):
    """What the store needs of the declaration of a daily series."""

    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def about(self) -> str: ...


class BlockLike(Protocol):
    """Consecutive replications: outcomes (n, O), paths (n, H+1, S) or (0, ...), faults (n,), event log."""

    @property
    def first(self) -> int: ...
    @property
    def outcomes(self) -> Floats: ...
    @property
    def paths(self) -> NDArray[np.float32]: ...
    @property
    def faults(self) -> NDArray[np.int64]: ...
    @property
    def events(self) -> NDArray[Any]: ...


@dataclass(frozen=True)
class Prepared:
    """A scenario ready to run: its model, and how uniforms (n, width) become parameter rows (n, width)."""

    model: Any
    fill: Callable[[Floats], Floats]
    varying: frozenset[int]
    chance: frozenset[int]
    width: int
    horizon_days: int


class Kernel(Protocol):
    """Runs replications of a prepared scenario."""

    @property
    def outcomes(self) -> Sequence[OutcomeLike]: ...
    @property
    def series(self) -> Sequence[SeriesLike]: ...
    @property
    def path_names(self) -> Sequence[str]: ...
    @property
    def event_words(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def results_version(self) -> int: ...
    def available(self, executor: str) -> bool: ...
    def describe(self, loaded: Any) -> dict[str, Any]: ...
    def load_described(self, description: dict[str, Any]) -> Any: ...
    def prepare(self, loaded: Any) -> Prepared: ...
    def inputs(self, loaded: Any) -> Sequence[Input]: ...
    def inputs_of(
        self, loaded: Any, seed: int, replications: int, *, first: int = 0, design: Design = "sobol"
    ) -> dict[str, NDArray[Any]]: ...
    def run_block(
        self, model: Any, rows: Floats, *, seed: int, first: int, executor: str, paths: bool, logs: int
    ) -> BlockLike: ...
    def fault_message(self, code: int) -> str: ...
    def traceback_of(self, model: Any, row: Floats, seed: int, replication: int) -> str: ...


class SalientKernel:
    """The model and the engine of this package; imported when first used, because numba is a slow import.

    `processes` are the user's own, in plain SimPy; they act in every replication.
    """

    def __init__(self, processes: Sequence[Any] = ()) -> None:
        from sim.model.outcomes import OUTCOMES, RESULTS_VERSION
        from sim.model.recorder import SERIES
        from sim.model.world.cast import PROCESS_NAMES
        from sim.model.world.events import EVENT_KINDS

        self.outcomes: Sequence[OutcomeLike] = OUTCOMES
        self.series: Sequence[SeriesLike] = SERIES
        self.path_names: Sequence[str] = tuple(path.name for path in SERIES)
        self.event_words: Mapping[str, Sequence[str]] = {
            "kind": [kind.name for kind in EVENT_KINDS],
            "process": PROCESS_NAMES,
        }
        self.results_version: int = RESULTS_VERSION
        self.processes = tuple(processes)

    def available(self, executor: str) -> bool:
        """Whether an executor runs on this machine."""
        from sim.engine.replication import executor_available

        return bool(executor_available(executor))

    def describe(self, loaded: Any) -> dict[str, Any]:
        """What it takes to load the scenario again without its file."""
        return {"name": loaded.name, "text": loaded.text, "theatre_text": loaded.theatre_text}

    def load_described(self, description: dict[str, Any]) -> Any:
        """The scenario that `describe` described."""
        from sim.scenario.loading import restore

        return restore(description["name"], description["text"], description["theatre_text"])

    def prepare(self, loaded: Any) -> Prepared:
        """Build the model and the plan of parameter columns of one scenario."""
        from sim.engine.theatre import model_of
        from sim.model.world.parameters import P, fill, plan

        columns = plan(loaded)
        chance = {leaf.declaration.column for leaf in loaded.leaves() if leaf.declaration.kind == "chance"}
        return Prepared(
            model=model_of(loaded),
            fill=lambda uniforms: fill(columns, uniforms),
            varying=frozenset(int(column) for column in columns.varying),
            chance=frozenset(chance),
            width=P,
            horizon_days=loaded.scenario.horizon_days,
        )

    def inputs(self, loaded: Any) -> Sequence[Input]:
        """The values and forms that are drawn for each replication."""
        return inputs_drawn(loaded)

    def inputs_of(
        self, loaded: Any, seed: int, replications: int, *, first: int = 0, design: Design = "sobol"
    ) -> dict[str, NDArray[Any]]:
        """What replications first to first + replications - 1 were given, by path."""
        return inputs_of(loaded, seed, replications, first=first, design=design)

    def run_block(
        self, model: Any, rows: Floats, *, seed: int, first: int, executor: str, paths: bool, logs: int
    ) -> BlockLike:
        """Replications first to first + n - 1 of the rows (n, width)."""
        from sim.engine.replication import run_block

        block: BlockLike = run_block(
            model,
            rows,
            seed=seed,
            first=first,
            executor=executor,
            paths=paths,
            logs=logs,
            own_processes=self.processes,
        )
        return block

    def fault_message(self, code: int) -> str:
        """What a fault code means."""
        from sim.engine.faults import fault_message

        return str(fault_message(code))

    def traceback_of(self, model: Any, row: Floats, seed: int, replication: int) -> str:
        """Traceback of a failing replication, from repeating it under the SimPy executor."""
        from sim.engine.plain_blocks import traceback_of

        return str(traceback_of(model, row, seed, replication, self.processes))
