"""The split of a variance into parameter, chance and form, on toys whose split is worked out by hand."""

from collections.abc import Callable

import numpy as np
import pytest

from sim.analysis.forms.variance_split import Split, variance_split
from sim.experiment.crossed import CORNERS, SOURCES

Toy = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def corners(toy: Toy, n: int, seed: int = 1, forms: int = 0) -> np.ndarray:
    """A toy at every corner (corner, replication): normal parameter and chance, and a normal form or one of so many."""
    luck = np.random.default_rng(seed)
    draws = [luck.normal(size=(2, n)), luck.normal(size=(2, n))]
    draws.append(luck.integers(forms, size=(2, n)) if forms else luck.normal(size=(2, n)))
    return np.array([
        toy(*(draw[corner >> place & 1] for place, draw in enumerate(draws))) for corner in range(CORNERS)
    ])  # fmt: skip


def split(toy: Toy, n: int, seed: int = 1, forms: int = 0) -> Split:
    found = variance_split(corners(toy, n, seed, forms))
    assert found is not None
    return found


def additive(parameter, chance, form):
    """Variances 9, 16 and 144 of 169: they add, and nothing is together."""
    return 100.0 + 3.0 * parameter + 4.0 * chance + 12.0 * form


def crossing(parameter, chance, form):
    """Variances 1 (parameter), 0 (chance), 4 (form) and, together, 9 (parameter and form) and 2 (all three)."""
    return parameter + 2.0 * form + 3.0 * parameter * form + np.sqrt(2.0) * parameter * chance * form


ADDED = {"variance": 169.0, "alone": (9.0, 16.0, 144.0), "total": (9.0, 16.0, 144.0), "together": 0.0}
CROSSED = {"variance": 16.0, "alone": (1.0, 0.0, 4.0), "total": (12.0, 2.0, 15.0), "together": 11.0}
TOYS = pytest.mark.parametrize(("toy", "truth"), [(additive, ADDED), (crossing, CROSSED)])


def numbers(found: Split) -> np.ndarray:
    """Shares of a split in one row."""
    return np.array([*(entry["value"] for entry in (*found.alone.values(), *found.total.values(), found.together))])


def shares(truth: dict) -> np.ndarray:
    return np.array([*truth["alone"], *truth["total"], truth["together"]]) / truth["variance"]


def test_two_replications_by_hand() -> None:
    """Only the parameter counts: 0 and 2 in one pair, 5 and 5 in the other.

    The half squares of the differences are 2 and 0, so the variance is 1, all of it the parameter's.
    """
    values = np.array([[0.0, 2.0] * 4, [5.0, 5.0] * 4]).T
    found = variance_split(values)
    assert found.variance["value"] == pytest.approx(1.0)
    assert numbers(found) == pytest.approx([1, 0, 0, 1, 0, 0, 0])
    assert found.mean == 3.0


@TOYS
def test_a_split_that_is_known_is_found(toy: Toy, truth: dict) -> None:
    found = split(toy, 1 << 15)
    assert tuple(found.alone) == tuple(found.total) == SOURCES
    assert found.variance["value"] == pytest.approx(truth["variance"], rel=0.06)
    assert numbers(found) == pytest.approx(shares(truth), abs=0.03)


def test_forms_that_are_few_are_no_other_case() -> None:
    """Two forms at 0 and 10 with parameter and chance of variance 1: 25 of 27 is the form's."""
    found = split(lambda parameter, chance, form: parameter + chance + 10.0 * form, 8192, forms=2)
    assert numbers(found) == pytest.approx(np.array([1, 1, 25, 1, 1, 25, 0]) / 27.0, abs=0.02)


@TOYS
def test_variances_are_without_bias_even_of_twenty_replications(toy: Toy, truth: dict) -> None:
    parts = np.array([
        np.append(numbers(found) * found.variance["value"], found.variance["value"])
        for found in (split(toy, 20, seed) for seed in range(600))
    ])  # fmt: skip
    errors = parts.std(axis=0) / np.sqrt(len(parts))
    expected = np.append(shares(truth) * truth["variance"], truth["variance"])
    assert np.all(np.abs(parts.mean(axis=0) - expected) < 3.5 * errors + 1e-9)


@TOYS
@pytest.mark.parametrize("n", [40, 512])
def test_intervals_hold_the_truth_as_often_as_they_say(toy: Toy, truth: dict, n: int) -> None:
    held = []
    for seed in range(400):
        found = split(toy, n, seed)
        entries = zip((*found.alone.values(), *found.total.values(), found.together), shares(truth), strict=True)
        held.append([one["low"] - 1e-9 <= true <= one["high"] + 1e-9 for one, true in entries])
    least = 0.85 if n == 40 else 0.90
    assert np.all(np.mean(held, axis=0) >= least)


def test_an_outcome_without_spread_has_no_shares() -> None:
    found = variance_split(np.ones((CORNERS, 200)))
    assert found.variance["value"] == 0.0
    assert found.alone is found.total is found.together is None


def test_replications_with_a_corner_missing_are_left_out() -> None:
    values = corners(additive, 400)
    damaged = np.concatenate([values, np.full((CORNERS, 16), np.nan)], axis=1)
    damaged[1:, -16:] = 7.0
    assert variance_split(damaged).as_json() == variance_split(values).as_json()
    assert variance_split(damaged[:, -16:]) is None
