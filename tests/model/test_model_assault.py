"""Tempo, the luck of a day, and what built-up ground and power do to the pace."""

import math

import numpy as np
import pytest

from sim.model.fighting.advance.daily_lumps import event_chance, lump
from sim.model.fighting.assault import (
    built_up_multiplier,
    reverted_tempo,
    spread_between_axes,
    starting_tempo,
    waves_expected,
)
from sim.model.fighting.force.power_ratio import power_multiplier
from sim.model.ground.settlements import ammunition_effect, front_length, loss_rate, neck_width
from sim.model.numbers.numerics import normal_quantile

MIDDLES = [(index + 0.5) / 4000 for index in range(4000)]
NORMALS = [normal_quantile(u) for u in MIDDLES]


def kursk_start(mean=-4.0, noise=0.0):
    """Tempo of 12 March 2025 with the losses of the map: 210.9 km² in 7 days, 272.0 in 14, over 70 km."""
    week, fortnight = loss_rate(210.9, 7.0, 70.0, 0.02), loss_rate(272.0, 14.0, 70.0, 0.02)
    return starting_tempo(mean, 0.27, week, 0.57, fortnight, noise)


def test_log_rates_of_the_last_week_and_fortnight_are_those_of_the_baseline():
    assert loss_rate(210.9, 7.0, 70.0, 0.02) == pytest.approx(-0.84, abs=0.005)  # baseline 4
    assert loss_rate(272.0, 14.0, 70.0, 0.02) == pytest.approx(-1.28, abs=0.005)


def test_a_quiet_window_has_a_finite_rate():
    assert loss_rate(0.0, 14.0, 70.0, 0.02) == pytest.approx(math.log(0.02 / 70.0))


def test_ground_regained_is_quiet():
    assert loss_rate(-30.0, 7.0, 70.0, 0.02) == loss_rate(0.0, 7.0, 70.0, 0.02)


def test_what_counts_as_quiet_goes_with_the_size_of_the_place():
    assert loss_rate(0.0, 7.0, 200.0, 2.0) == pytest.approx(math.log(0.01))  # 2 km² a day over 200 km


def test_the_start_is_about_7_km2_a_day_with_a_range_of_1_to_40():
    front = front_length(145.0, 36.2, 139.6, 0.6)
    starts = [kursk_start(-4.0 + 0.5 * z, NORMALS[7 * number % 4000]) for number, z in enumerate(NORMALS)]
    rates = front * np.exp(starts)
    low, median, high = np.quantile(rates, [0.05, 0.5, 0.95])  # baseline 4: about 7, 5-95 % 1 to 40
    assert median == pytest.approx(7.0, rel=0.15)
    assert low == pytest.approx(1.4, rel=0.15)
    assert high == pytest.approx(40.0, rel=0.15)


def test_a_start_without_weights_is_the_mean():
    assert starting_tempo(-4.0, 0.0, -0.84, 0.0, -1.28, 0.3) == pytest.approx(-3.7)


def test_half_of_a_departure_is_left_after_a_half_life():
    assert reverted_tempo(-1.0, -4.0, 1.5, 25.0, 25.0, 0.0) == pytest.approx(-2.5)
    assert reverted_tempo(-1.0, -4.0, 1.5, 25.0, 50.0, 0.0) == pytest.approx(-3.25)


def test_the_tempo_has_its_stationary_spread_in_the_long_run():
    assert reverted_tempo(9.0, -4.0, 1.5, 25.0, 5000.0, 1.0) == pytest.approx(-2.5)


def test_two_steps_of_reversion_spread_as_much_as_one_long_step():
    kept = 0.5 ** (3.0 / 25.0)
    first, second = (1.5 * math.sqrt(1.0 - 0.5 ** (2.0 * days / 25.0)) for days in (3.0, 3.0))
    both = math.sqrt((kept * first) * (kept * first) + second * second)
    assert reverted_tempo(-4.0, -4.0, 1.5, 25.0, 6.0, 1.0) + 4.0 == pytest.approx(both)


def test_lumps_keep_the_expected_gain():
    with_event = np.mean([lump(True, 0.45, 1.0, z) for z in NORMALS])
    assert 0.45 * with_event == pytest.approx(1.0, rel=0.01)
    assert lump(False, 0.45, 1.0, 2.0) == 0.0


def test_log_gains_of_two_axes_have_the_correlation_they_are_told():
    rng = np.random.default_rng(3)
    front, own, other = rng.standard_normal((3, 40_000))
    for correlation in (0.3, 0.9):
        spread = spread_between_axes(1.0, correlation)
        assert np.corrcoef(front + spread * own, front + spread * other)[0, 1] == pytest.approx(correlation, abs=0.02)
    assert spread_between_axes(1.0, 1.0) == 0.0


def test_a_large_gain_takes_more_waves_and_a_small_one_those_of_the_front():
    usual = math.exp(-4.0) / 0.45  # km² a day and km of front on a day with gains: 0.041
    assert waves_expected(0.15, 9.0, 0.1, usual) == pytest.approx(1.35)
    assert waves_expected(0.15, 9.0, 9.0 * usual, usual) == pytest.approx(1.35)
    assert waves_expected(0.15, 9.0, 2.0, usual) == pytest.approx(7.37, abs=0.01)  # 0.27 km² a wave; record: 0.03-0.21
    assert waves_expected(0.15, 9.0, 17.0, usual) == 20.0


def test_where_nobody_stands_every_day_brings_gain():
    assert event_chance(0.45, 0.0) == 0.45
    assert event_chance(0.45, 1.0) == 1.0


def test_built_up_ground_slows_and_village_country_does_not():
    assert built_up_multiplier(0.15, 0.5) == 1.0
    assert built_up_multiplier(1.0, 0.5) == pytest.approx(0.5)
    assert built_up_multiplier(0.575, 0.5) == pytest.approx(0.75)


def test_power_never_slows_and_counts_for_nothing_with_exponent_zero():
    paces = [power_multiplier(ratio, 3.5, 0.5) for ratio in (0.5, 1.0, 3.5, 7.0, 70.0)]
    assert paces == sorted(paces)
    assert paces[2] == pytest.approx(1.0)
    assert power_multiplier(70.0, 3.5, 0.0) == 1.0


def test_a_quarter_of_the_area_has_half_the_front_when_the_shape_stays():
    assert front_length(36.0, 40.0, 144.0, 0.5) == pytest.approx(20.0)
    assert neck_width(30.0, 6.0, 120.0, 0.5) == pytest.approx(3.0)


@pytest.mark.parametrize(("share", "effect"), [(0.1, 0.2), (0.2, 0.65), (0.3, 0.8), (0.5, 0.9), (1.0, 1.0)])
def test_the_ammunition_curve_goes_through_the_published_points(share, effect):
    assert ammunition_effect(share) == pytest.approx(effect)  # dupuy-1979


def test_more_ammunition_never_weakens():
    effects = [ammunition_effect(share / 200.0) for share in range(-10, 260)]
    assert effects == sorted(effects)
    assert effects[0] == 0.0
    assert effects[-1] == 1.0
