"""Paired differences: signs, ties, days that never come, and pairs that are none."""

from __future__ import annotations

import json

import numpy as np
import pytest
from synthetic_ensembles import CATALOGUE, Ensemble, Failure, Outcome, ensemble

from sim.analysis.comparison import difference, differences, pair_numbers, paired_changes, paired_values
from sim.errors import InputError


def pair(kind: str, base: list[float], other: list[float], failures=(), categories=()) -> dict:
    first = Ensemble("a", {"x": np.asarray(base, dtype=float)}, failures=failures)
    second = Ensemble("b", {"x": np.asarray(other, dtype=float)})
    return difference(first, second, Outcome("x", kind, "", "", categories))


def test_a_difference_is_other_minus_base():
    numbers = pair("amount", [1, 1, 1, 1], [1, 1, 3, 5])
    assert numbers["mean"] == 1.5
    assert numbers["p_greater"] == 0.5
    assert numbers["p_equal"] == 0.5
    assert numbers["n_pairs"] == 4


def test_a_scenario_does_not_differ_from_itself():
    numbers = differences(ensemble(), ensemble(), CATALOGUE)
    assert list(numbers) == [outcome.name for outcome in CATALOGUE]
    assert numbers["area_end_km2"]["mean"] == numbers["area_end_km2"]["high"] == 0.0
    assert numbers["area_end_km2"]["p_equal"] == 1.0
    assert numbers["truce_in_force"]["low"] < 0.0 < numbers["truce_in_force"]["high"] < 0.01
    json.dumps(numbers, allow_nan=False)


def test_pairs_sharpen_the_comparison():
    base, other = ensemble(), ensemble(harm=1.1)
    paired = differences(base, other, CATALOGUE)["attacker_casualties"]
    apart = np.hypot(*(np.std(e.outcomes["attacker_casualties"]) / 20 for e in (base, other)))
    assert paired["se"] < apart / 2
    assert paired["low"] > 0.0


def test_a_missing_value_or_a_failure_breaks_its_pair():
    assert pair("amount", [1, np.nan, 1], [2, 2, np.nan])["n_pairs"] == 1
    assert pair("amount", [1, 1, 1], [2, 2, 2], failures=(Failure(0),))["n_pairs"] == 2
    nothing = pair("amount", [np.nan], [1])
    assert nothing["n_pairs"] == 0
    assert nothing["mean"] is None


def test_a_day_differs_as_share_and_as_restricted_mean_days():
    numbers = pair("day", [10, np.nan, np.nan], [10, 60, np.nan])
    assert numbers["share"]["mean"] == pytest.approx(1 / 3)
    assert numbers["restricted_mean_days"]["mean"] == pytest.approx(-10)
    assert numbers["restricted_mean_days"]["p_equal"] == pytest.approx(2 / 3)


def test_a_category_differs_value_by_value_and_the_differences_cancel():
    numbers = pair("category", [0, 0, 1], [0, 1, 1], categories=("a", "b"))
    assert numbers["share"]["a"]["mean"] == pytest.approx(-1 / 3)
    assert numbers["share"]["b"]["mean"] == pytest.approx(1 / 3)


def test_a_run_without_a_value_counts_as_having_another():
    numbers = pair("category", [0, np.nan, 1, 0], [0, 0, np.nan, 0], categories=("a", "b"))
    assert numbers["share"]["a"]["mean"] == pytest.approx(1 / 4)
    assert numbers["share"]["b"]["mean"] == pytest.approx(-1 / 4)
    assert numbers["share"]["a"]["n_pairs"] == 4


def test_other_luck_is_refused():
    with pytest.raises(InputError, match="seed"):
        differences(ensemble(), ensemble(seed=2), CATALOGUE)
    with pytest.raises(InputError, match="replications"):
        differences(ensemble(), ensemble(n=100), CATALOGUE)


def test_paired_values_drop_what_has_no_pair_and_count_never_as_the_horizon():
    first = Ensemble("a", {"truce_day": np.array([10.0, np.nan])})
    second = Ensemble("b", {"truce_day": np.array([np.nan, np.nan])})
    assert paired_values(first, second, "truce_day", CATALOGUE).tolist() == [80.0, 0.0]


def test_paired_changes_keep_the_place_of_each_run():
    base, other = ensemble(n=100, failures=(Failure(3),)), ensemble(n=100, harm=1.2)
    change = paired_changes(base, other, "holder_casualties", CATALOGUE)
    assert np.isnan(change).nonzero()[0].tolist() == [3]
    assert pair_numbers(change) == {
        key: value
        for key, value in differences(base, other, CATALOGUE)["holder_casualties"].items()
        if key not in ("kind", "unit", "base", "other")
    }
