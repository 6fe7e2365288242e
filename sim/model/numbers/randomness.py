"""Luck: every draw is a pure function of (seed, replication, stream, index), counter-based Philox4x64-10.

Streams are declared in streams.py. Indices are natural numbers of the decision (day, proposal), not counts of calls.
Source: salmon-2011 (Parallel random numbers: as easy as 1, 2, 3); oracle in the tests: numpy.random.Philox.
"""

from sim.model.numbers.compilable import compilable, tells_numba
from sim.model.numbers.numerics import exp, log, normal_quantile

MASK = 0xFFFFFFFFFFFFFFFF
MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
ROUNDS = 10
MODEL_KEY = 0x53616C69656E74  # second half of the key: keeps the model's draws apart from any other use of the seed
TO_UNIT = 2.0**-53
SMALLEST_UNIT = 2.0**-54


def random_unit(seed, replication, stream, index):
    """Uniform draw in (0, 1): 53 bits of Philox, zero clipped to 2**-54."""
    counter0, counter1, counter2, counter3 = index, stream, replication, 0
    key0, key1 = seed & MASK, MODEL_KEY
    for _ in range(ROUNDS):
        product0 = MULTIPLIERS[0] * counter0
        product1 = MULTIPLIERS[1] * counter2
        counter0, counter1, counter2, counter3 = (
            (product1 >> 64) ^ counter1 ^ key0,
            product1 & MASK,
            (product0 >> 64) ^ counter3 ^ key1,
            product0 & MASK,
        )
        key0, key1 = (key0 + WEYL[0]) & MASK, (key1 + WEYL[1]) & MASK
    return max((counter0 >> 11) * TO_UNIT, SMALLEST_UNIT)


@compilable
def uniform(world, stream, index):
    """Uniform draw in (0, 1) of this replication."""
    return random_unit(world.seed, world.replication, stream, index)


@compilable
def happens(world, stream, index, probability):
    """Whether an event of that probability happens (one uniform, drawn either way)."""
    return uniform(world, stream, index) < probability


@compilable
def standard_normal(world, stream, index):
    """Standard normal draw by inversion."""
    return normal_quantile(uniform(world, stream, index))


@compilable
def exponential(world, stream, index, mean):
    """Exponential draw with that mean, by inversion."""
    return -mean * log(1.0 - uniform(world, stream, index))


@compilable
def lognormal_of(u, log_mean, log_sd):
    """Log-normal quantile of a uniform, by its log mean and log standard deviation."""
    return exp(log_mean + log_sd * normal_quantile(u))


@compilable
def poisson_of(u, mean):
    """Poisson quantile of a uniform for small means (at most a few hundred), by summing probabilities."""
    probability = exp(-mean)
    cumulative = probability
    count = 0
    while u > cumulative and count < 1000:
        count += 1
        probability *= mean / count
        cumulative += probability
    return count


@compilable
def poisson(world, stream, index, mean):
    """Poisson draw with that mean, by inversion of one uniform."""
    return poisson_of(uniform(world, stream, index), mean)


@tells_numba
def _register_compiled_twin():
    """Give compiled code its own body of `random_unit`, on 64-bit words; the tests hold both against the oracle."""
    import numpy as np
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic, overload

    @intrinsic
    def high_word(context, a, b):
        def generate(context, builder, signature, arguments):
            wide = ir.IntType(128)
            product = builder.mul(builder.zext(arguments[0], wide), builder.zext(arguments[1], wide))
            return builder.trunc(builder.lshr(product, ir.Constant(wide, 64)), ir.IntType(64))

        return types.uint64(types.uint64, types.uint64), generate

    m0, m1 = np.uint64(MULTIPLIERS[0]), np.uint64(MULTIPLIERS[1])
    w0, w1 = np.uint64(WEYL[0]), np.uint64(WEYL[1])
    model_key, shift = np.uint64(MODEL_KEY), np.uint64(11)

    @overload(random_unit, inline="never")
    def random_unit_compiled(seed, replication, stream, index):
        def body(seed, replication, stream, index):
            c0, c1, c2, c3 = np.uint64(index), np.uint64(stream), np.uint64(replication), np.uint64(0)
            k0, k1 = np.uint64(seed), model_key
            for _ in range(ROUNDS):
                high0, low0 = high_word(m0, c0), m0 * c0
                high1, low1 = high_word(m1, c2), m1 * c2
                c0, c1, c2, c3 = high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0
                k0, k1 = k0 + w0, k1 + w1
            return max(np.float64(c0 >> shift) * TO_UNIT, SMALLEST_UNIT)

        return body
