"""Many replications of one scenario, as what everything above reads.

An ensemble is a pure function of scenario, seed and number of replications: not of workers, chunks, executor
or what was stored before. With a folder of results (`out`), what is stored is used again and what was
interrupted goes on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import SalientError
from sim.experiment.design.unit_cube import Design
from sim.experiment.failures import Failure

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario


@dataclass(frozen=True)
class Ensemble:
    """Replications 0 to n - 1 of one scenario.

    `outcomes`: name -> (replication,), NaN where missing; `paths`: name -> (replication, day) of the first
    `KEPT_PATHS` replications, empty if not kept; `events`: structured array of the logs kept, or None.
    """

    name: str
    hash: str
    seed: int
    replications: int
    executor: str
    design: Design
    outcomes: Mapping[str, NDArray[np.float64]] = field(repr=False)
    paths: Mapping[str, NDArray[np.float32]] = field(repr=False)
    events: NDArray[Any] | None = field(repr=False)
    failures: tuple[Failure, ...] = field(repr=False)
    manifest: Mapping[str, Any] = field(repr=False)
    loaded: "LoadedScenario" = field(repr=False)
    folder: Path | None

    @property
    def changed(self) -> tuple[str, ...]:
        """Paths of the values that differ from the scenario's base."""
        return tuple(self.loaded.changed)


class Interrupted(SalientError):
    """Ctrl-C or a signal that asks to end; `partial` holds what each scenario has up to the first gap."""

    def __init__(self, message: str, partial: Sequence[Ensemble] = (), exit_code: int = 130) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        self.partial = tuple(partial)


