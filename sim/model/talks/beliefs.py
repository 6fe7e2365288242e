"""What a side believes of the ground ahead: places fall as a Poisson stream whose rate is Gamma(captures, days).

Each side has its own prior and attention, so both may see one front differently. Source: judgement-bargaining (derived;
checked against numbers). Leaves out memory beyond the last 14 days, and that offers tell something too.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import power

MEMORY = 14.0  # [days] of captures that a side counts
MOST_PLACES = 1000.0  # more than a loop should walk through


@compilable
def learned(prior, attention, seen):
    """A side's Gamma number once it has seen so much, at that attention [captures or days]."""
    return prior + attention * seen


@compilable
def captures_ahead(captures, days, ahead, left):
    """Places expected to fall in the days ahead, and the chance that all that are left do [places, probability].

    Negative binomial (size captures, probability days / (days + ahead)); a broken place counts by its part.
    """
    if left <= 0.0:
        return 0.0, 0.0
    left = min(left, MOST_PLACES)
    whole = int(left)
    mass = power(days / (days + ahead), captures)
    at_most, expected, at_least = mass, 0.0, 1.0
    for place in range(whole):
        at_least = max(1.0 - at_most, 0.0)
        expected += at_least
        mass *= (captures + place) / (place + 1.0) * (ahead / (days + ahead))
        at_most += mass
    part, more = left - whole, max(1.0 - at_most, 0.0)
    return expected + part * more, (1.0 - part) * at_least + part * more
