"""Fingerprints of a few replications, kept in golden.json; `python -m tests.engine.refresh_golden` writes them again.

Beside the raw bytes stand those under each name, so that two names which change places are seen. They hold for one
platform. Parameters are rounded to nine digits before they are run: NumPy's vectorised functions
differ in the last bits between processors. When fingerprints change on purpose: raise RESULTS_VERSION in
sim/model/outcomes.py, refresh, and say "Results change:" in CHANGELOG.md.
"""

import hashlib
import json
import platform
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from sim.engine.blocks import Block
from sim.engine.replication import run_block
from sim.engine.story import describe_event
from sim.engine.theatre import Model, model_of
from sim.experiment.design.unit_cube import uniforms
from sim.model.outcomes import OUTCOMES, RESULTS_VERSION
from sim.model.recorder import SERIES
from sim.model.world.events import EVENT_KINDS
from sim.model.world.parameters import P, fill, plan
from sim.scenario.loading import load

FILE = Path(__file__).with_name("golden.json")
SCENARIOS = (  # with values over them
    "kursk/baseline",
    "kursk/hold",
    "kursk/ceasefire-accepted-promptly",
    "tutorial/baseline",
    "kursk/energy-truce-first talks.acceptance_form=bargaining",
    "avdiivka/baseline ground.advance_form=spells",
)
REPLICATIONS, SEED = 8, 1


def here() -> str:
    """The platform, as far as the last bits of elementary functions depend on it."""
    return f"{sys.platform}-{platform.machine().lower()}"


def rounded(rows: np.ndarray) -> np.ndarray:
    """The same to nine significant digits."""
    return np.array([float(f"{value:.9g}") for value in rows.reshape(-1)]).reshape(rows.shape)


@lru_cache(maxsize=1)
def first_replications(name: str, executor: str) -> tuple[Model, Block]:
    """The model of a shipped scenario and its first replications, with series and logs."""
    scenario, *sets = name.split()
    loaded = load(scenario, sets)
    made = plan(loaded)
    rows = rounded(fill(made, uniforms(SEED, 0, REPLICATIONS, made.varying.tolist(), width=P)))
    model = model_of(loaded)
    return model, run_block(model, rows, seed=SEED, first=0, executor=executor, paths=True, logs=REPLICATIONS)


def digest(content: bytes) -> str:
    """A hash as hex digits."""
    return hashlib.sha256(content).hexdigest()


def fingerprints(name: str, executor: str = "compiled") -> dict[str, str]:
    """Hashes of the outcomes, series and events of the first replications, whatever they are called."""
    _, block = first_replications(name, executor)
    parts = {"outcomes": block.outcomes, "paths": block.paths, "events": block.events}
    return {part: digest(np.ascontiguousarray(values).tobytes()) for part, values in parts.items()}


def by_name(name: str, executor: str = "compiled") -> dict[str, dict[str, str]]:
    """A short hash of what stands under the name of each outcome, series and kind of event: when, and what is told."""
    model, block = first_replications(name, executor)
    told: dict[str, bytes] = {}
    for event in block.events:
        kind = EVENT_KINDS[int(event["kind"])].name
        told[kind] = told.get(kind, b"") + f"{event['time']!r} {describe_event(model, event)}\n".encode()
    columns = {
        "outcomes": {one.name: block.outcomes[:, place].tobytes() for place, one in enumerate(OUTCOMES)},
        "series": {one.name: block.paths[:, :, place].tobytes() for place, one in enumerate(SERIES)},
        "events": dict(sorted(told.items())),
    }
    return {part: {one: digest(content)[:16] for one, content in held.items()} for part, held in columns.items()}


def golden() -> dict[str, Any]:
    """What is stored, or would be stored now."""
    found: dict[str, Any] = {"results_version": RESULTS_VERSION, "made_on": here()}
    found["fingerprints"] = {name: fingerprints(name) for name in SCENARIOS}
    found["by_name"] = {name: by_name(name) for name in SCENARIOS}
    return found


if __name__ == "__main__":
    FILE.write_text(json.dumps(golden(), indent=2) + "\n")
    print(f"{FILE.name} holds the results of version {RESULTS_VERSION}")
