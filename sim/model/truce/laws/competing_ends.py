"""Durability as of truces of 20-45 days: failure, expiry, replacement and settlement compete; most end on their date.

Failure is the log-normal cause-specific hazard of the 144 dated cases; of those that reach their end the shares that
are superseded or extended, or expire, are theirs too. Settlement is in no data set and is the scenario's. Every case
had an end date, so the association of `limited` is centred on one. Leaves out why a truce is replaced.
"""

from sim.model.numbers.compilable import compilable
from sim.model.truce.hazards import failure_day, log_hazard_of, settlement_failure

ALL_LIMITED = 1.0


@compilable
def ends(world, proposal, settled, u):
    """Days until a truce fails, and the chance that it is extended at its end date [days, probability].

    Source: ceasefire-fits: failures 3, 6, 7, 10, 11, 13, 14 by days 14, 25, 30, 35, 90, 180, 365 of 144, grouped
    maximum likelihood log-normal(5.24, 1.20); 71 superseded or extended against 57 expired.
    """
    rules = world.rules
    if settled:
        return settlement_failure(rules, u), 0.0
    hazard = log_hazard_of(world, proposal, ALL_LIMITED)
    days = failure_day(u, rules.truce_limited_mu, rules.truce_limited_sigma, hazard)
    return days, rules.truce_limited_extension_probability
