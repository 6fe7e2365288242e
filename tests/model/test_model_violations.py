"""Violations of a truce: how they answer each other, leak back, are claimed and what they cost, by hand and counted."""

import math

import numpy as np
import pytest
from small_runs import outcome, small

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.truce.monitors import send_monitors
from sim.model.truce.violations import (
    answers,
    begin_violations,
    claimed_for_each,
    count_violations,
    kept_share,
    measures_chance,
    remembered,
    unprovoked,
    violence_left,
)
from sim.model.world.dimensions import ATTACKER, HOLDER

BASE, DAYS = 0.2, 6000
STEADY = {
    "truce.residual_violence": 1.0, "truce.measures_chance": 0.0, "truce.measures_chance_per_class": 0.0,
    "truce.incidents_per_km_day": BASE, "truce.holder_incident_share": 0.5, "truce.answer_half_life_days": 2.0,
    "truce.answered_by_other_share": 0.8, "attrition.attacker_per_quiet_km_day": 0.0, "truce.false_blame": 0.5,
    "truce.claim_multiplier": 2.0, "truce.claim_log_ratio": 0.0, "ground.attackers_floor_per_km": 0.0,
    "ground.holders_floor_per_km": 0.0, "truce.monitors_see_share": 1.0, "truce.monitors_delay_days": 0.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def one():
    return small("kursk/baseline", replications=1)


def truce_of(one, values, monitored=0):
    """A world in which a truce of class 1 has just started, with these values in place."""
    world = plain_world(one.model)
    world.reset(1, 0)
    world.rules.fill([float(value) for value in one.changed(STEADY | values).rows[0]])
    begin(world)
    world.truce.proposal, world.truce.in_force_since, world.truce.monitored = 0, 0.0, monitored
    send_monitors(world)
    begin_violations(world)
    return world


def counted(world, days=DAYS):
    """Violations of each day (day,), their answers among them."""
    found = []
    for day in range(1, days + 1):
        before, world.now = world.truce.violations_true, float(day)
        count_violations(world, day)
        found.append(world.truce.violations_true - before)
    return np.array(found)


def test_a_memory_halves_in_its_half_life_and_weighs_all_days_as_one():
    assert kept_share(2.0) == pytest.approx(math.sqrt(0.5))
    memory = 8.0
    for _ in range(2):
        memory = remembered(memory, 0.0, kept_share(2.0))
    assert memory == pytest.approx(4.0)
    assert remembered(3.0, 3.0, 0.3) == pytest.approx(3.0)


def test_each_violation_is_answered_by_its_share_and_more_by_the_other_side():
    # one violation of the attacker, branching .6, 80 % by the other: .48 by the holder, .12 by the attacker
    assert answers(0.0, 1.0, 0.6, 0.8) == pytest.approx(0.48)
    assert answers(1.0, 0.0, 0.6, 0.8) == pytest.approx(0.12)


@pytest.mark.parametrize(("truce_class", "chance"), [(1, 0.2), (2, 0.5), (3, 0.8)])
def test_measures_come_with_the_class_of_the_terms(truce_class, chance):
    assert measures_chance(0.2, 0.3, truce_class) == pytest.approx(chance)  # ceasefire evidence 5.3


def test_a_recommitment_is_back_in_two_weeks_and_measures_keep_most_of_the_quiet():
    # Donbas: twelve recommitments, 14/3 days; July 2020: .034 left of 623 a day, 79 a day about day 150
    assert violence_left(14.0, 0.33, 14.0 / 3.0) > 0.95
    assert violence_left(150.0, 0.034, 1500.0) == pytest.approx(79.0 / 623.0, abs=0.01)


@pytest.mark.parametrize("answered", [0.0, 0.3, 0.6])
def test_the_mean_rate_is_what_answers_nothing_over_one_less_the_answered_share(one, answered):
    world = truce_of(one, {"truce.answered_share": answered})
    base = BASE * world.ground.front * unprovoked(1.0, 1.0, answered)
    days = counted(world)
    expected = base / (1.0 - answered)  # Hawkes 1971
    error = math.sqrt(expected / len(days)) / (1.0 - answered)
    assert np.mean(days) == pytest.approx(expected, abs=3.0 * error)


def test_days_of_violations_come_in_spells_where_they_are_answered(one):
    """Variance over mean of a long count is 1 / (1 - n)² (Hawkes 1971): 6.25 for n = .6, over windows of 30 days."""
    for answered, expected in ((0.0, 1.0), (0.6, 6.25)):
        windows = counted(truce_of(one, {"truce.answered_share": answered})).reshape(-1, 30).sum(axis=1)
        assert np.var(windows) / np.mean(windows) == pytest.approx(expected, rel=0.3)


def test_the_leak_is_of_all_violations_answers_among_them(one):
    leak = {"truce.residual_violence": 0.2, "truce.leak_days": 10.0, "truce.answered_share": 0.7,
            "truce.incidents_per_km_day": 4.0}
    days = np.zeros(25)
    for replication in range(60):
        world = truce_of(one, leak)
        world.replication = replication
        days += counted(world, 25) / 60.0
    level = 1.0 - 0.8 * np.exp(-np.arange(1, 26) / 10.0)
    assert days / (4.0 * world.ground.front) == pytest.approx(level, abs=0.12)
    assert np.mean(days) == pytest.approx(np.mean(level) * 4.0 * world.ground.front, rel=0.05)


def test_who_claims_more_claims_as_much_more_and_both_together_as_much():
    holder, attacker = claimed_for_each(2.0, math.log(4900 / 2935)), claimed_for_each(2.0, -math.log(4900 / 2935))
    assert holder / attacker == pytest.approx(4900 / 2935)  # Easter 2025, smm_violation_counts.csv
    assert holder + attacker == pytest.approx(2 * 2.0)


def test_without_monitors_more_is_claimed_than_happened_and_with_them_as_much(one):
    steady = {"truce.answered_share": 0.5}
    for monitored, expected in ((0, 2.0), (1, 1.0)):
        truce = truce_of(one, steady, monitored)
        counted(truce, 1500)
        assert truce.truce.violations_claimed / truce.truce.violations_true == pytest.approx(expected, rel=0.05)


def test_claims_are_counts_of_their_own(one):
    world = truce_of(one, {"truce.answered_share": 0.5})
    ratios = set()
    for day in range(1, 40):
        true, claimed = world.truce.violations_true, world.truce.violations_claimed
        world.now = float(day)
        count_violations(world, day)
        happened, said = world.truce.violations_true - true, world.truce.violations_claimed - claimed
        assert said >= happened
        assert said == round(said)
        ratios.add(said / happened if happened else 0.0)
    assert len(ratios) > 10  # one before


def test_a_quiet_day_costs_what_happened_on_it_and_in_the_mean_what_the_front_costs(one):
    world = truce_of(one, {"truce.answered_share": 0.4, "attrition.attacker_per_quiet_km_day": 0.01})
    start, exchange = world.people.fit.copy(), world.rules.attrition_exchange_ratio
    days = counted(world, 2000)
    front = world.ground.front
    lost = start - world.people.fit
    assert lost[ATTACKER] == pytest.approx(0.01 * front * 2000, rel=0.1)
    assert lost[HOLDER] == pytest.approx(lost[ATTACKER] / exchange, rel=0.1)
    assert lost.sum() == pytest.approx(days.sum() * 0.01 / BASE * (1.0 + 1.0 / exchange), rel=0.05)


def test_a_truce_of_a_higher_class_is_violated_less():
    runs = small("kursk/ceasefire-accepted-promptly", 60, 40)
    classes = [runs.changed({"talks.proposals.0.truce_class": float(one)}).run() for one in (1, 2, 3)]
    first, second, third = (np.mean(outcome(block, "violations_true")) for block in classes)
    assert first > second > third
    assert third < 0.6 * first  # four in five with measures against one in five
