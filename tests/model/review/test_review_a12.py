"""A12: people stand beyond the strip only where there is an interior, and leaving it under pressure has one price."""

import numpy as np
import pytest

from tests.model.small_runs import HOLDING, SILENT, outcome, small

CUT = {f"supply.routes.{route}.start_state": 2.0 for route in range(2)}
OPEN = {f"supply.routes.{route}.start_state": 0.0 for route in range(2)} | {"supply.fire_hazard_per_day": 0.0}
PRICE = 0.17
ONLY_CONTACT = SILENT | OPEN | {
    "attrition.attacker_per_contested_km2": 0.0, "attrition.attacker_per_given_up_km2": 0.0,
    "attrition.attacker_per_quiet_km_day": 0.0, "supply.crew_persons": 0.0, "holder.people_persons": 10_000.0,
    "holder.beyond_strip_share": 0.6, "withdrawal.orderly_if_open": 0.0, "withdrawal.pressed_if_open": 1.0,
    "withdrawal.pressed_loss": PRICE, "command.ordered_before_start": 0.0, "command.break_share": 1.0,
}
PUSHED = {**HOLDING, "ground.tempo_mean": 1.0, "ground.tempo_start_shift": 3.0}
ORDERED = {"command.policy": 1.0, "command.order_day": 0.0, "command.lag_days": 0.0,
           "withdrawal.share_given_up": 1.0, "withdrawal.duration_days": 5.0, "withdrawal.contested_offset": 1.0,
           "ground.tempo_mean": -10.0, "ground.tempo_start_shift": -4.0}


@pytest.fixture(scope="module")
def kursk():
    return small("kursk/undecided", replications=24, days=30)


def test_nobody_is_beyond_a_strip_that_is_all_the_ground(kursk):
    block = kursk.changed(HOLDING | SILENT | CUT | {"ground.strip_area_km2": 2000.0}).run()
    assert not outcome(block, "people_cut_off").any()  # a third to nine tenths of all before


def test_few_are_beyond_it_where_there_is_little_ground(kursk):
    little = {"ground.held_area_km2": 44.0, "ground.strip_area_km2": 40.0, "holder.people_persons": 10_000.0,
              "holder.beyond_strip_share": 0.6}
    block = kursk.changed(HOLDING | SILENT | CUT | little | {"withdrawal.rests_on_strip_km": 0.0}).run()
    assert np.max(outcome(block, "people_cut_off")) == pytest.approx(600.0)  # a tenth of 6,000
    assert not outcome(kursk.changed(HOLDING | SILENT | CUT | little).run(), "people_cut_off").any()  # 200 m from it


@pytest.mark.parametrize("way", [PUSHED, ORDERED], ids=["pushed back", "by order"])
def test_who_is_pushed_back_pays_what_moving_by_order_costs(kursk, way):
    block = kursk.changed(ONLY_CONTACT | way).run()
    assert np.median(outcome(block, "area_end_km2")) < 80.0
    lost = outcome(block, "holder_lost") / 6_000.0
    assert np.median(lost) == pytest.approx(PRICE, abs=0.005)  # pushed back: 0 before
