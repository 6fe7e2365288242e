"""Made-up answers: results of shipped scenarios by name with numbers that no run gave."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from synthetic_ensembles import CATALOGUE, ensemble

from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.experiment.failures import Failure
from sim.scenario.loading import load
from sim.session.answers.answers import Answer, Request
from sim.session.answers.shelf import Results
from sim.session.inputs.scenarios import Chosen

MANIFEST = {"horizon_days": 90, "lost_below": {"km2": 35.0, "drawn": False}}


def failure(replication: int, seed: int = 1) -> Failure:
    """A replication that failed."""
    return Failure(replication, seed, 7, "delay is not a number", None, "salient replay")


def results(
    name: str = "kursk/hold", n: int = 6, seed: int = 1, area: float = 10.0, failed: tuple[int, ...] = ()
) -> Results:
    """So many runs: run r ends with `area` and r km² more."""
    areas = area + np.arange(n, dtype=np.float64)
    days = np.repeat(areas[:, None], 3, axis=1).astype(np.float32)
    failures = tuple(failure(number, seed) for number in failed)
    outcomes = {"area_end_km2": areas}
    return Results(name, f"hash of {name}", seed, n, "compiled", outcomes, {"held_area_km2": days}, failures, MANIFEST)


def request(*scenarios: Chosen, seed: int = 42, runs: int = 500) -> Request:
    """A request for these scenarios."""
    return Request(scenarios, seed, runs, "light", 0.0)


def answer(*scenarios: Chosen, seed: int = 42) -> Answer:
    """Their answer; each scenario ends with 100 km² more than the one before."""
    made = (results(one.name, seed=seed, area=100.0 * place) for place, one in enumerate(scenarios))
    return Answer(request(*scenarios, seed=seed), tuple(made))


def drawn_answer(*settings: dict[str, Any]) -> Any:
    """What pictures ask of an answer, over made-up ensembles of the baseline; the first is A."""
    made = [ensemble(n=200, **one) for one in settings]
    loaded = [load("kursk/baseline")] * len(made)
    return SimpleNamespace(
        request=SimpleNamespace(theme="light", loaded=lambda: loaded),
        results=made,
        summaries=[summarise(one, CATALOGUE) for one in made],
        differences=[differences(made[0], one, CATALOGUE) for one in made[1:]],
    )
