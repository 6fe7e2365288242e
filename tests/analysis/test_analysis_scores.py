"""Scores against worked numbers and against a second library."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.skill.scores import (
    brier,
    central_interval,
    coverage,
    covered,
    crps_sample,
    mean_crps,
    probability_rank,
)


def test_crps_of_one_value_is_the_distance():
    assert crps_sample([3.0], 5.0) == 2.0


def test_crps_of_two_values_by_hand():
    # mean distance (1 + 1) / 2 = 1, half the mean of |x - x'| = (0 + 2 + 2 + 0) / 4 / 2 = 0.5
    assert crps_sample([0.0, 2.0], 1.0) == pytest.approx(0.5)
    assert crps_sample([0.0, 2.0], 1.0, fair=True) == pytest.approx(0.0)


def test_crps_agrees_with_the_double_sum():
    luck = np.random.default_rng(2)
    values = luck.lognormal(size=200)
    double = np.abs(values - 1.3).mean() - 0.5 * np.abs(values[:, None] - values[None, :]).mean()
    assert crps_sample(values, 1.3) == pytest.approx(double, rel=1e-12)


@pytest.mark.slow
def test_crps_agrees_with_scoringrules():
    scoringrules = pytest.importorskip("scoringrules")
    values = np.random.default_rng(3).normal(size=150)
    for observed in (-2.0, 0.1, 4.0):
        ours = crps_sample(values, observed)
        assert ours == pytest.approx(float(scoringrules.crps_ensemble(observed, values, backend="numpy")), rel=1e-9)


def test_crps_is_least_for_the_truth():
    truth = np.random.default_rng(5).normal(size=4000)
    seen = np.random.default_rng(6).normal(size=300)
    true, shifted = mean_crps([truth] * 300, seen), mean_crps([truth + 0.7] * 300, seen)
    assert true < shifted
    assert true == pytest.approx(1 / np.sqrt(np.pi), rel=0.1)  # E CRPS of the standard normal against itself


def test_coverage_counts_the_cases_inside():
    sample = np.arange(101.0)
    assert central_interval(sample) == pytest.approx((10.0, 90.0))
    assert covered(sample, 90.0)
    assert not covered(sample, 91.0)
    assert coverage([sample] * 4, [5.0, 50.0, 60.0, 95.0]) == 0.5


def test_brier_and_rank_by_hand():
    assert brier([0.9, 0.2], [1.0, 0.0]) == pytest.approx((0.01 + 0.04) / 2)
    assert probability_rank([1.0, 2.0, 2.0, 3.0], 2.0) == 0.5


def test_a_score_without_values_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        crps_sample([np.nan], 1.0)
