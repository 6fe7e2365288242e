"""Run the manifest of a result folder again and say in words what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, StorageError
from sim.experiment import parquet
from sim.experiment.ensemble import Ensemble, Progress, run
from sim.experiment.kernel import Kernel, SalientKernel
from sim.experiment.manifest import content_hashes
from sim.experiment.store import MANIFEST, read_manifest


@dataclass(frozen=True)
class Report:
    """Whether a fresh run gives the stored numbers, and if not, each difference in words."""

    folder: Path
    name: str
    replications: int
    equal: bool
    differences: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as a plain mapping."""
        return {
            "folder": str(self.folder),
            "scenario": self.name,
            "replications": self.replications,
            "equal": self.equal,
            "differences": list(self.differences),
        }

    def __str__(self) -> str:
        if self.equal:
            return f"{self.folder}: {self.replications:,} replications of {self.name} come out the same"
        return "\n".join([f"{self.folder}: a fresh run differs", *(f"- {line}" for line in self.differences)])


def verify(
    run_dir: Path | str,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    kernel: Kernel | None = None,
) -> Report:
    """Repeat the stored run from the scenario text in its manifest and compare every number."""
    folder = Path(run_dir)
    manifest = read_manifest(folder)
    if manifest is None or "scenario" not in manifest:
        raise InputError(f"{folder}: no {MANIFEST} of a run can be read here; name a folder that `run` wrote")
    kernel = kernel or SalientKernel()
    stored = _stored_outcomes(folder, kernel)
    fresh = run(
        kernel.load_described(manifest["scenario"]),
        replications=int(manifest["replications"]),
        seed=int(manifest["seed"]),
        executor=manifest["executor"],
        design=manifest["design"],
        paths=bool(manifest["content"]["paths"]),
        workers=workers,
        progress=progress,
        kernel=kernel,
    )
    differences = [
        *_changed_by_hand(manifest, stored),
        *_differences(manifest, stored, fresh),
    ]
    if differences:
        differences += _versions(manifest, fresh)
    return Report(folder, manifest["name"], fresh.replications, not differences, tuple(differences))


def _stored_outcomes(folder: Path, kernel: Kernel) -> dict[str, NDArray[np.float64]]:
    """Outcomes in the Parquet file that the model still has."""
    try:
        return parquet.read_named_outcomes(folder / "outcomes.parquet", kernel.outcomes)
    except (OSError, ValueError, KeyError) as error:
        raise StorageError(
            f"{folder}: outcomes.parquet cannot be read ({str(error).splitlines()[0]}); run it again"
        ) from error


def _changed_by_hand(manifest: Mapping[str, Any], stored: Mapping[str, NDArray[Any]]) -> list[str]:
    recorded = manifest["content"]["outcomes"]
    hashes = content_hashes(stored, {})["outcomes"]
    return [
        f"{name}: outcomes.parquet does not hold the numbers that the manifest recorded"
        for name, value in hashes.items()
        if name in recorded and recorded[name] != value
    ]


def _differences(
    manifest: Mapping[str, Any], stored: Mapping[str, NDArray[Any]], fresh: Ensemble
) -> list[str]:
    found = []
    if manifest["hash"] != fresh.hash:
        found.append(f"the scenario text now has the hash {fresh.hash}, stored was {manifest['hash']}")
    rows = len(next(iter(stored.values()), ()))
    if rows != fresh.replications:
        found.append(f"outcomes.parquet holds {rows:,} rows, the manifest says {fresh.replications:,}")
    if manifest["failures"] != len(fresh.failures):
        found.append(f"{len(fresh.failures):,} replications fail now, stored were {manifest['failures']:,}")
    recorded, now = manifest["content"], content_hashes(fresh.outcomes, fresh.paths)
    for name in {**recorded["outcomes"], **now["outcomes"]}:
        found += _difference(name, recorded["outcomes"], stored, now["outcomes"], fresh.outcomes)
    for name in {**recorded["paths"], **now["paths"]}:
        if recorded["paths"].get(name) != now["paths"].get(name):
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
