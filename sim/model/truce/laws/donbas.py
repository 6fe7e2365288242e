"""Durability as in Donbas in 2014-21: log-normal over its bi- and multilateral ceasefires.

A settlement lasts no longer here: the agreements of Minsk are among the cases. Centred as the world-wide sample, since
the shares of the terms among the 33 cases are not recorded. Leaves out the world.
"""

from sim.model.numbers.compilable import compilable
from sim.model.truce.hazards import SHARE_LIMITED, failure_day, log_hazard_of


@compilable
def ends(world, proposal, settled, u):
    """Days until a truce fails, and the chance that it is extended at its end date [days, probability].

    Source: ceasefire-fits: log-normal(2.7, 1.3) through .75, .31, .13, .09 at days 7, 30, 60, 90; n 33.
    """
    rules = world.rules
    hazard = log_hazard_of(world, proposal, SHARE_LIMITED)
    return failure_day(u, rules.truce_donbas_mu, rules.truce_donbas_sigma, hazard), rules.truce_extension_probability
