"""Weights of runs by what was seen: hand-counted cases, and ranks that are uniform only where the layer is right."""

import datetime
import math
from pathlib import Path

import numpy as np
import pytest

from sim.analysis.calibration.posterior import distance, fitted
from sim.analysis.calibration.seen import Seen, from_files, from_texts
from sim.analysis.calibration.weighing import (
    effective,
    log_likelihoods,
    shown_areas,
    weighted_quantiles,
    weights,
)
from sim.analysis.ensemble_like import Floats
from sim.analysis.skill.map_lag import AS_FOUND, MapLayer
from sim.errors import InputError
from sim.scenario.values.distributions import Distribution

START = datetime.date(2025, 3, 12)
SURE = MapLayer(updates_per_day=1.0, least_change_km2=0.0)
CHI_SQUARE_19_AT_1_IN_1000 = 43.82  # tables, e.g. NIST/SEMATECH e-Handbook 1.3.6.7.4
BINS = 20


def seen(day: int, held: float, observer: str = "one", sd: float | None = None) -> Seen:
    return Seen(day, START + datetime.timedelta(day), held, observer, sd)


def test_two_maps_of_a_day_are_two_observations_that_lag_apart() -> None:
    found = from_texts(["2025-03-16 area_held_km2 78..110"], START, 90)
    assert [(one.day, one.held_km2, one.observer) for one in found.seen] == [(4, 78.0, "map 1"), (4, 110.0, "map 2")]
    true = np.tile(np.array([200.0, 150.0, 120.0, 90.0, 60.0]), (400, 1))
    shown = shown_areas(true, found.seen, seed=1)
    assert np.mean(shown[:, 0] == shown[:, 1]) < 0.5
    assert set(np.unique(shown)) <= {200.0, 150.0, 120.0, 90.0, 60.0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-03-16 110", "write a day, a quantity and a value"),
        ("2025-03-16 front_km 30", "only the ground held weighs runs so far"),
        ("2025-03-12 held_km2 30", "the scenario starts on 2025-03-12 and runs 90 days; give a later day within"),
        ("2025-13-12 held_km2 30", "'2025-13-12' is no day|2025-13-12 is no day"),
        ("2025-03-16 held_km2 many", "is no number; write 110, or 78..110"),
        ("2025-03-16 held_km2 -3", "held_km2 = -3 is outside 0 to 50,000 km²"),
    ],
)
def test_what_is_no_observation_is_refused_in_one_line(text: str, words: str) -> None:
    with pytest.raises(InputError) as fault:
        from_texts([text], START, 90)
    assert any(one in str(fault.value) for one in words.split("|"))


def test_a_table_counts_new_maps_after_the_start_that_were_public(tmp_path: Path) -> None:
    rows = ["2025-03-12,140,", "2025-03-13,140,", "2025-03-15,110,", "2025-03-16,90,2025-04-01"]
    file = tmp_path / "seen.csv"
    file.write_text("\n".join(["date,held_km2,published", *rows]) + "\n", encoding="utf-8")
    found = from_files([file], START, 90, datetime.date(2025, 3, 20))
    assert [(one.day, one.held_km2) for one in found.seen] == [(3, 110.0)]
    assert (found.held_back, found.outside) == (1, 1)
    later = from_files([file], START, 90)
    assert [(one.day, one.held_km2) for one in later.seen] == [(3, 110.0), (4, 90.0)]


def test_weights_follow_the_normal_kernel_by_hand() -> None:
    true = np.array([[100.0, 100.0], [100.0, 110.0], [100.0, 90.0]])
    one = (seen(1, 100.0, sd=10.0),)
    weight = weights(log_likelihoods(shown_areas(true, one, 1, SURE), one), np.array([True, True, True]))
    side = math.exp(-0.5)
    assert weight == pytest.approx(np.array([1.0, side, side]) / (1.0 + 2.0 * side))
    failed = weights(log_likelihoods(shown_areas(true, one, 1, SURE), one), np.array([True, True, False]))
    assert failed == pytest.approx(np.array([1.0, side, 0.0]) / (1.0 + side))


def test_the_map_s_own_square_kilometre_is_the_least_spread() -> None:
    shown = np.full((1, 1, 1), 2.0)
    assert log_likelihoods(shown, (seen(1, 3.0),), 0.15)[0, 0, 0] == pytest.approx(-0.5)  # z = 1 at 1 km²
    assert log_likelihoods(10 * shown, (seen(1, 23.0),), 0.15)[0, 0, 0] == pytest.approx(-0.5 - math.log(3.0))


def test_effective_size_and_quantiles_by_hand() -> None:
    assert effective(np.full(8, 0.125)) == pytest.approx(8.0)
    assert effective(np.array([0.5, 0.5, 0.0, 0.0])) == pytest.approx(2.0)
    assert list(weighted_quantiles(np.array([3.0, 1.0, 2.0]), np.array([0.2, 0.5, 0.3]), (0.5, 0.6, 0.9))) == [1, 2, 3]


def test_a_posterior_of_a_normal_prior_is_the_conjugate_one() -> None:
    """Prior N(0, 1), one observation 1 with SD 1: posterior N(1/2, 1/sqrt 2) (Gelman et al. 2013, BDA3, eq. 2.10)."""
    prior = Distribution("normal", (0.0, 1.0))
    positions = (np.arange(20_000) + 0.5) / 20_000
    fit = np.exp(-0.5 * (1.0 - prior.quantile(positions)) ** 2)
    found = fitted(prior, positions, fit / fit.sum())
    assert found.form == "normal"
    assert found.arguments == pytest.approx((0.5, math.sqrt(0.5)), abs=0.005)
    assert distance(positions, np.full(20_000, 1 / 20_000)) < 1e-3


def test_a_uniform_and_a_switch_stay_within_their_range() -> None:
    positions = (np.arange(4_000) + 0.5) / 4_000
    weight = positions / positions.sum()
    found = fitted(Distribution("uniform", (10.0, 20.0)), positions, weight)
    assert found.support() == (10.0, 20.0)
    assert found.quantile([0.5])[0] == pytest.approx(10.0 + 10.0 * math.sqrt(0.5), abs=0.2)
    switch = fitted(Distribution("bernoulli", (0.75,)), positions, weight)
    assert switch.arguments[0] == pytest.approx(1.0 - 0.25**2, abs=2e-3)


def ranks(library: Floats, rates: Floats, layer: MapLayer, shrunk: float) -> Floats:
    """Weighted rank of each true rate among those of a library, seen once through the map of day 6."""
    truths, days = 400, np.arange(15)
    luck = np.random.Generator(np.random.Philox(7))
    rate = luck.uniform(0.02, 0.2, truths)
    true = 150.0 * np.exp(-np.outer(rate, days))
    at = (seen(6, 0.0, "truth"), seen(12, 0.0, "truth"))
    shown = shown_areas(true, at, 99, AS_FOUND, maps=1)[0]
    held = shrunk * shown + np.maximum(0.15 * shown, 1.0) * luck.standard_normal(shown.shape)
    maps = shown_areas(library, (seen(6, 0.0), seen(12, 0.0)), 1, layer)
    found = np.empty(truths)
    for number in range(truths):
        observed = (seen(6, float(held[0, number])), seen(12, float(held[1, number])))
        weight = weights(log_likelihoods(maps, observed), np.ones(len(rates), dtype=np.bool_))
        found[number] = weight[rates < rate[number]].sum()
    return found


def chi_square(found: Floats) -> float:
    counted, _ = np.histogram(found, bins=BINS, range=(0.0, 1.0))
    expected = len(found) / BINS
    return float(np.sum((counted - expected) ** 2 / expected))


def test_ranks_are_uniform_on_synthetic_truth_and_not_where_the_observation_layer_is_wrong() -> None:
    """Simulation-based calibration (Talts et al. 2018): rank of the truth in its posterior, chi-square on 20 bins."""
    rates = 0.02 + 0.18 * (np.arange(1_500) + 0.5) / 1_500
    library = 150.0 * np.exp(-np.outer(rates, np.arange(15)))
    assert chi_square(ranks(library, rates, AS_FOUND, 1.0)) < CHI_SQUARE_19_AT_1_IN_1000
    assert chi_square(ranks(library, rates, SURE, 1.0)) > CHI_SQUARE_19_AT_1_IN_1000  # a map without its lag
    assert chi_square(ranks(library, rates, AS_FOUND, 0.7)) > CHI_SQUARE_19_AT_1_IN_1000  # an observer who shows less
