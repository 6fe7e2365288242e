"""Truces that a side calls off for violations, by hand and on outcomes; no other law of durability knows of it."""

import numpy as np
import pytest

from sim.model.truce.calling_off import call_off_chance, days_above, tolerated
from sim.model.world.events import CALLED_OFF, TRUCE_ENDS, TRUCE_SETTLED
from sim.model.world.state import COLLAPSED
from sim.scenario.values.law_forms import DurabilityForm
from tests.model.review.early_truces import early_truces
from tests.model.small_runs import outcome

BY_VIOLATIONS = float(DurabilityForm.ATTRIBUTED_VIOLATIONS)
N = 60


def called_off(**values):
    runs = early_truces(N, 45).having(truce__form=BY_VIOLATIONS, **values)
    return runs.run(logs=N)


def test_a_side_tolerates_so_many_times_what_was_to_be_expected_and_at_least_one_a_day():
    assert tolerated(4.0, 2.0) == 8.0
    assert tolerated(0.02, 2.0) == 2.0


def test_at_the_limit_the_chance_is_a_half_and_at_twice_it_as_its_steepness_says():
    assert call_off_chance(8.0, 8.0, 3.0) == pytest.approx(0.5)
    assert call_off_chance(16.0, 8.0, 2.0) == pytest.approx(0.8)  # odds 2² to 1
    assert call_off_chance(4.0, 8.0, 2.0) == pytest.approx(0.2)


def test_days_above_what_is_tolerated_count_in_a_row():
    assert [days_above(2, blamed, 1.0) for blamed in (1.5, 1.0, 0.5)] == [3, 0, 0]


def test_a_truce_ends_at_the_instant_at_which_it_is_called_off_after_three_days_at_least():
    events = called_off(truce__tolerated_ratio=0.5).events
    calls = events[events["kind"] == CALLED_OFF]
    assert len(calls) > 0.9 * N
    ends = events[(events["kind"] == TRUCE_ENDS) & (events["subject"] == COLLAPSED)]
    for call in calls:
        assert call["time"] in ends["time"][ends["replication"] == call["replication"]]
    first = {int(one["replication"]): float(one["time"]) for one in calls[::-1]}
    assert min(first.values()) >= 1.0 + 3.0


def test_who_tolerates_everything_calls_nothing_off():
    block = called_off(truce__tolerated_ratio=100.0)
    assert CALLED_OFF not in block.events["kind"]
    assert np.min(outcome(block, "truce_held_days")) >= 30.0  # as long as was agreed


def test_a_settlement_is_not_called_off_for_violations():
    endless = {"talks__proposals__0__duration_days": 0.0, "truce__settle_probability": 1.0, "truce__world_mu": 15.0,
               "truce__settlement_mu": 15.0, "truce__world_sigma": 0.5, "truce__settlement_sigma": 0.5}
    runs = early_truces(30, 80).having(truce__form=BY_VIOLATIONS, truce__tolerated_ratio=1.0, **endless)
    events = runs.run(logs=30).events
    settled = events[events["kind"] == TRUCE_SETTLED]
    assert len(settled) > 3
    for one in settled:
        later = events[(events["replication"] == one["replication"]) & (events["time"] > one["time"])]
        assert CALLED_OFF not in later["kind"]


def test_a_quieter_truce_is_called_off_less_and_so_is_one_that_monitors_watch():
    loud, quiet, watched = (
        np.mean(outcome(called_off(**values), "truce_held_days"))
        for values in ({}, {"truce__leak_days": 1e5}, {"talks__proposals__0__monitored": 1.0})
    )
    assert quiet > loud
    assert watched >= loud


def test_no_other_law_of_durability_knows_of_it():
    runs = early_truces(N, 45).having(truce__form=float(DurabilityForm.DONBAS))
    assert np.array_equal(
        runs.having(truce__tolerated_ratio=0.1).run().outcomes, runs.having(truce__tolerated_ratio=90.0).run().outcomes,
        equal_nan=True,
    )
