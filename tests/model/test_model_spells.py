"""Fighting in spells: laws by hand, extremes and directions on outcomes, and the books of ground regained."""

import math

import numpy as np
import pytest

from sim.model.fighting.advance.spells import days_still, moved_before, side_that_moves, still_chance
from sim.model.world.events import REGAINED
from sim.model.world.state import ATTACKER_TAKES, HOLDER_REGAINS, STANDS_STILL
from tests.model.review.reference_days import AT_REFERENCE
from tests.model.small_runs import outcome, series, small

SPELLS = AT_REFERENCE | {
    "ground.advance_form": 2.0, "ground.tempo_form": 1.0, "ground.event_probability": 0.55, "ground.lump_log_sd": 1.0,
    "ground.still_odds": -2.0, "ground.still_odds_by_days": 0.6, "ground.still_shape": 1.0,
    "ground.still_scale_days": 20.0, "ground.spell_days": 25.0, "ground.turn_probability": 0.25,
    "ground.regain_probability": 0.3, "ground.regain_pace": 0.5,
}  # fmt: skip
MOVING = {"ground.still_odds": -12.0, "ground.still_odds_by_days": 0.0, "ground.spell_days": 1e5}


@pytest.fixture(scope="module")
def place():
    """A function that runs a place under some changes and keeps the luck."""
    runs = small("kursk/undecided", replications=64, days=28)
    return lambda logs=0, **changes: runs.changed(
        SPELLS | {f"ground.{name}": value for name, value in changes.items()}
    ).run(logs=logs)


def held(block):
    return series(block, "held_area_km2").astype(float)


def moved(block):
    """Days on which ground moved (replication, day)."""
    return np.abs(np.diff(held(block), axis=1)) > 1e-9


def test_the_chance_of_stillness_grows_with_the_days_a_line_has_stood():
    assert still_chance(0.0, 0.6, 0.0) == 0.5
    assert still_chance(-2.0, 0.5, math.e - 1.0) == pytest.approx(1.0 / (1.0 + math.exp(1.5)))
    chances = [still_chance(-2.0, 0.6, days) for days in (0.0, 1.0, 7.0, 90.0, 1e6)]
    assert chances == sorted(chances)


def test_half_of_still_lines_move_within_the_median_of_lomax():
    assert days_still(0.5, 1.0, 20.0, 0.0) == pytest.approx(20.0)  # scale × (2^(1/shape) - 1)
    assert days_still(0.5, 1.0, 20.0, 40.0) == pytest.approx(60.0)  # having stood 40 days: (20 + 40) × 1
    assert days_still(0.5, 2.0, 10.0, 0.0) == pytest.approx(10.0 * (math.sqrt(2.0) - 1.0))
    assert days_still(1e-300, 0.1, 20.0, 0.0) == 1e6


def test_who_moved_last_is_read_from_two_weeks_and_else_from_four():
    assert moved_before(3.0, -5.0) == ATTACKER_TAKES
    assert moved_before(0.0, -5.0) == HOLDER_REGAINS
    assert moved_before(0.0, 0.0) == STANDS_STILL


def test_who_moved_last_moves_again_unless_the_turn_comes():
    assert side_that_moves(0.3, ATTACKER_TAKES, 0.25, 0.9) == ATTACKER_TAKES
    assert side_that_moves(0.2, ATTACKER_TAKES, 0.25, 0.0) == HOLDER_REGAINS
    assert side_that_moves(0.2, HOLDER_REGAINS, 0.25, 0.0) == ATTACKER_TAKES
    assert side_that_moves(0.2, STANDS_STILL, 0.0, 0.3) == HOLDER_REGAINS


def test_a_line_that_stands_for_ever_loses_and_wins_nothing(place):
    block = place(still_odds=12.0, still_odds_by_days=5.0, still_scale_days=3650.0, still_shape=0.1, still_days=3650.0)
    assert held(block) == pytest.approx(1000.0, abs=1e-3)  # an open line of a millionth leaks


def test_in_one_endless_spell_days_are_as_without_spells(place):
    alone = place(advance_form=0.0, loss_14_days_km2=40.0, loss_7_days_km2=20.0)
    spell = place(**{key.removeprefix("ground."): value for key, value in MOVING.items()}, turn_probability=0.0,
                  loss_14_days_km2=40.0, loss_7_days_km2=20.0)  # fmt: skip
    assert np.array_equal(held(alone), held(spell))
    assert np.mean(held(alone)[:, -1] < held(alone)[:, 0]) > 0.9


def test_ground_regained_is_counted_told_and_adds_up(place):
    block = place(64, **{key.removeprefix("ground."): value for key, value in MOVING.items()}, turn_probability=0.0,
                  loss_14_days_km2=-40.0, loss_7_days_km2=-20.0)  # fmt: skip
    won = outcome(block, "ground_regained_km2")
    assert np.all(np.diff(held(block), axis=1) >= 0.0)
    assert np.all(held(block)[:, 0] == 1000.0)
    assert np.mean(won > 0.0) > 0.9
    assert outcome(block, "area_end_km2") - 1000.0 == pytest.approx(won)
    told = block.events[block.events["kind"] == REGAINED]
    assert np.bincount(told["replication"], told["first"], minlength=64) == pytest.approx(won)


def test_both_sides_pay_for_each_km2_regained(place):
    moving = {key.removeprefix("ground."): value for key, value in MOVING.items()}
    little, much = (
        place(**moving, turn_probability=0.0, loss_14_days_km2=-40.0, regain_pace=pace) for pace in (1e-6, 0.5)
    )
    for side in ("attacker", "holder"):
        assert np.all(outcome(much, f"{side}_casualties") > outcome(little, f"{side}_casualties"))


def test_reports_count_ground_that_passed_even_where_it_was_regained(place):
    block = place(still_odds=-12.0, still_odds_by_days=0.0, spell_days=3.0, still_scale_days=0.5, turn_probability=0.8,
                  loss_14_days_km2=40.0, loss_7_days_km2=20.0, settlements_per_km2=1.0, tempo_mean=-2.0)  # fmt: skip
    assert np.mean(outcome(block, "ground_regained_km2") > 2.0) > 0.3
    assert np.all(np.diff(series(block, "settlements_claimed"), axis=1) >= 0.0)


def test_the_longer_a_line_has_stood_the_more_often_it_goes_on_standing(place):
    quiet = [np.mean(~moved(place(still_days=days)).any(axis=1)) for days in (0.0, 10.0, 60.0, 600.0)]
    assert quiet == sorted(quiet)
    assert quiet[-1] - quiet[0] > 0.3


def test_a_moving_line_moves_on_on_most_days_of_its_spell(place):
    block = place(still_odds=-12.0, still_odds_by_days=0.0, loss_14_days_km2=40.0)
    first = moved(block)[:, 0]
    assert np.mean(first) == pytest.approx(0.55, abs=0.2)  # the chance that a day of a spell brings ground, 64 runs


def test_nobody_wins_ground_back_from_a_line_that_nobody_holds():
    runs = small("kursk/undecided", replications=24, days=20).changed(
        SPELLS | MOVING | {"ground.turn_probability": 0.0, "ground.loss_14_days_km2": -40.0,
                           "holder.people_persons": 0.0, "ground.holders_floor_per_km": 40.0}
    )  # fmt: skip
    assert np.all(outcome(runs.run(), "ground_regained_km2") == 0.0)
