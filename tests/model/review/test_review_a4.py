"""Row A4: with the same luck more delay never brings an earlier acceptance, and a threshold that reports never acts."""

import math

import numpy as np
import pytest

from sim.engine.plain_blocks import plain_world
from sim.model.numbers.numerics import exp
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.talks.acceptance import accepted_by, threshold_for
from sim.model.talks.tabling import start_clock
from sim.model.world.dimensions import ATTACKER
from tests.model.review.talks_runs import COLUMN, STAFF_WITHOUT_HOPE, day_of, outcome, rows_of, runs

MU, SIGMA = 4.91, 3.20
OF_THE_THRESHOLD = {"foothold_ended", "foothold_ended_day", "first_event", "truce_with_ground"}
DELAYS = [
    ("talks.attacker.momentum_effect", (0.0, 1.0, 3.0)),
    ("talks.attacker.settlement_shift", (0.0, 1.0, 3.0)),
    ("talks.attacker.territory_shift", (0.0, 1.0, 3.0)),
    ("talks.attacker.time_limit_shift", (-1.0, 0.9, 3.0)),
    ("talks.attacker.pressure_effect", (3.0, 1.0, 0.0)),
]


def day_accepted(u, silent, delays):
    """Day on which a clock of this luck accepts that was silent for some days, with a delay for each day to come."""
    past = accepted_by(silent, MU, SIGMA, 0.0)
    threshold = threshold_for(past + (1.0 - past) * u, MU, SIGMA, 0.0)
    inner = silent + np.cumsum(np.exp(-delays))
    reached = np.flatnonzero(inner >= threshold)
    return reached[0] + 1.0 if len(reached) else math.inf


def test_by_the_law_more_delay_is_never_earlier_over_10_000_pairs():
    luck = np.random.default_rng(4)
    later = 0
    for _ in range(10_000):
        u, silent = luck.random(), luck.uniform(0.5, 30.0)
        less = luck.normal(-2.0, 1.5) + np.cumsum(luck.normal(0.0, 0.3, 90))
        more = less + np.abs(luck.normal(0.0, 1.0, 90))
        days = [day_accepted(u, silent, delays) for delays in (less, more)]
        assert days[1] >= days[0]
        later += days[1] > days[0]
    assert later > 1000


def test_the_model_starts_its_clock_by_that_law():
    model, rows = rows_of("kursk/baseline", 64)
    world = plain_world(model)
    for row in rows.copy():
        ends = []
        for effect in (0.0, 3.0):
            row[COLUMN["talks.attacker.momentum_effect"]] = effect
            world.reset(1, 0)
            world.rules.fill([float(value) for value in row])
            start_clock(world, 0, ATTACKER, 0.3, 1.0, 1)
            ends.append((world.talks.threshold[0, ATTACKER], world.talks.clock[0, ATTACKER]))
            assert world.talks.pace[0, ATTACKER] <= exp(10.0)
        assert ends[0] == ends[1]


@pytest.mark.parametrize(("path", "values"), DELAYS)
def test_in_whole_runs_more_delay_is_never_an_earlier_acceptance(path, values):
    days = [
        day_of(runs("kursk/baseline", 1000, STAFF_WITHOUT_HOPE | {path: value}), "attacker_accepted_day")
        for value in values
    ]
    assert np.all(days[1] >= days[0])  # before: up to 211 of 4,000 pairs were earlier
    assert np.all(days[2] >= days[1])
    assert np.any(days[2] > days[0])


def test_a_surge_moves_answers_through_ground_and_pace_alone():
    without = STAFF_WITHOUT_HOPE | {"talks.attacker.momentum_effect": 0.0, "talks.attacker.territory_shift": 0.0}
    calm, surging = (
        day_of(runs(f"kursk/{name}", 1000, without), "attacker_accepted_day") for name in ("baseline", "advance-surges")
    )
    assert np.array_equal(calm, surging)


def test_a_surge_leaves_fewer_truces_with_ground_still_held():
    calm, surging = (
        outcome(runs(f"kursk/{name}", 2000, STAFF_WITHOUT_HOPE), "truce_with_ground")
        for name in ("baseline", "advance-surges")
    )
    assert surging.mean() < calm.mean()  # once all of it is taken nothing delays any more, and that comes sooner


def test_the_threshold_that_reports_moves_its_own_outcomes_alone():
    blocks = [runs("kursk/baseline", 300, {"ground.lost_below_km2": km2}) for km2 in (35.0, 0.0, 60.0, 135.0)]
    for other in blocks[1:]:
        assert np.array_equal(blocks[0].paths, other.paths, equal_nan=True)
        for place, name in enumerate(OUTCOME_NAMES):
            same = np.array_equal(blocks[0].outcomes[:, place], other.outcomes[:, place], equal_nan=True)
            assert same == (name not in OF_THE_THRESHOLD), name


def test_the_goal_of_the_attacker_does_move_answers():
    goals = [STAFF_WITHOUT_HOPE | {"talks.goal_until_km2": km2} for km2 in (0.0, 200.0)]
    never, at_once = (day_of(runs("kursk/baseline", 1000, goal), "attacker_accepted_day") for goal in goals)
    assert np.isfinite(at_once).sum() > np.isfinite(never).sum()
