"""Lines that rest on the strip: what makes a way out is the ground that is held, not that somebody once moved back."""

from itertools import pairwise

import numpy as np
import pytest

from tests.model.small_runs import SILENT, Small, outcome, small

N = 500
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
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
    assert mean(moved, "people_cut_off") == pytest.approx(mean(stays, "people_cut_off"), rel=0.05)


def test_the_more_is_given_up_the_fewer_can_be_cut_off(leaving: Small) -> None:
    found = [mean(leaving.having(withdrawal__share_given_up=share), "people_cut_off") for share in SHARES]
    assert all(more > fewer for more, fewer in pairwise(found))


def test_the_further_the_strip_reaches_the_fewer_are_cut_off_and_none_where_it_reaches_all(leaving: Small) -> None:
    blocks = [leaving.having(withdrawal__rests_on_strip_share=share).run(executor="compiled") for share in SHARES]
    found = [outcome(block, "people_cut_off") for block in blocks]
    assert not np.any(found[0])
    assert all(fewer.mean() < more.mean() for fewer, more in pairwise(found))


def test_without_a_strip_nobody_rests_on_it(leaving: Small) -> None:
    reached = leaving.having(withdrawal__rests_on_strip_share=0.0, ground__strip_area_km2=0.0)
    assert mean(reached, "people_cut_off") > 1000.0


def test_who_moved_back_a_little_and_is_cut_off_breaks_out_or_surrenders(leaving: Small) -> None:
    """Before: nobody who had once moved back was ever captured with a pocket again."""
    little = {"withdrawal.share_given_up": 0.1, "withdrawal.rests_on_strip_share": 1.0, "command.breakout": 0.0}
    caught = outcome(leaving.changed(little).run(executor="compiled"), "holder_captured")
    assert np.mean(caught > 1000.0) > 0.05
