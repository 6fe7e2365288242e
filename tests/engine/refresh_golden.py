"""Fingerprints of a few replications, kept in golden.json; `python -m tests.engine.refresh_golden` writes them again.

They hold for one platform. Parameters are rounded to nine digits before they are run: NumPy's vectorised functions
differ in the last bits between processors. When fingerprints change on purpose: raise RESULTS_VERSION in
sim/model/outcomes.py, refresh, and say "Results change:" in CHANGELOG.md.
"""

import hashlib
import json
import platform
import sys
from pathlib import Path
from typing import Any

import numpy as np

from sim.engine.replication import model_of, run_block
from sim.experiment.design.unit_cube import uniforms
from sim.model.outcomes import RESULTS_VERSION
from sim.model.world.parameters import P, fill, plan
from sim.scenario.loading import load

FILE = Path(__file__).with_name("golden.json")
SCENARIOS = ("kursk/baseline", "kursk/hold", "tutorial/baseline")
REPLICATIONS, SEED = 8, 1


def here() -> str:
    """The platform, as far as the last bits of elementary functions depend on it."""
    return f"{sys.platform}-{platform.machine().lower()}"


def rounded(rows: np.ndarray) -> np.ndarray:
    """The same to nine significant digits."""
    return np.array([float(f"{value:.9g}") for value in rows.reshape(-1)]).reshape(rows.shape)


def fingerprints(name: str, executor: str = "compiled") -> dict[str, str]:
    """Hashes of the outcomes, paths and events of the first replications."""
    loaded = load(name)
    made = plan(loaded)
    rows = rounded(fill(made, uniforms(SEED, 0, REPLICATIONS, made.varying.tolist(), width=P)))
    block = run_block(
        model_of(loaded), rows, seed=SEED, first=0, executor=executor, paths=True, logs=REPLICATIONS
    )
    parts = {"outcomes": block.outcomes, "paths": block.paths, "events": block.events}
    return {
        part: hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest() for part, values in parts.items()
    }


def golden() -> dict[str, Any]:
    """What is stored, or would be stored now."""
    found: dict[str, Any] = {"results_version": RESULTS_VERSION, "made_on": here()}
    found["fingerprints"] = {name: fingerprints(name) for name in SCENARIOS}
    return found


if __name__ == "__main__":
    FILE.write_text(json.dumps(golden(), indent=2) + "\n")
    print(f"{FILE.name} holds the results of version {RESULTS_VERSION}")
