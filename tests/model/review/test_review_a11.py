"""A11: an order is looked at again when the way out is cut or a truce comes, and a break-out is no tidy move."""

import numpy as np
import pytest

from sim.model.world.events import (
    BREAKOUT_ENDS,
    BREAKS_OUT,
    CUT_OFF,
    MOVE_ENDS,
    MOVE_STARTS,
    ORDER,
    ORDER_HURRIED,
    ORDER_LIFTED,
    TRUCE_STARTS,
)
from tests.model.small_runs import SILENT, outcome, small

N = 200
ROADS = [f"supply.routes.{route}.start_state" for route in range(2)]
OPEN, UNDER_FIRE, CUT = (dict.fromkeys(ROADS, state) for state in (0.0, 1.0, 2.0))
ORDERED = {"command.policy": 1.0, "command.order_day": 2.0, "command.lag_days": 40.0, "command.breakout_lag_days": 2.0,
           "command.break_share": 1.0, "command.ordered_before_start": 0.0, "ground.tempo_start_shift": -4.0,
           "ground.tempo_mean": -10.0, "supply.cut_hazard_per_day": 1.0, "ground.thin_line_shape": 0.0,
           "withdrawal.rests_on_strip_km": 0.0}  # no line rests on the strip while any ground is held before it
PRICE = 0.17
PRESSED = {"withdrawal.orderly_if_cut": 0.0, "withdrawal.pressed_if_cut": 1.0, "withdrawal.pressed_loss": PRICE}


@pytest.fixture(scope="module")
def undecided():
    return small("kursk/undecided", replications=N, days=90)


def run(runs, values):
    rows = runs.changed(values)
    return rows.run(executor="compiled", logs=N)


def first(block, kind):
    """Day of the first event of a kind (replication,); never as infinity."""
    days = np.full(N, np.inf)
    events = block.events[block.events["kind"] == kind]
    np.minimum.at(days, events["replication"], events["time"])
    return days


def test_who_is_cut_off_under_an_order_breaks_out_at_once_and_not_when_the_order_said(undecided):
    block = run(undecided, SILENT | UNDER_FIRE | ORDERED)
    cut, out = first(block, CUT_OFF), first(block, BREAKS_OUT)
    later = (cut > 2.0) & np.isfinite(cut)
    assert later.sum() > 0.5 * N
    np.testing.assert_array_equal(out[later], np.minimum(cut[later] + 2.0, 42.0))  # all on day 42 before
    assert np.isfinite(first(block, ORDER_HURRIED)[later]).mean() > 0.9
    assert not np.isfinite(first(block, MOVE_STARTS)[later]).any()


def test_in_whole_runs_nobody_waits_in_a_closed_pocket_for_an_order_to_begin(undecided):
    block = run(undecided, {"command.breakout_lag_days": 2.0, "talks.proposals.0.tabled_day": np.inf})
    order, cut = first(block, ORDER), first(block, CUT_OFF)
    begun = np.minimum(first(block, MOVE_STARTS), first(block, BREAKS_OUT))
    caught = (order < cut) & (cut < begun) & np.isfinite(begun)
    assert caught.sum() > 0
    assert np.max(begun[caught] - cut[caught]) <= 2.0  # up to 50 days before


def test_on_hold_people_break_out_and_nobody_orders_a_withdrawal(undecided):
    never = {"command.break_share": 1.0, "withdrawal.rests_on_strip_km": 0.0, "ground.thin_line_shape": 0.0}
    block = run(undecided, CUT | never | {"command.policy": 0.0})
    assert np.isfinite(first(block, BREAKS_OUT)).mean() > 0.95  # else the interior falls before
    assert not np.isfinite(first(block, ORDER)).any()  # one in each run before
    assert not np.isfinite(first(block, MOVE_STARTS)).any()
    assert np.isnan(outcome(block, "withdrawal_ordered_day")).all()


def test_a_break_out_has_a_pace_of_its_own(undecided):
    days = {"command.policy": 0.0, "withdrawal.duration_days": 30.0, "withdrawal.breakout_days": 1.5}
    block = run(undecided, SILENT | CUT | ORDERED | days)
    np.testing.assert_array_equal(first(block, BREAKOUT_ENDS) - first(block, BREAKS_OUT), 1.5)  # 30 before


def test_a_break_out_pays_by_the_law_of_contact(undecided):
    block = run(undecided, SILENT | CUT | ORDERED | PRESSED | {"command.policy": 0.0})
    assert np.median(outcome(block, "exit_loss_share")) == pytest.approx(PRICE, abs=0.005)  # .57 before
    assert (outcome(block, "exit_mode") == 1.0).all()


def test_a_move_that_is_cut_off_becomes_a_break_out(undecided):
    moving = {"command.order_day": 0.0, "command.lag_days": 0.0, "withdrawal.duration_days": 60.0}
    block = run(undecided, SILENT | UNDER_FIRE | ORDERED | moving | {"supply.cut_hazard_per_day": 0.2})
    cut = first(block, CUT_OFF)
    caught = (cut > 1.0) & (cut < 50.0)
    assert caught.sum() > 0.5 * N
    np.testing.assert_array_equal(first(block, BREAKS_OUT)[caught], cut[caught])  # went on for 60 days before


def test_a_truce_lifts_an_order_that_has_not_begun(undecided):
    truce = {"talks.attacker.accepts_on_day": 5.0, "truce.never_in_force": 0.0, "truce.same_day_share": 1.0}
    block = run(undecided, OPEN | truce | ORDERED | {"command.lag_days": 6.0, "supply.fire_hazard_per_day": 0.0})
    starts = first(block, TRUCE_STARTS)
    np.testing.assert_array_equal(first(block, ORDER_LIFTED), starts)
    over = starts + outcome(block, "truce_held_days")
    moved = first(block, MOVE_STARTS)
    assert np.all(moved >= over)  # on day 8, into the truce, before
    assert np.isfinite(moved[over < 80.0]).mean() > 0.9  # the order is given again once the truce is over


BACK = UNDER_FIRE | {"command.policy": 2.0, "command.lag_days": 1.0, "withdrawal.duration_days": 2.0,
                     "withdrawal.share_given_up": 0.3, "withdrawal.rests_on_strip_km": 0.0, "command.break_share": 1.0,
                     "supply.cut_hazard_per_day": 0.0}  # under fire for good: a reason to leave for who has to use it


def orders(block):
    """How often a withdrawal is ordered (replication,)."""
    events = block.events[block.events["kind"] == ORDER]
    return np.bincount(events["replication"], minlength=N)


def test_after_a_partial_move_the_staff_looks_again_by_the_same_law(undecided):
    block = run(undecided, SILENT | BACK)
    assert np.mean(orders(block) >= 2) > 0.9  # none before
    events = block.events[np.isin(block.events["kind"], (ORDER, MOVE_ENDS))]
    for replication in range(N):
        kinds = events["kind"][events["replication"] == replication]
        assert not np.any((kinds[1:] == ORDER) & (kinds[:-1] == ORDER))  # never before the move is over


def test_no_second_order_comes_once_the_line_rests_on_the_strip_or_of_a_date_that_is_past(undecided):
    rests = BACK | {"withdrawal.rests_on_strip_km": 100.0}
    on_a_day = BACK | {"command.policy": 1.0, "command.order_day": 0.0}
    for values in (rests, on_a_day, BACK | {"withdrawal.share_given_up": 1.0}):
        assert orders(run(undecided, SILENT | values)).max() == 1


def test_a_move_of_less_than_half_a_kilometre_is_ordered_no_second_time(undecided):
    """Before: up to seven orders and more in a run, of a kilometre or two of ground each."""
    told = SILENT | BACK | {"command.order_day": 0.0, "command.policy": 2.0}
    block = run(undecided, told | {"withdrawal.share_given_up": 0.05})  # 5 km² of 105 behind 36 km of front: 0.2 km
    assert orders(block).max() == 1


def test_who_looks_again_leaves_more_of_the_ground_on_a_road_under_fire(undecided):
    """Before: a line that had moved back by three tenths stood where it was for the 90 days, whatever pressed it."""
    told = SILENT | BACK | {"command.order_day": 0.0}
    runs = (run(undecided, told | {"command.policy": policy}) for policy in (2.0, 1.0))
    again, once = (outcome(block, "ground_given_up_km2") for block in runs)
    assert again.mean() > 1.2 * once.mean()
