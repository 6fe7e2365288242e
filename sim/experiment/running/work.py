"""The work of one scenario: its replications, each a pure function of its number, whoever makes them and when."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from sim.experiment.design.unit_cube import Design, uniforms
from sim.experiment.kernel import BlockLike, Floats, Kernel, Prepared
from sim.experiment.store.records import KEPT_PATHS


@dataclass(frozen=True)
class Settings:
    """How to run: what changes results (seed, executor, design) and what does not (the rest)."""

    seed: int
    executor: str
    design: Design
    workers: int
    out: Path | None
    fresh: bool
    paths: bool
    logs: int
    read_log: Callable[[NDArray[Any]], None] | None = None  # takes the events block by block; then none are kept
    processes: tuple[str, ...] = ()  # names of processes of the user's own
    share: str | None = None  # a folder or an address where chunks are kept that several machines make, else in `out`


@dataclass(frozen=True)
class Work:
    """A scenario that is ready to run, with how."""

    loaded: Any
    settings: Settings
    kernel: Kernel
    prepared: Prepared

    @classmethod
    def of(cls, loaded: Any, settings: Settings, kernel: Kernel) -> "Work":
        """The work of a scenario."""
        return cls(loaded, settings, kernel, kernel.prepare(loaded))

    def block(self, first: int, last: int) -> BlockLike:
        """Replications first to last - 1, with the paths and logs that are kept of them."""
        settings = self.settings
        return self.kernel.run_block(
            self.prepared.model,
            self.rows(first, last),
            seed=settings.seed,
            first=first,
            executor=settings.executor,
            paths=settings.paths and first < KEPT_PATHS,
            logs=min(max(settings.logs - first, 0), last - first),
        )

    def rows(self, first: int, last: int) -> Floats:
        """Parameters (replication, P) of replications first to last - 1."""
        prepared = self.prepared
        draws = uniforms(
            self.settings.seed,
            first,
            last,
            prepared.varying,
            width=prepared.width,
            chance=prepared.chance,
            design=self.settings.design,
        )
        return prepared.fill(draws)

    def traceback_of(self, replication: int) -> str:
        """Traceback of a replication that failed, from repeating it."""
        [row] = self.rows(replication, replication + 1)
        return self.kernel.traceback_of(self.prepared.model, row, self.settings.seed, replication)
