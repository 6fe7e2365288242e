"""Check the files of a result folder, run its manifest again and say in words what differs."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, StorageError
from sim.experiment.ensemble import Ensemble
from sim.experiment.kernel import Kernel, SalientKernel
from sim.experiment.results.listing import NO_HASHES, NO_INPUTS, printable
from sim.experiment.results.reopening import scenario_of
from sim.experiment.running.manifest import content_hashes, event_hashes, inputs_of
from sim.experiment.running.running import Progress, run
from sim.experiment.store import parquet
from sim.experiment.store.recorded import (
    EVENTS,
    INPUTS,
    MANIFEST,
    OUTCOMES,
    PATHS,
    Recorded,
    UnreadableManifest,
    read,
)
from sim.experiment.store.soundness import foreign, harmed


@dataclass(frozen=True)
class Verification:
    """Whether a fresh run gives the stored numbers, and if not, each difference in words."""

    folder: Path
    name: str
    replications: int
    equal: bool
    differences: tuple[str, ...]
    notes: tuple[str, ...] = ()  # what could not be checked
    repeated: bool = True  # whether the files were worth a second run

    def as_json(self) -> dict[str, Any]:
        """The same as a plain mapping."""
        return {
            "folder": str(self.folder),
            "scenario": self.name,
            "replications": self.replications,
            "equal": self.equal,
            "differences": list(self.differences),
            "notes": list(self.notes),
            "repeated": self.repeated,
        }

    def __str__(self) -> str:
        if self.equal:
            same = f"{self.folder}: {self.replications:,} replications of {self.name} come out the same"
            return "; ".join([same, *self.notes])
        what = "a fresh run differs" if self.repeated else "its files are not as they were written"
        return "\n".join([f"{self.folder}: {what}", *(f"- {line}" for line in (*self.differences, *self.notes))])


def verify(
    run_dir: Path | str,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    kernel: Kernel | None = None,
) -> Verification:
    """Check the hash of every file, then repeat the run from the scenario in its manifest and compare every number.

    Where a file is not the one that was written, that is the answer: its numbers are not worth a comparison.
    """
    folder = Path(run_dir)
    recorded = _manifest(folder)
    if isinstance(recorded, str):
        return Verification(folder, folder.name, 0, False, (recorded,), repeated=False)
    harm = tuple(_harm(folder, recorded))
    if harm:
        return Verification(folder, recorded.name, recorded.replications, False, harm, repeated=False)
    kernel = kernel or SalientKernel()
    stored = _stored(folder, recorded, kernel)
    fresh = run(
        scenario_of(folder, recorded, kernel),
        replications=recorded.replications,
        seed=recorded.seed,
        executor=recorded.executor,
        design=recorded.design,
        paths=bool(recorded.content.paths),
        logs=recorded.kept.logs,
        workers=workers,
        progress=progress,
        kernel=kernel,
    )
    differences = [
        *_changed_by_hand(recorded, stored, kernel),
        *_differences(recorded, stored.outcomes, fresh),
        *_other_failures(recorded, stored.failures, fresh),
        *_other_inputs(folder, recorded, fresh, kernel),
        *_other_events(recorded, stored.events, fresh),
    ]
    if differences:
        differences += _versions(recorded.whole, fresh)
    notes = (*([] if recorded.files is not None else [NO_HASHES]), *([] if recorded.kept.inputs else [NO_INPUTS]))
    return Verification(folder, recorded.name, fresh.replications, not differences, tuple(differences), notes)


def _manifest(folder: Path) -> Recorded | str:
    """The manifest, or what is wrong with it; a folder that was never a result is wrong input."""
    try:
        return read(folder)
    except UnreadableManifest as error:
        if any(os.path.lexists(folder / name) for name in (MANIFEST, OUTCOMES)):
            return str(error)
        raise InputError(f"{folder}: no {MANIFEST} of a run can be read here; name a folder that `run` wrote") from None


def _harm(folder: Path, recorded: Recorded) -> Iterator[str]:
    """Files that are not as they were written, and what else stands there."""
    yield from harmed(folder, recorded)
    try:
        for name in foreign(folder, recorded):
            if name not in (recorded.files or ()):
                yield f"{printable(name)} is no file of this run"
    except OSError as error:
        yield f"the folder cannot be read ({error.strerror or error})"


Stored = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Tables:
    """What the files hold: outcomes and paths that the model still has, fault codes of what failed, events."""

    outcomes: Stored
    paths: Mapping[str, NDArray[np.float32]]
    failures: Mapping[int, int]
    events: NDArray[Any] | None


def _stored(folder: Path, recorded: Recorded, kernel: Kernel) -> Tables:
    name, n, paths, events = OUTCOMES, recorded.replications, {}, None
    try:
        rows = parquet.rows_of(folder / name)
        if rows != n:
            raise ValueError(f"it holds {rows:,} rows, {MANIFEST} says {n:,}")
        outcomes = parquet.read_named_outcomes(folder / name, kernel.outcomes)
        failures = {row["replication"]: row["code"] for row in parquet.read_failures(folder / name, n)}
        if recorded.content.paths:
            name = PATHS
            paths = parquet.read_named_paths(folder / name, n, kernel.path_names, recorded.horizon_days)
        name = EVENTS
        if recorded.kept.logs and os.path.lexists(folder / name):
            events = parquet.read_events(folder / name, n, recorded.kept.logs, kernel.event_words)
    except parquet.DAMAGE as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise StorageError(f"{folder}: {name} cannot be read ({reason}); run it again") from error
    return Tables(outcomes, paths, failures, events)


def _changed_by_hand(recorded: Recorded, stored: Tables, kernel: Kernel) -> list[str]:
    """Numbers that the manifest recorded and a file does not hold, though their hashes were made to fit."""
    told, found = recorded.content, content_hashes(stored.outcomes, stored.paths)
    known = {outcome.name for outcome in kernel.outcomes}
    return [
        *(
            f"{name}: {OUTCOMES} does not hold the numbers that the manifest recorded"
            for name, value in told.outcomes.items()
            if name in known and found["outcomes"].get(name) != value
        ),
        *(
            f"daily path {name}: {PATHS} does not hold the numbers that the manifest recorded"
            for name, value in told.paths.items()
            if name in kernel.path_names and found["paths"].get(name) != value
        ),
    ]


def _other_failures(recorded: Recorded, stored: Mapping[int, int], fresh: Ensemble) -> list[str]:
    now = {failure.replication: failure.code for failure in fresh.failures}
    if recorded.failures != len(now):
        return [f"{len(now):,} replications fail now, stored were {recorded.failures:,}"]
    others = sorted(number for number in {**stored, **now} if stored.get(number) != now.get(number))
    return [f"other replications fail now; the first is {others[0]}"] if others else []


def _other_inputs(folder: Path, recorded: Recorded, fresh: Ensemble, kernel: Kernel) -> list[str]:
    """Drawn values of which the file does not hold what this version draws."""
    if not recorded.kept.inputs:
        return []
    identity = {"seed": recorded.seed, "hash": recorded.hash}
    try:
        names = parquet.differing_inputs(folder / INPUTS, identity, *inputs_of(fresh, kernel))
    except parquet.DAMAGE as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise StorageError(f"{folder}: {INPUTS} cannot be read ({reason}); run it again") from error
    return [f"drawn value {printable(name)}: {INPUTS} does not hold what is drawn now" for name in names]


def _other_events(recorded: Recorded, stored: NDArray[Any] | None, fresh: Ensemble) -> list[str]:
    """Whether the logs are the same: those in the file and, where a version recorded them, their hashes."""
    now = event_hashes(fresh.events)
    told = now if recorded.content.events is None else recorded.content.events
    columns = [
        name
        for name in {**told, **now}
        if told.get(name) != now.get(name) or not _is_column(stored, fresh.events, name)
    ]
    if not columns:
        return []
    counts = [0 if events is None else len(events) for events in (stored, fresh.events)]
    if counts[0] != counts[1]:
        return [f"events: a fresh run logs {counts[1]:,} of them, stored were {counts[0]:,}"]
    return [f"events: {name} is another in a fresh run" for name in columns]


def _is_column(one: NDArray[Any] | None, other: NDArray[Any] | None, name: str) -> bool:
    """Whether two logs have the same values in a column."""
    if one is None or other is None:
        return one is other
    both = name in (one.dtype.names or ()) and name in (other.dtype.names or ())
    return both and np.array_equal(one[name], other[name])


def _differences(recorded: Recorded, stored: Stored, fresh: Ensemble) -> list[str]:
    found = []
    if recorded.hash != fresh.hash:
        found.append(f"the scenario text now has the hash {fresh.hash}, stored was {recorded.hash}")
    told, now = recorded.content, content_hashes(fresh.outcomes, fresh.paths)
    for name in {**told.outcomes, **now["outcomes"]}:
        found += _difference(name, told.outcomes, stored, now["outcomes"], fresh.outcomes)
    for name in {**told.paths, **now["paths"]}:
        if told.paths.get(name) != now["paths"].get(name):
            found.append(f"daily path {name}: a fresh run gives other numbers")
    return found


def _difference(
    name: str,
    recorded: Mapping[str, str],
    stored: Mapping[str, NDArray[Any]],
    now: Mapping[str, str],
    fresh: Mapping[str, NDArray[Any]],
) -> list[str]:
    if name not in now:
        return [f"{name}: stored, but the model has no such outcome any more"]
    if name not in recorded:
        return [f"{name}: the model has this outcome now, the stored run did not"]
    if recorded[name] == now[name]:
        return []
    old, new = stored.get(name, fresh[name][:0]), fresh[name]
    n = min(len(old), len(new))
    differ = np.flatnonzero((old[:n] != new[:n]) & ~(np.isnan(old[:n]) & np.isnan(new[:n])))
    if not differ.size:
        return [f"{name}: a fresh run gives other numbers than the manifest recorded"]
    first = int(differ[0])
    return [
        f"{name}: {differ.size:,} of {n:,} replications differ; the first is {first}, "
        f"stored {old[first]:.17g}, now {new[first]:.17g}"
    ]


def _versions(manifest: Mapping[str, Any], fresh: Ensemble) -> list[str]:
    old, new = manifest["versions"], fresh.manifest["versions"]
    return [
        f"made with {name} {old.get(name, 'none')}, now {new.get(name, 'none')}"
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]
