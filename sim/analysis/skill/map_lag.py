"""What a monitor's map would show of a simulated place: late, not every small change, and by choice ground regained.

A map is drawn anew with probability 0.3 a day (mean lag 2.3 days; judgement after ten pockets up to 12 March 2025,
where maps often stand still), and only once the change that it does not show exceeds a threshold, exponential with
mean 1 km², new for each drawing. Without the threshold the middle of forecasts of still places is too narrow: their
90 % held the map of 14 days later in 31 % of cases on the grid of boxes, with it in 74 % (study of 2022-25, before
this code). Regains are off unless asked for: an update then shows more than the true area in 8 % of cases, by an
exponential share with mean 1.2 % (judgement). Scores use the observed area, reports the true one. Leaves out
disagreement between observers, and maps that are corrected for what they never showed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.analysis.ensemble_like import Floats

UPDATES_PER_DAY = 0.3
MIDDLE_AND_ENDS = (0.05, 0.5, 0.95)
LATE_SHARE = 0.9
REGAIN_SHARE = 0.012
# Second half of the Philox key; apart from the model's draws and from those of the design.
_KEY = 0x5A11_E472 << 32
_UPDATE, _REGAIN, _SIZE, _THRESHOLD = range(4)


@dataclass(frozen=True)
class MapLayer:
    """How a map follows the ground: chance of a new one [1/day], mean of the unseen change it takes [km²], regains."""

    updates_per_day: float = UPDATES_PER_DAY
    least_change_km2: float = 1.0
    regain_probability: float = 0.0
    regain_share: float = REGAIN_SHARE


AS_FOUND = MapLayer()
EVERY_CHANGE = MapLayer(least_change_km2=0.0)
WITH_REGAINS = MapLayer(least_change_km2=0.0, regain_probability=0.08)


def observed_area(true_km2: ArrayLike, seed: int, first: int = 0, layer: MapLayer = AS_FOUND) -> Floats:
    """Area on the map [km²] for the true area (replication, day) of replications `first` and on.

    Day 0 has a fresh map. A pure function of the area, the seed, the layer and the number of the replication.
    """
    held = np.asarray(true_km2, dtype=np.float64)
    replications, days = held.shape
    shown = held.copy()
    unseen = threshold(_uniforms(seed, _THRESHOLD, 0, first, replications), layer)
    for day in range(1, days):
        drawn = _uniforms(seed, _UPDATE, day, first, replications) < layer.updates_per_day
        drawn &= np.abs(held[:, day] - shown[:, day - 1]) >= unseen
        regained = regain(
            held[:, day],
            _uniforms(seed, _REGAIN, day, first, replications),
            _uniforms(seed, _SIZE, day, first, replications),
            layer,
        )
        shown[:, day] = np.where(drawn, held[:, day] + regained, shown[:, day - 1])
        unseen = np.where(drawn, threshold(_uniforms(seed, _THRESHOLD, day, first, replications), layer), unseen)
    return shown


def late_by(share: float = LATE_SHARE, layer: MapLayer = AS_FOUND) -> int:
    """Days by which a map is late at most in so large a share of days: drawn anew day by day, it is geometric.

    Leaves out the threshold, by which a small change waits longer.
    """
    return max(math.ceil(math.log1p(-share) / math.log1p(-layer.updates_per_day)) - 1, 0)


def expected_on(true_km2: Floats, days: Sequence[int], seed: int, layer: MapLayer = AS_FOUND) -> Floats:
    """Quantiles 5, 50 and 95 % [km²] of what a map would show (day, 3) for the true area (replication, day).

    Replications with NaN are left out; a day after the last gives NaN.
    """
    held = true_km2[np.isfinite(true_km2).all(axis=1)]
    found = np.full((len(days), len(MIDDLE_AND_ENDS)), np.nan)
    within = [place for place, day in enumerate(days) if 0 <= day < held.shape[1]]
    if len(held) and within:
        shown = observed_area(held[:, : max(days[place] for place in within) + 1], seed, layer=layer)
        found[within] = np.quantile(shown[:, [days[place] for place in within]], MIDDLE_AND_ENDS, axis=0).T
    return found


def threshold(u: ArrayLike, layer: MapLayer = AS_FOUND) -> Floats:
    """Change [km²] below which no map is drawn anew, by a uniform draw; exponential."""
    return np.asarray(-np.log1p(-np.asarray(u)) * layer.least_change_km2)


def regain(held_km2: ArrayLike, u_whether: ArrayLike, u_size: ArrayLike, layer: MapLayer = WITH_REGAINS) -> Floats:
    """Ground [km²] by which a new map exceeds the true area, by two uniform draws."""
    size = -np.log1p(-np.asarray(u_size)) * layer.regain_share * np.asarray(held_km2)
    return np.where(np.asarray(u_whether) < layer.regain_probability, size, 0.0)


def update_lag(seed: int, day: int, replications: int, first: int = 0) -> NDArray[np.int64]:
    """Days since the last update of the map on a day (replication,); never before day 0."""
    lag = np.zeros(replications, dtype=np.int64)
    for today in range(1, day + 1):
        drawn = _uniforms(seed, _UPDATE, today, first, replications) < UPDATES_PER_DAY
        lag = np.where(drawn, 0, lag + 1)
    return lag


@lru_cache(maxsize=512)
def _uniforms(seed: int, kind: int, day: int, first: int, replications: int) -> Floats:
    """Uniforms (replication,) of one kind of draw and day: draw number r belongs to replication r. Kept in memory."""
    start = first // 4  # one step of the counter gives four draws
    philox = np.random.Philox(key=seed | (_KEY | kind << 16 | day) << 64, counter=start)
    raw = philox.random_raw(first + replications - 4 * start)[first - 4 * start :]
    uniforms = ((raw >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
    uniforms.flags.writeable = False
    return uniforms
