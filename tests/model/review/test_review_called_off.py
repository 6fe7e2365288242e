"""Truces that a side calls off, for violations, a grave one, or ground; no other law of durability knows of it."""

import numpy as np
import pytest

from sim.model.truce.calling_off import call_off_chance, days_above, some_grave, tolerated, worth_taking
from sim.model.world.dimensions import ATTACKER
from sim.model.world.events import CALLED_OFF, CALLED_OFF_FOR_GROUND, CALLED_OFF_GRAVE, TRUCE_ENDS, TRUCE_SETTLED
from sim.model.world.state import COLLAPSED
from sim.scenario.values.law_forms import DurabilityForm
from tests.model.review.early_truces import early_truces, run
from tests.model.small_runs import outcome

BY_VIOLATIONS = float(DurabilityForm.ATTRIBUTED_VIOLATIONS)
N = 60


COUNTS_ALONE = {"truce__grave_share": 0.0, "truce__opportunity_per_day": 0.0}
TOLERANT = {"truce__tolerated_ratio": 100.0}
GAINING = TOLERANT | {"truce__opportunity_per_day": 0.2, "talks__attacker__ground_value": 0.5,
                      "truce__call_off_cost": 0.0, "talks__attacker__cost_per_day": 0.00001}  # fmt: skip


def called_off(**values):
    runs = early_truces(N, 45).having(truce__form=BY_VIOLATIONS, **(COUNTS_ALONE | values))
    return run(runs, logs=N)


def times(block, kind):
    """How often something is told."""
    return int(np.sum(block.events["kind"] == kind))


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
    events = run(runs, logs=30).events
    settled = events[events["kind"] == TRUCE_SETTLED]
    assert len(settled) > 3
    for one in settled:
        later = events[(events["replication"] == one["replication"]) & (events["time"] > one["time"])]
        assert not {CALLED_OFF, CALLED_OFF_GRAVE, CALLED_OFF_FOR_GROUND} & set(later["kind"])


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


# a grave violation, and ground


def test_of_more_violations_one_is_grave_more_often():
    assert some_grave(0.0, 0.1) == 0.0
    assert some_grave(1.0, 0.1) == pytest.approx(0.1)
    assert some_grave(10.0, 0.1) == pytest.approx(1.0 - 0.9**10)
    assert some_grave(3.0, 1.0) == pytest.approx(1.0)


def test_ground_is_worth_a_truce_by_its_gain_against_its_cost():
    assert worth_taking(0.05, 0.05, 0.1) == pytest.approx(0.5)
    assert worth_taking(0.15, 0.05, 0.1) == pytest.approx(np.e / (1.0 + np.e))
    assert worth_taking(0.0, 5.0, 0.1) < 1e-20


def test_a_grave_violation_ends_a_truce_before_three_days_and_none_where_there_are_none():
    assert times(called_off(**TOLERANT), CALLED_OFF_GRAVE) == 0
    some, all_grave = (called_off(**TOLERANT, truce__grave_share=share) for share in (0.01, 1.0))
    assert 0 < times(some, CALLED_OFF_GRAVE) < times(all_grave, CALLED_OFF_GRAVE)
    calls = all_grave.events[all_grave.events["kind"] == CALLED_OFF_GRAVE]
    assert np.min(calls["time"]) < 4.0
    ends = all_grave.events[all_grave.events["kind"] == TRUCE_ENDS]
    for call in calls:
        assert call["time"] in ends["time"][ends["replication"] == call["replication"]]


def test_the_attacker_calls_a_truce_off_for_ground_and_less_so_where_that_costs_more():
    assert times(called_off(**TOLERANT), CALLED_OFF_FOR_GROUND) == 0
    free, dear = (called_off(**(GAINING | {"truce__call_off_cost": cost})) for cost in (0.0, 0.5))
    assert times(free, CALLED_OFF_FOR_GROUND) > times(dear, CALLED_OFF_FOR_GROUND) + 5
    assert np.mean(outcome(free, "truce_held_days")) < np.mean(outcome(dear, "truce_held_days")) - 2.0
    assert set(free.events["subject"][free.events["kind"] == CALLED_OFF_FOR_GROUND]) == {ATTACKER}


def test_a_guarantor_makes_it_dearer_to_call_a_truce_off():
    plain, guaranteed = (
        called_off(**GAINING, truce__guarantee_cost=0.5, talks__proposals__0__guaranteed=value) for value in (0.0, 1.0)
    )
    assert times(guaranteed, CALLED_OFF_FOR_GROUND) < times(plain, CALLED_OFF_FOR_GROUND) - 5


def test_nobody_calls_a_truce_off_for_ground_once_the_goal_is_reached():
    block = called_off(**GAINING, talks__goal_until_km2=2000.0)
    assert times(block, CALLED_OFF_FOR_GROUND) == 0
