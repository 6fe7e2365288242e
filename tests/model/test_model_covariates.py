"""What moves a government's clock in the state of a replication, and which way: signs and sizes by hand."""

import math

import pytest
from small_runs import NEVER, SILENT, day_of, small

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.numbers.numerics import normal_cdf
from sim.model.talks.acceptance import momentum
from sim.model.talks.tabling import schedule, start_clock, table
from sim.model.talks.view import delay
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.state import PARTIAL

SLOT = 0
NEUTRAL = {f"talks.{party}.{leaf}": 0.0 for party in ("holder", "attacker") for leaf in (
    "mediation_shift", "settlement_shift", "time_limit_shift", "partial_shift", "counter_shift", "territory_shift",
    "momentum_effect", "losses_effect", "pressure_effect", "pressure_credibility",
)} | {"talks.proposals.0.shift_log_days": 0.0}


@pytest.fixture(scope="module")
def one():
    return small(replications=1)


def world_with(one, values):
    """A world on day 0 with a general proposal of 30 days on the table and these values in place."""
    world = plain_world(one.model)
    world.reset(1, 0)
    world.rules.fill([float(value) for value in one.changed(SILENT | NEUTRAL | values).rows[0]])
    begin(world)
    schedule(world)
    world.talks.used = 1
    world.talks.duration[SLOT] = 30.0
    world.talks.mediated[SLOT] = 1
    table(world, SLOT, 0.0, 1)
    return world


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, 0.0),
        ({"talks.proposals.0.shift_log_days": 0.4}, 0.4),
        ({"talks.attacker.mediation_shift": -0.96}, -0.96),  # fitted: mediated acceptances come sooner
        ({"talks.attacker.time_limit_shift": 0.7}, 0.7),
        ({"talks.attacker.settlement_shift": 0.8}, 0.8),
        ({"talks.attacker.territory_shift": 0.5}, 0.5),
        ({"talks.attacker.pressure_effect": 0.75, "talks.attacker.pressure_credibility": 0.4}, -0.3),
        ({"talks.holder.mediation_shift": -0.96, "talks.holder.pressure_effect": 2.0}, 0.0),  # the other's own
    ],
)
def test_a_clock_is_moved_by_what_bears_on_its_own_government(one, values, expected):
    world = world_with(one, values)
    assert delay(world, SLOT, ATTACKER) == pytest.approx(expected)


def test_who_has_lost_more_accepts_sooner(one):
    world = world_with(one, {"talks.attacker.losses_effect": 0.3, "talks.attacker.losses_reference_persons": 5000.0})
    world.people.killed[ATTACKER], world.people.wounded[ATTACKER] = 1500.0, 3500.0
    assert delay(world, SLOT, ATTACKER) == pytest.approx(-0.3)
    assert delay(world, SLOT, HOLDER) == 0.0


def test_who_advances_waits_and_what_was_lost_before_day_0_counts(one):
    world = world_with(one, {"talks.attacker.momentum_effect": 1.0})
    rules = world.rules
    rate = rules.ground_loss_14_days_km2 / 14.0
    terms = (rules.party_momentum_reference_km2_per_day, rules.party_momentum_smoothing, rules.party_momentum_floor,
             rules.party_momentum_cap)
    expected = momentum(rate, *(values[ATTACKER] for values in terms))
    world.rules.party_momentum_reference_km2_per_day[ATTACKER] = rate / 4.0
    faster = delay(world, SLOT, ATTACKER)
    assert faster == pytest.approx(math.log(5.0 / 2.0))
    assert faster > expected >= 0.0


def test_a_truce_of_one_domain_and_a_counter_offer_have_shifts_of_their_own(one):
    world = world_with(one, {"talks.attacker.partial_shift": -0.5, "talks.attacker.counter_shift": -0.2})
    world.talks.kind[SLOT] = PARTIAL
    assert delay(world, SLOT, ATTACKER) == pytest.approx(-0.5)
    world.talks.asked[SLOT, HOLDER] = 1  # a clause stands in it because the other government asked for it
    assert delay(world, SLOT, ATTACKER) == pytest.approx(-0.7)


@pytest.mark.parametrize("u", [0.001, 0.2, 0.6, 0.95])
def test_who_was_silent_before_day_0_has_not_accepted_by_then(one, u):
    world = world_with(one, {"talks.attacker.clock_mu": 3.0, "talks.attacker.clock_sigma": 2.0})
    start_clock(world, SLOT, ATTACKER, u, 9.0, 1)
    past = normal_cdf((math.log(9.0) - 3.0) / 2.0)
    by_threshold = normal_cdf((math.log(world.talks.threshold[SLOT, ATTACKER]) - 3.0) / 2.0)
    assert world.talks.clock[SLOT, ATTACKER] == pytest.approx(9.0)
    assert world.talks.threshold[SLOT, ATTACKER] > 9.0
    assert by_threshold == pytest.approx(past + (1.0 - past) * u)


def test_who_is_told_a_day_accepts_on_it_and_not_before(one):
    told = one.changed({"talks.attacker.accepts_on_day": 6.0, "talks.proposals.0.tabled_day": -3.0,
                        "talks.holder.accepts_on_day": NEVER, "talks.mediation.counter_required": 0.0})
    assert day_of(told.run(), "attacker_accepted_day") == 6.0
