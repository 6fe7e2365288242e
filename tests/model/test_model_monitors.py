"""Monitors that come late and see in part: what is attributed, blamed falsely and claimed, and how long truces last."""

import numpy as np
import pytest

from sim.model.truce.monitors import falsely_blamed, part_of_day
from sim.model.world.events import CALLED_OFF, MONITORS_ARRIVE, TRUCE_STARTS
from sim.model.world.state import NEVER
from sim.scenario.values.law_forms import DurabilityForm
from tests.model.review.early_truces import early_truces, run
from tests.model.small_runs import outcome

N = 60
WATCHED = {"talks__proposals__0__monitored": 1.0, "truce__monitored_quiet": 1.0, "truce__world_mu": 15.0,
           "truce__world_sigma": 0.5, "truce__form": 1.0, "truce__residual_violence": 0.5,
           "truce__measures_residual_violence": 0.5}  # fmt: skip
BY_VIOLATIONS = float(DurabilityForm.ATTRIBUTED_VIOLATIONS)


def watched(share, days=0.0, logs=0, **values):
    """Truces from day 1 to day 31 under monitors who see a share and come some days after the start."""
    runs = early_truces(N, 31).having(**WATCHED)
    return run(runs.having(truce__monitors_see_share=share, truce__monitors_delay_days=days, **values), logs)


def mean(block, name):
    return float(np.mean(outcome(block, name)))


def test_what_monitors_see_is_not_blamed_falsely_and_the_rest_by_its_ratio():
    # evidence 5.4: a false blame of (1 - m) * .5 for each of one's own
    assert falsely_blamed(10.0, 0.5, 0.0) == 5.0
    assert falsely_blamed(10.0, 0.5, 0.6) == pytest.approx(2.0)
    assert falsely_blamed(10.0, 0.5, 1.0) == 0.0


def test_monitors_see_of_the_day_on_which_they_come_the_part_that_is_left():
    assert [part_of_day(now, 0.0, 2.25) for now in (1.0, 2.0, 3.0, 4.0)] == [0.0, 0.0, 0.75, 1.0]
    assert [part_of_day(1.0, 0.5, there) for there in (0.5, 0.75, NEVER)] == [1.0, 0.5, 0.0]  # half a day of truce


def test_the_violations_seen_are_the_share_of_those_that_happen():
    for share in (0.0, 0.4, 1.0):
        block = watched(share)
        assert outcome(block, "violations_seen") == pytest.approx(share * outcome(block, "violations_true"))


def test_the_less_is_seen_the_more_is_claimed_from_the_truth_to_what_nobody_checks():
    claims = [mean(watched(share), "violations_claimed") for share in (1.0, 0.7, 0.3, 0.0)]
    alone = mean(watched(0.0, talks__proposals__0__monitored=0.0), "violations_claimed")
    assert claims[0] == mean(watched(1.0), "violations_true")
    assert np.all(np.diff(claims) > 0.0)
    assert claims[-1] == alone


def test_monitors_who_come_late_miss_the_first_days():
    seen = [mean(watched(1.0, days), "violations_seen") for days in (0.0, 1.0, 10.0, 60.0)]
    assert np.all(np.diff(seen) < 0.0)
    assert seen[-1] == 0.0


def test_the_quiet_that_monitors_bring_begins_as_they_come():
    days = {days: mean(watched(1.0, days, truce__monitored_quiet=0.6), "violations_true") for days in (0.0, 15.0, 60.0)}
    assert days[0.0] < days[15.0] < days[60.0]
    assert days[0.0] == pytest.approx(0.6 * days[60.0], rel=0.1)


def test_their_arrival_is_told_once_with_what_they_see():
    block = watched(0.6, 2.5, logs=N)
    for replication in range(N):
        events = block.events[block.events["replication"] == replication]
        came = events[events["kind"] == MONITORS_ARRIVE]
        start = events["time"][events["kind"] == TRUCE_STARTS][0]
        assert len(came) == 1
        assert came["first"][0] == pytest.approx(0.6)
        assert start + 2.5 <= came["time"][0] <= start + 3.5


def test_a_truce_that_violations_end_lasts_the_longer_the_more_monitors_see():
    def called_off(share):
        block = watched(share, logs=N, truce__form=BY_VIOLATIONS, truce__tolerated_ratio=1.2, truce__false_blame=1.0)
        return np.mean(outcome(block, "truce_held_days")), np.sum(block.events["kind"] == CALLED_OFF)

    blind, sharp = called_off(0.0), called_off(1.0)
    assert sharp[0] > blind[0] + 0.3
    assert sharp[1] <= blind[1]
