"""A16: evidence as its samples say: vehicles are those on roads, and each side's losses spread as its own fit."""

import numpy as np
import pytest

from sim.scenario.loading import load
from tests.model.small_runs import COLUMN, HOLDING, SILENT, outcome, small

CUT_ROAD = {"supply.routes.0.start_state": 2.0, "supply.routes.1.start_state": 1.0}
CONFIRMED = 790.0  # of all kinds in seven months, 6 August 2024 to 24 March 2025 (A. Naalsio, via CIT)


@pytest.fixture(scope="module")
def kursk():
    return small("kursk/baseline", replications=300, days=90)


def run(runs):
    return runs.run(executor="compiled")


def test_what_goes_on_foot_is_no_vehicle(kursk):
    assert not outcome(run(kursk.changed(CUT_ROAD)), "vehicles_lost").any()  # mean 1,500 before


def test_fewer_vehicles_are_lost_in_90_days_than_all_kinds_confirmed_in_seven_months(kursk):
    lost = outcome(run(kursk), "vehicles_lost")
    assert np.quantile(lost, 0.95) < CONFIRMED  # 1,635 before


def test_the_holders_losses_have_a_luck_of_their_own_in_the_law_of_1914_82(kursk):
    fitted = kursk.changed(HOLDING | SILENT | {"attrition.form": 1.0, "command.break_share": 1.0})
    block = run(fitted.changed({"attrition.fitted_residual": 0.0}))
    alike = run(fitted.changed({"attrition.fitted_residual": 0.0, "attrition.fitted_residual_holder": 0.0}))
    apart = np.log(outcome(block, "holder_casualties") / outcome(alike, "holder_casualties"))
    assert np.std(apart) > 0.4  # 0 before
    own = fitted.rows[:, COLUMN["attrition.fitted_residual_holder"]]
    assert np.corrcoef(apart, own)[0, 1] > 0.8


@pytest.mark.parametrize(
    ("clause", "low", "high"),
    [("monitoring", 0.38, 0.73), ("rearming", 0.24, 0.32), ("people", 0.09, 0.27)],
)
def test_clauses_are_drawn_between_their_two_samples_which_are_named(clause, low, high):
    value = getattr(load("kursk/baseline").scenario.talks.mediation, f"{clause}_clause")
    assert [value.quantile(0.0), value.quantile(1.0)] == pytest.approx([low, high])  # PA-X, 388 and 22 texts
    assert "388" in value.evidence.note
    assert "22 between states" in value.evidence.note
