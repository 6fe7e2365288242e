"""A move that a truce finds under way: it goes on unharmed, is held up, or is called off and judged anew."""

import numpy as np
import pytest

from sim.model.world.events import (
    BREAKS_OUT_NO_MORE,
    HELD_UP,
    MOVE_ENDS,
    MOVE_GOES_ON,
    MOVE_SPARED,
    MOVE_STARTS,
    ORDER,
    TRUCE_STARTS,
    TURNS_BACK,
)
from sim.scenario.values.choices import MoveInTruce
from tests.model.review.early_truces import WORLD_HAZARDS
from tests.model.small_runs import outcome, series, small

N = 24
HELD, GOES_ON, OFF = (float(one) for one in (MoveInTruce.HELD_UP, MoveInTruce.GOES_ON, MoveInTruce.CALLED_OFF))
ROADS = [f"supply.routes.{route}.start_state" for route in range(2)]
MOVING = {
    "command.ordered_before_start": 0.0, "command.policy": 1.0, "command.order_day": 1.0, "command.lag_days": 0.0,
    "withdrawal.duration_days": 10.0, "command.break_share": 1.0, "talks.attacker.accepts_on_day": 4.0,
    "truce.never_in_force": 0.0, "truce.same_day_share": 1.0, "truce.form": WORLD_HAZARDS, "truce.world_mu": 15.0,
    "truce.world_sigma": 0.5, "truce.settle_probability": 0.0, "truce.extension_probability": 0.0,
    "supply.fire_hazard_per_day": 0.0,
    "talks.mediation.retable_after_truce_days": 90.0, "ground.tempo_start_shift": -4.0,
    "ground.tempo_mean": -10.0,
}  # fmt: skip


def run(way, **more):
    values = MOVING | dict.fromkeys(ROADS, 0.0) | {"truce.move_under_way": way} | more
    return small("kursk/ceasefire-accepted-promptly", N, 50).changed(values).run(logs=N)


def times(block, kind):
    return block.events["time"][block.events["kind"] == kind]


def test_a_move_that_goes_on_ends_on_its_day_and_costs_nobody_from_then_on():
    block = run(GOES_ON)
    assert len(times(block, TRUCE_STARTS)) == N
    np.testing.assert_array_equal(times(block, MOVE_SPARED), 4.0)
    np.testing.assert_array_equal(times(block, MOVE_ENDS), 11.0)
    assert not len(times(block, HELD_UP))
    held = series(block, "held_area_km2")
    np.testing.assert_array_equal(held[:, 12], held[:, 5])  # the ground stays as it is
    before = run(HELD)
    assert np.all(outcome(block, "exit_lost") <= outcome(before, "exit_lost"))


def test_a_move_that_is_called_off_is_over_and_may_be_ordered_again_after_the_truce():
    block = run(OFF)
    np.testing.assert_array_equal(times(block, TURNS_BACK), 4.0)
    assert not len(times(block, HELD_UP))
    assert not len(times(block, MOVE_GOES_ON))
    orders = times(block, ORDER)
    assert np.all((orders == 1.0) | (orders >= 34.0))
    assert np.sum(orders >= 34.0) == N
    assert np.all(times(block, MOVE_STARTS)[np.argsort(times(block, MOVE_STARTS))][N:] >= 34.0)


def test_those_lost_in_two_moves_are_a_share_of_who_was_there_before_the_first():
    """All are exposed in the first move, so it tells how many there were. It was a share of those left for the last."""
    block = run(OFF, **{"withdrawal.share_given_up": 1.0, "withdrawal.orderly_loss": 0.3})
    starts = block.events[block.events["kind"] == MOVE_STARTS]
    first, last = (starts["second"][starts["time"] == day] for day in (1.0, starts["time"].max()))
    assert len(first) == N
    assert np.all(last < 0.8 * first[: len(last)].max())
    np.testing.assert_allclose(outcome(block, "exit_loss_share"), outcome(block, "exit_lost") / first)


def test_a_move_that_is_held_up_goes_on_after_the_truce():
    block = run(HELD)
    np.testing.assert_array_equal(times(block, HELD_UP), 4.0)
    np.testing.assert_array_equal(times(block, MOVE_GOES_ON), 34.0)
    np.testing.assert_array_equal(times(block, MOVE_ENDS), 41.0)


@pytest.mark.parametrize("way", [HELD, GOES_ON, OFF])
def test_terms_that_settle_the_peoples_fate_lead_a_move_out_whatever_else_holds(way):
    block = run(way, **{"talks.proposals.0.people_settled": 1.0})
    np.testing.assert_array_equal(times(block, MOVE_SPARED), 4.0)
    np.testing.assert_array_equal(times(block, MOVE_ENDS), 11.0)


def test_nobody_goes_on_by_a_way_that_is_cut_and_a_break_out_can_be_called_off():
    cut = dict.fromkeys(ROADS, 2.0) | {"supply.reopen_hazard_per_day": 0.0, "withdrawal.breakout_days": 6.0,
                                       "command.breakout_lag_days": 0.0,
                                       "withdrawal.rests_on_strip_km": 0.0}
    assert len(times(run(OFF, **cut), BREAKS_OUT_NO_MORE)) == N
    on = run(GOES_ON, **cut)
    assert not len(times(on, MOVE_SPARED))
    assert not len(times(on, BREAKS_OUT_NO_MORE))
