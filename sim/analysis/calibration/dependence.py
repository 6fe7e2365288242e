"""How drawn values hang together once runs are weighed: what was seen may tell of a sum and of none of its parts.

Of each value the weighted rank becomes a normal score; the weighted correlations of the scores make a Gaussian copula,
which a posterior file keeps and which is drawn again row by row (`sim/scenario/values/together.py`). A pair counts
where its correlation is beyond what chance alone gives one of so many pairs in 1 % of calibrations (Bonferroni): the
others are written as 0. Standard errors come from the 16 scramblings of the design: within one, weights on a few values
pick points that a Sobol net ties to others, so that the effective number of runs promises too much. Leaves out choices,
which have no order, and the luck of the runs: a scenario that takes the file has luck of its own from day 0 on.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.analysis.ensemble_like import Flags, Floats
from sim.experiment.design.drawn import Drawn
from sim.experiment.design.unit_cube import SCRAMBLINGS
from sim.scenario.values.shapes import special
from sim.scenario.values.together import MOST, Together

CHANCE = 0.01
LEAST_EIGENVALUE = 0.02  # so that what is written with four digits is still a correlation of something
DIGITS = 4


class Pair(NamedTuple):
    """Two values and the correlation of their normal scores."""

    first: str
    second: str
    correlation: float


def together_of(drawn: Drawn, weight: Floats) -> Together | None:
    """The values that hang together under these weights (replication,), or None where no pair does."""
    numbers = [
        number for number, value in enumerate(drawn.values)
        if not value.chance and value.leaf.declaration.options is None
    ]  # fmt: skip
    if len(numbers) < 2:
        return None
    scores = normal_scores(drawn.positions[:, numbers], weight)
    whole, errors = correlations(scores, weight)
    counts = np.abs(whole) > least(len(numbers)) * errors
    np.fill_diagonal(counts, False)
    kept = _strongest(whole, counts)
    if not len(kept):
        return None
    matrix = possible(np.where(counts, whole, np.eye(len(numbers)))[np.ix_(kept, kept)])
    paths = tuple(drawn.values[numbers[place]].leaf.path for place in kept)
    rows = tuple(tuple(round(float(one), DIGITS) for one in matrix[place, :place]) for place in range(1, len(kept)))
    return Together(values=paths, correlations=rows)


def least(values: int) -> float:
    """How many standard errors one pair of so many values exceeds by chance in 1 % of calibrations (Student's t)."""
    pairs = values * (values - 1) / 2
    return float(special().stdtrit(SCRAMBLINGS - 1, 1.0 - CHANCE / (2.0 * pairs)))


def _strongest(whole: Floats, counts: Flags) -> Floats:
    """Places of the values with a pair that counts, in their order; of too many those that hang together most."""
    reach = np.where(counts, np.abs(whole), 0.0).max(axis=0)
    found = np.flatnonzero(reach > 0.0)
    return np.sort(found[np.argsort(-reach[found], kind="stable")[:MOST]])


def normal_scores(positions: Floats, weight: Floats) -> Floats:
    """Normal scores of the weighted mid-ranks (replication, value)."""
    scores = np.empty_like(positions)
    for column in range(positions.shape[1]):
        order = np.argsort(positions[:, column], kind="stable")
        reached = np.cumsum(weight[order])
        ranks = (reached - 0.5 * weight[order]) / reached[-1]
        scores[order, column] = special().ndtri(np.clip(ranks, 1e-9, 1.0 - 1e-9))
    return scores


def correlations(scores: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Weighted correlations and their standard errors (value, value), by the spread between scramblings."""
    away = scores - weight @ scores
    away /= np.sqrt(weight @ (away * away))
    by_scrambling = np.array([
        (away[start::SCRAMBLINGS] * weight[start::SCRAMBLINGS, None]).T @ away[start::SCRAMBLINGS]
        for start in range(SCRAMBLINGS)
    ])  # fmt: skip
    whole = by_scrambling.sum(axis=0)
    shares = np.array([weight[start::SCRAMBLINGS].sum() for start in range(SCRAMBLINGS)])
    misses = by_scrambling - shares[:, None, None] * whole
    return whole, np.sqrt(SCRAMBLINGS / (SCRAMBLINGS - 1) * np.sum(misses * misses, axis=0))


def possible(matrix: Floats) -> Floats:
    """The matrix, or near it one that values can have: eigenvalues raised, ones put back on the diagonal."""
    values, vectors = np.linalg.eigh(matrix)
    if values[0] >= LEAST_EIGENVALUE:
        return matrix
    raised = (vectors * np.maximum(values, 1.5 * LEAST_EIGENVALUE)) @ vectors.T
    scale = np.sqrt(np.diag(raised))
    return np.asarray(raised / np.outer(scale, scale))


def pairs_of(together: Together | None) -> list[Pair]:
    """Its pairs that are not 0, the strongest first."""
    if together is None:
        return []
    named = together.values
    found = [
        Pair(named[column], named[row], one)
        for row, told in enumerate(together.correlations, 1)
        for column, one in enumerate(told)
        if one != 0.0
    ]
    return sorted(found, key=lambda pair: -abs(pair.correlation))
