"""A15: what a scenario can say of line, weather, town, hope and a truce's length does what its words say."""

import numpy as np
import pytest

from sim.model.world.state import SURRENDERED, THROUGH_CUT
from tests.model.small_runs import day_of, outcome, small

LAST = 91.0  # [days] stands for never within the horizon
ALWAYS = {"weather.clear_spell_days": 0.1, "weather.fog_spell_days": 365.0, "weather.mud_spell_days": 365.0}
CLEAR = {"weather.start": 0.0, "weather.clear_spell_days": 365.0}
FOG, MUD = ALWAYS | {"weather.start": 1.0}, ALWAYS | {"weather.start": 2.0}
WILLING = {"talks.attacker.open_probability": 1.0, "talks.attacker.clock_mu": 2.0}
TOWN, CLOSES = "ground.main_settlement_lost_at_start", "supply.road_closes_with_town"
ORDERLY_UNLESS_CUT = {f"withdrawal.{mode}_if_{way}": float(mode == "orderly" and way != "cut")
                      for mode in ("orderly", "pressed") for way in ("open", "under_fire", "cut")}  # fmt: skip
HOPE, LENGTH = "command.hope_of_truce", "talks.proposals.0.duration_days"


@pytest.fixture(scope="module")
def baseline():
    return small("kursk/baseline", replications=600, days=90)


@pytest.fixture(scope="module")
def undecided():
    return small("kursk/undecided", replications=1000, days=90)


def run(runs, values):
    rows = runs.changed(values)
    return rows.run(executor="compiled")


def change(runs, before, after, name):
    """Mean change of an outcome with the same luck, and its standard error."""
    days = name.endswith("day")
    here, there = (
        np.minimum(day_of(block, name), LAST) if days else outcome(block, name)
        for block in (run(runs, before), run(runs, after))
    )
    return np.mean(there - here), np.std(there - here) / np.sqrt(len(here))


def test_a_better_line_holds_more_ground():
    many = small("kursk/baseline", replications=4000, days=90)
    more, error = change(many, {"holder.line_quality": 0.0}, {"holder.line_quality": 2.0}, "area_end_km2")
    assert more > 0.3 + 2.0 * error


def test_in_mud_less_arrives(baseline):
    more, error = change(baseline, CLEAR, MUD, "stock_min_days")
    assert more < -0.3 - 2.0 * error


def test_in_fog_fewer_vehicles_and_people_are_lost_on_the_way(baseline):
    clear, fog = run(baseline, CLEAR), run(baseline, FOG)
    assert outcome(fog, "vehicles_lost").sum() < 0.75 * outcome(clear, "vehicles_lost").sum()
    more, error = change(baseline, CLEAR, FOG, "holder_casualties")
    assert more < -2.0 * error


def test_the_fall_of_the_main_settlement_closes_the_road_that_leads_to_it(baseline):
    many = small("kursk/baseline", replications=1600, days=90)
    less, error = change(many, {TOWN: 0.0}, {TOWN: 1.0}, "stock_min_days")
    assert less < -0.2 - 2.0 * error  # equal to the bit before
    alone, _ = change(baseline, {TOWN: 0.0, CLOSES: 0.0}, {TOWN: 1.0, CLOSES: 0.0}, "stock_min_days")
    assert abs(alone) < 0.25 * abs(less)
    closed, open_on = (outcome(run(baseline, {CLOSES: closes}), "vehicles_lost").sum() for closes in (1.0, 0.0))
    assert closed < 0.6 * open_on  # no vehicle goes where the road has ended


def test_people_still_leave_beside_a_road_that_ends_in_a_lost_town(baseline):
    """Tracks that are cut from the start change nothing: nobody stands across the road."""
    still = {"supply.cut_hazard_per_day": 0.0, "supply.routes.0.start_state": 1.0, TOWN: 1.0}
    tracks_cut = {"supply.routes.1.start_state": 2.0, "supply.reopen_hazard_per_day": 0.0}
    for changed in ({}, tracks_cut):
        block = run(baseline, still | changed | {CLOSES: 1.0} | ORDERLY_UNLESS_CUT)
        assert not outcome(block, "people_cut_off").any()
        assert not np.isin(outcome(block, "exit_mode"), (THROUGH_CUT, SURRENDERED)).any()


def test_a_road_that_carries_no_supply_can_still_be_cut(baseline):
    cut = {"supply.cut_hazard_per_day": 1.0, "supply.routes.0.start_state": 1.0, TOWN: 1.0, CLOSES: 1.0}
    assert (outcome(run(baseline, cut), "people_cut_off") > 0.0).mean() > 0.5


def test_the_centre_of_the_town_passes_before_its_outskirts(baseline):
    sooner, error = change(
        baseline, {TOWN: 0.0, "ground.outskirts_share": 0.0}, {TOWN: 0.0, "ground.outskirts_share": 0.8},
        "main_settlement_lost_day",
    )
    assert sooner < -1.0 - 2.0 * error  # with no outskirts the centre passes with all of the town, as before


def test_who_hopes_for_a_truce_orders_later(undecided):
    """That it costs people is a finding, not a law: 41 of them until a line's way out went by the ground it held."""
    later, error = change(undecided, WILLING | {HOPE: 0.0}, WILLING | {HOPE: 3.0}, "withdrawal_ordered_day")
    assert later > 5.0 + 2.0 * error  # 1.0 (of 90 days) with hope as drawn before, against none


@pytest.mark.parametrize(("shorter", "longer"), [(7.0, 30.0), (30.0, 180.0)])
def test_a_longer_truce_is_accepted_later(baseline, shorter, longer):
    later, error = change(baseline, {LENGTH: shorter}, {LENGTH: longer}, "attacker_accepted_day")
    assert later > 0.5 + 2.0 * error  # equal to the bit before


def test_length_is_nothing_to_fear_where_rearming_is_watched(baseline):
    watched = {"talks.attacker.rearming_relief": 1.0, "talks.proposals.0.rearming_monitored": 1.0}
    later, _ = change(baseline, watched | {LENGTH: 30.0}, watched | {LENGTH: 180.0}, "attacker_accepted_day")
    assert later == 0.0
