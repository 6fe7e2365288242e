"""Scores against worked numbers and against a second library."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from sim.analysis.skill.scores import (
    brier,
    central_interval,
    coverage,
    covered,
    crps_sample,
    ignorance,
    interval_score,
    log_score,
    mean_crps,
    probability_rank,
    stated_probability,
    weighted_crps,
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


@pytest.fixture
def scoringrules(monkeypatch):
    """The library by NumPy alone: its functions for numba, which nobody asks here, take four seconds to compile."""
    if "scoringrules" not in sys.modules:
        monkeypatch.setitem(sys.modules, "numba", None)
    return pytest.importorskip("scoringrules")


def test_crps_agrees_with_scoringrules(scoringrules):
    values = np.random.default_rng(3).normal(size=150)
    for observed in (-2.0, 0.1, 4.0):
        ours = crps_sample(values, observed)
        assert ours == pytest.approx(float(scoringrules.crps_ensemble(observed, values, backend="numpy")), rel=1e-9)


@pytest.mark.parametrize("fair", [False, True])
def test_all_scores_of_a_sample_agree_with_scoringrules(scoringrules, fair):
    kind = {"estimator": "fair" if fair else "nrg", "backend": "numpy"}
    values = np.random.default_rng(3).normal(size=150)
    low, high = np.quantile(values, (0.05, 0.95))
    for observed in (-2.0, 0.1, 4.0):
        theirs = scoringrules.crps_ensemble(observed, values, **kind)
        assert crps_sample(values, observed, fair=fair) == pytest.approx(float(theirs), rel=1e-9)
        theirs = scoringrules.twcrps_ensemble(observed, values, v_func=lambda x: np.minimum(x, 0.5), **kind)
        assert weighted_crps(values, observed, 0.5, fair=fair) == pytest.approx(float(theirs), rel=1e-9, abs=1e-12)
        theirs = scoringrules.interval_score(observed, low, high, 0.1, backend="numpy")
        assert interval_score(values, observed) == pytest.approx(float(theirs), rel=1e-9)
        stated = stated_probability(values, 0.0)
        assert brier(stated, observed <= 0.0) == pytest.approx(
            float(scoringrules.brier_score(float(observed <= 0.0), stated, backend="numpy"))
        )
        theirs = scoringrules.log_score(float(observed <= 0.0), stated, backend="numpy")
        assert log_score(stated, observed <= 0.0) == pytest.approx(float(theirs) / np.log(2.0))  # theirs in nats


def test_crps_and_brier_agree_with_properscoring():
    properscoring = pytest.importorskip("properscoring")
    values = np.random.default_rng(8).gamma(2.0, size=120)
    for observed in (0.2, 1.9, 9.0):
        ours = crps_sample(values, observed)
        assert ours == pytest.approx(float(properscoring.crps_ensemble(observed, values)), rel=1e-9)
        share = float((values <= 2.0).mean())
        theirs = properscoring.threshold_brier_score(observed, values, threshold=2.0)
        assert brier(share, observed <= 2.0) == pytest.approx(float(theirs))


def test_crps_of_a_large_normal_sample_is_the_published_closed_form():
    # Gneiting, Raftery, Westveld and Goldman 2005, eq. 5, for N(0, 1) at its mean: (sqrt(2) - 1) / sqrt(pi)
    values = np.random.default_rng(11).normal(size=200_000)
    assert crps_sample(values, 0.0, fair=True) == pytest.approx((np.sqrt(2.0) - 1.0) / np.sqrt(np.pi), abs=0.003)


def test_a_weighted_crps_is_the_integral_over_one_side_by_hand():
    # members 0 and 4, seen 1, below 2: of (F - [x >= 1])^2 there is .25 on (0, 1) and .25 on (1, 2)
    assert weighted_crps([0.0, 4.0], 1.0, 2.0) == pytest.approx(0.5)
    assert weighted_crps([3.0, 4.0], 5.0, 2.0) == 0.0


def test_an_interval_score_by_hand():
    sample = np.arange(101.0)  # middle 90 % from 5 to 95
    assert interval_score(sample, 50.0) == pytest.approx(90.0)
    assert interval_score(sample, 98.0) == pytest.approx(90.0 + 20.0 * 3.0)
    assert interval_score(sample, 1.0) == pytest.approx(90.0 + 20.0 * 4.0)


def test_ignorance_counts_members_in_the_bin_of_what_happened():
    sample, edges = [0.5, 1.0, 1.5, 7.0], [1.0, 5.0]  # one below, two between, one above; half a member more each
    assert ignorance(sample, 3.0, edges) == pytest.approx(-np.log2(2.5 / 5.5))
    assert ignorance(sample, 0.0, edges) == pytest.approx(-np.log2(1.5 / 5.5))
    assert ignorance(sample, 5.0, edges) == pytest.approx(-np.log2(1.5 / 5.5))


def test_a_stated_probability_is_never_certain():
    assert stated_probability([1.0, 2.0, 3.0], 0.0) == pytest.approx(0.125)
    assert stated_probability([1.0, 2.0, 3.0], 9.0) == pytest.approx(0.875)


def test_a_log_score_by_hand():
    assert log_score([0.25, 0.5], [1.0, 0.0]) == pytest.approx((2.0 + 1.0) / 2.0)
    assert log_score(0.0, 1.0) == np.inf


def test_a_tolerance_widens_what_is_covered():
    assert not covered([1.0, 1.0], 1.2)
    assert covered([1.0, 1.0], 1.2, tolerance=0.25)


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
