"""Design of an ensemble: one row of uniforms in the open unit cube a replication.

Parameters (what we do not know) follow a Sobol sequence in 16 independent scramblings, interleaved:
replication r is point r // 16 of scrambling r % 16, and standard errors come from the 16 means. A
scrambling is Matousek's linear matrix scramble with a digital shift, as in `scipy.stats.qmc.Sobol`, but
drawn for each column by itself, so that a value depends on (seed, replication, column) alone: not on the
number of replications, the range asked for or the other columns. Columns of kind chance (luck of a run)
are plain Philox draws.

The direction numbers (Joe and Kuo 2008) are those of `scipy.stats.qmc`, kept beside this file because
importing scipy.stats costs more than a run; `python -m sim.experiment.design.sobol_directions` writes them again.
"""

import threading
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError

Design = Literal["sobol", "random"]
Floats = NDArray[np.float64]
Words = NDArray[np.uint32]

SCRAMBLINGS = 16
DIRECTIONS = Path(__file__).with_name("sobol_directions.npz")
BITS = 32
# Second halves of the Philox keys; far from the small numbers that key the draws of a replication.
_PLAIN_KEY, _SCRAMBLING_KEY = 0x5A11_E470 << 32, 0x5A11_E471 << 32
_scrambling = threading.Lock()  # threads that begin a run together want the same scramblings: one of them makes these


def uniforms(
    seed: int,
    first: int,
    last: int,
    columns: Collection[int],
    *,
    width: int,
    chance: Collection[int] = (),
    design: Design = "sobol",
) -> Floats:
    """Uniforms (replication, column) of replications first to last - 1, strictly inside (0, 1).

    Only `columns` are drawn, the others hold 0.5; those in `chance` are plain Philox draws in any design.
    """
    check_seed(seed)
    rows = np.full((last - first, width), 0.5)
    drawn = set(columns)
    plain = sorted(drawn if design == "random" else drawn.intersection(chance))
    quasi = sorted(drawn.difference(plain))
    if plain:
        rows[:, plain] = _plain(seed, plain, first, last)
    if quasi and last > first:
        rows[:, quasi] = sobol_uniforms(seed, tuple(quasi), first, last)
    return rows


def check_seed(seed: int) -> None:
    """Refuse a seed that is no unsigned 63-bit whole number."""
    if not 0 <= seed < 1 << 63:
        raise InputError(
            f"seed = {seed} is outside 0 to {(1 << 63) - 1}; choose a whole number in that range"
        )


def plain_uniforms(seed: int, column: int, first: int, last: int) -> Floats:
    """Philox uniforms (replication,) of one column: draw number r belongs to replication r."""
    return _plain(seed, [column], first, last)[:, 0]


def _plain(seed: int, columns: Sequence[int], first: int, last: int) -> Floats:
    """Philox uniforms (replication, column) of some columns."""
    start = first // 4  # one step of the counter gives four draws
    drawn = _raw(seed, [_PLAIN_KEY | column for column in columns], last - 4 * start, start)
    raw = np.stack([words[first - 4 * start :] for words in drawn], axis=1)
    uniform: Floats = ((raw >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
    return uniform


def sobol_uniforms(seed: int, columns: tuple[int, ...], first: int, last: int) -> Floats:
    """Scrambled Sobol uniforms (replication, column) of the given dimensions, interleaved scramblings."""
    with _scrambling:
        scrambled, shift = _scramblings(seed, columns)
    start, stop = first // SCRAMBLINGS, -(-last // SCRAMBLINGS)
    limit = SCRAMBLINGS << scrambled.shape[0]
    if last > limit:
        raise InputError(
            f"replications = {last} is above {limit}, the length of the Sobol design; choose fewer"
        )
    steps = scrambled[_lowest_bit_that_changes(start, stop)]  # (point, scrambling, column)
    steps[0] = shift ^ _point(scrambled, start)
    points = np.bitwise_xor.accumulate(steps, axis=0, out=steps).reshape(-1, len(columns))
    uniform: Floats = (points[first - start * SCRAMBLINGS :][: last - first] + 0.5) * 2.0**-BITS
    return uniform


def _lowest_bit_that_changes(start: int, stop: int) -> NDArray[np.intp]:
    """The bit in which the Gray code of each point differs from that of the point before it."""
    number = np.maximum(np.arange(start, stop, dtype=np.int64), 1)
    return np.log2(number & -number).astype(np.intp)


def _point(scrambled: Words, number: int) -> Words:
    """Point `number` of the sequence (scrambling, column): directions at the set bits of its Gray code."""
    gray = number ^ (number >> 1)
    chosen = [bit for bit in range(scrambled.shape[0]) if gray >> bit & 1]
    point: Words = np.bitwise_xor.reduce(scrambled[chosen], axis=0)
    return point


@lru_cache(maxsize=8)
def _scramblings(seed: int, columns: tuple[int, ...]) -> tuple[Words, Words]:
    """Scrambled direction numbers (number, scrambling, column) and digital shifts (scrambling, column).

    What scenarios that are compared have in common is scrambled for the first of them.
    """
    made = _scrambled_so_far(seed)
    missing = [column for column in columns if column not in made]
    if missing:
        made.update(zip(missing, _scrambled(seed, missing), strict=True))
    together = np.stack([made[column] for column in columns], axis=-1)
    return together[:-1], together[-1]


@lru_cache(maxsize=8)
def _scrambled_so_far(seed: int) -> dict[int, Words]:
    """Column -> its scrambled numbers, the shift behind them (number + 1, scrambling), of those asked for so far."""
    return {}


def _scrambled(seed: int, columns: Sequence[int]) -> Words:
    """Scrambled direction numbers, the shift behind them (column, number + 1, scrambling).

    Matousek's linear scrambling: each direction number, a column of bits, is multiplied over GF(2) by a random matrix
    with ones on its diagonal. Bit 31 of a word is worth one half, so "below" a bit is what weighs less: the matrix may
    pass a bit on to less significant ones only, which keeps the points of each elementary interval in it.
    """
    plain = np.ascontiguousarray(direction_numbers()[columns].T)  # (number, column)
    words = np.empty((len(columns), SCRAMBLINGS * (BITS + 1)), dtype=np.uint32)
    for place, raw in enumerate(_raw(seed, [_SCRAMBLING_KEY | column for column in columns], words.shape[1])):
        words[place] = raw >> np.uint64(32)
    *matrices, shift = np.ascontiguousarray(words.reshape(-1, SCRAMBLINGS, BITS + 1).transpose(2, 1, 0))
    scrambled = np.zeros((len(plain), *shift.shape), dtype=np.uint32)
    passed_on = np.empty_like(scrambled)
    for number in range(len(plain)):  # direction number n has no bit below bit 31 - n
        bit = BITS - 1 - number
        diagonal = np.uint32(1 << bit)
        column_of_matrix = matrices[bit] & (diagonal - np.uint32(1)) | diagonal
        has_bit = plain[number:, None] >> np.uint32(bit) & np.uint32(1)
        scrambled[number:] ^= np.multiply(has_bit, column_of_matrix, out=passed_on[number:])
    return np.ascontiguousarray(np.concatenate([scrambled, shift[None]]).transpose(2, 0, 1))


@lru_cache(maxsize=1)
def direction_numbers() -> Words:
    """Stored direction numbers (dimension, bit) of the Sobol sequence; the top bit of a word is one half."""
    with np.load(DIRECTIONS) as stored:
        directions: Words = stored["directions"]
    return directions


def _raw(seed: int, keys: Sequence[int], n: int, counter: int = 0) -> Iterator[NDArray[np.uint64]]:
    """The first n Philox words from a counter on under each key: making a generator takes longer than most draws."""
    philox = np.random.Philox(key=np.array([seed, 0], dtype=np.uint64), counter=counter)
    state = philox.state
    for key in keys:
        state["state"]["key"][1] = key
        philox.state = state
        yield philox.random_raw(n)
