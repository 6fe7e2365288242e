"""Force to ground by density: the fitted tempo at the reference, nothing without attackers, a walk without holders."""

import numpy as np
import pytest

from sim.model.fighting.force.density_floor import effect, gaps, pace, presence
from sim.model.fighting.rout import share_lost

DENSITIES = np.geomspace(0.01, 1e5, 400)
EXPONENTS = (0.0, 0.3, 1.0)


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_at_the_reference_the_tempo_is_the_fitted_one_to_the_bit(exponent):
    attack, hold = effect(1000.0, 1000.0, exponent, 25.0), effect(200.0, 200.0, exponent, 40.0)
    assert (attack, hold) == (1.0, 1.0)
    assert pace(0.13, attack, hold, 10.0) == 0.13


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_an_effect_grows_with_people_and_jumps_nowhere(exponent):
    effects = np.array([effect(density, 1000.0, exponent, 25.0) for density in DENSITIES])
    assert np.all(np.diff(effects) >= 0.0)
    assert np.max(np.diff(effects)[DENSITIES[1:] < 1000.0]) < 0.05
    assert effect(0.0, 1000.0, exponent, 25.0) == 0.0


def test_the_effect_by_hand():
    assert effect(500.0, 1000.0, 0.5, 25.0) == pytest.approx(0.5**0.5 * np.exp(0.025 - 0.05))
    assert presence(40.0, 200.0, 40.0) == pytest.approx(np.exp(0.2 - 1.0))


@pytest.mark.parametrize("tempo", [0.001, 0.1, 1.0, 20.0])
def test_the_pace_rises_with_attackers_and_falls_with_holders(tempo):
    effects = np.linspace(0.0, 3.0, 301)
    assert np.all(np.diff([pace(tempo, attack, 0.7, 10.0) for attack in effects]) > 0.0)
    assert np.all(np.diff([pace(tempo, 1.0, hold, 10.0) for hold in effects]) < 0.0)


def test_ground_that_nobody_holds_passes_at_a_walk_and_to_nobody_at_none():
    assert pace(0.1, 1.0, 0.0, 10.0) == pytest.approx(10.0, rel=0.05)
    assert pace(0.1, 0.0, 0.0, 0.0) == 0.0
    assert pace(0.1, 0.0, 1.0, 0.0) == 0.0
    assert (gaps(0.0), gaps(1.0), gaps(1.2)) == (1.0, 0.0, 0.0)


def test_a_breaking_point_is_a_share_of_those_who_were_fit():
    assert share_lost(140.0, 860.0) == pytest.approx(0.14)
    assert share_lost(0.0, 0.0) == 0.0
