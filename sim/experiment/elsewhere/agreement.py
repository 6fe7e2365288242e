"""Whether another machine would give the same numbers to the last bit: versions, system, and a sample of them.

Across platforms runs agree to 1e-9 and no better. A result is that of one platform, so whoever differs is refused, with
a sentence that says by how much.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from sim.experiment.kernel import Floats
from sim.experiment.running.work import Work
from sim.experiment.store.provenance import provenance

SAMPLE = 16  # replications that are made on both sides
NEAR = 1e-9
SAID = {"salient": "Salient", "results_version": "results of version", "code": "model code", "python": "Python",
        "machine": "processor", "numpy": "NumPy", "scipy": "SciPy", "numba": "numba", "simpy": "SimPy"}  # fmt: skip


def sample_of(work: Work) -> Floats:
    """Outcomes (replication, O) of the first replications."""
    return np.array(work.block(0, SAMPLE).outcomes)


def other_versions(there: Mapping[str, Any], here: Mapping[str, Any]) -> Iterator[str]:
    """What differs in words: `NumPy 2.1 (here 2.2)`."""
    for name in sorted({*there, *here}):
        if there.get(name) != here.get(name):
            yield f"{SAID.get(name, name)} {there.get(name, 'none')} (here {here.get(name, 'none')})"


def versions_here(work: Work) -> dict[str, Any]:
    """Versions that decide numbers, and the system."""
    settings = work.settings
    return {**provenance(settings.executor, settings.design, work.kernel.results_version), "system": sys.platform}


def other_numbers(there: Floats, here: Floats) -> str:
    """How two samples differ; empty where they are equal to the last bit."""
    if there.shape == here.shape and there.tobytes() == here.tobytes():
        return ""
    if there.shape == here.shape and np.allclose(there, here, rtol=NEAR, atol=NEAR, equal_nan=True):
        return f"numbers that agree with those here to {NEAR:g} only, not to the last bit"
    return "other numbers than here"
