"""Who takes what: ground passes on the axis attacked, in its order, and the strip falls last."""

import numpy as np
import pytest
from small_runs import small

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.ground.settlements import next_settlement, take

NORTH, EAST = 0, 1
INTERIOR, STRIP = 0, 1
QUARRY_HILL, BRANNOCK, LOWER_BRANNOCK, FERRY_LANDING, EASTMILL, LINDEN, SALTMEADOW = range(7)  # order of the map


@pytest.fixture
def world():
    chosen = small(replications=1)
    world = plain_world(chosen.model)
    world.reset(1, 0)
    world.rules.fill([float(value) for value in chosen.rows[0]])
    begin(world)
    return world


def test_day_0_has_the_area_of_the_map(world):
    assert world.ground.area == pytest.approx([22.0, 18.0, 16.0, 10.0, 24.0, 20.0, 10.0])
    assert world.ground.on_axis[:2] == pytest.approx(np.array([[56.0, 10.0], [44.0, 10.0]]))
    assert (world.ground.held, world.ground.interior) == pytest.approx((120.0, 100.0))


@pytest.mark.parametrize(("axis", "other"), [(NORTH, EAST), (EAST, NORTH)])
@pytest.mark.parametrize("strip", [INTERIOR, STRIP])
def test_ground_passes_on_the_axis_and_in_the_kind_of_ground_that_are_attacked(world, axis, other, strip):
    before = world.ground.on_axis.copy()
    assert take(world, axis, 7.0, strip) == pytest.approx(7.0)
    change = before - world.ground.on_axis
    assert change[axis, strip] == pytest.approx(7.0)
    assert change.sum() == pytest.approx(7.0)
    assert np.all(change[other] == 0.0)


def test_settlements_fall_in_their_order_and_no_more_is_taken_than_there_is(world):
    assert take(world, NORTH, 30.0, INTERIOR) == pytest.approx(30.0)
    assert world.ground.area[[QUARRY_HILL, BRANNOCK, LOWER_BRANNOCK]] == pytest.approx([0.0, 10.0, 16.0])
    assert next_settlement(world, NORTH) == BRANNOCK
    assert take(world, NORTH, 900.0, INTERIOR) == pytest.approx(26.0)
    assert world.ground.main_lost_day == world.now


def test_an_axis_attacks_its_own_ground_and_the_strip_only_when_no_interior_is_held_anywhere(world):
    assert [next_settlement(world, axis) for axis in (NORTH, EAST)] == [QUARRY_HILL, EASTMILL]
    take(world, NORTH, 56.0, INTERIOR)
    assert [next_settlement(world, axis) for axis in (NORTH, EAST)] == [-1, EASTMILL]
    take(world, EAST, 44.0, INTERIOR)
    assert [next_settlement(world, axis) for axis in (NORTH, EAST)] == [FERRY_LANDING, SALTMEADOW]
