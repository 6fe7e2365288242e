"""How well each run fits what was seen: weights of a scenario's own design by simulation.

A run's true ground is seen through the map layer, on several maps drawn apart for each observer, and set against the
observation by a normal kernel. Its draws stay as they are: the weights make importance sampling of them, with the
scenario as proposal (self-normalised; effective size after Kong 1992: 1 / sum of squared weights).

Tolerance: SD of an observer about the map layer, in shares of the area it would show, at least 1 km² (judgement:
observers of 16 and 31 March 2025 differ by log SDs of 0.24 and 0.13, sim/data/kursk_observed.csv). Leaves out that the
spread of an observer stays from day to day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from sim.analysis.calibration.seen import Seen
from sim.analysis.ensemble_like import Flags, Floats
from sim.analysis.skill.map_lag import AS_FOUND, MapLayer, observed_area
from sim.errors import SalientError

TOLERANCE = 0.15
LEAST_SD_KM2 = 1.0  # the map's own: a loss below about 1 km² is not shown
MAPS = 8  # maps a run is seen on; more of them, smoother weights
FEWEST = 50  # effective runs; with fewer, a 5 % point rests on two or three of them


class TooFewEffective(SalientError):
    """Hardly any run fits what was seen: no posterior."""


def shown_areas(
    true_km2: Floats, seen: Sequence[Seen], seed: int, layer: MapLayer = AS_FOUND, maps: int = MAPS
) -> Floats:
    """Area on the map of each observation [km²] (map, observation, replication); the true one is (replication, day)."""
    last = max(one.day for one in seen) + 1
    shown = np.empty((maps, len(seen), len(true_km2)))
    for number in range(maps):
        for observer in dict.fromkeys(one.observer for one in seen):
            area = observed_area(true_km2[:, :last], _seed_of(seed, observer, number), layer=layer)
            for place, one in enumerate(seen):
                if one.observer == observer:
                    shown[number, place] = area[:, one.day]
    return shown


def _seed_of(seed: int, observer: str, number: int) -> int:
    """A seed of 64 bits for each map of each observer: maps lag apart."""
    return int.from_bytes(hashlib.sha256(f"{seed}\n{observer}\n{number}".encode()).digest()[:8], "big")


def log_likelihoods(shown: Floats, seen: Sequence[Seen], tolerance: float = TOLERANCE) -> Floats:
    """Log density of each observation given the area on the map, in the shape of `shown`; normal."""
    found = np.empty_like(shown)
    for place, one in enumerate(seen):
        own = tolerance * shown[:, place] if one.sd_km2 is None else one.sd_km2
        sd = np.maximum(own, LEAST_SD_KM2)
        z = (one.held_km2 - shown[:, place]) / sd
        found[:, place] = -0.5 * z * z - np.log(sd)
    return found


def weights(logs: Floats, done: Flags, without: int | None = None) -> Floats:
    """Weight of each replication (replication,), adding up to 1: mean over its maps; none where it failed."""
    kept = [place for place in range(logs.shape[1]) if place != without]
    whole = np.where(done, logs[:, kept].sum(axis=1), -np.inf)
    fit = np.exp(whole - whole.max()).mean(axis=0)
    return np.asarray(fit / fit.sum())


def effective(weight: Floats) -> float:
    """Effective number of replications: as many equally weighted ones know the mean as well."""
    return float(1.0 / np.sum(weight * weight))


def weighted_quantiles(values: Floats, weight: Floats, levels: Sequence[float]) -> Floats:
    """Values below which these shares of the weight lie; infinite values may be among them.

    The first value at which the share is reached: days on which nothing happens are never averaged with others.
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order])
    places = np.searchsorted(reached, np.asarray(levels) * reached[-1] * (1.0 - 1e-12))
    return np.asarray(values[order][np.minimum(places, len(values) - 1)], dtype=np.float64)
