"""The laws of a spatial model of many actors (KTAB): chances of options, coalitions, attitudes to risk, values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parent / "data"
NOTHING = 1e-8
Floats = NDArray[np.float64]


def victory(coalitions: Floats, power: int) -> Floats:
    """Chance that one option beats another, from the strength behind each."""
    raised = coalitions**power
    won = raised / np.where(raised + raised.T > 0.0, raised + raised.T, 1.0)
    np.fill_diagonal(won, 0.5)
    return won


def conditional(won: Floats) -> Floats:
    """Chance of each option as that of beating all others, given that one does."""
    every = np.array([np.prod(np.delete(row, i)) for i, row in enumerate(won)])
    return every / every.sum()


def coalitions_of(weights: Floats, utilities: Floats) -> Floats:
    """Strength behind each option against each other, votes in proportion to what is gained."""
    gains = np.maximum(utilities[:, :, None] - utilities[:, None, :], 0.0)
    return np.asarray(np.einsum("k,kij->ij", weights, gains)) + NOTHING


def attitudes(chances: Floats) -> Floats:
    """Attitude to risk of each actor from the chance of its position, by the middle range."""
    low, high = chances.min(), chances.max()
    return np.asarray((3.0 * chances - (high + 2.0 * low)) / (2.0 * (high - low)))


def values(places: Floats, saliences: Floats, risk: Floats) -> Floats:
    """Value of each actor's position to each actor, by salience-weighted distance and attitude to risk."""
    apart = (places[:, None, :] - places[None, :, :]) ** 2 * saliences[:, None, :] ** 2
    distance = np.sqrt(apart.sum(axis=2) / (saliences**2).sum(axis=1)[:, None])
    return (1.0 - distance) * (1.0 + distance * risk[:, None])


def value_at(places: Floats, saliences: Floats, risk: Floats, place: Floats) -> Floats:
    """Value of one place to each actor, as `values` has it for the actors' own (actor,)."""
    apart = (places - place) ** 2 * saliences**2
    distance = np.sqrt(apart.sum(axis=1) / (saliences**2).sum(axis=1))
    return np.asarray((1.0 - distance) * (1.0 + distance * risk))
