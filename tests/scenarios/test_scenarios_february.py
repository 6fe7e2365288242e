"""The origin of 25 February 2025: nothing later feeds it, nobody has decided, what came next is in its range."""

from datetime import date
from functools import cache

import numpy as np
import pytest

from sim.engine.blocks import Block
from sim.errors import InputError
from sim.scenario.cut_off import check_as_of
from sim.scenario.loading import load
from sim.scenario.table import rows
from tests.model.small_runs import outcome, series, small

NAMES = ("kursk-february/baseline", "kursk-february/hold", "kursk-february/withdraw-now")
TO_12_MARCH = 15  # days from 25 February
MAP_OF_12_MARCH = 139.6  # km², for scoring only


@cache
def runs(name: str) -> Block:
    some = small(f"kursk-february/{name}", 1000, 90)
    return some.run(executor="compiled")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_published_after_25_february_feeds_it(name: str) -> None:
    check_as_of(load(name), date(2025, 2, 25))
    with pytest.raises(InputError, match="published 2025-02-25"):
        check_as_of(load(name), date(2025, 2, 24))


@pytest.mark.parametrize("name", NAMES)
def test_no_note_leans_on_the_article(name: str) -> None:
    assert not any("article" in row.source or "(P" in row.note for row in rows(load(name)))


def test_the_decision_is_open_on_day_0() -> None:
    block = runs("baseline")
    ordered = outcome(block, "withdrawal_ordered_day")
    assert np.nanmin(ordered) >= 0.0
    assert 0.05 < np.mean(np.isnan(ordered)) < 0.5  # in some runs nobody ever orders it
    assert np.nanmin(outcome(block, "main_settlement_lost_day")) > 0.0
    assert np.all(series(block, "held_area_km2")[:, 0] > 400.0)


def test_a_truce_is_rare_before_anyone_tables_one() -> None:
    assert 0.0 < outcome(runs("baseline"), "truce_in_force").mean() < 0.1


def test_what_was_held_on_12_march_is_a_low_share_of_the_runs_and_no_freak() -> None:
    """A weak test: the band is 440 km² wide, and the middle of the runs expects far less to be lost than was."""
    held = series(runs("baseline"), "held_area_km2")[:, TO_12_MARCH]
    low, high = np.quantile(held, [0.05, 0.95])
    assert high - low < 460.0
    assert 0.05 < np.mean(held <= MAP_OF_12_MARCH) < 0.5


def test_leaving_at_once_costs_fewer_people_on_the_way_than_holding() -> None:
    apart = outcome(runs("hold"), "exit_lost") - outcome(runs("withdraw-now"), "exit_lost")
    assert apart.mean() > 3.0 * apart.std() / np.sqrt(len(apart))
    assert not np.any(np.isnan(outcome(runs("withdraw-now"), "withdrawal_ordered_day")))
