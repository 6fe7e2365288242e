"""The manifest of a result: what was run, with what, how long it took and what came out, as hashes."""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.experiment import columns
from sim.experiment.columns import Column
from sim.experiment.kernel import Kernel
from sim.experiment.running.precision import Precision
from sim.experiment.store import folders as store
from sim.experiment.store import parquet
from sim.experiment.store.provenance import git_commit
from sim.experiment.store.recorded import EVENTS, INPUTS, OUTCOMES, PATHS
from sim.experiment.store.records import KEPT_PATHS

if TYPE_CHECKING:
    from sim.experiment.ensemble import Ensemble
    from sim.experiment.running.gathering import Gathering


def manifest_of(
    gathering: "Gathering", n: int, n_failures: int, target: Precision | None, reached: float | None
) -> dict[str, Any]:
    """Everything but the hashes of the content, which take time and are added when the result is stored."""
    loaded, settings = gathering.loaded, gathering.settings
    manifest: dict[str, Any] = {
        "name": loaded.name,
        "hash": loaded.hash,
        "seed": settings.seed,
        "replications": n,
        "executor": settings.executor,
        "design": settings.design,
        "horizon_days": gathering.prepared.horizon_days,
        "failures": n_failures,
        "timings": _timings(gathering),
        "versions": gathering.key.provenance,
        "kept": {"paths": settings.paths, "paths_of_first": min(n, KEPT_PATHS) if settings.paths else 0,
                 "logs": settings.logs, "inputs": True},
        "base": getattr(loaded, "base", None),
        "sets": list(getattr(loaded, "sets", ())),
        "changed": list(loaded.changed),
    }  # fmt: skip
    if settings.processes:
        manifest["processes"] = list(settings.processes)
    if target is not None:
        manifest["precision"] = {
            "outcome": target.outcome,
            "half_width_wanted": target.half_width,
            "half_width_reached": reached if reached is not None and np.isfinite(reached) else None,
            "enough": reached is not None and reached <= target.half_width,
        }
    return manifest


def _timings(gathering: "Gathering") -> dict[str, Any]:
    rate = gathering.computed / gathering.seconds if gathering.seconds > 0 else None
    return {
        "seconds": round(gathering.seconds, 4),
        "replications_computed": gathering.computed,
        "replications_per_second": None if rate is None else round(rate, 1),
    }


def publish(gathering: "Gathering", ensemble: "Ensemble") -> None:
    """Write the result folder of an ensemble."""
    assert gathering.settings.out is not None
    identity = {"seed": ensemble.seed, "hash": ensemble.hash}
    failed = {failure.replication: failure.as_json() for failure in ensemble.failures}
    outcomes, declared = ensemble.outcomes, gathering.kernel.outcomes
    files = {
        OUTCOMES: lambda file: parquet.write_outcomes(file, identity, outcomes, declared, failed),
        INPUTS: lambda file: parquet.write_inputs(file, identity, *inputs_of(ensemble, gathering.kernel)),
    }
    if ensemble.paths:
        series = gathering.kernel.series
        files[PATHS] = lambda file: parquet.write_paths(file, identity, ensemble.paths, series)
    events, words = ensemble.events, gathering.kernel.event_words
    if events is not None:
        files[EVENTS] = lambda file: parquet.write_events(file, identity, events, words)
    manifest = {
        **ensemble.manifest,
        "key": gathering.key.as_json(),
        "git_commit": git_commit(),
        "content": {**content_hashes(ensemble.outcomes, ensemble.paths), "events": event_hashes(ensemble.events)},
        "scenario": gathering.kernel.describe(gathering.loaded),
    }
    store.publish(gathering.settings.out, gathering.key, files, manifest)


def inputs_of(ensemble: "Ensemble", kernel: Kernel) -> tuple[tuple[Column, ...], int, parquet.Inputs]:
    """What the store needs of the inputs: their columns, how many rows, and what replications of a range were given."""

    def of_range(first: int, last: int) -> dict[str, NDArray[Any]]:
        size, design = last - first, ensemble.design
        return kernel.inputs_of(ensemble.loaded, ensemble.seed, size, first=first, design=design)

    return columns.of_inputs(kernel.inputs(ensemble.loaded)), ensemble.replications, of_range


def content_hashes(
    outcomes: Mapping[str, NDArray[Any]], paths: Mapping[str, NDArray[Any]]
) -> dict[str, dict[str, str]]:
    """A hash of the numbers of each outcome and each series."""
    return {
        "outcomes": {name: hash_of(values) for name, values in outcomes.items()},
        "paths": {name: hash_of(values) for name, values in paths.items()},
    }


def event_hashes(events: NDArray[Any] | None) -> dict[str, str]:
    """A hash of each column of the logs that were kept; none where none were."""
    return {} if events is None else {name: hash_of(events[name]) for name in events.dtype.names or ()}


def hash_of(values: NDArray[Any]) -> str:
    """First 16 hex digits of a hash of the numbers; every NaN counts as the same."""
    if values.dtype.kind == "f":
        values = np.where(np.isnan(values), np.array(np.nan, values.dtype), values)
    plain = np.ascontiguousarray(values)
    return hashlib.sha256(plain.astype(plain.dtype.newbyteorder("<"), copy=False).tobytes()).hexdigest()[:16]
