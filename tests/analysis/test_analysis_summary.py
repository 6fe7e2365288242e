"""Summaries: the kinds and their numbers, errors at the edges, and nothing that JSON cannot hold."""

from __future__ import annotations

import json

import numpy as np
import pytest
from synthetic_ensembles import CATALOGUE, Ensemble, Failure, Outcome, ensemble

from sim.analysis.summary import summarise, summarise_outcome
from sim.analysis.uncertainty import (
    rule_of_three,
    share_interval,
    standard_error,
    student_t95,
    wilson,
)


def entry(kind: str, values: list[float] | np.ndarray, *, failures=(), categories=()) -> dict:
    made = Ensemble("a", {"x": np.asarray(values, dtype=float)}, failures=failures)
    return summarise_outcome(made, Outcome("x", kind, "", "", categories))


def test_a_summary_is_plain_json_without_nan_and_in_declared_order():
    summary = summarise(ensemble(), CATALOGUE)
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    assert list(summary["outcomes"]) == [outcome.name for outcome in CATALOGUE]
    assert summary["scenario"] == "kursk/baseline"
    assert summary["replications"] == 400


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("share", ["kind", "unit", "n", "mean", "se", "low", "high"]),
        ("amount", ["kind", "unit", "n", "mean", "se", "p05", "p50", "p95", "p_none"]),
        ("category", ["kind", "unit", "n", "share", "se", "low", "high"]),
        ("day", ["kind", "unit", "n", "share", "se", "low", "high", "p05", "p50", "p95"]),
    ],
)
def test_each_kind_has_its_own_numbers(kind, keys):
    assert list(entry(kind, [0.0, 1.0], categories=("no", "yes"))) == keys
    empty = entry(kind, [np.nan, np.nan], categories=("no", "yes"))
    assert list(empty) == keys
    json.dumps(empty, allow_nan=False)


def test_failures_are_in_no_number():
    values = np.zeros(100)
    values[3] = 1.0
    assert entry("share", values, failures=(Failure(3),))["mean"] == 0.0
    assert entry("share", values, failures=(Failure(3),))["n"] == 99
    assert entry("day", values, failures=(Failure(3),))["n"] == 99


def test_a_missing_amount_is_left_out_and_a_day_that_never_comes_is_not():
    assert entry("amount", [1.0, np.nan, 3.0])["n"] == 2
    day = entry("day", [1.0, np.nan, 3.0])
    assert day["n"] == 3
    assert day["share"] == pytest.approx(2 / 3)


def test_a_day_quantile_that_falls_on_never_is_none():
    day = entry("day", [5.0] * 60 + [np.nan] * 40)
    assert day["p05"] == day["p50"] == 5.0
    assert day["p95"] is None


def test_a_day_after_the_horizon_counts_as_never():
    assert entry("day", [5.0, 91.0, np.inf])["share"] == pytest.approx(1 / 3)


def test_category_shares_add_to_one():
    share = entry("category", [0, 1, 1, 2, np.nan], categories=("a", "b", "c"))["share"]
    assert share == {"a": 0.25, "b": 0.5, "c": 0.25}


def test_no_event_in_a_hundred_runs_leaves_about_three_in_a_hundred():
    none = entry("share", np.zeros(100))
    assert (none["low"], none["mean"]) == (0.0, 0.0)
    assert none["high"] == pytest.approx(0.0295, abs=1e-4)  # 1 - 0.05^(1/100)
    every = entry("share", np.ones(100))
    assert every["high"] == 1.0
    assert every["low"] == pytest.approx(1 - none["high"])


def test_wilson_meets_the_published_example():
    # 81 of 263: 0.2553 to 0.3662 (Newcombe 1998, Statistics in Medicine 17, table I, method 3)
    assert wilson(81 / 263, 263, 1.959964) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_student_t_meets_the_tables():
    assert student_t95(15) == pytest.approx(2.131, abs=1e-3)
    assert student_t95(63) == pytest.approx(1.998, abs=1e-3)
    assert student_t95(4) == pytest.approx(2.776, abs=2e-2)


def test_the_error_is_that_of_the_sixteen_means():
    values = np.random.default_rng(4).random(160)
    means = [values[group::16].mean() for group in range(16)]
    assert standard_error(values) == pytest.approx(np.std(means, ddof=1) / 4)


def test_the_error_of_few_values_is_the_plain_one():
    values = np.random.default_rng(4).random(63)
    assert standard_error(values) == pytest.approx(values.std(ddof=1) / np.sqrt(63))


@pytest.mark.parametrize("missing", [0.0, 0.4])
def test_the_error_is_right_on_average_for_independent_values(missing):
    luck = np.random.default_rng(8)
    means, errors = [], []
    for _ in range(400):
        values = np.where(luck.random(500) < missing, np.nan, luck.normal(size=500))
        means.append(np.nanmean(values))
        errors.append(standard_error(values) ** 2)
    assert np.sqrt(np.mean(errors)) == pytest.approx(np.std(means), rel=0.12)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.97])
def test_share_intervals_hold_the_truth_about_as_often_as_they_say(share):
    luck = np.random.default_rng(9)
    held = 0
    for _ in range(600):
        values = (luck.random(200) < share).astype(float)
        low, high = share_interval(values.mean(), standard_error(values), 200)
        held += low <= share <= high
    assert 0.9 <= held / 600 <= 1.0


def test_rule_of_three_is_about_three_over_n():
    assert rule_of_three(1000) == pytest.approx(3 / 1000, rel=0.01)
