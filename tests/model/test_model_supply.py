"""Trips, routes and stock; weather as far as supply feels it."""

import math

import numpy as np
import pytest

from sim.model.ground.weather import (
    CLEAR,
    FOG,
    MUD,
    mean_spell,
    next_state,
    road_capacity_multiplier,
    spell_length,
    trip_hazard_multiplier,
)
from sim.model.supply import cut_hazard, stock_after, trip_survival


def test_one_trip_in_three_arrives_over_15_km_near_pokrovsk():
    # one ground robot in three arrives (BBC, November 2025); the 15 km are ours
    assert trip_survival(math.log(3.0) / 15.0, 15.0, 1.0) == pytest.approx(1.0 / 3.0)


def test_every_trip_arrives_over_no_distance_or_without_danger():
    assert trip_survival(0.05, 0.0, 1.0) == 1.0
    assert trip_survival(0.0, 8.0, 1.0) == 1.0


def test_more_danger_more_distance_and_less_fog_never_help_a_trip():
    for worse in ((0.05, 8.0, 1.0), (0.04, 9.0, 1.0), (0.04, 8.0, 1.1)):
        assert trip_survival(*worse) < trip_survival(0.04, 8.0, 1.0)


def test_the_hazard_of_a_cut_is_the_base_at_the_reference_tempo_and_stays_within_a_fifth_to_five_times():
    reference = math.exp(-2.5)
    assert cut_hazard(0.02, reference, reference) == pytest.approx(0.02)  # baseline 4
    assert cut_hazard(0.02, 1e-6, reference) == pytest.approx(0.004)
    assert cut_hazard(0.02, 9.0, reference) == pytest.approx(0.1)
    assert cut_hazard(0.02, 2.0 * reference, reference) == pytest.approx(0.04)


def test_stock_changes_by_what_arrives_less_one_day():
    assert stock_after(5.0, 0.4, 14.0) == pytest.approx(4.4)
    assert stock_after(0.3, 0.0, 14.0) == 0.0
    assert stock_after(13.8, 1.9, 14.0) == 14.0


def test_less_that_arrives_never_leaves_more_stock():
    for stock in (0.0, 0.5, 3.0, 14.0):
        after = [stock_after(stock, share / 10.0, 14.0) for share in range(40)]
        assert after == sorted(after)


def test_foul_weather_follows_clear_and_clear_follows_foul():
    assert next_state(CLEAR, 0.29, 0.3) == MUD
    assert next_state(CLEAR, 0.31, 0.3) == FOG
    assert next_state(MUD, 0.1, 0.3) == next_state(FOG, 0.9, 0.3) == CLEAR
    assert [mean_spell(state, 6.0, 2.0, 5.0) for state in (CLEAR, FOG, MUD)] == [6.0, 2.0, 5.0]


def test_no_spell_is_shorter_than_a_quarter_of_its_mean_and_the_mean_is_kept():
    draws = [-math.log1p(-(place + 0.5) / 10_000) for place in range(10_000)]  # exponential, mean 1
    lengths = [spell_length(5.0, draw) for draw in draws]
    assert min(lengths) >= 1.25  # mud of five days on average never dries in a day
    assert np.mean(lengths) == pytest.approx(5.0, rel=0.001)
    assert spell_length(5.0, 0.0) == 1.25


def test_fog_hides_trips_and_mud_halves_roads():
    assert trip_hazard_multiplier(FOG, 0.5) == 0.5
    assert trip_hazard_multiplier(MUD, 0.5) == trip_hazard_multiplier(CLEAR, 0.5) == 1.0
    assert road_capacity_multiplier(MUD, 0, 0.5, 0.2) == 0.5
    assert road_capacity_multiplier(MUD, 1, 0.5, 0.2) == 0.2
    assert road_capacity_multiplier(FOG, 1, 0.5, 0.2) == 1.0
