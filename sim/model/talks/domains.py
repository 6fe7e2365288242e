"""Truces of one domain as the talks see them: who is open to one, which are spoken for, what a kept one does to clocks.

A domain (energy, sea, humanitarian) has one truce at a time and stands beside the general text, which stays on the
table. Whether a kept one builds trust, or takes the need for more away, no record says: earlier ceasefires of the same
sides show no effect on the next one (ceasefire-fits), so sign and size are the scenario's and nothing by default.

A government that is open to no general truce may be open to one of a domain, and to one domain and not to another: each
has luck of its own, which goes with the general one as far as a drawn correlation says (a normal copula). The share of
governments that are open is the same: refused offers are in no data set, so no record tells a share by domain, nor the
correlation (judgement: from none to the same luck). Leaves out violations of these truces, and what energy or the sea
are worth to either side.
"""

import math

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, normal_cdf, normal_quantile
from sim.model.truce.domains import is_of
from sim.model.world.dimensions import N_DOMAINS
from sim.model.world.state import AGREED, IN_FORCE, ON_THE_TABLE, PARTIAL


@compilable
def luck_of_domain(general, own, correlation):
    """Luck by which a government is open to one domain [uniform], from its general luck and that domain's own."""
    if correlation >= 1.0:
        return general
    shared = normal_quantile(clip(general, 1e-16, 1.0 - 1e-16))
    apart = normal_quantile(clip(own, 1e-16, 1.0 - 1e-16))
    return normal_cdf(correlation * shared + math.sqrt(1.0 - correlation * correlation) * apart)


@compilable
def set_openness(world, side):
    """Whether a government is open to a truce at all, and to one of each domain."""
    rules, talks = world.rules, world.talks
    share = rules.party_open_probability[side]
    general = randomness.uniform(world, streams.OPENNESS + side, 0)
    talks.open_to_truce[side] = 1 if general < share else 0
    for domain in range(N_DOMAINS):
        own = randomness.uniform(world, streams.DOMAIN_OPENNESS + side, domain)
        talks.open_to_domain[side, domain] = (
            1 if luck_of_domain(general, own, rules.domain_correlation) < share else 0
        )


@compilable
def is_open(world, proposal, side):
    """Whether a government would accept a text of this kind at all."""
    talks = world.talks
    if talks.kind[proposal] == PARTIAL:
        return talks.open_to_domain[side, talks.domain[proposal]] == 1
    return talks.open_to_truce[side] == 1


@compilable
def spoken_for(world, domain):
    """Whether a truce of a domain is on the table, agreed or in force: nobody tables another."""
    for proposal in range(world.talks.used):
        state = world.talks.state[proposal]
        if is_of(world, proposal, domain) and (state == ON_THE_TABLE or state == AGREED or state == IN_FORCE):
            return True
    return False


@compilable
def confidence_delay(world, proposal, side):
    """Delay for a text that covers all from truces of one domain, kept and broken down [ln days]."""
    rules, talks = world.rules, world.talks
    if talks.kind[proposal] == PARTIAL:
        return 0.0
    kept = rules.party_partial_kept_shift[side] if talks.kept > 0 else 0.0
    return kept + (rules.party_partial_broken_shift[side] if talks.broken > 0 else 0.0)
