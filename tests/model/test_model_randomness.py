"""Luck: bit for bit the published generator, and draws with the mean and spread they promise."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.model.numbers import randomness
from sim.model.numbers.compilable import tell_numba
from sim.model.numbers.randomness import MODEL_KEY, random_unit
from sim.model.numbers.streams import STREAMS

SIXTY_FOUR = 1 << 64
N = 20_000
TESTS = 100  # a stream that no decision has


def oracle(seed, replication, stream, index):
    """First uniform of numpy's Philox at that counter; numpy counts one up before its first output."""
    counter = (index | stream << 64 | replication << 128) - 1
    generator = np.random.Philox(key=np.array([seed, MODEL_KEY], dtype=np.uint64), counter=counter % (1 << 256))
    return max((int(generator.random_raw()) >> 11) * 2.0**-53, 2.0**-54)


@pytest.fixture(scope="module")
def compiled_unit():
    numba = pytest.importorskip("numba")
    tell_numba()

    @numba.njit
    def draw(seed, replication, stream, index):
        return random_unit(seed, replication, stream, index)

    return draw


def test_the_oracle_is_what_numpy_users_draw():
    bits = np.random.Philox(key=np.array([5, MODEL_KEY], dtype=np.uint64), counter=41)
    assert oracle(5, 0, 0, 42) == np.random.Generator(bits).random()


def test_another_key_would_be_found():
    assert oracle(6, 17, 3, 9) != random_unit(5, 17, 3, 9)


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, (1 << 63) - 1), st.integers(0, (1 << 62) - 1), st.integers(0, 200), st.integers(0, (1 << 31) - 1)
)
@example(0, 0, 0, 0)
@example((1 << 63) - 1, (1 << 62) - 1, 200, (1 << 31) - 1)
def test_every_draw_is_that_of_the_published_generator(compiled_unit, seed, replication, stream, index):
    expected = oracle(seed, replication, stream, index)
    assert random_unit(seed, replication, stream, index) == expected
    assert compiled_unit(seed, replication, stream, index) == expected
    assert 0.0 < expected < 1.0


def test_streams_do_not_overlap():
    numbers = [one.number + place for one in STREAMS for place in range(one.instances)]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) < TESTS


@pytest.fixture(scope="module")
def luck():
    """Uniforms of one stream, by index."""
    return [random_unit(11, 3, TESTS, index) for index in range(N)]


@pytest.fixture
def world(monkeypatch, luck):
    """A world whose uniforms are read off the list, so that each draw is cheap."""
    monkeypatch.setattr(randomness, "random_unit", lambda seed, replication, stream, index: luck[index])
    return SimpleNamespace(seed=11, replication=3)


def check_mean_and_spread(draws, mean, sd, kurtosis=3.0):
    """Mean and standard deviation within four Monte Carlo errors; the error of the SD needs the kurtosis."""
    draws = np.asarray(draws, dtype=float)
    assert abs(draws.mean() - mean) < 4.0 * sd / math.sqrt(N)
    assert abs(draws.std() - sd) < 4.0 * sd * math.sqrt((kurtosis - 1.0) / (4.0 * N))


def test_uniforms_have_mean_a_half_and_do_not_follow_each_other(luck):
    check_mean_and_spread(luck, 0.5, math.sqrt(1.0 / 12.0), 1.8)
    assert abs(np.corrcoef(luck[:-1], luck[1:])[0, 1]) < 4.0 / math.sqrt(N)


def test_events_happen_with_their_probability(world):
    draws = [randomness.happens(world, TESTS, index, 0.3) for index in range(N)]
    check_mean_and_spread(draws, 0.3, math.sqrt(0.21), 1.76)


def test_normals_have_mean_zero_and_spread_one(world):
    draws = [randomness.standard_normal(world, TESTS, index) for index in range(N)]
    check_mean_and_spread(draws, 0.0, 1.0)
    assert abs(np.mean(np.power(draws, 3))) < 4.0 * math.sqrt(15.0 / N)


def test_exponentials_have_their_mean_and_as_large_a_spread(world):
    check_mean_and_spread([randomness.exponential(world, TESTS, index, 6.0) for index in range(N)], 6.0, 6.0, 9.0)


def test_lognormals_have_their_median_mean_and_spread(luck):
    draws = [randomness.lognormal_of(u, math.log(7.0), 0.7) for u in luck]
    square = math.exp(0.49)
    kurtosis = square**4 + 2.0 * square**3 + 3.0 * square**2 - 3.0
    check_mean_and_spread(draws, 7.0 * math.sqrt(square), 7.0 * math.sqrt(square * (square - 1.0)), kurtosis)
    assert np.median(draws) == pytest.approx(7.0, rel=0.02)


@pytest.mark.parametrize("mean", [0.2, 3.0, 40.0, 300.0])
def test_poisson_counts_have_a_variance_equal_to_their_mean(world, mean):
    draws = [randomness.poisson(world, TESTS, index, mean) for index in range(N)]
    check_mean_and_spread(draws, mean, math.sqrt(mean), 3.0 + 1.0 / mean)
    assert draws.count(0) / N == pytest.approx(math.exp(-mean), abs=4.0 * math.sqrt(0.25 / N))


def test_a_poisson_count_of_mean_zero_is_zero():
    assert {randomness.poisson_of(u, 0.0) for u in (1e-9, 0.5, 1.0 - 2.0**-53)} == {0}


def test_counts_are_quantiles_of_the_poisson_law():
    from scipy.stats import poisson

    for mean in (0.7, 5.5, 120.0):
        for u in (0.001, 0.2, 0.5, 0.9, 0.9999):
            assert randomness.poisson_of(u, mean) == poisson.ppf(u, mean)


@pytest.mark.parametrize("mean", [1.5, 5.0, 40.0, 200.0])
def test_the_largest_uniform_gives_a_possible_count(mean):
    assert randomness.poisson_of(1.0 - 2.0**-53, mean) < 20.0 + mean + 12.0 * math.sqrt(mean)
