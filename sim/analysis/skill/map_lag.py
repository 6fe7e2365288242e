"""What a monitor's map would show of a simulated foothold: late, and now and then with ground regained.

Observed area = true area at the last update of the map + regains. A map is drawn anew with probability 0.3 a day
(mean lag 2.3 days), and an update shows a regain in 8 % of cases, exponential with mean 1.2 % of the held area.
Source: judgement after ten pockets up to 12 March 2025, where maps often stand still and ground sometimes comes
back. Scores use the observed area, reports the true one. Leaves out disagreement between observers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.analysis.ensemble_like import Floats

UPDATES_PER_DAY = 0.3
REGAIN_PROBABILITY = 0.08
REGAIN_SHARE = 0.012
# Second half of the Philox key; apart from the model's draws and from those of the design.
_KEY = 0x5A11_E472 << 32
_UPDATE, _REGAIN, _SIZE = range(3)


def observed_area(true_km2: ArrayLike, seed: int, first: int = 0) -> Floats:
    """Area on the map [km²] for the true area (replication, day) of replications `first` and on.

    Day 0 has a fresh map. A pure function of the area, the seed and the number of the replication.
    """
    held = np.asarray(true_km2, dtype=np.float64)
    replications, days = held.shape
    shown = np.empty_like(held)
    for day in range(days):
        if day == 0:
            shown[:, 0] = held[:, 0]
            continue
        drawn = _uniforms(seed, _UPDATE, day, first, replications) < UPDATES_PER_DAY
        regained = regain(
            held[:, day],
            _uniforms(seed, _REGAIN, day, first, replications),
            _uniforms(seed, _SIZE, day, first, replications),
        )
        shown[:, day] = np.where(drawn, held[:, day] + regained, shown[:, day - 1])
    return shown


def regain(held_km2: ArrayLike, u_whether: ArrayLike, u_size: ArrayLike) -> Floats:
    """Ground [km²] by which a new map exceeds the true area, by two uniform draws."""
    size = -np.log1p(-np.asarray(u_size)) * REGAIN_SHARE * np.asarray(held_km2)
    return np.where(np.asarray(u_whether) < REGAIN_PROBABILITY, size, 0.0)


def update_lag(seed: int, day: int, replications: int, first: int = 0) -> NDArray[np.int64]:
    """Days since the last update of the map on a day (replication,); never before day 0."""
    lag = np.zeros(replications, dtype=np.int64)
    for today in range(1, day + 1):
        drawn = _uniforms(seed, _UPDATE, today, first, replications) < UPDATES_PER_DAY
        lag = np.where(drawn, 0, lag + 1)
    return lag


def _uniforms(seed: int, kind: int, day: int, first: int, replications: int) -> Floats:
    """Uniforms (replication,) of one kind of draw and day: draw number r belongs to replication r."""
    start = first // 4  # one step of the counter gives four draws
    philox = np.random.Philox(key=seed | (_KEY | kind << 16 | day) << 64, counter=start)
    raw = philox.random_raw(first + replications - 4 * start)[first - 4 * start :]
    return ((raw >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
