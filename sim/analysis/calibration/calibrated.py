"""A scenario's runs weighed by observations: one ensemble, its weights, and with each observation left out in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.analysis.calibration.dependence import together_of
from sim.analysis.calibration.posterior import Moved, moved_values
from sim.analysis.calibration.seen import Observations
from sim.analysis.calibration.weighing import (
    FEWEST,
    TOLERANCE,
    TooFewEffective,
    effective,
    log_likelihoods,
    shown_areas,
    weighted_quantiles,
    weights,
)
from sim.analysis.ensemble_like import Floats, path_values, succeeded
from sim.analysis.skill.map_lag import AS_FOUND, MapLayer
from sim.errors import InputError
from sim.experiment.design.drawn import Drawn, drawn_values
from sim.experiment.ensemble import Ensemble
from sim.experiment.running.running import run
from sim.experiment.store.records import KEPT_PATHS
from sim.model.recorder import HELD_BY_DAY
from sim.scenario.values.together import Together

LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Size:
    """How many runs, their luck, and how they are seen: the observers' tolerance and the map layer."""

    replications: int = 4_000
    seed: int = 1
    tolerance: float = TOLERANCE
    layer: MapLayer = AS_FOUND
    workers: int | None = None


@dataclass(frozen=True, eq=False)
class Calibrated:
    """An ensemble with the weight of each run (replication,), those without each observation, and what was expected.

    `expected`: quantiles 5, 50 and 95 % [km²] of the map that an observation was read off, unweighted (observation, 3).
    `prior` gives each run that ended the same weight.
    """

    ensemble: Ensemble
    observations: Observations
    size: Size
    weight: Floats
    prior: Floats
    left_out: tuple[Floats, ...]
    expected: Floats

    @property
    def effective(self) -> float:
        """Effective number of runs."""
        return effective(self.weight)

    @property
    def area(self) -> Floats:
        """True ground held [km²] (replication, day)."""
        return path_values(self.ensemble, HELD_BY_DAY)

    @cached_property
    def drawn(self) -> Drawn:
        """What was drawn for each run."""
        return drawn_values(self.ensemble.loaded, seed=self.size.seed, replications=self.size.replications)

    @cached_property
    def together(self) -> Together | None:
        """Which drawn values hang together, by what was seen."""
        return together_of(self.drawn, self.weight)

    def moved(self) -> list[Moved]:
        """Prior against posterior of each drawn value."""
        return moved_values(self.drawn, self.weight, self.left_out, self.prior, self.together)


def calibrate(
    loaded: Any, observations: Observations, size: Size, progress: Callable[[int, int], None] | None = None
) -> Calibrated:
    """Run the scenario and weigh its runs; TooFewEffective where hardly any fits what was seen."""
    if not 2 <= size.replications <= KEPT_PATHS:
        raise InputError(
            f"--replications {size.replications}: is outside 2 to {KEPT_PATHS:,}, the runs whose daily ground is kept"
        )
    ensemble = run(
        loaded, replications=size.replications, seed=size.seed, workers=size.workers, progress=progress
    )
    found = weighed(ensemble, observations, size)
    if found.effective < FEWEST:
        raise TooFewEffective(_too_few(found))
    return found


def weighed(ensemble: Ensemble, observations: Observations, size: Size) -> Calibrated:
    """The weights of an ensemble's runs, however few are effective."""
    done, seen = succeeded(ensemble), observations.seen
    if not done.any():
        raise TooFewEffective(f"{ensemble.name}: no run could be finished; the first: {ensemble.failures[0].message}")
    area = np.nan_to_num(path_values(ensemble, HELD_BY_DAY))
    shown = shown_areas(area, seen, size.seed, size.layer)
    logs = log_likelihoods(shown, seen, size.tolerance)
    prior = done / done.sum()
    many = len(seen) > 1
    return Calibrated(
        ensemble,
        observations,
        size,
        weights(logs, done),
        prior,
        tuple(weights(logs, done, place) for place in range(len(seen))) if many else (),
        np.array([_middle_and_ends(shown[:, place], prior) for place in range(len(seen))]),
    )


def _middle_and_ends(shown: Floats, prior: Floats) -> Floats:
    """Quantiles of an area over all maps and runs (map, replication)."""
    return weighted_quantiles(shown.ravel(), np.tile(prior, len(shown)), LEVELS)


def _too_few(found: Calibrated) -> str:
    """Which observation fits least, and what to do."""
    seen = found.observations.seen
    misses = [
        abs(one.held_km2 - middle) / max(high - low, 1.0)
        for one, (low, middle, high) in zip(seen, found.expected, strict=True)
    ]
    worst = int(np.argmax(misses))
    low, _, high = found.expected[worst]
    return (
        f"{found.ensemble.name}: only {found.effective:.0f} of {found.size.replications:,} runs are effective, "
        f"{FEWEST} are needed; the prior is kept. Furthest off: {seen[worst].label}, where a map was "
        f"expected to show {low:.0f} to {high:.0f} km². "
        "Try more --replications, a wider --tolerance, an earlier --until, or wider values"
    )
