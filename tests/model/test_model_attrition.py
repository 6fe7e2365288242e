"""Losses by rival laws, against hand calculations and the fits they come from."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from sim.model.fighting.laws.fitted_1914_82 import fitted_attacker_losses, fitted_holder_losses, holder_residual
from sim.model.fighting.laws.per_km2 import per_km2
from sim.model.fighting.laws.tempo_elastic import tempo_elastic
from sim.model.ground.people import hurt
from sim.model.world.dimensions import ATTACKER, HOLDER


def test_losses_per_km2_are_price_times_ground():
    # 2 km² contested at 78 × 0.85, 3 km² given up at 6, 10 km of quiet front at 0.3: 132.6 + 18 + 3.
    assert per_km2(2.0, 3.0, 10.0, 78.0, 0.85, 6.0, 0.3) == pytest.approx(153.6)


def test_attackers_of_the_first_days_lose_what_the_fit_says():
    # exp(-3.03 + 0.58 ln 60,000 + 0.32 ln 12,000) = exp(6.357), cdb90-fits
    assert fitted_attacker_losses(60_000.0, 12_000.0, 1.0, 0.0) == pytest.approx(576.6, rel=0.002)


def test_after_seven_months_in_line_losses_are_those_of_2025():
    share = 100.0 * fitted_attacker_losses(60_000.0, 12_000.0, 218.0, 0.0) / 60_000.0
    assert share == pytest.approx(0.17, abs=0.03)  # 0.16 to 0.18 % in 2025, combat finding 5


def test_defenders_of_the_first_days_lose_what_the_fit_says():
    # exp(-2.22 + 0.54 ln 12,000 + 0.32 ln 60,000) = exp(6.3728)
    assert fitted_holder_losses(12_000.0, 60_000.0, 1.0, 0.0) == pytest.approx(585.7, rel=0.002)


def test_a_residual_of_one_standard_deviation_is_a_factor_of_2_9():
    ratio = fitted_attacker_losses(5e4, 1e4, 9.0, 1.05) / fitted_attacker_losses(5e4, 1e4, 9.0, 0.0)
    assert ratio == pytest.approx(2.86, rel=0.01)  # cdb90-fits


@pytest.mark.parametrize("law", [fitted_attacker_losses, fitted_holder_losses])
def test_fitted_losses_rise_with_both_strengths_and_fall_with_time(law):
    sizes = [1e3, 3e3, 1e4, 3e4, 1e5]
    assert np.all(np.diff([law(own, 1e4, 10.0, 0.0) for own in sizes]) > 0)
    assert np.all(np.diff([law(1e4, enemy, 10.0, 0.0) for enemy in sizes]) > 0)
    assert np.all(np.diff([law(1e4, 1e4, days, 0.0) for days in (1.0, 5.0, 50.0, 300.0)]) < 0)


def test_elastic_losses_are_the_level_at_the_reference_rate_and_grow_slowly():
    assert tempo_elastic(40.0, 0.035, 2.5, 0.3, 0.035) == pytest.approx(100.0)  # baseline 4
    tenfold = tempo_elastic(40.0, 0.35, 2.5, 0.3, 0.035)
    assert tenfold == pytest.approx(100.0 * math.pow(10.0, 0.3))
    assert tempo_elastic(40.0, 0.0, 2.5, 0.3, 0.035) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(("law", "power"), [(fitted_attacker_losses, -0.375), (fitted_holder_losses, -0.30)])
def test_losses_fade_from_the_third_day_by_the_power_of_each_side(law, power):
    assert law(1e4, 1e4, 1.0, 0.0) == law(1e4, 1e4, 3.0, 0.0)  # the fitted engagements last 3 days, combat 1.2
    assert law(1e4, 1e4, 96.0, 0.0) == pytest.approx(law(1e4, 1e4, 3.0, 0.0) * math.pow(32.0, power))  # combat 1.3


def test_the_holders_residual_has_the_spread_of_the_fit_and_goes_with_the_attackers():
    luck = np.random.default_rng(1)
    attackers = luck.normal(0.0, 1.05, 100_000)
    holders = holder_residual(attackers, luck.normal(0.0, 1.13, 100_000))
    assert np.std(holders) == pytest.approx(1.19, abs=0.01)  # defenders 1914-82, combat 1.3
    assert np.corrcoef(attackers, holders)[0, 1] == pytest.approx(0.31, abs=0.01)  # of 366 battles with both


def world_with(fit):
    people = SimpleNamespace(
        fit=np.array(fit, dtype=float), killed=np.zeros(2), wounded=np.zeros(2), captured=np.zeros(2), beyond=600.0
    )
    return SimpleNamespace(people=people, rules=SimpleNamespace(attrition_killed_share=0.3))


def test_people_hurt_are_captured_killed_and_wounded_by_their_shares():
    world = world_with([1000.0, 5000.0])
    assert hurt(world, HOLDER, 100.0, 0.2) == 100.0
    people = world.people
    assert (people.captured[HOLDER], people.killed[HOLDER], people.wounded[HOLDER]) == pytest.approx((20.0, 24.0, 56.0))
    assert people.fit[HOLDER] == 900.0
    assert people.beyond == pytest.approx(540.0)


def test_nobody_is_hurt_twice():
    world = world_with([1000.0, 50.0])
    assert hurt(world, ATTACKER, 80.0, 0.0) == 50.0
    assert hurt(world, ATTACKER, 80.0, 0.0) == 0.0
    assert hurt(world, HOLDER, -5.0, 0.0) == 0.0
