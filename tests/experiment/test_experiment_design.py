"""The design: valid scrambled Sobol points whose rows depend on seed, replication and column alone."""

import subprocess
import sys
import threading

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiment.design import unit_cube
from sim.experiment.design.unit_cube import SCRAMBLINGS, direction_numbers, plain_uniforms, sobol_uniforms, uniforms
from tests.machine import patience

COLUMNS = (0, 1, 2, 5, 40, 169)


def forget_scramblings():
    """Have the next call make its own, as a new process does."""
    unit_cube._scramblings.cache_clear()
    unit_cube._scrambled_so_far.cache_clear()


def test_stored_direction_numbers_are_those_of_scipy():
    from scipy.stats import qmc

    numbers = direction_numbers()[:200]
    points = qmc.Sobol(200, scramble=False, bits=32).random(256)
    gray = np.arange(256) ^ (np.arange(256) >> 1)
    built = np.zeros((256, 200), dtype=np.uint32)
    for bit in range(8):
        built ^= np.where((gray >> bit & 1)[:, None].astype(bool), numbers[:, bit], np.uint32(0))
    assert np.array_equal(built * 2.0**-32, points)


def test_every_column_the_model_may_have_has_direction_numbers():
    columns = pytest.importorskip("sim.scenario.schema.columns")
    assert len(columns.COLUMNS) <= len(direction_numbers())


def test_rows_do_not_depend_on_how_many_or_which_are_asked_for():
    whole = uniforms(7, 0, 1000, COLUMNS, width=170)
    assert np.array_equal(uniforms(7, 0, 100, COLUMNS, width=170), whole[:100])
    assert np.array_equal(uniforms(7, 333, 777, COLUMNS, width=170), whole[333:777])
    assert np.array_equal(uniforms(7, 999, 1000, COLUMNS, width=170), whole[999:])


@pytest.mark.parametrize("design", ["sobol", "random"])
def test_a_column_does_not_depend_on_the_other_columns(design):
    together = uniforms(7, 5, 500, COLUMNS, width=170, chance=[2], design=design)
    for column in COLUMNS:
        forget_scramblings()
        alone = uniforms(7, 5, 500, [column], width=170, chance=[2], design=design)
        assert np.array_equal(alone[:, column], together[:, column])


def test_columns_not_asked_for_stand_in_the_middle():
    rows = uniforms(7, 0, 10, [3], width=6)
    assert np.all(np.delete(rows, 3, axis=1) == 0.5)


@pytest.mark.parametrize("design", ["sobol", "random"])
def test_values_lie_strictly_inside_zero_and_one(design):
    rows = uniforms(3, 0, 200_000, [0, 9], width=10, design=design)[:, [0, 9]]
    assert rows.min() > 0.0
    assert rows.max() < 1.0


def test_chance_columns_are_plain_draws_in_the_sobol_design():
    rows = uniforms(11, 100, 300, [4, 5], width=6, chance=[5])
    assert np.array_equal(rows[:, 5], plain_uniforms(11, 5, 100, 300))
    assert np.array_equal(rows[:, 5], uniforms(11, 100, 300, [5], width=6, design="random")[:, 5])


def test_plain_draws_are_those_of_numpy_philox():
    generator = np.random.Philox(key=np.array([11, (0x5A11_E470 << 32) | 5], dtype=np.uint64))
    expected = ((generator.random_raw(50) >> np.uint64(12)) + 0.5) * 2.0**-52
    assert np.array_equal(plain_uniforms(11, 5, 0, 50), expected)
    assert np.array_equal(plain_uniforms(11, 5, 13, 50), expected[13:])


def test_each_scrambling_puts_one_point_in_each_of_64_intervals_of_every_column():
    points = sobol_uniforms(5, tuple(range(170)), 0, 64 * SCRAMBLINGS)
    for scrambling in range(SCRAMBLINGS):
        cells = np.floor(points[scrambling::SCRAMBLINGS] * 64)
        assert all(len(set(column)) == 64 for column in cells.T)


def test_each_scrambling_is_a_net_in_two_dimensions():
    """The first two dimensions form a (0, m, 2)-net: one point in each box of area 1/64 (Sobol 1967)."""
    points = sobol_uniforms(5, (0, 1), 0, 64 * SCRAMBLINGS)[3::SCRAMBLINGS]
    for bits in range(7):
        boxes = np.floor(points * [2**bits, 2 ** (6 - bits)])
        assert len({tuple(box) for box in boxes}) == 64


def test_scramblings_seeds_and_columns_differ():
    points = sobol_uniforms(5, (0, 1), 0, 64 * SCRAMBLINGS)
    assert len(np.unique(points[:SCRAMBLINGS, 0])) == SCRAMBLINGS
    assert not np.array_equal(points, sobol_uniforms(6, (0, 1), 0, 64 * SCRAMBLINGS))


def test_no_direction_number_has_a_bit_below_its_own():
    """Which is why scrambling passes over those bits."""
    numbers = direction_numbers()
    own = np.uint32(1) << (31 - np.arange(numbers.shape[1], dtype=np.uint32))
    assert np.all(numbers & own)
    assert not np.any(numbers & (own - np.uint32(1)))


def test_the_first_points_are_the_matrices_times_the_plain_points_over_two_elements():
    """Worked out with whole numbers of Python, a bit at a time, from numpy's Philox."""
    seed, columns = 9, (3, 170)
    points = sobol_uniforms(seed, columns, 0, 40 * SCRAMBLINGS).reshape(40, SCRAMBLINGS, 2)
    for place, column in enumerate(columns):
        raw = np.random.Philox(key=np.array([seed, (0x5A11_E471 << 32) | column], dtype=np.uint64)).random_raw(16 * 33)
        words = (raw >> np.uint64(32)).reshape(SCRAMBLINGS, 33).tolist()
        plain = direction_numbers()[column].tolist()
        for scrambling in (0, 7, 15):
            *matrix, shift = words[scrambling]
            for number in range(40):
                point = shift
                for bit in range(32):
                    gray = number ^ (number >> 1)
                    held = sum(plain[digit] >> bit & 1 for digit in range(6) if gray >> digit & 1) % 2
                    point ^= held * (matrix[bit] & ((1 << bit) - 1) | 1 << bit)
                assert points[number, scrambling, place] == (point + 0.5) * 2.0**-32


def test_of_threads_that_begin_together_one_makes_the_scramblings(monkeypatch):
    made, both_began = [], threading.Barrier(2)
    raw = unit_cube._raw

    def counted(*asked):
        made.append(asked)
        threading.Event().wait(0.1)  # long enough for the other to come
        return raw(*asked)

    def begin():
        both_began.wait()
        found.append(sobol_uniforms(987_654_321, (1, 4), 0, 32))

    monkeypatch.setattr(unit_cube, "_raw", counted)
    found: list[np.ndarray] = []
    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert np.array_equal(*found)
    assert len(made) == 1


def test_what_was_scrambled_for_other_columns_is_not_made_again(monkeypatch):
    alone = sobol_uniforms(31, (2, 3, 7), 0, 64)
    made, raw = [], unit_cube._raw
    monkeypatch.setattr(unit_cube, "_raw", lambda seed, keys, *asked: made.append(len(keys)) or raw(seed, keys, *asked))
    sobol_uniforms(32, (1, 2, 3), 0, 16)
    assert made == [3]
    assert np.array_equal(sobol_uniforms(31, (1, 2, 3, 7), 0, 64)[:, 1:], alone)
    assert made == [3, 1]


def test_means_of_a_smooth_function_are_far_closer_than_with_plain_draws():
    def error(design):
        rows = uniforms(2, 0, 1024, range(6), width=6, design=design)
        return abs(np.exp(rows).prod(axis=1).mean() - (np.e - 1) ** 6)

    assert error("sobol") < error("random") / 5


def test_scramblings_are_unbiased_and_their_spread_shows_the_error():
    """Over 200 seeds the true mean lies inside the 95 % interval from 16 means about 95 % of the time."""
    inside = 0
    for seed in range(200):
        rows = uniforms(seed, 0, 256, [0, 3, 8], width=9)[:, [0, 3, 8]]
        means = np.exp(rows.sum(axis=1)).reshape(-1, SCRAMBLINGS).mean(axis=0)
        reach = 2.1314 * means.std(ddof=1) / 4
        inside += abs(means.mean() - (np.e - 1) ** 3) < reach
    assert 178 <= inside <= 198


def test_a_design_of_170_columns_and_1000_replications_takes_milliseconds():
    from time import perf_counter

    start = perf_counter()
    uniforms(123, 0, 1000, range(170), width=170)
    assert perf_counter() - start < patience(0.2)


@pytest.mark.parametrize("seed", [-1, 1 << 63])
def test_a_seed_outside_its_range_is_refused(seed):
    with pytest.raises(InputError, match=f"seed = {seed} is outside"):
        uniforms(seed, 0, 1, [0], width=1)


def test_the_design_imports_no_scipy_and_no_pandas():
    code = (
        "import sys; from sim.experiment.design.unit_cube import uniforms; uniforms(1, 0, 99, [0, 5], width=6); "
        "sys.exit(int('scipy' in sys.modules or 'pandas' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
