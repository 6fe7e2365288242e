"""Lines that rest on the strip: what makes a way out is the ground that is held, not that somebody once moved back."""

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import lognorm

from sim.model.supply import depth_beyond
from tests.model.small_runs import SILENT, Small, outcome, small

N = 500
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
REACHES_KM = (100.0, 4.0, 2.5, 1.0, 0.0)
CLOSED = dict.fromkeys(("supply.routes.0.start_state", "supply.routes.1.start_state"), 2.0)
NULL = {"withdrawal.share_given_up": 0.0}
LIKE = {"holder.line_quality": 0.0, "withdrawal.contested_offset": 0.0} | SILENT  # nothing else tells the two apart


def mean(runs: Small, name: str) -> float:
    return float(np.nanmean(outcome(runs.run(executor="compiled"), name)))


@pytest.fixture(scope="module")
def leaving() -> Small:
    return small("kursk/undecided-withdraw-now", N, 90)


def test_a_move_that_gives_nothing_up_is_worth_no_more_than_staying(leaving: Small) -> None:
    """Before: the ground was lost in .70 of runs against .87, and 2,900 people were cut off against 4,100."""
    moved, stays = leaving.changed(NULL | LIKE), small("kursk/undecided-hold", N, 90).changed(LIKE)
    assert mean(moved, "foothold_ended") == pytest.approx(mean(stays, "foothold_ended"), abs=0.03)
    assert mean(moved, "people_cut_off") > 0.95 * mean(stays, "people_cut_off")


def test_the_more_is_given_up_the_fewer_can_be_cut_off(leaving: Small) -> None:
    found = [mean(leaving.having(withdrawal__share_given_up=share), "people_cut_off") for share in SHARES]
    assert all(more > fewer for more, fewer in pairwise(found))


def test_the_further_the_strip_reaches_the_fewer_are_cut_off_and_none_where_it_reaches_all(leaving: Small) -> None:
    blocks = [leaving.having(withdrawal__rests_on_strip_km=reach).run(executor="compiled") for reach in REACHES_KM]
    found = [outcome(block, "people_cut_off") for block in blocks]
    assert not np.any(found[0])
    assert all(fewer.mean() < more.mean() for fewer, more in pairwise(found))


def test_depth_is_the_mean_one_of_a_half_circle_on_the_border() -> None:
    """Radius 8 km: 32π km² on 16 km of border behind 8π km of front."""
    assert depth_beyond(32.0 * math.pi, 8.0 * math.pi) == pytest.approx(2.0 * math.pi)


def test_on_day_0_as_many_lines_rest_on_the_strip_as_have_a_reach_beyond_their_depth(leaving: Small) -> None:
    """Ground of 154 km² with 34 of strip behind 38 km of front: 4.9 km deep."""
    ground = {"ground.held_area_km2": 154.0, "ground.strip_area_km2": 34.0}
    caught = outcome(leaving.changed(CLOSED | ground).run(executor="compiled"), "people_cut_off") > 0.0
    depth = 120.0 / (36.2 * (154.0 / 139.6) ** 0.6 * 2.0 / math.pi)
    assert np.mean(caught) == pytest.approx(lognorm(0.55, scale=2.5).cdf(depth), abs=0.01)


def test_what_was_held_before_day_0_does_not_matter(leaving: Small) -> None:
    """Before: an order called off on day 0 had put people out of reach of whoever cut the road."""
    called_off = {"command.policy": 0.0, "command.ordered_days_before": 5.0} | CLOSED
    runs = (leaving.changed(called_off | {"command.ordered_before_start": order}) for order in (0.0, 1.0))
    never, before = (outcome(one.run(executor="compiled"), "people_cut_off") > 0.0 for one in runs)
    assert np.mean(never) > 0.5
    np.testing.assert_array_equal(never, before)


def test_where_every_way_is_closed_on_day_0_leaving_at_once_costs_no_more_than_staying(leaving: Small) -> None:
    """Before: 60 people more, because a line came to rest on the strip by the share of its ground that was gone."""
    stays = leaving.changed(CLOSED | {"command.policy": 0.0})
    assert mean(leaving.changed(CLOSED), "holder_lost") < mean(stays, "holder_lost")


def test_without_a_strip_nobody_rests_on_it(leaving: Small) -> None:
    reached = leaving.having(withdrawal__rests_on_strip_km=100.0, ground__strip_area_km2=0.0)
    assert mean(reached, "people_cut_off") > 1000.0


def test_who_moved_back_a_little_and_is_cut_off_breaks_out_or_surrenders(leaving: Small) -> None:
    """Before: nobody who had once moved back was ever captured with a pocket again."""
    little = {"withdrawal.share_given_up": 0.1, "withdrawal.rests_on_strip_km": 0.0, "command.breakout": 0.0}
    caught = outcome(leaving.changed(little).run(executor="compiled"), "holder_captured")
    assert np.mean(caught > 1000.0) > 0.05
