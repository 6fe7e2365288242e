"""Acceptance: each government's log-normal clock with moving covariates (form `aft_hazard`).

A side accepts when its internal time, which runs at exp(-covariates), reaches a threshold drawn once per proposal.
Source: ceasefire-fits (794 unilateral ceasefires, mu 4.91, sigma 3.20, same-day atom 0.05); sizes of momentum,
territory, a truce's length and pressure are judgement. Refused offers are in no data set, so the curve is an upper
bound. Leaves out who speaks, and why.
"""

from sim.model.ground.people import casualties
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import LN_2, clip, exp, log, normal_cdf, normal_quantile, power
from sim.model.talks.terms import demands_on
from sim.model.world.state import CONDITIONAL, GENERAL, HUMANITARIAN, NEVER, PARTIAL, SETTLEMENT
from sim.scenario.acting import REFERENCE_LENGTH

LAST_PART = 0.1  # [share] of the time before a deadline in which it presses; judgement
SHORTEST = 1.0  # [days] a shorter truce counts as one of a day
LONGEST = 3650.0  # [days] a truce without an end date counts as the longest that can be proposed


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
    ratio = (rate_km2_per_day / reference + smoothing) / (1.0 + smoothing)
    if ratio <= 1.0 and floor >= 0.0:
        return min(floor, cap)
    return clip(log(ratio), floor, cap)


@compilable
def losses_pull(losses, reference, effect):
    """How much sooner a side accepts for the losses it has borne [ln days]: `effect` per doubling."""
    return effect * log((reference + losses) / reference) / LN_2 if effect != 0.0 else 0.0


@compilable
def lifted_share(rearming_relief, rearming_monitored, mobilisation_relief, no_mobilisation):
    """Part of the fear of a pause that monitoring of rearming and a stop of mobilisation lift [share]."""
    return min(rearming_relief * rearming_monitored + mobilisation_relief * no_mobilisation, 1.0)


@compilable
def short_of_a_full_stop(days, exponent):
    """How much a truce of a length is less than a full stop, against one of 30 days [ratio]; without an end date least.

    With an exponent of 0 every truce is alike; with 1 one of twice the length is half as far from a full stop.
    """
    if exponent == 0.0:
        return 1.0
    return power(REFERENCE_LENGTH / max(days if days > 0.0 else LONGEST, SHORTEST), exponent)


@compilable
def temporary_truce_delay(settlement_shift, lifted, short):
    """Delay from preferring a settlement to a temporary truce [ln days], less what is lifted, by how short it is."""
    return settlement_shift * (1.0 - lifted) * short


@compilable
def length_delay(days, effect, lifted):
    """Delay for the length of a truce with an end date [ln days]: `effect` per doubling of 30 days.

    A longer pause gives the other side longer to rearm; what lifts the fear of that lifts the effect. That a shorter
    one gives less time stays: to watch rearming delays nobody.
    """
    if effect == 0.0 or days == REFERENCE_LENGTH:
        return 0.0
    left = 1.0 - lifted if days > REFERENCE_LENGTH else 1.0
    return effect * left * log(max(days, SHORTEST) / REFERENCE_LENGTH) / LN_2


# the covariates of one side and proposal, now


@compilable
def ground_delay(world, side, people_settled, held, rate):
    """Delay from territory and momentum [ln days] with that much held [km²] and lost per day [km²/day].

    Both end when the goal is reached (momentum by choice).
    """
    rules = world.rules
    reached = held <= rules.goal_until_km2
    territory = 0.0 if reached else rules.party_territory_shift[side]
    territory *= 1.0 - rules.party_people_relief[side] * people_settled
    effect = rules.party_momentum_effect[side]
    if effect == 0.0 or (reached and rules.party_momentum_after_loss[side] < 0.5):
        return territory
    carried = momentum(
        rate,
        rules.party_momentum_reference_km2_per_day[side],
        rules.party_momentum_smoothing[side],
        rules.party_momentum_floor[side],
        rules.party_momentum_cap[side],
    )
    return territory + effect * carried


@compilable
def last_tenth(now, tabled, lapse):
    """Whether the last tenth of the time before a deadline has begun."""
    return lapse < NEVER and now > lapse - LAST_PART * (lapse - tabled)


@compilable
def pace_of_deadline(world, proposal):
    """How many times as fast both clocks run for a proposal before its deadline [ratio]; once where none presses."""
    rules, talks = world.rules, world.talks
    presses = rules.mediation_deadlines_press > 0.5
    if presses and last_tenth(world.now, talks.tabled[proposal], talks.lapse[proposal]):
        return rules.mediation_deadline_pace
    return 1.0


@compilable
def domain_delay(world, proposal, side):
    """Delay for a truce of one domain against a general one [ln days], by what the domain is."""
    rules = world.rules
    further = rules.party_humanitarian_shift[side] if world.talks.domain[proposal] == HUMANITARIAN else 0.0
    return rules.party_partial_shift[side] + further


@compilable
def terms_delay(world, proposal, side, rearming, no_mobilisation):
    """Delay from all but the ground [ln days], with rearming monitored and mobilisation stopped that far."""
    rules, talks = world.rules, world.talks
    x = talks.shift[proposal]
    if talks.duration[proposal] > 0.0:
        x += rules.party_time_limit_shift[side]
    if talks.mediated[proposal] == 1:
        x += rules.party_mediation_shift[side]
    if talks.kind[proposal] != SETTLEMENT:
        lifted = lifted_share(
            rules.party_rearming_relief[side], rearming, rules.party_mobilisation_relief[side], no_mobilisation
        )
        short = short_of_a_full_stop(talks.duration[proposal], rules.party_full_stop[side])
        x += temporary_truce_delay(rules.party_settlement_shift[side], lifted, short)
        if talks.duration[proposal] > 0.0:
            x += length_delay(talks.duration[proposal], rules.party_length_effect[side], lifted)
    if talks.kind[proposal] == PARTIAL:
        x += domain_delay(world, proposal, side)
    if demands_on(world, proposal, side) != 0:
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
        or talks.round[proposal] > 0
        or world.rules.mediation_counter_required < 0.5
    )


@compilable
def waits_for_its_text(world, proposal, side):
    """Whether a side has named conditions and waits for the text that holds them: it does not take the old one."""
    return world.talks.answer[proposal, side] == CONDITIONAL and world.talks.counter_at[proposal] < NEVER
