"""What terms are worth to a government against fighting on, written a second time from the theory alone.

At hand were the formulas of Powell's commitment problem (powell-2006), of learning from settlements that fall, and the
declared values with their words; not the package's law. The mean over a belief goes by quadrature, and the delay by a
root of the odds, so that a shared mistake is unlikely. Values are shares of what the government fights for; a
settlement falls with `settlement_km2` of ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np
from scipy.optimize import brentq
from scipy.stats import gamma, norm, poisson

MONTH = 30.0  # days
STEPS = np.linspace(-7.5, 7.5, 301)  # of the quadrature over a belief, in standard deviations of a normal


@dataclass(frozen=True)
class Government:
    """One of the two that must accept; `advances` is true of the attacker's."""

    advances: bool
    cost_per_day: float
    ground_value: float
    rearming_loss_per_day: float
    rearming_monitoring_effect: float
    refusal_cost: float
    settlement_gain: float
    demand_cost: float
    indifference: float
    credibility: float


@dataclass(frozen=True)
class Text:
    """Terms on the table, and how long the truce in them lasts [days]."""

    days: float
    settles: bool
    rearming_monitored: float
    demands_of_the_other: bool


def learned(rate_km2: float, worth_days: float, fallen_km2: float, days: float, settlement_km2: float,
            attention: float) -> tuple[float, float]:  # fmt: skip
    """Belief on settlements a day, as shape and days, after the front was watched for some days."""
    expected = rate_km2 / settlement_km2
    return expected * worth_days + attention * fallen_km2 / settlement_km2, worth_days + attention * days


def falling(shape: float, worth_days: float, days: float, left: float) -> float:
    """Settlements expected to fall in some days, at most those left, by quadrature over the rate."""
    whole = int(left)
    means = gamma.ppf(norm.cdf(STEPS), shape, scale=1.0 / worth_days) * days
    at_each = sum((poisson.sf(one, means) for one in range(whole)), np.zeros(len(means)))
    at_each += (left - whole) * poisson.sf(whole, means)
    weights = norm.pdf(STEPS)
    return float(weights @ at_each / weights.sum())


def news(shape: float, worth_days: float, days: float) -> float:
    """What some days of fighting are expected to tell of the rate [nats]: mean divergence of belief after from before.

    By the chain rule both ways: what the count tells of the rate is what it varies less what it varies at a known rate.
    """
    means = gamma.ppf(norm.cdf(STEPS), shape, scale=1.0 / worth_days) * days
    weights = norm.pdf(STEPS) / norm.pdf(STEPS).sum()
    counts = np.arange(int(means.max() + 12.0 * np.sqrt(means.max()) + 20.0))
    at_each = poisson.logpmf(counts[:, None], means[None, :])
    mixed = np.exp(at_each) @ weights
    known = np.where(np.exp(at_each) > 0.0, np.exp(at_each) * at_each, 0.0).sum(axis=0) @ weights
    seen = mixed > 0.0
    return float(known - mixed[seen] @ np.log(mixed[seen]))


def worth(who: Government, text: Text, quiet_share: float, discount: float, ground_at_stake: float) -> float:
    """Value of the text less that of fighting on; `ground_at_stake` is what would pass in its days [stake].

    A settlement saves its quiet days like a truce: only power and ground fall away. First read otherwise here.
    """
    stick = who.refusal_cost * who.credibility
    asked = who.demand_cost if text.demands_of_the_other else 0.0
    saved = who.cost_per_day * quiet_share * text.days
    if text.settles:
        return saved + who.settlement_gain + stick - asked
    kept = -ground_at_stake if who.advances else ground_at_stake
    unwatched = 1.0 - text.rearming_monitored * who.rearming_monitoring_effect
    shift_of_power = unwatched * who.rearming_loss_per_day * text.days
    return saved + stick + kept - exp(-discount * text.days) * shift_of_power - asked


def ground_passing(who: Government, belief: tuple[float, float], days: float, held: float, held_at_start: float,
                   settlement_km2: float) -> float:  # fmt: skip
    """What the ground that is expected to pass in some days is worth to it [stake]."""
    fallen = falling(*belief, days, held / settlement_km2)
    return fallen * who.ground_value * settlement_km2 / held_at_start


def delay(value: float, indifference: float, mu: float, sigma: float) -> float:
    """Delay of the clock [ln days] that turns the odds of acceptance within a month by e for each `indifference`."""
    usual = norm.cdf((log(MONTH) - mu) / sigma)
    odds = log(usual / (1.0 - usual)) + value / indifference

    def missed(shift: float) -> float:
        z = (log(MONTH) - mu - shift) / sigma
        return float(norm.logcdf(z) - norm.logsf(z)) - odds

    return float(brentq(missed, -60.0, 60.0))
