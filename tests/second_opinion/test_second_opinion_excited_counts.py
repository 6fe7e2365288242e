"""Violations that answer each other: three second opinions agree among themselves, and with the model's law."""

import numpy as np
import pytest

from tests.second_opinion import excited_counts as theirs

BASE = np.array([2.0, 1.0])
ANSWERS = np.array([[0.2, 0.4], [0.35, 0.1]])  # more to the other than to one's own
DAYS, SETTLED, WINDOW = 12_000, 100, 10
HALF_LIFE = 2.0  # days


@pytest.fixture(scope="module")
def thinned() -> np.ndarray:
    return theirs.thinned(BASE, ANSWERS, HALF_LIFE, DAYS, np.random.default_rng(1))[SETTLED:]


def errors_of_means(counts: np.ndarray) -> np.ndarray:
    """Standard errors of both sides' means, by blocks far longer than the memory."""
    blocks = counts[: len(counts) // 100 * 100].reshape(-1, 100, 2).mean(axis=1)
    return blocks.std(axis=0, ddof=1) / np.sqrt(len(blocks))


def test_one_side_has_its_base_rate_over_one_less_its_answers() -> None:
    assert theirs.mean_rates(np.array([0.4]), np.array([[0.6]])) == pytest.approx([0.4 / (1.0 - 0.6)])
    assert theirs.reach(ANSWERS) < 1.0


def test_events_one_by_one_come_at_the_exact_mean_rates(thinned: np.ndarray) -> None:
    away = thinned.mean(axis=0) - theirs.mean_rates(BASE, ANSWERS)
    assert np.all(np.abs(away) < 3.0 * errors_of_means(thinned))


def test_events_one_by_one_spread_as_the_exact_covariance(thinned: np.ndarray) -> None:
    windows = thinned[: len(thinned) // WINDOW * WINDOW].reshape(-1, WINDOW, 2).sum(axis=1)
    expected = theirs.covariance_of_windows(BASE, ANSWERS, HALF_LIFE, float(WINDOW))
    assert np.cov(windows.T) == pytest.approx(expected, rel=0.15)
    assert expected[0, 1] > 0.0


def test_one_side_spreads_as_a_formula_of_its_own() -> None:
    """Exponential memory, one side: variance of a long window over its mean nears 1 / (1 - n)²."""
    found = theirs.covariance_of_windows(np.array([1.0]), np.array([[0.5]]), 1.0, 2_000.0, 4_000)[0, 0]
    assert found / (2.0 * 2_000.0) == pytest.approx(1.0 / (1.0 - 0.5) ** 2, rel=0.01)


def test_families_start_and_settle_as_generations_say() -> None:
    keeps = 0.5 ** (1.0 / HALF_LIFE)
    luck = np.random.default_rng(2)
    runs = np.array([theirs.by_families(BASE, ANSWERS, keeps, 12, luck) for _ in range(2_000)])
    expected = theirs.expected_by_day(BASE, ANSWERS, keeps, 12)
    assert np.all(np.abs(runs.mean(axis=0) - expected) < 4.0 * runs.std(axis=0) / np.sqrt(len(runs)))
    assert theirs.expected_by_day(BASE, ANSWERS, keeps, 80)[-1] == pytest.approx(
        theirs.mean_rates(BASE, ANSWERS), rel=1e-3
    )
