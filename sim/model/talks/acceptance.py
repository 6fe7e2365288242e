"""Acceptance: each government's log-normal clock with moving covariates (form `aft_hazard`), and its first statement.

A side accepts when its internal time, which runs at exp(-covariates), reaches a threshold drawn once per proposal.
Source: ceasefire-fits (794 unilateral ceasefires, mu 4.91, sigma 3.20, same-day atom 0.05); sizes of momentum,
territory and pressure are judgement. Refused offers are in no data set, so the curve is an upper bound. Leaves out
who speaks, and why.
"""

from sim.model.ground.people import casualties
from sim.model.ground.settlements import capture_rate
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, exp, log, normal_cdf, normal_quantile
from sim.model.world.state import (
    ACCEPTED,
    GENERAL,
    NEVER,
    ON_THE_TABLE,
    PARTIAL,
    REFUSED,
    SETTLEMENT,
    TRUCE_AGREED,
    TRUCE_IN_FORCE,
)

LOOK_AHEAD = 30.0  # [days] horizon of the chance of acceptance


# laws


@compilable
def accepted_by(internal_days, mu, sigma, atom):
    """Probability that the clock has accepted by an internal time [days]: an atom at once, then log-normal."""
    if internal_days <= 0.0:
        return atom
    return atom + (1.0 - atom) * normal_cdf((log(internal_days) - mu) / sigma)


@compilable
def threshold_for(u, mu, sigma, atom):
    """Internal time at which a side with luck `u` accepts [days]; 0 is at once."""
    if u <= atom:
        return 0.0
    return exp(mu + sigma * normal_quantile(clip((u - atom) / (1.0 - atom), 1e-16, 1.0 - 1e-16)))


@compilable
def momentum(rate_km2_per_day, reference, smoothing, floor, cap):
    """How far an advancing side is carried on [ln units]: 0 at the reference rate, kept between floor and cap.

    With floor 0 it is one-sided. Smoothing (in units of the reference) keeps it finite when nothing moves.
    """
    return clip(log((rate_km2_per_day / reference + smoothing) / (1.0 + smoothing)), floor, cap)


@compilable
def losses_pull(losses, reference, effect):
    """How much sooner a side accepts for the losses it has borne [ln days]: `effect` per doubling."""
    return effect * log((reference + losses) / reference) / 0.6931471805599453


@compilable
def temporary_truce_delay(settlement_shift, rearming_relief, rearming_monitored, mobilisation_relief, no_mobilisation):
    """Delay from preferring a settlement to a temporary truce [ln days].

    Monitoring of rearming and a stop of mobilisation lift part of it, and never raise it.
    """
    lifted = min(rearming_relief * rearming_monitored + mobilisation_relief * no_mobilisation, 1.0)
    return settlement_shift * (1.0 - lifted)


# the covariates of one side and proposal, now


@compilable
def ground_delay(world, proposal, side):
    """Delay from territory and momentum [ln days]; both end when the goal is reached (momentum by choice)."""
    rules = world.rules
    reached = world.ground.held <= rules.goal_until_km2
    territory = 0.0 if reached else rules.party_territory_shift[side]
    territory *= 1.0 - rules.party_people_relief[side] * world.talks.people_settled[proposal]
    effect = rules.party_momentum_effect[side]
    if effect == 0.0 or (reached and rules.party_momentum_after_loss[side] < 0.5):
        return territory
    carried = momentum(
        capture_rate(world),
        rules.party_momentum_reference_km2_per_day[side],
        rules.party_momentum_smoothing[side],
        rules.party_momentum_floor[side],
        rules.party_momentum_cap[side],
    )
    return territory + effect * carried


@compilable
def delay(world, proposal, side):
    """All covariates of a side's clock for a proposal [ln days]: plus is later."""
    rules, talks = world.rules, world.talks
    x = talks.shift[proposal] + ground_delay(world, proposal, side)
    if talks.duration[proposal] > 0.0:
        x += rules.party_time_limit_shift[side]
    if talks.mediated[proposal] == 1:
        x += rules.party_mediation_shift[side]
    if talks.kind[proposal] != SETTLEMENT:
        x += temporary_truce_delay(
            rules.party_settlement_shift[side],
            rules.party_rearming_relief[side],
            talks.rearming[proposal],
            rules.party_mobilisation_relief[side],
            talks.no_mobilisation[proposal],
        )
    if talks.kind[proposal] == PARTIAL:
        x += rules.party_partial_shift[side]
    if talks.parent[proposal] >= 0:
        x += rules.party_counter_shift[side]
    x -= losses_pull(
        casualties(world, side), rules.party_losses_reference_persons[side], rules.party_losses_effect[side]
    )
    return x - rules.party_pressure_effect[side] * rules.party_pressure_credibility[side]


@compilable
def may_accept(world, proposal, side):
    """Whether the clock can accept this proposal at all: some refuse every truce with an end date."""
    talks, rules = world.talks, world.rules
    if talks.kind[proposal] == GENERAL and talks.duration[proposal] > 0.0:
        return rules.party_refuses_time_limited[side] < 0.5
    return True


@compilable
def counts_as_offered(world, proposal):
    """Whether accepting a proposal can bring a truce.

    The scenario may ask for a counter-offer that meets every clause.
    """
    talks = world.talks
    return (
        talks.kind[proposal] != GENERAL
        or talks.parent[proposal] >= 0
        or world.rules.mediation_counter_required < 0.5
    )


@compilable
def chance_of_proposal(world, proposal, side):
    """Chance that a side accepts one open proposal within 30 days, under the covariates of its last review."""
    rules, talks = world.rules, world.talks
    if talks.answer[proposal, side] == ACCEPTED:
        return 1.0
    told = rules.party_accepts_on_day[side]
    if talks.kind[proposal] == GENERAL and told < NEVER:
        return 1.0 if told <= world.now + LOOK_AHEAD else 0.0
    if talks.answer[proposal, side] == REFUSED or not may_accept(world, proposal, side):
        return 0.0
    now = talks.clock[proposal, side]
    later = now + LOOK_AHEAD * talks.pace[proposal, side]
    mu, sigma = rules.party_clock_mu[side], rules.party_clock_sigma[side]
    by_now = accepted_by(now, mu, sigma, 0.0)
    by_then = accepted_by(later, mu, sigma, 0.0)
    willing = rules.party_open_probability[side]
    return willing * (by_then - by_now) / max(1.0 - willing * by_now, 1e-9)


@compilable
def chance_within_30_days(world, side):
    """The model's own probability that a side accepts within 30 days if nothing changes.

    Of the open general proposals that can bring a truce the likeliest counts; one once a truce is agreed or in force.
    """
    if world.truce.state == TRUCE_AGREED or world.truce.state == TRUCE_IN_FORCE:
        return 1.0
    talks = world.talks
    best = 0.0
    for proposal in range(talks.used):
        open_now = talks.state[proposal] == ON_THE_TABLE and talks.kind[proposal] != PARTIAL
        if open_now and counts_as_offered(world, proposal):
            best = max(best, chance_of_proposal(world, proposal, side))
    return best
