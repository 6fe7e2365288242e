"""A10: talks go on while a truce is in force: it can be settled, and its extension is agreed before its end date."""

import numpy as np
import pytest

from sim.model.world.events import FOLLOW_UP_OPENS, TRUCE_EXTENDED, TRUCE_SETTLED
from tests.model.review.early_truces import WORLD_HAZARDS, early_truces, run
from tests.model.small_runs import NEVER, day_of, outcome, series

LASTING = {"truce.form": WORLD_HAZARDS, "truce.world_mu": 15.0, "truce.world_sigma": 0.5}
N = 1000


@pytest.fixture(scope="module")
def events():
    """What happened in runs whose truces do not fail, with their end dates on day 31."""
    return run(early_truces(N, days=40).changed(LASTING), logs=N).events


def test_talks_on_what_follows_open_a_week_before_the_end_date(events):
    assert set(events["time"][events["kind"] == FOLLOW_UP_OPENS]) == {24.0}  # max(0.7 x 30, 30 - 7) days after day 1


def test_extensions_are_agreed_before_the_end_date(events):
    days = events["time"][events["kind"] == TRUCE_EXTENDED]
    assert np.all((days >= 24.0) & (days <= 31.0))
    assert 0.3 < np.mean(days < 31.0) < 0.7  # the share is drawn evenly: half


def test_a_settlement_grows_out_of_a_truce(events):
    settled = np.count_nonzero(events["kind"] == TRUCE_SETTLED) / N
    assert 0.01 < settled < 0.12  # drawn around .05
    assert np.any(events["time"][events["kind"] == TRUCE_SETTLED] < 31.0)


def test_a_truce_without_an_end_date_can_be_settled_too():
    endless = LASTING | {"talks.proposals.0.duration_days": 0.0, "truce.settle_probability": 0.5}
    runs = early_truces(200, days=70).changed(endless)
    ends = outcome(run(runs), "truce_end")
    assert np.mean(ends == 2.0) == pytest.approx(0.75, abs=0.15)  # two looks, on days 31 and 61


LED_OUT = LASTING | {
    "command.ordered_before_start": 0.0, "command.policy": 1.0, "command.order_day": 3.0, "command.lag_days": 1.0,
    "withdrawal.duration_days": 7.0, "withdrawal.share_given_up": 1.0,
}  # fmt: skip


@pytest.mark.parametrize("allowed", [True, False])
def test_people_leave_unharmed_during_a_truce_whose_terms_let_them(allowed):
    runs = early_truces(200, days=25).changed(LED_OUT | {"talks.proposals.0.people_settled": float(allowed)})
    block = run(runs)
    held = series(block, "held_area_km2")
    assert np.array_equal(held[:, 24], held[:, 2])  # the ground stays as it is
    done = day_of(block, "withdrawal_done_day")
    assert np.all(np.isin(done, (9.0, 10.0, 11.0)) if allowed else done == NEVER)  # sooner where the way out is cut
    if allowed:
        assert np.all(outcome(block, "exit_lost") == 0.0)
