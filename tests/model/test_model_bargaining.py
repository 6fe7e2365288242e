"""Acceptance by what a pause is worth: the numbers of the derivation, a second implementation, and every direction."""

import math
import random
from itertools import pairwise

import pause_opinion as theirs
import pytest
from small_runs import SILENT, small

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.talks.acceptance import accepted_by
from sim.model.talks.beliefs import captures_ahead
from sim.model.talks.laws import bargaining
from sim.model.talks.laws.aft_hazard import delay_of as delay_by_shifts
from sim.model.talks.tabling import schedule, table
from sim.model.talks.view import delay
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.state import PARTIAL, SETTLEMENT

SLOT = 0
NAMES = {HOLDER: "holder", ATTACKER: "attacker"}
CASES = [random.Random(number) for number in range(200)]


# laws


@pytest.mark.parametrize(
    ("captures", "days", "left", "ahead", "all_lost"),
    [  # derived and checked by numerical integration: time until places that fall one by one are all lost
        (3.0, 10.0, 5, 7.0, 0.10809040414282367),
        (3.0, 10.0, 5, 30.0, 0.75640869140625),
        (20.0, 40.0, 12, 14.0, 0.08162803902907756),
        (1.0, 5.0, 1, 30.0, 0.8571428571428572),
    ],
)
def test_the_chance_that_all_places_fall_is_as_derived(captures, days, left, ahead, all_lost):
    assert captures_ahead(captures, days, ahead, float(left))[1] == pytest.approx(all_lost, rel=1e-12)


def test_places_expected_to_fall_by_hand():
    # Gamma(3, 10 d), 30 days: P(0..4) = .015625 .035156 .052734 .065918 .074158, so 5 - .582947 of 5 places.
    assert captures_ahead(3.0, 10.0, 30.0, 5.0)[0] == pytest.approx(4.4170532227, abs=1e-10)


def test_nothing_left_cannot_fall_and_more_left_never_means_fewer_fallen():
    assert captures_ahead(3.0, 10.0, 30.0, 0.0) == (0.0, 0.0)
    fallen = [captures_ahead(3.0, 10.0, 30.0, left / 7) for left in range(1, 140)]
    assert all(a[0] < b[0] and a[1] >= b[1] for a, b in pairwise(fallen))


def test_a_pause_by_hand():
    # Quiet: (1 - e^-.6) / .02 = 22.5594 days at .004; forgone 4.41705 * .05 + .756409 * .3; shift .03 * .5 * e^-.15.
    saved = 0.004 * bargaining.quiet_days(30.0, 0.02)
    assert saved == pytest.approx(0.0902377, abs=1e-7)
    forgone = 4.4170532227 * 0.05 + 0.75640869140625 * 0.3
    shift = bargaining.power_shift(30.0, 0.001, 0.0)
    worth = bargaining.worth_of_pause(saved, 0.02, forgone, 0.005, 30.0, 0.5, shift)
    assert worth == pytest.approx(0.0902377 + 0.02 - 0.4477753 - 0.0129106, abs=1e-6)


def test_the_clock_keeps_the_chance_within_30_days():
    assert bargaining.delay_for(0.0, 0.1, 4.91, 3.20) == pytest.approx(math.log(30) - 4.91)
    for luck in CASES:
        worth, spread = luck.gauss(0, 0.1), luck.uniform(0.05, 0.15)
        mu, sigma = luck.gauss(4.91, 0.3), luck.uniform(1, 4)
        internal = 30.0 * math.exp(-bargaining.delay_for(worth, spread, mu, sigma))
        assert accepted_by(internal, mu, sigma, 0.0) == pytest.approx(theirs.chance_in_a_month(worth, spread), abs=1e-6)


def test_the_number_of_clauses():
    assert [bargaining.number_of(clauses) for clauses in (0, 1, 2, 3, 8, 15)] == [0, 1, 1, 2, 1, 4]


# one side's view in a world


@pytest.fixture(scope="module")
def many():
    return small("kursk/undecided", replications=len(CASES))


def world_with(many, number, values, days=30.0, kind=0.0):
    """Day 0 of one future, a text on the table."""
    world = plain_world(many.model)
    world.reset(1, number)
    row = many.one(number).changed(SILENT | {"talks.acceptance_form": 1.0} | values).rows[0]
    world.rules.fill([float(value) for value in row])
    begin(world)
    schedule(world)
    world.talks.used = 1
    world.talks.duration[SLOT] = days
    world.talks.kind[SLOT] = int(kind)
    table(world, SLOT, 0.0, 1)
    return world


def second_worth(world, side, days, held, rate, rearming):
    """The page's value of a pause, from the parameters of a future."""
    rules = world.rules
    shape = rules.party_believed_captures[side] + rules.party_attention[side] * rate * 14 / rules.place_km2
    seen = rules.party_believed_days[side] + rules.party_attention[side] * 14
    left = (held - rules.goal_until_km2) / rules.place_km2
    ground = theirs.ground_value(
        left, shape, seen, days, rules.party_place_worth[side], rules.party_last_worth[side]
    )
    return theirs.pause_against_fighting(
        1 if side == ATTACKER else -1, days, rules.party_fighting_cost_per_day[side], rules.believed_failures_per_day,
        rules.party_sanction_cost[side] * rules.party_pressure_credibility[side], ground,
        rules.pause_favours_holder_per_day, rules.party_rearming_relief[side] * rearming, rules.party_power_stake[side],
        math.exp(-rules.party_discount_per_day[side]),
    )


def test_a_second_implementation_agrees(many):
    for number, luck in enumerate(CASES):
        days, rearming = luck.choice((7.0, 30.0, 90.0)), luck.random()
        world = world_with(many, number, {}, days)
        held, rate = luck.uniform(40, 180), luck.uniform(0, 12)
        for side in (HOLDER, ATTACKER):
            ours = bargaining.worth_of_text(world, SLOT, side, rearming, 0.0, 0.0, held, rate)
            assert ours == pytest.approx(second_worth(world, side, days, held, rate, rearming), abs=1e-7)


LATER, SOONER = 1.0, -1.0
DIRECTIONS = [  # (value, side, which way more of it moves acceptance)
    ("talks.{}.sanction_cost", ATTACKER, SOONER),
    ("talks.{}.sanction_cost", HOLDER, SOONER),
    ("talks.{}.fighting_cost_per_day", ATTACKER, SOONER),  # costs end wars
    ("talks.{}.fighting_cost_per_day", HOLDER, SOONER),
    ("talks.{}.discount_per_day", ATTACKER, SOONER),  # patience lengthens them
    ("talks.{}.power_stake", ATTACKER, LATER),
    ("talks.{}.power_stake", HOLDER, SOONER),
    ("talks.{}.place_worth", ATTACKER, LATER),
    ("talks.{}.place_worth", HOLDER, SOONER),
    ("talks.{}.last_worth", ATTACKER, LATER),
    ("talks.{}.believed_captures", ATTACKER, LATER),  # optimism lengthens them
    ("talks.{}.believed_captures", HOLDER, SOONER),
    ("talks.pause_favours_holder_per_day", ATTACKER, LATER),
    ("talks.pause_favours_holder_per_day", HOLDER, SOONER),
    ("talks.believed_failures_per_day", ATTACKER, LATER),
]


@pytest.mark.parametrize(("value", "side", "way"), DIRECTIONS)
def test_every_value_moves_acceptance_the_way_it_says(many, value, side, way):
    path, moved = value.format(NAMES[side]), 0
    pressure = {f"talks.{NAMES[side]}.pressure_credibility": 0.5}
    for number in range(40):
        low, high = (
            delay(world_with(many, number, pressure | {path: amount}), SLOT, side) for amount in (0.002, 0.02)
        )
        assert way * (high - low) >= 0.0
        moved += high != low
    assert moved > 30


@pytest.mark.parametrize(("side", "way"), [(ATTACKER, SOONER), (HOLDER, LATER)])
def test_monitored_rearming_helps_whom_the_pause_would_harm(many, side, way):
    for number in range(40):
        world = world_with(many, number, {})
        before = delay(world, SLOT, side)
        world.talks.rearming[SLOT] = 1.0
        assert way * (delay(world, SLOT, side) - before) >= 0.0


def test_people_who_may_leave_demands_and_a_faster_advance(many):
    for number in range(40):
        world = world_with(many, number, {})
        given = (0.0, 0.0, 0.0, 120.0, 2.0)
        plain = bargaining.delay_of(world, SLOT, ATTACKER, *given)
        assert bargaining.delay_of(world, SLOT, ATTACKER, 0.0, 0.0, 1.0, 120.0, 2.0) <= plain
        assert bargaining.delay_of(world, SLOT, ATTACKER, 0.0, 0.0, 0.0, 120.0, 9.0) >= plain
        assert bargaining.delay_of(world, SLOT, HOLDER, 0.0, 0.0, 0.0, 120.0, 9.0) <= bargaining.delay_of(
            world, SLOT, HOLDER, *given
        )
        world.talks.asked[SLOT, HOLDER] = 3
        assert bargaining.delay_of(world, SLOT, ATTACKER, *given) > plain


def test_a_settlement_is_judged_by_its_division_and_a_domain_by_what_it_saves(many):
    for number in range(20):
        poor, rich = (
            delay(world_with(many, number, {"talks.attacker.settlement_worth": worth}, 0.0, SETTLEMENT), SLOT, ATTACKER)
            for worth in (-0.2, 0.2)
        )
        assert rich < poor
        little, much = (
            delay(world_with(many, number, {"talks.partial_saving": saving}, 30.0, PARTIAL), SLOT, ATTACKER)
            for saving in (0.05, 0.4)
        )
        assert much < little


def test_the_form_chosen_is_the_view_that_counts(many):
    world = world_with(many, 0, {})
    ground, talks = world.ground, world.talks
    terms = (talks.rearming[SLOT], talks.no_mobilisation[SLOT], talks.people_settled[SLOT], ground.held, 0.0)
    shown = delay(world, SLOT, HOLDER)
    world.rules.acceptance_form = 0.0
    assert delay(world, SLOT, HOLDER) != shown
    assert delay_by_shifts(world, SLOT, HOLDER, *terms) != shown
