"""Answers and differences form by form, by hand."""

import numpy as np
import pytest

from sim.analysis.forms.by_form import answers_by_form, differences_by_form, disagreeing, sign_of

FORMS = {
    "attrition.form": np.repeat([0, 2], 40),
    "ground.force_form": np.tile([0, 1], 40),
    "truce.form": np.full(80, 2),  # one form alone: nothing to compare
}


def test_means_are_those_of_the_runs_with_the_form() -> None:
    amount = np.where(FORMS["attrition.form"] == 2, 30.0, 10.0)
    share = (FORMS["ground.force_form"] == 1).astype(float)
    rows = answers_by_form({"people": ("amount", amount), "ended": ("share", share)}, FORMS)
    told = {(row["slot"], row["form"]): row for row in rows}
    assert list(told) == [
        ("", ""), ("attrition.form", "per_km2"), ("attrition.form", "tempo_elastic"),
        ("ground.force_form", "density_floor"), ("ground.force_form", "power_ratio"),
    ]  # fmt: skip
    assert [row["outcomes"]["people"]["mean"] for row in rows] == [20.0, 10.0, 30.0, 20.0, 20.0]
    assert [row["outcomes"]["ended"]["mean"] for row in rows] == [0.5, 0.5, 0.5, 0.0, 1.0]
    assert told["attrition.form", "per_km2"]["runs"] == 40


def test_a_missing_value_is_in_no_mean() -> None:
    amount = np.where(np.arange(80) < 20, np.nan, 7.0)
    every, per_km2, *_ = answers_by_form({"people": ("amount", amount)}, FORMS)
    assert (every["outcomes"]["people"]["n"], per_km2["outcomes"]["people"]["n"]) == (60, 20)


def test_a_sign_that_turns_round_is_told_with_its_mechanism() -> None:
    noise = np.random.default_rng(1).normal(size=80)
    change = np.where(FORMS["attrition.form"] == 2, 50.0, -50.0) + noise
    rows = differences_by_form({"people": ("amount", change)}, FORMS)
    signs = {row["form"]: row["outcomes"]["people"]["sign"] for row in rows}
    assert signs == {"": "0", "per_km2": "-", "tempo_elastic": "+", "density_floor": "0", "power_ratio": "0"}
    assert disagreeing(rows, "people") == ["attrition.form"]


@pytest.mark.parametrize(
    ("low", "high", "pairs", "sign"),
    [(0.1, 2.0, 20, "+"), (-2.0, -0.1, 20, "-"), (-0.1, 2.0, 20, "0"), (0.1, 2.0, 19, "0"), (None, None, 20, "0")],
)
def test_a_sign_needs_an_interval_without_zero_and_pairs_enough(low, high, pairs, sign) -> None:
    assert sign_of({"low": low, "high": high, "n_pairs": pairs}) == sign
