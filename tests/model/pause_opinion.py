"""The value of a pause against fighting on, written a second time from the page of its derivation, by other ways.

Counts by the gamma function where the law steps from one to the next, the area of survival by the midpoint rule. By the
same hand as the law, so a misreading of the page could be shared. Plain Python and the standard library.
"""

from math import ceil, exp, floor, fsum, lgamma, log


def chance_of_captures(number: int, shape: float, seen_days: float, ahead: float) -> float:
    """Chance of exactly so many captures in the days ahead."""
    log_count = lgamma(shape + number) - lgamma(shape) - lgamma(number + 1)
    log_share = shape * log(seen_days / (seen_days + ahead)) + number * log(ahead / (seen_days + ahead))
    return exp(log_count + log_share)


def captures_of(left: int, shape: float, seen_days: float, ahead: float) -> tuple[float, float]:
    """Expected captures out of a whole number left, and the chance that none is left."""
    chances = [chance_of_captures(number, shape, seen_days, ahead) for number in range(left)]
    fewer = fsum(chances)
    return fsum(n * p for n, p in enumerate(chances)) + left * (1 - fewer), 1 - fewer


def ground_value(left, shape, seen_days, ahead, each, last):
    """Worth of what is expected to fall, straight between whole numbers of places left."""
    if left <= 0:
        return 0.0
    low, high = floor(left), ceil(left)
    values = [n * each + p * last for n, p in (captures_of(k, shape, seen_days, ahead) for k in (low, high))]
    return values[0] + (left - low) * (values[1] - values[0])


def days_of_quiet(days: float, failures: float, steps: int = 4000) -> float:
    """Area under an exponential survival curve, by the midpoint rule."""
    return fsum(exp(-failures * (n + 0.5) * days / steps) for n in range(steps)) * days / steps


def pause_against_fighting(side, days, cost, failures, stick, ground, gain_of_holder, lifted, stake, patience):
    """Value of a pause less that of fighting on: +1 the side that gains ground, -1 the side that loses it."""
    weaker = (1 - lifted) * gain_of_holder * days * side
    return cost * days_of_quiet(days, failures) + stick - side * ground - patience**days * stake * weaker


def chance_in_a_month(worth: float, spread: float) -> float:
    """The logistic of a worth."""
    return 1 / (1 + exp(-worth / spread))
