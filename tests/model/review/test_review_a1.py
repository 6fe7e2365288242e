"""A1: ground is taken and held by people, ever more of it by more of them, and by nobody not at all."""

import numpy as np
import pytest

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.ground.settlements import holders_on, take
from sim.model.world.events import BREAKS, ORDER, ROUTE_CHANGES
from tests.model.review.strengths import ATTACKERS, HOLDERS, days_held_by_nobody, sweep
from tests.model.small_runs import HOLDING, SILENT, outcome, series, small

INTERIOR, STRIP = 0, 1
OPEN_ROADS = {f"supply.routes.{route}.start_state": 0.0 for route in range(2)} | {"supply.fire_hazard_per_day": 0.0}
NOISE = 0.03  # one future in 36


@pytest.fixture(scope="module")
def kursk():
    return small("kursk/baseline", replications=36, days=30)


@pytest.mark.parametrize("attackers", [0.0, 1.0])
def test_without_attackers_no_ground_and_nobody_is_lost_to_assault(kursk, attackers):
    block = kursk.changed(HOLDING | SILENT | OPEN_ROADS | {ATTACKERS: attackers}).run()
    assert not outcome(block, "foothold_ended").any()  # .53 with one attacker before
    assert np.max(outcome(block, "ground_contested_km2")) < 1e-6
    assert np.max(outcome(block, "holder_lost")) < 1e-6  # 4,050 before


def test_nobody_orders_a_line_back_from_nobody(kursk):
    """Before: roads stayed under fire or cut for ever, and .6 of runs gave up ground by order, in up to seven moves."""
    alone = {ATTACKERS: 1.0, "command.ordered_before_start": 0.0}
    for policy in (0.0, 2.0, 3.0, 4.0):
        block = kursk.changed(alone | {"command.policy": policy}).run(logs=36)
        assert not outcome(block, "ground_given_up_km2").any()
        assert not outcome(block, "people_cut_off").any()
        assert not np.any(block.events["kind"] == ORDER)


def test_roads_are_left_alone_by_ever_more_attackers_ever_less(kursk):
    """Below a tenth of its presence an attacker leaves days without fire, and an open road comes back."""
    open_again = []
    for attackers in (1.0, 150.0, 300.0, 600.0, 60_000.0):
        events = kursk.changed(HOLDING | SILENT | {ATTACKERS: attackers}).run(logs=36).events
        turned = events[(events["kind"] == ROUTE_CHANGES) & (events["first"] == 0.0)]
        open_again.append(len(np.unique(turned["replication"])))
    assert open_again[0] == 0  # nobody fires from day 0 on
    assert open_again[1] > open_again[2] > open_again[3] > open_again[4] == 0


def test_more_attackers_never_lose_ground_and_the_share_jumps_nowhere(kursk):
    evenly = [200_000.0 * step / 9 for step in range(10)]
    lost, area = sweep(kursk, ATTACKERS, [0.0, 300.0, 1_000.0, 3_000.0, 10_000.0, *evenly[1:]])
    assert np.all(np.diff(lost) >= -NOISE)
    assert np.all(np.diff(area) <= 1.0)
    assert np.max(np.diff(lost)) < 0.3
    assert lost[-1] > lost[0] + 0.4


def test_more_holders_never_lose_more_and_the_share_jumps_nowhere(kursk):
    evenly = [30_000.0 * step / 9 for step in range(10)]
    lost, area = sweep(kursk, HOLDERS, [0.0, 300.0, 1_000.0, 2_000.0, evenly[1], 5_000.0, *evenly[2:]])
    assert np.all(np.diff(lost) <= NOISE)
    assert np.all(np.diff(area) >= -1.0)
    assert np.min(np.diff(lost)) > -0.25
    assert lost[0] == 1.0  # .78 with one holder before
    assert lost[-1] < 0.55


@pytest.mark.parametrize("holders", [0.0, 1.0])
def test_ground_that_nobody_holds_falls_at_a_walk(kursk, holders):
    block = kursk.changed(HOLDING | SILENT | {HOLDERS: holders}).run()
    held = series(block, "held_area_km2")
    assert np.median(held[:, 2]) < 1.0
    assert np.mean(held[:, 5] < 1.0) > 0.9
    assert np.max(outcome(block, "attacker_casualties")) < 1e-6


def test_no_ground_is_held_for_weeks_by_nobody():
    block = small("kursk/baseline", replications=200, days=45).run()
    assert np.max(days_held_by_nobody(block)) < 7  # 1.1 % of runs for two weeks before


def test_who_has_less_front_to_hold_holds_it_more_densely():
    chosen = small("kursk/undecided", replications=1)
    world = plain_world(chosen.model)
    world.reset(1, 0)
    world.rules.fill([float(value) for value in chosen.rows[0]])
    begin(world)
    before = holders_on(world, INTERIOR) / world.ground.front
    taken = take(world, 0, 30.0, INTERIOR)
    freed = 1.0 - (world.ground.held / (world.ground.held + taken)) ** world.rules.ground_front_exponent
    assert holders_on(world, INTERIOR) / world.ground.front == pytest.approx(before / (1.0 - freed))
    world.people.beyond = 0.0
    assert holders_on(world, INTERIOR) == 0.0
    assert holders_on(world, STRIP) == world.people.fit[0]


def test_who_loses_the_breaking_share_in_a_fortnight_runs_and_never_in_order():
    fragile = HOLDING | SILENT | OPEN_ROADS | {"command.break_share": 0.03, "ground.tempo_start_shift": 1.0}
    runs = small("kursk/undecided", replications=48, days=40).changed(fragile)
    block, firm = runs.run(logs=48), runs.changed({"command.break_share": 1.0}).run()
    broken = np.unique(block.events["replication"][block.events["kind"] == BREAKS])
    assert len(broken) > 12
    assert np.all(outcome(block, "exit_mode")[broken] >= 1.0)
    assert np.all(np.isnan(outcome(firm, "exit_mode")))
    lost = [outcome(one, "exit_lost")[broken].mean() for one in (firm, block)]
    assert lost[1] > lost[0] + 100.0
