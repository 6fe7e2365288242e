"""Differences law by law and what their spread comes of, on toys whose differences are known."""

from collections.abc import Callable

import numpy as np
import pytest

from sim.analysis.forms.by_form import agreement
from sim.analysis.forms.compared import crossed_content, drawn_alike
from sim.experiment.crossed import CORNERS, Crossed

N = 1600
LUCK = np.random.default_rng(1)
PARAMETER, CHANCE = LUCK.normal(size=(2, 2, N))
FORM = LUCK.integers(3, size=(2, N))
Toy = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def crossed(toy: Toy, failed: tuple[int, ...] = ()) -> Crossed:
    """A toy at every corner, its form that of attrition."""
    corners = range(CORNERS)
    values = np.array([toy(PARAMETER[one & 1], CHANCE[one >> 1 & 1], FORM[one >> 2 & 1]) for one in corners])
    values[:, list(failed)] = np.nan
    lost = np.isin(np.arange(N), failed)
    return Crossed({"attacker_casualties": values}, {"attrition.form": FORM[0]}, lost, "compiled", 90)


def base(parameter, chance, form):
    return 100.0 + 5.0 * parameter + 7.0 * chance + 50.0 * form


def other(parameter, chance, form):
    """Less the base: 1 times parameter, 2 times chance, 40 more by form 2 and 10 less by form 0; all of it adds."""
    return base(parameter, chance, form) + parameter + 2.0 * chance + np.choose(form, [-10.0, 0.0, 40.0])


def compared(second: Toy, **more) -> dict:
    return crossed_content(["a", "b"], [crossed(base, **more), crossed(second, **more)])


def test_the_split_is_that_of_the_difference_and_not_of_what_both_share() -> None:
    split = compared(other)["differences"]["b"]["split"]["attacker_casualties"]
    of_forms = np.var([-10.0, 0.0, 40.0])
    whole = 1.0 + 4.0 + of_forms
    for source, variance in (("parameter", 1.0), ("chance", 4.0), ("form", of_forms)):
        entry = split["alone"][source]
        assert entry["value"] == pytest.approx(variance / whole, abs=0.02)
        assert entry["low"] <= variance / whole <= entry["high"]
    assert split["together"]["value"] == pytest.approx(0.0, abs=0.02)
    assert split["mean"] == pytest.approx(10.0, abs=2.0)


def test_each_law_has_its_own_sign_and_the_sign_is_of_the_other_less_the_base() -> None:
    told = compared(other)["differences"]["b"]
    signs = {row["form"]: row["outcomes"]["attacker_casualties"]["sign"] for row in told["by_form"]}
    assert signs == {"": "+", "per_km2": "-", "fitted_1914_82": "0", "tempo_elastic": "+"}
    assert told["agreement"]["attacker_casualties"] == {"sign": "+", "forms": 3, "more": 1, "less": 1, "open": 1}
    assert told["sign_turns_with"]["attacker_casualties"] == ["attrition.form"]


def test_means_by_law_are_of_each_scenario() -> None:
    by_form = compared(other)["by_form"]
    means = {
        name: [row["outcomes"]["attacker_casualties"]["mean"] for row in rows] for name, rows in by_form.items()
    }
    assert means["a"][1:] == pytest.approx([100.0, 150.0, 200.0], abs=1.5)
    assert means["b"][1:] == pytest.approx([90.0, 150.0, 240.0], abs=1.5)


def test_a_pair_that_failed_in_either_is_counted_once_and_left_out() -> None:
    told = crossed_content(["a", "b"], [crossed(base, (1, 2)), crossed(other, (2, 3))])
    assert (told["replications"], told["corners"], told["failures"]) == (N, 8, 3)
    every, *_ = told["differences"]["b"]["by_form"]
    assert every["outcomes"]["attacker_casualties"]["n_pairs"] == N - 3


def test_laws_that_only_one_scenario_draws_are_told_where_none_is_drawn_alike() -> None:
    drawn, fixed = np.array([0, 1, 2]), np.array([1, 1, 1])
    assert list(drawn_alike({"truce.form": drawn, "attrition.form": drawn}, {"truce.form": drawn})) == ["truce.form"]
    assert set(drawn_alike({"truce.form": drawn}, {"truce.form": fixed})) == {"truce.form"}
    assert set(drawn_alike({}, {"truce.form": drawn})) == {"truce.form"}


def test_agreement_without_a_law_drawn_counts_none() -> None:
    rows = [{"slot": "", "form": "", "outcomes": {"x": {"sign": "-"}}}]
    assert agreement(rows, "x") == {"sign": "-", "forms": 0, "more": 0, "less": 0, "open": 0}
