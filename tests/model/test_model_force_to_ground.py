"""Force to ground by density: the fitted tempo at the reference, nothing without attackers, a walk without holders."""

import numpy as np
import pytest

from sim.model.fighting.force.density_floor import effect, gaps, in_turn, pace, presence, side_by_side
from sim.model.fighting.rout import share_lost
from tests.model.small_runs import HOLDING, SILENT, series, small

DENSITIES = np.geomspace(0.01, 1e5, 400)
EXPONENTS = (0.0, 0.3, 1.0)
SHAPES = (0.0, 0.5, 1.0)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("exponent", EXPONENTS)
def test_at_the_reference_the_tempo_is_the_fitted_one_to_the_bit(exponent, shape):
    attack, hold = effect(1000.0, 1000.0, exponent, 25.0), effect(200.0, 200.0, exponent, 40.0)
    assert (attack, hold) == (1.0, 1.0)
    assert pace(0.13, attack, hold, 10.0, shape) == 0.13


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_an_effect_grows_with_people_and_jumps_nowhere(exponent):
    effects = np.array([effect(density, 1000.0, exponent, 25.0) for density in DENSITIES])
    assert np.all(np.diff(effects) >= 0.0)
    assert np.max(np.diff(effects)[DENSITIES[1:] < 1000.0]) < 0.05
    assert effect(0.0, 1000.0, exponent, 25.0) == 0.0


def test_the_effect_by_hand():
    assert effect(500.0, 1000.0, 0.5, 25.0) == pytest.approx(0.5**0.5 * np.exp(0.025 - 0.05))
    assert presence(40.0, 200.0, 40.0) == pytest.approx(np.exp(0.2 - 1.0))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("tempo", [0.001, 0.1, 1.0, 20.0])
def test_the_pace_rises_with_attackers_and_falls_with_holders(tempo, shape):
    effects = np.linspace(0.0, 3.0, 301)
    assert np.all(np.diff([pace(tempo, attack, 0.7, 10.0, shape) for attack in effects]) > 0.0)
    assert np.all(np.diff([pace(tempo, 1.0, hold, 10.0, shape) for hold in effects]) < 0.0)


@pytest.mark.parametrize("shape", SHAPES)
def test_ground_that_nobody_holds_passes_at_a_walk_and_to_nobody_at_none(shape):
    assert pace(0.1, 1.0, 0.0, 10.0, shape) == pytest.approx(10.0, rel=0.05)
    assert pace(0.1, 0.0, 0.0, 0.0, shape) == 0.0
    assert pace(0.1, 0.0, 1.0, 0.0, shape) == 0.0
    assert (gaps(0.0), gaps(1.0), gaps(1.2)) == (1.0, 0.0, 0.0)


def test_a_thin_line_by_hand():
    # half of the effect: time 0.5 + 0.25 * 0.1 / 10.2, or pace 0.1 * 1.5 + 0.25 * 10
    assert in_turn(0.1, 0.5, 10.0) == pytest.approx(0.1 / (0.5 + 0.25 * 0.1 / 10.2))
    assert side_by_side(0.1, 0.5, 10.0) == pytest.approx(0.15 + 2.5)
    middle = pace(0.1, 1.0, 0.5, 10.0, 0.5)
    assert middle == pytest.approx((in_turn(0.1, 0.5, 10.0) * side_by_side(0.1, 0.5, 10.0)) ** 0.5)


@pytest.mark.parametrize("law", [in_turn, side_by_side])
def test_both_shapes_are_alike_at_the_reference_in_slope_too_and_where_nobody_holds(law):
    step = 1e-4
    assert (law(0.1, 1.0 - step, 10.0) - law(0.1, 1.0 + step, 10.0)) / (2.0 * step) == pytest.approx(0.1, rel=0.02)
    assert law(0.1, 1.0, 10.0) == 0.1
    assert law(0.1, 0.0, 10.0) == pytest.approx(10.2)


def test_the_shape_moves_whole_runs_where_a_line_is_thin_and_none_where_it_is_not():
    alone = {"truce.never_in_force": 1.0, "ground.force_form": 0.0, "ground.holders_reference_per_km": 900.0}
    thin = small("kursk/undecided", replications=24, days=14).changed(HOLDING | SILENT | alone)
    held = [
        [series(runs.changed({"ground.thin_line_shape": shape}).run(), "held_area_km2")[:, 14] for shape in SHAPES]
        for runs in (thin, thin.changed({"holder.people_persons": 500_000.0}))
    ]
    assert np.all(np.diff([days.mean() for days in held[0]]) < -3.0)
    assert np.array_equal(held[1][0], held[1][2])


def test_a_breaking_point_is_a_share_of_those_who_were_fit():
    assert share_lost(140.0, 860.0) == pytest.approx(0.14)
    assert share_lost(0.0, 0.0) == 0.0
