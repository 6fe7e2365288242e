"""Raise this, that must not fall: directions of the laws in whole runs, with one value changed and the luck kept.

They hold under the conditions written beside each; whether a policy costs fewer people is a finding, not a direction.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_runs import COLUMN, HOLDING, NEVER, SILENT, day_of, outcome, series, small

REPLICATIONS = 16
OPEN_ROADS = {
    "supply.routes.0.start_state": 0.0, "supply.routes.1.start_state": 0.0, "supply.fire_hazard_per_day": 0.0,
}
LEAVING_AT_ONCE = SILENT | {
    "command.policy": 1.0, "command.order_day": 0.0, "command.lag_days": 0.0, "command.ordered_before_start": 0.0,
}
EAGER = {
    "command.policy": 0.0, "command.ordered_before_start": 0.0, "talks.attacker.open_probability": 1.0,
    "talks.attacker.clock_mu": 2.5, "talks.attacker.settlement_shift": 1.0, "talks.attacker.pressure_effect": 1.5,
    "talks.attacker.rearming_relief": 0.8,
}
EXIT_LOSSES = [f"withdrawal.{mode}_loss" for mode in ("orderly", "pressed", "cut")]
replications = st.integers(0, REPLICATIONS - 1)
shares = st.floats(0.0, 1.0)
few = settings(max_examples=15, deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def tutorial():
    return small(replications=REPLICATIONS)


def pair(chosen, replication, path, low, high):
    """The same replication with the lower and with the higher value of one leaf."""
    one = chosen.one(replication)
    low, high = sorted((low, high))
    return tuple(one.changed({path: value}).run(seed=7, first=replication) for value in (low, high))


def never_more(block, other, name):
    """Whether a series is nowhere higher in the second run."""
    return np.all(series(other, name) <= series(block, name) + 1e-4)


# losses of the exit


def with_states(chosen, state):
    return chosen.changed({"supply.routes.0.start_state": state, "supply.routes.1.start_state": state})


def exit_shares_by_route(chosen):
    """Loss share of the exit (route state, replication) with the roads open, under fire and cut all along."""
    fed = {"supply.floor_share": 1.0, "supply.crew_persons": 0.0, "command.break_share": 1.0}  # the line stays the same
    calm = {"supply.fire_hazard_per_day": 0.0, "supply.cut_hazard_per_day": 0.0}
    quiet = chosen.changed(LEAVING_AT_ONCE | calm | fed)
    blocks = [with_states(quiet, float(state)).run() for state in range(3)]
    return np.array([outcome(block, "exit_loss_share") for block in blocks])


def test_a_worse_road_never_lowers_the_exit_losses_of_the_same_people_with_the_same_luck(tutorial):
    columns = [COLUMN[path] for path in EXIT_LOSSES]
    rows = tutorial.rows.copy()
    rows[:, columns] = np.sort(rows[:, columns], axis=1)  # one luck for all modes: a worse mode costs more
    shares_by_route = exit_shares_by_route(replace(tutorial, rows=rows))
    assert np.all(np.diff(shares_by_route, axis=0) >= -1e-9)
    assert np.any(np.diff(shares_by_route, axis=0) > 0.01)


def test_the_rows_of_a_scenario_give_all_modes_of_exit_the_same_luck():
    losses = small("kursk/baseline", replications=256).rows[:, [COLUMN[path] for path in EXIT_LOSSES]]
    assert np.all(np.diff(losses, axis=1) >= 0.0)


# supply


@pytest.mark.parametrize(
    ("path", "most"),
    [("supply.trip_hazard_per_km", 0.3), ("supply.fire_hazard_per_day", 0.5), ("supply.cut_hazard_per_day", 0.5)],
)
@few
@given(replication=replications, low=shares, high=shares, under_fire=st.booleans())
def test_more_interdiction_never_raises_stock_while_nobody_is_lost_on_the_road(
    tutorial, path, most, replication, low, high, under_fire
):
    # With crews lost the direction can turn: fewer people eat from the same stock, which is counted in days.
    held = with_states(tutorial.changed(HOLDING | SILENT | {"supply.crew_persons": 0.0}), float(under_fire))
    calm, dangerous = pair(held, replication, path, most * low, most * high)
    assert never_more(calm, dangerous, "stock_days")


def test_interdiction_does_lower_stock(tutorial):
    held = with_states(tutorial.changed(HOLDING | SILENT | {"supply.crew_persons": 0.0}), 1.0)
    calm, dangerous = (held.changed({"supply.trip_hazard_per_km": value}).run() for value in (0.02, 0.3))
    assert series(dangerous, "stock_days").mean() < series(calm, "stock_days").mean() - 0.5


# advance


UNBROKEN = {"attacker.pauses": 0.0, "attacker.break_share": 1.0}  # who takes more in a day may have to stop sooner


def one_kind_of_ground(chosen):
    """Open country without towns or strip, one luck for all axes, roads that stay open, nobody who decides."""
    bare = {**chosen.model.map, "built_up": 0.0}
    even = {"ground.strip_area_km2": 0.0, "ground.axis_correlation": 1.0, **UNBROKEN}
    return replace(chosen, model=replace(chosen.model, map=bare)).changed(HOLDING | SILENT | OPEN_ROADS | even)


@few
@given(
    replication=replications, low=st.floats(6e3, 2e5), high=st.floats(6e3, 2e5), exponent=st.floats(0.0, 1.0),
    form=st.sampled_from([0.0, 1.0, 2.0]),
)
def test_with_pauses_off_more_attackers_never_slow_the_advance(tutorial, replication, low, high, exponent, form):
    even = one_kind_of_ground(tutorial).changed({"ground.attackers_exponent": exponent, "attrition.form": form})
    few_attackers, many = pair(even, replication, "attacker.people_persons", low, high)
    assert never_more(few_attackers, many, "held_area_km2")


def test_more_attackers_do_advance_faster(tutorial):
    even = one_kind_of_ground(tutorial).changed({"ground.attackers_exponent": 0.5})
    few_attackers, many = (even.changed({"attacker.people_persons": n}).run() for n in (1e4, 1e5))
    assert np.mean(outcome(many, "area_end_km2")) < np.mean(outcome(few_attackers, "area_end_km2")) - 1.0


@few
@given(replication=replications, low=shares, high=shares)
def test_a_higher_tempo_never_leaves_more_ground(tutorial, replication, low, high):
    slow, fast = pair(one_kind_of_ground(tutorial), replication, "ground.tempo_start_shift", 2.0 * low, 2.0 * high)
    assert never_more(slow, fast, "held_area_km2")


def test_the_strip_is_first_attacked_on_the_day_after_the_interior_is_gone(tutorial):
    rapid = {"ground.tempo_mean": -1.0, "ground.tempo_start_shift": 2.0}
    fast = tutorial.changed(HOLDING | SILENT | OPEN_ROADS | rapid)
    held, strip = series(fast.run(), "held_area_km2"), 20.0
    crossing = (held[:, :-1] > strip + 1e-3) & (held[:, 1:] < strip - 1e-3)
    assert not crossing.any()


# talks


@few
@given(replication=replications, low=shares, high=shares)
def test_more_pressure_never_delays_acceptance(tutorial, replication, low, high):
    path = "talks.attacker.pressure_credibility"
    weak, strong = pair(tutorial.changed(EAGER), replication, path, low, high)
    assert np.all(day_of(strong, "attacker_accepted_day") <= day_of(weak, "attacker_accepted_day"))


@few
@given(replication=replications, low=shares, high=shares)
def test_monitoring_of_rearming_never_lowers_the_acceptance_of_the_advancing_side(tutorial, replication, low, high):
    # The proposal is tabled after day 0: what was refused on good terms before day 0 is less likely to be taken later.
    path = "talks.proposals.0.rearming_monitored"
    blind, watched = pair(tutorial.changed(EAGER), replication, path, low, high)
    assert np.all(day_of(watched, "attacker_accepted_day") <= day_of(blind, "attacker_accepted_day"))


def test_pressure_and_monitors_do_hasten_acceptance(tutorial):
    eager = tutorial.changed(EAGER | {"talks.attacker.pressure_credibility": 0.0})
    accepted = [
        np.isfinite(day_of(eager.changed(change).run(), "attacker_accepted_day")).sum()
        for change in ({}, {"talks.attacker.pressure_credibility": 1.0}, {"talks.proposals.0.rearming_monitored": 1.0})
    ]
    assert accepted[1] > accepted[0] or accepted[2] > accepted[0]


def test_without_a_proposal_nobody_accepts(tutorial):
    block = tutorial.changed(SILENT).run()
    assert np.all(day_of(block, "attacker_accepted_day") == NEVER)
    assert not outcome(block, "truce_in_force").any()


# withdrawal


def test_an_order_on_a_date_is_given_on_that_date(tutorial):
    block = tutorial.changed(SILENT | {"command.policy": 1.0, "command.order_day": 5.0}).run()
    ordered = outcome(block, "withdrawal_ordered_day")
    assert np.all(ordered[np.isfinite(ordered)] == 5.0)
    assert np.isfinite(ordered).any()


def test_a_holder_told_to_hold_orders_nothing_while_the_roads_are_open(tutorial):
    block = tutorial.changed(HOLDING | SILENT | OPEN_ROADS).run()
    assert np.all(np.isnan(outcome(block, "withdrawal_ordered_day")))
    assert not outcome(block, "ground_given_up_km2").any()
