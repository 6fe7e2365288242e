"""A13: whatever the number of axes and what they share, their sum is the fitted day; extras are centred on it."""

import math

import numpy as np
import pytest

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.fighting.assault import built_up_multiplier
from tests.model.small_runs import HOLDING, SILENT, series, small

OPEN_ROADS = {f"supply.routes.{route}.start_state": 0.0 for route in range(2)} | {"supply.fire_hazard_per_day": 0.0}
FRONT_KM, LOG_TEMPO = 40.0, -4.0
AT_REFERENCE = HOLDING | SILENT | OPEN_ROADS | {
    "ground.held_area_km2": 1000.0, "ground.strip_area_km2": 0.0, "ground.front_length_km": FRONT_KM,
    "ground.front_exponent": 0.0, "ground.tempo_mean": LOG_TEMPO, "ground.tempo_sd": 0.0,
    "ground.tempo_weight_7_days": 0.0, "ground.tempo_weight_14_days": 0.0, "ground.tempo_start_noise": 0.0,
    "ground.urban_multiplier": 1.0, "ground.attackers_exponent": 0.0, "ground.holders_exponent": 0.0,
    "ground.attackers_floor_per_km": 0.5, "ground.holders_floor_per_km": 0.5, "holder.people_persons": 20_000.0,
    "attacker.people_persons": 60_000.0, "attacker.pauses": 0.0, "command.break_share": 1.0,
}  # the densities of the fit make no difference where exponents and floors are nothing


def days(name, correlation=0.9):
    """Each day's loss of ground against the fitted expectation (replication, day) [ratio]."""
    runs = small(name, replications=48, days=60).changed(AT_REFERENCE | {"ground.axis_correlation": correlation})
    held = series(runs.run(), "held_area_km2").astype(float)
    return -np.diff(held, axis=1) / (FRONT_KM * math.exp(LOG_TEMPO))


@pytest.mark.parametrize("name", ["kursk/undecided", "tutorial/baseline"])  # four axes and two
@pytest.mark.parametrize("correlation", [0.1, 0.9])
def test_the_sum_over_axes_is_the_fitted_day(name, correlation):
    lumps = days(name, correlation)
    fitted_sd = math.sqrt(math.e / 0.45 - 1.0)  # of an event of .45 and a log-normal of log SD 1: 2.25
    assert fitted_sd == pytest.approx(2.25, abs=0.01)
    assert np.mean(lumps > 0.0) == pytest.approx(0.45, abs=0.02)  # .58 before
    assert np.std(lumps) == pytest.approx(fitted_sd, abs=0.2)  # 2.0 before
    assert np.mean(lumps) == pytest.approx(1.0, abs=0.08)


def test_what_axes_share_changes_who_gains_and_not_how_much():
    one, other = days("kursk/undecided", 1.0), days("kursk/undecided", 0.2)
    assert np.max(np.abs(one - other)) < 1e-3


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
