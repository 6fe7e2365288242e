"""Keep on disk what was answered in memory: the same run again, which gives the same numbers, with a folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import StorageError
from sim.experiment.kernel import Kernel
from sim.experiment.results.listing import Stored, look
from sim.experiment.running.running import compare
from sim.experiment.store.folders import chosen_root, storing

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

KEPT_LOGS = 20  # event logs of the first replications are kept with the results


def keep(
    loaded: "Sequence[LoadedScenario]",
    *,
    replications: int,
    seed: int,
    root: Path | None = None,
    executor: str | None = None,
    kernel: Kernel | None = None,
) -> tuple[Stored, ...]:
    """Store paired runs and return their folders in order; a SalientError says why they cannot be written.

    A folder that already holds this run, or a longer one of the same luck, is left as it is.
    """
    root = chosen_root() if root is None else root
    with storing(root):
        ensembles = compare(
            loaded, replications=replications, seed=seed, executor=executor, out=root, logs=KEPT_LOGS, kernel=kernel
        )
    kept = [look(ensemble.folder, kernel=kernel) for ensemble in ensembles if ensemble.folder is not None]
    if any(one is None for one in kept):
        raise StorageError(f"{root}: a result was written, but another program has removed it again")
    return tuple(one for one in kept if one is not None)
