"""One replication again, with its event log: the same numbers as its row in any ensemble of the same seed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.experiment.design.unit_cube import Design, uniforms
from sim.experiment.kernel import Kernel, OutcomeLike, SalientKernel
from sim.experiment.running.asked import checked_seed
from sim.experiment.running.running import chosen_executor

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario


@dataclass(frozen=True)
class Replay:
    """One replication: its outcomes by name, its events in the order of time [days], its paths (day,) by name."""

    scenario: str
    hash: str
    seed: int
    replication: int
    executor: str
    failure: str | None
    outcomes: dict[str, float | str | None]
    events: tuple[dict[str, Any], ...]
    paths: Mapping[str, NDArray[np.float32]] = field(default_factory=dict, repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Outcomes and events as a plain mapping; the paths are in the results of an ensemble."""
        return {key: value for key, value in vars(self).items() if key != "paths"} | {"events": list(self.events)}


def replay(
    loaded: "LoadedScenario",
    *,
    replication: int,
    seed: int,
    executor: str | None = None,
    design: Design = "sobol",
    kernel: Kernel | None = None,
) -> Replay:
    """Run one replication and keep its log."""
    kernel = kernel or SalientKernel()
    chosen = chosen_executor(executor, kernel)
    prepared = kernel.prepare(loaded)
    draws = uniforms(
        checked_seed(seed),
        replication,
        replication + 1,
        prepared.varying,
        width=prepared.width,
        chance=prepared.chance,
        design=design,
    )
    rows = prepared.fill(draws)
    block = kernel.run_block(
        prepared.model, rows, seed=seed, first=replication, executor=chosen, paths=True, logs=1
    )
    [fault], [values] = block.faults, block.outcomes
    pairs = zip(kernel.outcomes, values, strict=True)
    return Replay(
        scenario=loaded.name,
        hash=loaded.hash,
        seed=seed,
        replication=replication,
        executor=chosen,
        failure=kernel.fault_message(int(fault)) if fault else None,
        outcomes={outcome.name: plain(outcome, None if fault else float(value)) for outcome, value in pairs},
        events=tuple(described(prepared.model, event) for event in block.events),
        paths=dict(zip(kernel.path_names, block.paths[0].T, strict=False)) if len(block.paths) else {},
    )


def plain(outcome: OutcomeLike, value: float | None) -> float | str | None:
    """A value as people read it: the name of a category, and None where there is none."""
    if value is None or not np.isfinite(value):
        return None
    return outcome.categories[int(value)] if outcome.kind == "category" else value


def described(model: Any, event: Any) -> dict[str, Any]:
    """One event as a mapping: time [days], process and kind by name, subject, values, and a sentence."""
    from sim.engine.story import describe_event
    from sim.model.world.cast import PROCESS_NAMES
    from sim.model.world.events import EVENT_KINDS

    values = (float(event["first"]), float(event["second"]))
    return {
        "time": float(event["time"]),
        "process": PROCESS_NAMES[int(event["process"])],
        "kind": EVENT_KINDS[int(event["kind"])].name,
        "subject": int(event["subject"]),
        "values": [value if np.isfinite(value) else None for value in values],
        "text": describe_event(model, event),
    }
