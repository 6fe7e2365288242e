"""A stored result as the ensemble it was: the same numbers, failures and scenario, read back from its folder."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, StorageError
from sim.experiment.ensemble import Ensemble
from sim.experiment.failures import Failure
from sim.experiment.kernel import Kernel, SalientKernel
from sim.experiment.results.listing import Stored, StoredRun, look
from sim.experiment.running.manifest import content_hashes
from sim.experiment.store import parquet
from sim.experiment.store.recorded import MANIFEST, OUTCOMES, PATHS, Recorded, UnreadableManifest, read
from sim.experiment.store.soundness import harmed


def reopen(stored: Stored, *, kernel: Kernel | None = None) -> Ensemble:
    """The ensemble of a stored result, without event logs; StorageError where it is gone or damaged.

    The hash of every file is computed and compared with the manifest's before anything is read.
    A result of another version opens as far as this version has its outcomes and reads its scenario.
    """
    kernel = kernel or SalientKernel()
    run, recorded = found_whole(stored, kernel)
    return _read(stored.folder, run, recorded, kernel)


def found_whole(stored: Stored, kernel: Kernel) -> tuple[StoredRun, Recorded]:
    """What the manifest of a result says, once every file is as it was written; StorageError where one is not."""
    now = look(stored.folder, kernel=kernel)
    if now is None:
        raise StorageError(f"{stored.name} is not there any more; another session or program may have deleted it")
    if now.damage or now.run is None:
        raise damaged(stored.name, now.damage)
    try:
        recorded = read(stored.folder)
    except UnreadableManifest as error:
        raise damaged(stored.name, str(error)) from error
    harm = harmed(stored.folder, recorded)
    if harm:
        raise damaged(stored.name, "; ".join(harm))
    return now.run, recorded


def _read(folder: Path, run: StoredRun, recorded: Recorded, kernel: Kernel) -> Ensemble:
    with reading(folder, OUTCOMES):
        if parquet.rows_of(folder / OUTCOMES) != run.replications:
            raise damaged(folder.name, f"{OUTCOMES} does not hold the {run.replications:,} runs that {MANIFEST} names")
        outcomes = parquet.read_named_outcomes(folder / OUTCOMES, kernel.outcomes)
        failures = [Failure(seed=run.seed, **row) for row in parquet.read_failures(folder / OUTCOMES, run.replications)]
    paths: dict[str, NDArray[np.float32]] = {}
    if run.keeps_paths:
        with reading(folder, PATHS):
            paths = parquet.read_named_paths(folder / PATHS, run.replications, kernel.path_names, run.horizon_days)
    _check(folder, run, recorded, outcomes, paths, kernel)
    return Ensemble(
        name=run.name,
        hash=run.hash,
        seed=run.seed,
        replications=run.replications,
        executor=run.executor,
        design="random" if run.design == "random" else "sobol",
        outcomes={name: _fixed(values) for name, values in outcomes.items()},
        paths={name: _fixed(values) for name, values in paths.items()},
        events=None,
        failures=tuple(failures),
        manifest=recorded.whole,
        loaded=scenario_of(folder, recorded, kernel),
        folder=folder,
    )


def _check(
    folder: Path,
    run: StoredRun,
    recorded: Recorded,
    outcomes: Mapping[str, NDArray[np.float64]],
    paths: Mapping[str, NDArray[np.float32]],
    kernel: Kernel,
) -> None:
    """Refuse numbers that are not those the manifest recorded; words of another version may count differently."""
    words = {outcome.name for outcome in kernel.outcomes if outcome.kind == "category"} if run.stale else set()
    found = content_hashes({name: values for name, values in outcomes.items() if name not in words}, paths)
    told = {"outcomes": recorded.content.outcomes, "paths": recorded.content.paths}
    for file, part in ((OUTCOMES, "outcomes"), (PATHS, "paths")):
        known = {outcome.name for outcome in kernel.outcomes} - words if part == "outcomes" else set(kernel.path_names)
        wanted = {name: value for name, value in told[part].items() if name in known}
        if found[part] != wanted:
            raise damaged(folder.name, f"{file} does not hold the numbers that {MANIFEST} recorded")


def scenario_of(folder: Path, recorded: Recorded, kernel: Kernel) -> Any:
    """The scenario that was run; StorageError where this version cannot read it."""
    try:
        return kernel.load_described(recorded.whole["scenario"])
    except (InputError, KeyError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise StorageError(
            f"{folder.name}: this version cannot read its scenario ({reason}); run the scenario again"
        ) from error


@contextmanager
def reading(folder: Path, name: str) -> Iterator[None]:
    """Whatever goes wrong when a file of a result is read, as one sentence."""
    try:
        yield
    except parquet.DAMAGE as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise damaged(folder.name, f"{name} cannot be read ({reason})") from error


def damaged(name: str, reason: str) -> StorageError:
    """The refusal of a result that is not as it was written."""
    return StorageError(f"{name} is damaged: {reason}; delete it and run the scenario again")


def _fixed(values: NDArray[Any]) -> NDArray[Any]:
    values.flags.writeable = False
    return values
