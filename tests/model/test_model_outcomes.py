"""Each outcome is read off its own part of the end state: made-up worlds in which no two numbers are alike."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from sim.model.outcomes import EXIT_MODES, FIRST_EVENTS, OUTCOMES, PARTIAL_ENDS, TRUCE_ENDS, write_outcomes
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.series import ATTACKER_CASUALTIES, HOLDER_CASUALTIES, SETTLEMENTS_CLAIMED, SETTLEMENTS_LOST
from sim.model.world.state import NEVER, TRUCE_IN_FORCE

HORIZON = 90.0


def of_sides(attacker, holder):
    """Two numbers in the order in which the model keeps the sides."""
    numbers = [0.0, 0.0]
    numbers[ATTACKER], numbers[HOLDER] = attacker, holder
    return np.array(numbers)


def daily():
    """Counts so far: the worst day is the second of the attacker, the third of the holder, the 20th of ground."""
    series = np.zeros((int(HORIZON) + 1, 14))
    series[1:, ATTACKER_CASUALTIES], series[2:, ATTACKER_CASUALTIES] = 100.0, 4_400.0
    series[2:, HOLDER_CASUALTIES], series[3:, HOLDER_CASUALTIES] = 500.0, 2_300.0
    series[3:, SETTLEMENTS_LOST], series[20:, SETTLEMENTS_LOST] = 1.0, 4.0
    series[3:, SETTLEMENTS_CLAIMED], series[20:, SETTLEMENTS_CLAIMED] = 4.0, 12.0
    return series


def eventful():
    """A truce from day 12 to day 40, then the end of the foothold."""
    return SimpleNamespace(
        horizon=HORIZON,
        series=daily(),
        rules=SimpleNamespace(
            ground_lost_below_km2=35.0, ground_held_area_km2=135.0, ground_settlements_per_km2=0.1,
        ),
        truce=SimpleNamespace(
            first_day=12.0, first_over=40.0, first_end=TRUCE_ENDS.index("expired"), times=2, state=TRUCE_IN_FORCE + 1,
            violations_true=310.0, violations_claimed=440.0, violations_seen=150.0,
        ),
        ground=SimpleNamespace(
            ended_day=55.0, held=8.0, area_at_truce=77.0, lost_day=np.array([3.0, NEVER, 20.0]), main_lost_day=33.0,
            gained=101.0, given_up=26.0, regained=13.0, below_50_day=45.0, below_20_day=61.0, below_10_day=72.0,
            gone_day=NEVER,
        ),
        people=SimpleNamespace(
            killed=of_sides(1_100.0, 600.0), wounded=of_sides(3_300.0, 1_700.0), captured=of_sides(50.0, 290.0),
            cut_off=2_100.0, vehicles_lost=470.0, let_out=1_250.0,
        ),
        talks=SimpleNamespace(
            first_answer=of_sides(2, 1), first_answer_day=of_sides(4.0, 1.0), accepted_day=of_sides(11.0, 7.0),
            partial_day=5.0, partial_over=14.0, partial_end=PARTIAL_ENDS.index("expired"),
            news=of_sides(0.07, 0.11),
        ),
        supply=SimpleNamespace(stock_min=1.25),
        command=SimpleNamespace(
            ordered_day=14.0, done_day=22.0, exit_mode=EXIT_MODES.index("cut"), exit_lost=360.0, beyond_at_move=4_800.0,
            area_at_order=66.0,
        ),
    )  # fmt: skip


EVENTFUL = {
    "truce_in_force": 1.0,
    "truce_day": 12.0,
    "holder_first_answer": 1.0,
    "holder_first_answer_day": 1.0,
    "attacker_first_answer": 2.0,
    "attacker_first_answer_day": 4.0,
    "holder_accepted_day": 7.0,
    "attacker_accepted_day": 11.0,
    "foothold_ended": 1.0,
    "foothold_ended_day": 55.0,
    "first_event": float(FIRST_EVENTS.index("truce")),
    "area_end_km2": 8.0,
    "area_at_truce_km2": 77.0,
    "truce_with_ground": 1.0,
    "settlements_lost": 2.0,
    "attacker_casualties": 4_400.0,
    "holder_casualties": 2_300.0,
    "holder_captured": 290.0,
    "attacker_killed": 1_100.0,
    "holder_killed": 600.0,
    "holder_lost": 2_590.0,
    "withdrawal_ordered_day": 14.0,
    "withdrawal_done_day": 22.0,
    "exit_mode": float(EXIT_MODES.index("cut")),
    "exit_loss_share": 0.075,
    "exit_lost": 360.0,
    "main_settlement_lost_day": 33.0,
    "area_held_at_order_km2": 66.0,
    "people_cut_off": 2_100.0,
    "partial_truce_day": 5.0,
    "stock_min_days": 1.25,
    "truce_held_days": 28.0,
    "truce_end": float(TRUCE_ENDS.index("expired")),
    "violations_true": 310.0,
    "violations_claimed": 440.0,
    "below_50_km2_day": 45.0,
    "below_20_km2_day": 61.0,
    "below_10_km2_day": 72.0,
    "ground_gone_day": math.nan,
    "ground_contested_km2": 101.0,
    "ground_given_up_km2": 26.0,
    "ground_regained_km2": 13.0,
    "partial_truce_held_days": 9.0,
    "vehicles_lost": 470.0,
    "truce_held_a_week": 1.0,
    "worst_day_holder": 1_800.0,
    "worst_day_attacker": 4_300.0,
    "worst_day_settlements_lost": 3.0,
    "settlements_claimed": 14.0,  # one for 10 km²: of 135 km² 8 are left, and 13 were regained and passed again
    "worst_day_settlements_claimed": 8.0,
    "information_value_holder": 0.11,
    "information_value_attacker": 0.07,
    "partial_truce_end": float(PARTIAL_ENDS.index("expired")),
    "violations_seen": 150.0,
    "people_let_out": 1_250.0,
}


def written(world):
    """The row of a world by the names of the outcomes."""
    row = np.full(len(OUTCOMES), -99.0)
    write_outcomes(world, row)
    return {outcome.name: float(value) for outcome, value in zip(OUTCOMES, row, strict=True)}


def test_every_outcome_is_read_off_its_own_part_of_the_world():
    assert written(eventful()) == pytest.approx(EVENTFUL, nan_ok=True)


def test_what_never_came_is_missing_and_what_nobody_lost_is_none():
    world = eventful()
    world.truce.first_day = world.truce.first_over = NEVER
    world.ground.ended_day = NEVER
    world.talks.partial_day, world.talks.first_answer = NEVER, of_sides(-1, -1)
    world.command.exit_mode = -1
    row = written(world)
    missing = ("truce_day", "foothold_ended_day", "truce_held_days", "partial_truce_day", "partial_truce_held_days",
               "partial_truce_end")
    assert all(math.isnan(row[name]) for name in (*missing, "exit_mode", "exit_loss_share", "truce_end"))
    never = ("truce_in_force", "foothold_ended", "truce_with_ground", "truce_held_a_week")
    assert not any(row[name] for name in never)
    assert row["first_event"] == FIRST_EVENTS.index("neither")
    assert row["holder_first_answer"] == row["attacker_first_answer"] == 0.0  # still being examined


def test_a_truce_still_running_holds_up_to_the_horizon():
    world = eventful()
    world.truce.first_over, world.truce.times = NEVER, 1
    world.truce.state, world.truce.first_end = TRUCE_IN_FORCE, TRUCE_ENDS.index("running")
    row = written(world)
    assert row["truce_held_days"] == HORIZON - 12.0
    assert row["truce_end"] == TRUCE_ENDS.index("running")
