"""Direction numbers of the Sobol sequence, recovered from `scipy.stats.qmc` and kept in a small file.

Joe and Kuo (2008), "Constructing Sobol sequences with better two-dimensional projections", new-joe-kuo-6.
Run as a module, it writes `sobol_directions.npz` again.
"""

import numpy as np
from numpy.typing import NDArray

from sim.experiment.design.unit_cube import BITS, DIRECTIONS


def recovered(n_dimensions: int, n_bits: int) -> NDArray[np.uint32]:
    """Direction numbers (dimension, bit): points 2^k - 1 and 2^k of the sequence differ by number k."""
    from scipy.stats import qmc

    sequence = qmc.Sobol(n_dimensions, scramble=False, bits=BITS)
    numbers = np.zeros((n_dimensions, n_bits), dtype=np.uint32)
    for bit in range(n_bits):
        if bit:
            sequence.fast_forward((1 << bit) - 1)
        before, after = (sequence.random(2) * 2.0**BITS).astype(np.uint32)
        numbers[:, bit] = before ^ after
        sequence.reset()
    return numbers


if __name__ == "__main__":
    np.savez_compressed(DIRECTIONS, directions=recovered(512, 26))
