"""Truces of one domain: several stand at once beside the general text, each begins and ends, and each does its part."""

import numpy as np
import pytest

from sim.model.outcomes import PARTIAL_ENDS
from sim.model.world.events import (
    DOMAIN_ENDS,
    DOMAIN_EXTENDED,
    PARTIAL_TRUCE,
    PROPOSAL_CLOSED,
    SURRENDER,
    TABLED,
    TRUCE_STARTS,
)
from sim.model.world.state import BROKEN, PARTIAL, RAN_ITS_TIME, SUPERSEDED
from tests.model.small_runs import HOLDING, NEVER, day_of, outcome, series, small

N = 16
ENERGY, SEA, HUMANITARIAN = range(3)
LASTING = {"truce.form": 1.0, "truce.world_mu": 15.0, "truce.world_sigma": 0.5, "truce.associations": 0.0}
SOON = {
    **{f"talks.{side}.{name}": value for side in ("holder", "attacker") for name, value in (
        ("open_probability", 1.0), ("clock_mu", -3.0), ("clock_sigma", 0.5), ("refuse_weight", 0.0),
        ("conditional_weight", 0.0),
    )},
    "truce.never_in_force": 0.0, "truce.same_day_share": 1.0, "talks.mediation.partial_probability": 0.0,
    "ground.thin_line_shape": 0.0,
}  # fmt: skip


def text(slot, domain, day=1.0, length=30.0, kind=float(PARTIAL)):
    """One text on the schedule, of one domain unless told."""
    start = f"talks.proposals.{slot}"
    return {
        f"{start}.kind": kind, f"{start}.domain": float(domain), f"{start}.tabled_day": day,
        f"{start}.duration_days": length, f"{start}.lapse_day": NEVER, f"{start}.holder_accepted_day": NEVER,
    }  # fmt: skip


def late_general(slot=0):
    """A general text that lies on the table and that nobody accepts within the horizon."""
    return {**text(slot, 0, kind=0.0), "talks.attacker.accepts_on_day": 1000.0, "talks.holder.accepts_on_day": 1000.0}


def runs(*changes, replications=N, days=40):
    """Tutorial runs with some values changed, one mapping after the other."""
    rows = small(replications=replications, days=days).changed({**LASTING, **SOON})
    for change in changes:
        rows = rows.changed(change)
    return rows


def logged(block, kind, column="subject"):
    """A column of all entries of a kind."""
    return block.events[column][block.events["kind"] == kind]


# several at once


def test_three_domains_are_in_force_at_once_while_the_general_text_stays_on_the_table():
    block = runs(late_general(), text(1, ENERGY), text(2, SEA), text(3, HUMANITARIAN), days=25).run(logs=N)
    for domain in (ENERGY, SEA, HUMANITARIAN):
        assert np.sum(logged(block, PARTIAL_TRUCE, "first") == domain) == N
    assert not len(logged(block, DOMAIN_ENDS))
    assert not len(logged(block, TRUCE_STARTS))
    assert not np.any(logged(block, PROPOSAL_CLOSED) == 0)


def test_energy_and_the_sea_move_nothing_at_the_front():
    names = ("held_area_km2", "holder_casualties", "attacker_casualties")
    alone = runs(late_general()).run()
    beside = runs(late_general(), text(1, ENERGY), text(2, SEA)).run()
    assert np.all(day_of(beside, "partial_truce_day") < 10.0)
    for name in names:
        assert np.array_equal(series(alone, name), series(beside, name))


def test_each_domain_has_luck_of_its_own():
    one = runs({"talks.attacker.clock_mu": 2.0}, late_general(), text(1, ENERGY), text(2, SEA), days=60).run(logs=N)
    starts = {int(domain): set(one.events["time"][(one.events["kind"] == PARTIAL_TRUCE)
                                                  & (one.events["first"] == domain)]) for domain in (ENERGY, SEA)}
    assert starts[ENERGY]
    assert starts[ENERGY] != starts[SEA]


# from tabling to end


def test_it_runs_out_on_its_end_date_or_goes_on_for_its_length_again():
    out = runs(text(0, ENERGY, length=10.0), {"truce.extension_probability": 0.0}).run(logs=N)
    assert np.allclose(outcome(out, "partial_truce_held_days"), 10.0)
    assert np.all(outcome(out, "partial_truce_end") == PARTIAL_ENDS.index("expired"))
    assert np.all(logged(out, DOMAIN_ENDS) == RAN_ITS_TIME)
    on = runs(text(0, ENERGY, length=10.0), {"truce.extension_probability": 1.0}).run(logs=N)
    assert np.all(outcome(on, "partial_truce_end") == PARTIAL_ENDS.index("extended"))
    assert np.all(outcome(on, "partial_truce_held_days") > 30.0)
    assert len(logged(on, DOMAIN_EXTENDED)) == 3 * N
    assert not len(logged(on, DOMAIN_ENDS))


def test_it_breaks_down_when_it_fails():
    block = runs(text(0, SEA), {"truce.world_mu": 1.0, "truce.world_sigma": 0.2}).run(logs=N)
    assert np.all(outcome(block, "partial_truce_end") == PARTIAL_ENDS.index("collapsed"))
    assert np.median(outcome(block, "partial_truce_held_days")) == pytest.approx(np.exp(1.0), rel=0.3)
    assert np.all(logged(block, DOMAIN_ENDS) == BROKEN)


def test_a_newer_text_of_the_domain_takes_the_place_of_the_one_in_force():
    block = runs(text(0, ENERGY), text(1, ENERGY, day=12.0)).run(logs=N)
    assert np.all(logged(block, DOMAIN_ENDS) == SUPERSEDED)
    assert np.all(outcome(block, "partial_truce_end") == PARTIAL_ENDS.index("superseded"))
    assert np.all(day_of(block, "partial_truce_day") + outcome(block, "partial_truce_held_days") >= 12.0)


@pytest.mark.parametrize(("domain", "more"), [(ENERGY, 0), (SEA, 1)])
def test_the_mediator_tables_no_domain_that_is_spoken_for(domain, more):
    after = {"talks.mediation.partial_probability": 1.0, "talks.mediation.partial_delay_days": 20.0,
             "talks.mediation.partial_domain": float(domain), "talks.attacker.conditional_weight": 1.0,
             "talks.attacker.examine_weight": 0.0, "talks.mediation.counter_rounds": 0.0}  # fmt: skip
    quiet = {"talks.attacker.accepts_on_day": NEVER, "talks.attacker.clock_mu": 9.0, "talks.attacker.clock_sigma": 0.2,
             "talks.attacker.partial_shift": -30.0}  # fmt: skip
    block = runs(text(0, 0, kind=0.0), text(1, ENERGY), after, quiet).run(logs=N)
    tabled = logged(block, TABLED, "first")
    assert np.sum(tabled == PARTIAL + ENERGY) == N
    assert np.sum(tabled == PARTIAL + SEA) == more * N


def test_an_acceptance_of_one_domain_counts_as_none_of_the_general_text():
    ahead = {"talks.proposals.1.holder_accepted_day": 1.0}
    block = runs(late_general(), text(1, ENERGY), ahead).run()
    assert np.all(day_of(block, "partial_truce_day") < 10.0)
    assert np.all(day_of(block, "holder_accepted_day") == NEVER)


def test_an_advance_delays_no_truce_that_stops_none():
    days = []
    for momentum in (0.0, 5.0):
        pressing = {"talks.attacker.momentum_effect": momentum, "talks.attacker.territory_shift": momentum,
                    "talks.attacker.clock_mu": 2.0}  # fmt: skip
        days.append(day_of(runs(late_general(), text(1, ENERGY), pressing).run(), "partial_truce_day"))
    assert np.array_equal(*days)
    assert np.any(days[0] > 3.0)


# what it does to the general text


def general_day(side, **shifts):
    """Day of the general truce beside an energy truce that is kept, or breaks down within two days."""
    slow = {"talks.holder.clock_mu": 1.0, "talks.attacker.clock_mu": 3.5, "talks.attacker.clock_sigma": 1.0,
            "talks.attacker.partial_shift": -30.0, "talks.holder.partial_shift": -30.0}  # fmt: skip
    broken = {"truce.world_mu": -1.0, "truce.world_sigma": 0.2} if "broken" in shifts else {}
    name = next(iter(shifts))
    change = {f"talks.{side}.partial_{name}_shift": shifts[name]}
    return day_of(runs(text(0, 0, kind=0.0), text(1, ENERGY), slow, broken, change, replications=48).run(),
                  "attacker_accepted_day")


@pytest.mark.parametrize("how", ["kept", "broken"])
def test_how_it_is_kept_moves_the_general_text_by_the_sign_that_the_scenario_gives(how):
    sooner, alike, later = (general_day("attacker", **{how: shift}) for shift in (-1.5, 0.0, 1.5))
    assert np.all(sooner <= alike)
    assert np.all(alike <= later)
    assert np.sum(sooner < alike) > 5
    assert np.sum(alike < later) > 5


@pytest.mark.parametrize(("how", "other"), [("kept", "broken"), ("broken", "kept")])
def test_what_did_not_happen_moves_nothing(how, other):
    broken = {"truce.world_mu": -1.0, "truce.world_sigma": 0.2} if how == "broken" else {}
    rows = runs(text(0, 0, kind=0.0), text(1, ENERGY), broken, {"talks.attacker.clock_mu": 3.5})
    days = [day_of(rows.changed({f"talks.attacker.partial_{other}_shift": shift}).run(), "attacker_accepted_day")
            for shift in (0.0, 2.0)]
    same = days[0] == days[1]
    assert np.all(same) if how == "kept" else np.mean(same) > 0.5  # a broken one was kept for less than a day


# people


LEAVING = {
    "command.ordered_before_start": 0.0, "command.policy": 1.0, "command.order_day": 6.0, "command.lag_days": 0.0,
}  # fmt: skip


def lost(relief, *changes):
    """People lost on the way out with a humanitarian truce that spares that share."""
    block = runs(late_general(), text(1, HUMANITARIAN), LEAVING, {"truce.humanitarian_relief": relief}, *changes).run()
    return outcome(block, "exit_lost"), outcome(block, "people_let_out")


def test_a_humanitarian_truce_spares_its_share_of_those_who_would_be_lost_leaving():
    without = outcome(runs(late_general(), LEAVING).run(), "exit_lost")
    none, half, all_of_them = lost(0.0), lost(0.5), lost(1.0)
    assert np.array_equal(none[0], without)
    assert np.all(half[0] <= none[0])
    spared = none[0].sum() - all_of_them[0].sum()  # who is pushed back with the line pays as before
    assert spared > 0.2 * none[0].sum()
    assert none[0].sum() - half[0].sum() == pytest.approx(0.5 * spared, rel=0.1)
    assert np.mean(none[1] > 0.0) > 0.8
    assert np.all(all_of_them[1] >= none[1])


def test_who_is_cut_off_without_supplies_leaves_in_place_of_surrendering():
    closed = {**HOLDING, "supply.stock_days": 12.0, "supply.floor_share": 0.0, "withdrawal.rests_on_strip_km": 0.0,
              **{f"supply.routes.{route}.start_state": 2.0 for route in range(4)}}  # fmt: skip
    alone = runs(late_general(), closed).run(logs=N)
    beside = runs(late_general(), text(1, HUMANITARIAN), closed, {"truce.humanitarian_relief": 1.0}).run(logs=N)
    assert len(logged(alone, SURRENDER)) > N // 2
    assert not len(logged(beside, SURRENDER))
    assert outcome(beside, "holder_captured").sum() < 0.2 * outcome(alone, "holder_captured").sum()
