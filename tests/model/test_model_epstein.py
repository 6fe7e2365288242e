"""Epstein's model: sixty days of its example by the model's laws, by hand, and what it makes of a front."""

from types import SimpleNamespace

import numpy as np
import pytest

from docs.verified import epstein
from sim.model.decisions.policies.epstein_1985 import next_withdrawal
from sim.model.fighting.laws.epstein_1985 import ground_attrition, losses, next_prosecution
from sim.model.fighting.laws.lanchester import ATTACKERS_DENSEST
from sim.model.world.events import GIVES_WAY
from tests.model.small_runs import HOLDING, NEVER, SILENT, day_of, outcome, series, small

OPEN_ROADS = {f"supply.routes.{route}.start_state": 0.0 for route in range(2)} | {"supply.fire_hazard_per_day": 0.0}
GIVING_WAY = HOLDING | OPEN_ROADS | {"command.policy": 5.0}  # on open roads: no surrender leaves ground
BEARS = "command.tolerated_loss_per_day"


def test_sixty_days_of_the_example_come_out_to_the_printed_digit():
    for check in epstein.checks():
        assert check.holds, check.what


def test_the_end_of_the_example_is_that_of_the_evidence():
    days = list(epstein.days())
    assert [round(days[day - 1]["withdrawal_km_per_day"], 2) for day in (10, 20, 30)] == [1.80, 3.50, 4.14]
    assert days[-1]["cumulative_displacement_km"] == pytest.approx(76.6, abs=0.05)  # combat evidence 2.2


def test_a_line_holds_up_to_what_it_bears_and_then_goes_back_ever_faster():
    assert next_withdrawal(3.0, 0.05, 0.05, 20.0) == 0.0
    assert next_withdrawal(0.0, 0.069, 0.05, 20.0) == pytest.approx(0.4)  # 20 / 0.95 × 0.019
    assert next_withdrawal(0.4, 0.069, 0.05, 20.0) == pytest.approx(0.4 + 19.6 * 0.02)
    paces = [next_withdrawal(0.4, lost / 100.0, 0.05, 20.0) for lost in range(101)]
    assert paces == sorted(paces)
    assert paces[-1] == pytest.approx(20.0)


def test_an_attacker_settles_at_what_it_bears_and_never_beyond():
    spent = [0.02]
    for _ in range(200):
        spent.append(next_prosecution(spent[-1], spent[-1], 0.075))
    assert spent[1] == pytest.approx(0.02 + 0.055**2 / 0.075)  # P + (aT - P)² / aT without withdrawal
    assert spent == sorted(spent)
    assert 0.0745 < spent[-1] <= 0.075


def test_a_line_that_gives_way_costs_the_attacker_less():
    assert ground_attrition(0.06, 5.0, 20.0) == pytest.approx(0.045)
    assert ground_attrition(0.06, 20.0, 20.0) == 0.0


def front(attackers=60_000.0, km=36.2):
    """A world of the published tolerances in which a tenth of the attackers fight on a day."""
    rules = SimpleNamespace(
        attrition_engaged_share=0.1, attrition_exchange_ratio=1.5, command_tolerated_loss_per_day=0.05,
        command_fastest_yielding=20.0,
    )  # fmt: skip
    return SimpleNamespace(
        rules=rules,
        now=0.0,
        people=SimpleNamespace(fit=np.array([12_000.0, attackers])),
        ground=SimpleNamespace(held=139.6, front=km),
        command=SimpleNamespace(prosecution=0.0, spent=0.0, spent_day=-1, yielding=0.0),
    )


def day(world, km=36.2):
    return losses(world, 0.0, 0.0, km, 0.0, 0.0)


def test_the_first_day_costs_the_share_of_the_example_among_those_engaged():
    assert day(front()) == pytest.approx((6_000.0 * 0.02, 80.0))  # a tenth of 60,000, 1.5 attackers a defender


def test_the_parts_of_a_front_on_one_day_are_one_day():
    whole, parts = front(), front()
    assert sum(day(parts, 36.2 / 4)[0] for _ in range(4)) == pytest.approx(day(whole)[0])
    whole.now = parts.now = 1.0
    assert day(whole)[0] == pytest.approx(6_000.0 * (0.02 + 0.055**2 / 0.075))
    assert day(parts)[0] == pytest.approx(day(whole)[0])


def test_nobody_is_hurt_on_a_front_that_is_not_in_action_or_by_nobody():
    world = front()
    assert day(world, 0.0) == (0.0, 0.0)
    assert world.command.spent_day == -1
    assert day(front(attackers=0.0)) == (0.0, 0.0)


def test_more_than_fit_on_a_front_stand_behind_it():
    dense = ATTACKERS_DENSEST * 36.2
    assert day(front(attackers=dense)) == day(front(attackers=3 * dense))
    assert day(front(attackers=0.5 * dense))[0] == pytest.approx(0.5 * day(front(attackers=dense))[0])


@pytest.fixture(scope="module")
def kursk():
    return small("kursk/undecided", replications=40, days=40)


def test_what_a_line_bears_decides_how_much_ground_it_gives(kursk):
    blocks = [kursk.changed(GIVING_WAY | SILENT | {BEARS: bears}).run() for bears in (0.005, 0.02, 0.5)]
    given = [outcome(block, "ground_given_up_km2") for block in blocks]
    assert np.mean(given[0]) > np.mean(given[1]) > 0.0
    assert not given[2].any()


def test_it_trades_ground_for_people(kursk):
    stays = kursk.changed(GIVING_WAY | SILENT | HOLDING).run()
    yields = kursk.changed(GIVING_WAY | SILENT | {BEARS: 0.005}).run()
    assert np.mean(series(yields, "held_area_km2")[:, 20]) < np.mean(series(stays, "held_area_km2")[:, 20])
    assert np.mean(outcome(yields, "ground_contested_km2")) < np.mean(outcome(stays, "ground_contested_km2"))


def test_without_losses_nobody_gives_way_and_the_first_step_counts_as_the_order(kursk):
    alone = kursk.changed(GIVING_WAY | SILENT | {"attacker.people_persons": 0.0}).run()
    assert not outcome(alone, "ground_given_up_km2").any()
    block = kursk.changed(GIVING_WAY | SILENT).run(logs=40)
    told = block.events[block.events["kind"] == GIVES_WAY]
    ordered = day_of(block, "withdrawal_ordered_day")
    for replication in range(40):
        days = told["time"][told["replication"] == replication]
        assert ordered[replication] == (days[0] if len(days) else NEVER)
    assert np.all(told["first"] > 0.0)
    assert np.isfinite(ordered).sum() > 5
