"""Terms that act: when a truce starts by its text, whether the holder leaves by it, and what a deadline does."""

import math

import numpy as np
import pytest

from sim.engine.plain_blocks import plain_world
from sim.engine.theatre import model_of
from sim.model.beginning import begin
from sim.model.talks.acceptance import last_tenth
from sim.model.talks.tabling import schedule, table
from sim.model.talks.terms import already_agreed_to
from sim.model.talks.view import delay
from sim.model.truce.entry import start_by_terms
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.events import LEAVES_BY_TERMS, STATEMENT, TABLED
from sim.model.world.state import GENERAL, REFUSED
from sim.scenario.loading import load
from tests.model.small_runs import NEVER, day_of, outcome, series, small

N = 16
AGREED = {
    "talks.proposals.0.kind": 0.0, "talks.proposals.0.tabled_day": 0.0, "talks.proposals.0.duration_days": 60.0,
    "talks.proposals.0.holder_accepted_day": NEVER, "talks.proposals.0.lapse_day": NEVER,
    "talks.holder.accepts_on_day": 4.0, "talks.attacker.accepts_on_day": 4.0, "talks.mediation.counter_required": 0.0,
    "truce.never_in_force": 0.0, "truce.same_day_share": 1.0, "truce.form": 1.0, "truce.world_mu": 15.0,
    "truce.world_sigma": 0.5,
}  # fmt: skip


def agreed(*changes, days=40):
    """Tutorial runs in which both governments accept a general text on day 4, with some values changed."""
    rows = small(replications=N, days=days).changed(AGREED)
    for change in changes:
        rows = rows.changed(change)
    return rows


def first(**values):
    """Values of the first proposal by their paths."""
    return {f"talks.proposals.0.{name}": float(value) for name, value in values.items()}


# when it starts


def test_a_truce_starts_after_its_lag_and_no_sooner_than_its_terms_say():
    assert start_by_terms(4.0, 4.0, 0.0, math.inf) == 4.0
    assert start_by_terms(4.0, 4.0, 3.0, math.inf) == 7.0
    assert start_by_terms(4.0, 9.0, 3.0, math.inf) == 9.0
    assert start_by_terms(4.0, 4.0, 0.0, 12.0) == 12.0
    assert start_by_terms(14.0, 14.0, 0.0, 12.0) == 14.0  # the date is past: at once


@pytest.mark.parametrize(("terms", "day"), [({}, 4.0), ({"starts_after_days": 3}, 7.0), ({"starts_on_day": 12}, 12.0)])
def test_the_guns_fall_silent_on_the_day_of_the_terms(terms, day):
    assert np.all(day_of(agreed(first(**terms)).run(), "truce_day") == day)


def test_a_later_start_leaves_time_for_a_race():
    race = {"attacker.race_multiplier": 3.0}
    at_once, later = (agreed(race, first(starts_after_days=days)).run() for days in (0, 6))
    assert outcome(later, "area_at_truce_km2").mean() < outcome(at_once, "area_at_truce_km2").mean()


def test_nobody_races_for_ground_that_the_terms_give_away():
    same, frozen = ([agreed({"attacker.race_multiplier": pace}, first(starts_after_days=6, line_rule=rule)).run()
                     for pace in (1.0, 3.0)] for rule in (1, 0))
    assert np.array_equal(*(series(block, "held_area_km2")[:, :10] for block in same))
    assert not np.array_equal(*(series(block, "held_area_km2")[:, :10] for block in frozen))


# the ground


LEFT = [first(line_rule=1), {"command.ordered_before_start": 0.0, "command.policy": 0.0, "command.lag_days": 2.0,
                             "withdrawal.duration_days": 5.0}]  # fmt: skip


def test_by_the_terms_the_holder_leaves_all_it_holds_and_nobody_is_lost_leaving():
    block = agreed(*LEFT).run(logs=N)
    held = series(block, "held_area_km2")
    assert np.mean(held[:, 4] > 20.0) > 0.5
    assert np.all(held[:, 13] == 0.0)  # a lag of 2 days, a move of 5, and the strip by the day after
    assert np.all(np.diff(held[:, 6:12]) <= 0.0)
    before = agreed(LEFT[1]).run()  # what was lost before the truce, as the line broke
    for name in ("exit_lost", "holder_captured"):
        assert np.array_equal(outcome(block, name), outcome(before, name))
    assert np.sum(block.events["kind"] == LEAVES_BY_TERMS) > N // 2


def test_without_such_terms_the_line_stays():
    held = series(agreed(LEFT[1]).run(), "held_area_km2")
    assert np.array_equal(held[:, 4], held[:, 30])


def test_who_gets_the_ground_by_the_terms_does_not_wait_for_it_and_who_leaves_it_has_a_new_demand():
    one = small("kursk/baseline", replications=1)
    world = plain_world(model_of(load("kursk/baseline")))
    world.reset(1, 0)
    world.rules.fill([float(value) for value in one.rows[0]])
    begin(world)
    schedule(world)
    world.talks.kind[1] = GENERAL
    for text in (0, 1):
        table(world, text, 0.0, 1)
    world.talks.duration[1], world.talks.mediated[1] = world.talks.duration[0], world.talks.mediated[0]
    assert delay(world, 1, ATTACKER) == delay(world, 0, ATTACKER)
    world.talks.line_rule[1] = 1
    assert delay(world, 1, ATTACKER) <= delay(world, 0, ATTACKER) - world.rules.party_territory_shift[ATTACKER]
    for side, standing, agreed_to in ((HOLDER, 0, False), (HOLDER, 1, True), (ATTACKER, 0, True), (ATTACKER, 1, False)):
        world.talks.standing[side] = standing
        assert already_agreed_to(world, 1 - standing, side) == agreed_to


# deadlines


def test_a_deadline_presses_in_the_last_tenth_of_its_time():
    assert not last_tenth(9.0, 0.0, 10.0)
    assert last_tenth(9.1, 0.0, 10.0)
    assert not last_tenth(9.1, 0.0, math.inf)


DEADLINE = {
    **first(tabled_day=0, lapse_day=20), "talks.holder.accepts_on_day": NEVER, "talks.attacker.accepts_on_day": NEVER,
    "talks.proposals.0.holder_accepted_day": 0.0, "talks.attacker.open_probability": 1.0,
    "talks.attacker.clock_mu": 4.0, "talks.attacker.clock_sigma": 0.7, "talks.attacker.refuse_weight": 0.0,
    "talks.attacker.conditional_weight": 0.0, "talks.attacker.momentum_effect": 0.0,
    "talks.mediation.retable_days": 5.0, "talks.mediation.deadlines_press": 1.0,
    "talks.mediation.deadline_pace": 1.0, "talks.mediation.deadline_refusal": 0.0,
}  # fmt: skip


def by_deadline(**mediation):
    """Runs with a text that lapses on day 20, by how its deadline presses."""
    rows = small(replications=64, days=40).changed({**AGREED, **DEADLINE})
    return rows.changed({f"talks.mediation.{name}": value for name, value in mediation.items()})


def test_the_last_tenth_of_the_time_brings_more_acceptances_and_nothing_before():
    usual, pressed = (day_of(by_deadline(deadline_pace=pace).run(), "attacker_accepted_day") for pace in (1.0, 10.0))
    assert np.array_equal(usual[usual <= 18.0], pressed[pressed <= 18.0])
    last = [np.sum((days > 18.0) & (days <= 20.0)) for days in (usual, pressed)]
    assert last[1] > 2 * last[0] + 3


def tabled_again(**mediation):
    """Texts tabled after the deadline, and refusals on its day."""
    events = by_deadline(**mediation).run(logs=64).events
    again = np.sum((events["kind"] == TABLED) & (events["time"] > 20.0))
    return again, np.sum((events["kind"] == STATEMENT) & (events["time"] == 20.0) & (events["second"] == REFUSED))


def test_who_lets_a_deadline_pass_refuses_for_good_or_finds_the_terms_again():
    again, refused = tabled_again()
    assert again > 20
    assert refused == 0
    again_after, refused_all = tabled_again(deadline_refusal=1.0)
    assert again_after == 0
    assert refused_all == again
    assert tabled_again(deadlines_press=0.0) == (0, 0)  # as before: it lapses, and nothing follows
