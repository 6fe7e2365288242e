"""A13: whatever the number of axes and what they share, their sum is the fitted day; extras are centred on it."""

import math

import numpy as np
import pytest

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.fighting.assault import built_up_multiplier
from tests.model.review.reference_days import gains_of_axes
from tests.model.review.reference_days import lumps as lumps_of
from tests.model.small_runs import small


@pytest.mark.parametrize("name", ["kursk/undecided", "tutorial/baseline"])  # four axes and two
@pytest.mark.parametrize("correlation", [0.1, 0.9])
def test_the_sum_over_axes_is_the_fitted_day(name, correlation):
    lumps = lumps_of(name, correlation)
    fitted_sd = math.sqrt(math.e / 0.45 - 1.0)  # of an event of .45 and a log-normal of log SD 1: 2.25
    assert fitted_sd == pytest.approx(2.25, abs=0.01)
    assert np.mean(lumps > 0.0) == pytest.approx(0.45, abs=0.02)  # .58 before
    assert np.std(lumps) == pytest.approx(fitted_sd, abs=0.2)  # 2.0 before
    assert np.mean(lumps) == pytest.approx(1.0, abs=0.08)


def test_what_axes_share_changes_who_gains_and_not_how_much():
    one, other = lumps_of("kursk/undecided", 1.0), lumps_of("kursk/undecided", 0.2)
    assert np.max(np.abs(one - other)) < 1e-3


@pytest.mark.parametrize(("correlation", "apart"), [(1.0, 0.0), (0.5, 1.0), (0.2, 2.0)])
def test_the_less_axes_share_the_more_unequal_are_their_gains(correlation, apart):
    """Log gains of two axes with that correlation and a log SD of 1 in common: each has sqrt(1 / r - 1) of its own."""
    gains = gains_of_axes("kursk/undecided", correlation)
    most = np.argsort(gains.sum(axis=0))[-2:]
    both = gains[np.all(gains[:, most] > 1e-6, axis=1)][:, most]
    found = np.std(np.log(both[:, 0] / both[:, 1]))
    assert len(both) > 1000
    assert found == pytest.approx(apart * math.sqrt(2.0), abs=0.12)


@pytest.mark.parametrize("slow", [0.3, 0.8])
def test_towns_slow_against_the_ground_around_them_and_not_against_the_fit(slow):
    chosen = small("kursk/undecided", replications=1).changed({"ground.urban_multiplier": slow})
    world = plain_world(chosen.model)
    world.reset(1, 0)
    world.rules.fill([float(value) for value in chosen.rows[0]])
    begin(world)
    inside = [place for place in range(len(world.ground.area)) if world.map.strip[place] == 0]
    paces = [built_up_multiplier(world.map.built_up[place], slow) / world.ground.built_up_level for place in inside]
    times = [world.ground.area[place] / pace for place, pace in zip(inside, paces, strict=True)]
    assert sum(times) == pytest.approx(world.ground.interior)
    assert min(paces) < 1.0 < max(paces)
