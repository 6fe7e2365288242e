"""Guarded elementary functions: equal to the last bit in both executors, and never a silent fault.

Compiled code lets `exp(1000)` or `log(0)` pass as infinities; Python raises. Here both saturate alike.
Leaves out powers with constant exponents, `hypot`, `gamma` and array sums, whose last bits differ between the two.
"""

import math

from sim.model.numbers.compilable import compilable

LARGEST_EXPONENT = 700.0
SMALLEST = 1e-300
SQRT_HALF = math.sqrt(0.5)
LN_2 = math.log(2.0)
GRID = 1024.0  # times are whole 1/1024 days: sums and differences of them are exact


@compilable
def exp(x):
    """Exponential, saturating at exp(±700)."""
    return math.exp(min(max(x, -LARGEST_EXPONENT), LARGEST_EXPONENT))


@compilable
def log(x):
    """Natural logarithm; zero and negatives count as 1e-300."""
    return math.log(max(x, SMALLEST))


@compilable
def power(base, exponent):
    """Non-negative base raised to any exponent."""
    return exp(exponent * log(base))


@compilable
def clip(x, low, high):
    """Value kept between two bounds."""
    return min(max(x, low), high)


@compilable
def normal_cdf(z):
    """Probability that a standard normal is at most z."""
    return 0.5 * math.erfc(-z * SQRT_HALF)


@compilable
def chance_of(hazard, days):
    """Probability of at least one event [probability] at a constant hazard [1/day] over some days."""
    return -math.expm1(-clip(hazard * days, 0.0, LARGEST_EXPONENT))


@compilable
def on_grid(days):
    """Time rounded to the grid of 1/1024 day, so that later sums of times are exact."""
    if days > 1e9:
        return math.inf
    return math.floor(days * GRID + 0.5) / GRID


@compilable
def normal_quantile(p):
    """Quantile of the standard normal by Wichura's AS241 (PPND16), about 16 digits for 0 < p < 1.

    Source: wichura-1988, Applied Statistics 37 (3), algorithm AS 241.
    """
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _ratio(
            r,
            3.3871328727963666080e0,
            1.3314166789178437745e2,
            1.9715909503065514427e3,
            1.3731693765509461125e4,
            4.5921953931549871457e4,
            6.7265770927008700853e4,
            3.3430575583588128105e4,
            2.5090809287301226727e3,
            4.2313330701600911252e1,
            6.8718700749205790830e2,
            5.3941960214247511077e3,
            2.1213794301586595867e4,
            3.9307895800092710610e4,
            2.8729085735721942674e4,
            5.2264952788528545610e3,
        )
    r = math.sqrt(-log(min(p, 1.0 - p)))
    if r <= 5.0:
        value = _ratio(
            r - 1.6,
            1.42343711074968357734e0,
            4.63033784615654529590e0,
            5.76949722146069140550e0,
            3.64784832476320460504e0,
            1.27045825245236838258e0,
            2.41780725177450611770e-1,
            2.27238449892691845833e-2,
            7.74545014278341407640e-4,
            2.05319162663775882187e0,
            1.67638483018380384940e0,
            6.89767334985100004550e-1,
            1.48103976427480074590e-1,
            1.51986665636164571966e-2,
            5.47593808499534494600e-4,
            1.05075007164441684324e-9,
        )
    else:
        value = _ratio(
            r - 5.0,
            6.65790464350110377720e0,
            5.46378491116411436990e0,
            1.78482653991729133580e0,
            2.96560571828504891230e-1,
            2.65321895265761230930e-2,
            1.24266094738807843860e-3,
            2.71155556874348757815e-5,
            2.01033439929228813265e-7,
            5.99832206555887937690e-1,
            1.36929880922735805310e-1,
            1.48753612908506148525e-2,
            7.86869131145613259100e-4,
            1.84631831751005468180e-5,
            1.42151175831644588870e-7,
            2.04426310338993978564e-15,
        )
    return -value if q < 0.0 else value


@compilable
def _ratio(r, a0, a1, a2, a3, a4, a5, a6, a7, b1, b2, b3, b4, b5, b6, b7):
    """Ratio of two polynomials of degree seven by Horner's rule; the second starts at one."""
    upper = ((((((a7 * r + a6) * r + a5) * r + a4) * r + a3) * r + a2) * r + a1) * r + a0
    lower = ((((((b7 * r + b6) * r + b5) * r + b4) * r + b3) * r + b2) * r + b1) * r + 1.0
    return upper / lower
