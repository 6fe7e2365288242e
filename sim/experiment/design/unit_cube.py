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

from collections.abc import Collection
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
    drawn = sorted(set(columns))
    plain = drawn if design == "random" else [column for column in drawn if column in set(chance)]
    quasi = [column for column in drawn if column not in set(plain)]
    for column in plain:
        rows[:, column] = plain_uniforms(seed, column, first, last)
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
    start = first // 4  # one step of the counter gives four draws
    raw = _philox(seed, _PLAIN_KEY | column, start).random_raw(last - 4 * start)[first - 4 * start :]
    uniform: Floats = ((raw >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
    return uniform


def sobol_uniforms(seed: int, columns: tuple[int, ...], first: int, last: int) -> Floats:
    """Scrambled Sobol uniforms (replication, column) of the given dimensions, interleaved scramblings."""
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
    """Scrambled direction numbers (bit, scrambling, column) and digital shifts (scrambling, column).

    Matousek's linear scrambling: each direction number, a column of bits, is multiplied over GF(2) by a random matrix
    with ones on its diagonal. Bit 31 of a word is worth one half, so "below" a bit is what weighs less: the matrix may
    pass a bit on to less significant ones only, which keeps the points of each elementary interval in it.
    """
    plain = direction_numbers()[list(columns)]  # (column, bit)
    raw = np.stack(
        [_philox(seed, _SCRAMBLING_KEY | c, 0).random_raw(SCRAMBLINGS * (BITS + 1)) for c in columns]
    )
    words = (raw >> np.uint64(32)).astype(np.uint32).reshape(len(columns), SCRAMBLINGS, BITS + 1)
    matrices, shift = words[:, :, :BITS], words[:, :, BITS]
    scrambled = np.zeros((plain.shape[1], SCRAMBLINGS, len(columns)), dtype=np.uint32)
    for bit in range(BITS):  # most significant bit of a value: 31
        diagonal = np.uint32(1 << bit)
        below = matrices[:, :, bit] & np.uint32((1 << bit) - 1)
        has_bit = (plain & diagonal).astype(bool).T[:, None, :]
        scrambled ^= np.where(has_bit, (below | diagonal).T[None, :, :], np.uint32(0))
    return scrambled, np.ascontiguousarray(shift.T)


@lru_cache(maxsize=1)
def direction_numbers() -> Words:
    """Stored direction numbers (dimension, bit) of the Sobol sequence; the top bit of a word is one half."""
    with np.load(DIRECTIONS) as stored:
        directions: Words = stored["directions"]
    return directions


def _philox(seed: int, second: int, counter: int) -> np.random.Philox:
    return np.random.Philox(key=np.array([seed, second], dtype=np.uint64), counter=counter)
