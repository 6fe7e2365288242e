"""What every form of durability shares: a log-normal failure time, and hazard ratios on top of it.

The hazard ratios of the terms are associations of a Cox model (ceasefire-fits, 1,234 endings dated to a month): they
move nothing unless the scenario reads them as effects, in full or in part. They are centred on the shares of the
sample, because its baseline already holds mediated, written and limited truces. That pressed truces fail sooner and
truces after one-sided fighting later (werner-yuen-2005) is a sign without a size: a switch. Leaves out violations.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, exp, log, normal_quantile
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.series import HELD_AREA
from sim.model.world.state import PARTIAL
from sim.scenario.values.choices import Associations

NO_ASSOCIATIONS, PRIOR = int(Associations.NONE), int(Associations.PRIOR)
DEFINITIVE = 3
COMPLIANCE = 2

# shares of each term among the truces with a dated ending (ceasefire-fits); in part: among all 2,203
SHARE_LIMITED = 0.679  # 824 of 1,214
SHARE_MEDIATED = 0.335  # 398 of 1,188
SHARE_WRITTEN = 0.248  # 290 of 1,170
SHARE_MONITORED = 0.214  # 264 of 1,232
SHARE_GUARANTEED = 0.11  # external enforcement, among all 2,203
SHARE_COMPLIANCE = 0.166  # 205 of 1,234
SHARE_DEFINITIVE = 0.066  # 81 of 1,234
SHARE_PARTIAL = 0.305  # 671 of 2,203

WINDOW = 14  # [days] before a truce over which the fighting is called one-sided or not; judgement
GAIN = 0.01  # [km²] less on a day counts as no gain; judgement


# laws


@compilable
def failure_day(u, mu, sigma, log_hazard):
    """Days until a truce fails: log-normal baseline survival raised to the power exp(log hazard ratio)."""
    survival = exp(log(clip(1.0 - u, 1e-300, 1.0)) / exp(log_hazard))
    return exp(mu - sigma * normal_quantile(clip(survival, 1e-300, 1.0 - 1e-16)))


@compilable
def settlement_failure(rules, u):
    """Days until a settlement fails, as peace agreements with a clause on a ceasefire do."""
    return failure_day(u, rules.truce_settlement_mu, rules.truce_settlement_sigma, 0.0)


@compilable
def centred(has, share):
    """A yes or no of the terms against its share in the sample."""
    return 1.0 - share if has else -share


@compilable
def one_sidedness(gains, days):
    """How one-sided some days of fighting were: 1 when the attacker gained on all or none, 0 on half or unknown."""
    return abs(2.0 * gains / days - 1.0) if days > 0 else 0.0


# the terms of one proposal, and how it came about


@compilable
def share_read_as_effect(rules):
    """How much of the associations of the terms counts as their effect [share]."""
    reading = int(rules.truce_associations)
    if reading == NO_ASSOCIATIONS:
        return 0.0
    return rules.truce_effect_share if reading == PRIOR else 1.0


@compilable
def terms_log_hazard(world, proposal, share_limited):
    """Log hazard ratio of failure that goes with class, writing, mediation, monitors, guarantor, end date and scope."""
    rules, talks = world.rules, world.talks
    total = rules.truce_definitive_log_hazard * centred(talks.truce_class[proposal] == DEFINITIVE, SHARE_DEFINITIVE)
    total += rules.truce_compliance_log_hazard * centred(talks.truce_class[proposal] == COMPLIANCE, SHARE_COMPLIANCE)
    total += rules.truce_written_log_hazard * centred(talks.written[proposal] == 1, SHARE_WRITTEN)
    total += rules.truce_mediated_log_hazard * centred(talks.mediated[proposal] == 1, SHARE_MEDIATED)
    total += rules.truce_monitored_log_hazard * centred(talks.monitored[proposal] == 1, SHARE_MONITORED)
    total += rules.truce_guaranteed_log_hazard * centred(talks.guaranteed[proposal] == 1, SHARE_GUARANTEED)
    total += rules.truce_limited_log_hazard * centred(talks.duration[proposal] > 0.0, share_limited)
    return total + rules.truce_partial_log_hazard * centred(talks.kind[proposal] == PARTIAL, SHARE_PARTIAL)


@compilable
def one_sided_so_far(world):
    """How one-sided the last 14 days of fighting were, as far as they lie after day 0 [0 to 1]."""
    last = int(world.now - 1e-9)
    gains, days = 0.0, 0
    for day in range(max(last - WINDOW, 0) + 1, last + 1):
        days += 1
        if world.series[day - 1, HELD_AREA] - world.series[day, HELD_AREA] > GAIN:
            gains += 1.0
    return one_sidedness(gains, days)


@compilable
def origin_log_hazard(world):
    """Log hazard ratio of failure from pressure on either government and from the fighting before."""
    rules = world.rules
    pressure = max(rules.party_pressure_credibility[ATTACKER], rules.party_pressure_credibility[HOLDER])
    sooner = rules.truce_pressed_log_hazard * pressure
    return sooner - rules.truce_one_sided_log_hazard * one_sided_so_far(world)


@compilable
def log_hazard_of(world, proposal, share_limited):
    """Log hazard ratio of failure against the baseline of a form, whose sample holds a share of limited truces."""
    total = 0.0
    share = share_read_as_effect(world.rules)
    if share > 0.0:
        total += share * terms_log_hazard(world, proposal, share_limited)
    if world.rules.truce_origin_counts > 0.5:
        total += origin_log_hazard(world)
    return total
