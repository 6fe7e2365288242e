"""Violations that answer each other, written a second time from the theory alone, in two other shapes.

By thinning: single violations in continuous time, each of which raises both sides' rates by a memory that fades
exponentially. By families: each violation begets a Poisson number of answers of either side, each after its own number
of days; nobody computes a rate. Exact moments go with both. `answers[i][j]` is the mean number of violations of side i
that one of side j brings about, over all time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm, solve_continuous_lyapunov

Floats = NDArray[np.float64]


def reach(answers: Floats) -> float:
    """Spectral radius: below one every chain of answers dies out."""
    return float(np.max(np.abs(np.linalg.eigvals(answers))))


def mean_rates(base: Floats, answers: Floats) -> Floats:
    """Violations a day in the long run: base rates and all that they bring about."""
    return np.asarray(np.linalg.solve(np.eye(len(base)) - answers, base))


def thinned(base: Floats, answers: Floats, half_life: float, days: int, luck: np.random.Generator) -> Floats:
    """Counts a day and side, event by event; a candidate stands with the chance of its rate against a bound."""
    fading, raised, now = np.log(2.0) / half_life, np.zeros(len(base)), 0.0
    counts = np.zeros((days, len(base)))
    while True:
        bound = float(base.sum() + raised.sum())  # between events rates only fade
        wait = luck.exponential(1.0 / bound)
        now += wait
        if now >= days:
            return counts
        raised *= np.exp(-fading * wait)
        rates = base + raised
        shot = luck.random() * bound
        side = int(np.searchsorted(np.cumsum(rates), shot, side="right"))
        if side < len(base):
            counts[int(now), side] += 1.0
            raised += fading * answers[:, side]


def by_families(base: Floats, answers: Floats, keeps: float, days: int, luck: np.random.Generator) -> Floats:
    """Counts a day and side when answers come a geometric number of days later; `keeps` is memory's daily rest."""
    counts = np.zeros((days, len(base)), dtype=np.int64)
    born = luck.poisson(base, (days, len(base)))
    while born.any():
        counts += born
        following = np.zeros_like(born)
        for day, side in np.argwhere(born):
            for other in range(len(base)):
                later = day + luck.geometric(1.0 - keeps, luck.poisson(answers[other, side] * born[day, side]))
                np.add.at(following[:, other], later[later < days], 1)
        born = following
    return counts.astype(float)


def expected_by_day(base: Floats, answers: Floats, keeps: float, days: int) -> Floats:
    """Mean counts a day and side of families that start on day 0 with nothing before, by counting generations."""
    lags = (1.0 - keeps) * keeps ** np.arange(days - 1)  # chance that an answer comes 1, 2, ... days later
    spread = np.zeros((days, days))
    for lag, chance in enumerate(lags, start=1):
        spread += chance * np.eye(days, k=-lag)
    system = np.eye(days * len(base)) - np.kron(spread, answers)
    return np.asarray(np.linalg.solve(system, np.tile(base, days)).reshape(days, len(base)))


def covariance_of_windows(base: Floats, answers: Floats, half_life: float, window: float, steps: int = 60) -> Floats:
    """Covariance of both sides' counts in a window [days] in the long run, in continuous time."""
    fading, rates = np.log(2.0) / half_life, np.diag(mean_rates(base, answers))
    pull = fading * (answers - np.eye(len(base)))
    spread = solve_continuous_lyapunov(pull, -(fading**2) * answers @ rates @ answers.T)
    first = spread + fading * answers @ rates
    lags, width = (np.arange(steps) + 0.5) * window / steps, window / steps
    total = sum((expm(pull * lag) @ first * (window - lag) * width for lag in lags), np.zeros_like(rates))
    return np.asarray(rates * window + total + total.T)
