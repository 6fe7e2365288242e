"""How truces of 20 to 45 days end, and how many settlements fall, written a second time from the design page alone.

At hand were the figures of ceasefire-fits, the design and the declared priors; not the package's law of how
truces end. Plain Python and the standard library, draw by draw, so that a shared mistake is unlikely.
"""

import random
from collections import Counter
from math import inf


def one_truce(luck: random.Random, days: float) -> tuple[str, float]:
    """How a truce with an end date ends first, and when [days since its start].

    It fails on a log-normal clock, unless talks on what follows, which open at the later of 70 % of its length and a
    week before its end and conclude before the end date, settle or extend it; else it runs out.
    """
    fails_at = luck.lognormvariate(luck.gauss(5.24, 0.29), 1.20)
    opens = max(0.7 * days, days - 7.0)
    concluded_at = opens + (days - opens) * luck.random()
    if fails_at < min(concluded_at, days):
        return "collapsed", fails_at
    if luck.random() < luck.betavariate(1.0, 19.0):
        return "prolonged", concluded_at
    if luck.random() < luck.betavariate(0.77, 0.62):
        return "prolonged", concluded_at
    return ("collapsed", fails_at) if fails_at < days else ("expired", days)


def shares_of_ends(days: float, n: int, seed: int) -> dict[str, float]:
    """Share of truces by the way in which they end first."""
    luck = random.Random(seed)
    found = Counter(one_truce(luck, days)[0] for _ in range(n))
    return {way: found[way] / n for way in ("collapsed", "expired", "prolonged")}


def settlements_fallen(shape: float, rate: float, days: float, left: int, n: int, seed: int) -> float:
    """Mean number of settlements that fall in some days, of those left: one by one, at a rate drawn from the belief."""
    luck, total = random.Random(seed), 0
    for _ in range(n):
        a_day = luck.gammavariate(shape, 1.0 / rate)
        when = luck.expovariate(a_day) if a_day > 0.0 else inf
        fallen = 0
        while when <= days and fallen < left:
            fallen += 1
            when += luck.expovariate(a_day)
        total += fallen
    return total / n
