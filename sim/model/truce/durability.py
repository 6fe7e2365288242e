"""Durability: how long a truce of given terms lasts before it fails.

A log-normal failure time, world-wide (with or without monitors) or as in Donbas by draw, with proportional hazards
for class, writing, mediation and scope on top. Source: ceasefire-fits (Kaplan-Meier of dated endings, Cox hazard
ratios: associations). Leaves out collapse by retaliation.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, exp, log, normal_quantile
from sim.model.world.state import PARTIAL

DEFINITIVE = 3
COMPLIANCE = 2


# laws


@compilable
def failure_day(u, mu, sigma, log_hazard):
    """Days until a truce fails: log-normal baseline survival raised to the power exp(log hazard ratio)."""
    survival = exp(log(clip(1.0 - u, 1e-300, 1.0)) / exp(log_hazard))
    return exp(mu - sigma * normal_quantile(clip(survival, 1e-300, 1.0 - 1e-16)))


# the terms of one proposal


@compilable
def log_hazard_of(world, proposal):
    """Log hazard ratio of failure from class, writing, mediation and scope."""
    rules, talks = world.rules, world.talks
    total = 0.0
    if talks.truce_class[proposal] == DEFINITIVE:
        total += rules.truce_definitive_log_hazard
    elif talks.truce_class[proposal] == COMPLIANCE:
        total += rules.truce_compliance_log_hazard
    if talks.written[proposal] == 1:
        total += rules.truce_written_log_hazard
    if talks.mediated[proposal] == 1:
        total += rules.truce_mediated_log_hazard
    if talks.kind[proposal] == PARTIAL:
        total += rules.truce_partial_log_hazard
    return total


@compilable
def draw_failure(world, proposal, number):
    """Days until a truce of these terms fails; `number` tells the draws of several truces apart."""
    rules = world.rules
    u = randomness.uniform(world, streams.DURABILITY, number)
    if rules.truce_donbas_weight > 0.5:
        mu, sigma = rules.truce_donbas_mu, rules.truce_donbas_sigma
    elif world.talks.monitored[proposal] == 1:
        mu, sigma = rules.truce_world_monitored_mu, rules.truce_world_monitored_sigma
    else:
        mu, sigma = rules.truce_world_unmonitored_mu, rules.truce_world_unmonitored_sigma
    return failure_day(u, mu, sigma, log_hazard_of(world, proposal))
