"""What more fighting would tell a government of the pace: how far its belief is expected to move.

Settlements fall as a Poisson stream, and the belief of their rate is a Gamma. The value of news is the mean divergence
of the belief afterwards from that before (Kullback and Leibler), which is what the number that falls tells of the rate.
Source: Slantchev 2003 (The Principle of Convergence in Wartime Negotiations, American Political Science Review 97),
whose abstract alone was read: a government should offer seriously once a week's news is worth less than the week
costs; this measure of news is ours. Leaves out what offers tell, and that no more can fall
than are left.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import log, power

MOST_COUNTED = 1000  # terms of the sum at most
SURE_ENOUGH = 300.0  # [settlements] a shape from here on learns as a normal belief does, to a thousandth


# laws


@compilable
def digamma(x):
    """Slope of the logarithm of the gamma function at x > 0, to 12 digits: steps up to 8, then the usual series."""
    steps = 0.0
    while x < 8.0:
        steps += 1.0 / x
        x += 1.0
    square = 1.0 / (x * x)
    tail = square * (1.0 / 240.0 - square / 132.0)
    tail = square * (1.0 / 12.0 - square * (1.0 / 120.0 - square * (1.0 / 252.0 - tail)))
    return log(x) - 0.5 / x - tail - steps


@compilable
def expected_learning(shape, known, days):
    """Mean divergence of a Gamma belief (shape, days known) after some days more from the one before [nats]."""
    if days <= 0.0 or shape <= 0.0:
        return 0.0
    miss = known / (known + days)
    if shape > SURE_ENOUGH:
        return -0.5 * log(miss)
    chance, counted, passed = power(miss, shape), 0.0, 0.0
    slope, logs, learnt = digamma(shape), 0.0, -shape * log(miss) - shape * days / known
    while passed < 1.0 - 1e-10 and counted < MOST_COUNTED:
        learnt += chance * (counted * slope - logs)
        passed += chance
        slope += 1.0 / (shape + counted)
        logs += log(shape + counted)
        chance *= (shape + counted) / (counted + 1.0) * (1.0 - miss)
        counted += 1.0
    return max(learnt, 0.0)
