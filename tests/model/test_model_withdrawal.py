"""The mode of an exit, what an earlier order has done, and who is brought out at what cost."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.special import betaincinv

from sim.model.decisions import breakout
from sim.model.decisions.breakout import bring_out
from sim.model.decisions.withdrawal import progress_before, remaining_share
from sim.model.decisions.yielding import axis_left_last, plan_to_leave
from sim.model.fighting import contact
from sim.model.fighting.contact import exit_mode, leave, mode_chances
from sim.model.supply import CUT, ROAD_OPEN, UNDER_FIRE
from sim.model.world.dimensions import HOLDER
from sim.model.world.state import NEVER, ORDERLY, PRESSED, THROUGH_CUT
from tests.model.small_runs import day_of, small

RULES = SimpleNamespace(
    withdrawal_orderly_if_open=0.80, withdrawal_pressed_if_open=0.18, withdrawal_orderly_if_under_fire=0.45,
    withdrawal_pressed_if_under_fire=0.45, withdrawal_orderly_if_cut=0.05, withdrawal_pressed_if_cut=0.45,
    withdrawal_orderly_loss=0.03, withdrawal_pressed_loss=0.15, withdrawal_cut_loss=0.45,
    withdrawal_orderly_captured=0.05, withdrawal_pressed_captured=0.20, withdrawal_cut_captured=0.50,
    attrition_killed_share=0.3, truce_humanitarian_relief=0.5,
)
LUCK = (np.arange(10_000) + 0.5) / 10_000


@pytest.mark.parametrize(
    ("way_out", "shares"),
    [(ROAD_OPEN, (0.80, 0.18, 0.02)), (UNDER_FIRE, (0.45, 0.45, 0.10)), (CUT, (0.05, 0.45, 0.50))],
)
def test_exits_have_the_shares_of_the_baseline(way_out, shares):
    modes = [exit_mode(u, *mode_chances(RULES, way_out)) for u in LUCK]
    assert [modes.count(mode) / len(modes) for mode in (ORDERLY, PRESSED, THROUGH_CUT)] == pytest.approx(shares)


def test_with_the_same_luck_a_worse_route_never_gives_a_better_exit():
    for u in LUCK:
        modes = [exit_mode(u, *mode_chances(RULES, way_out)) for way_out in (ROAD_OPEN, UNDER_FIRE, CUT)]
        assert modes == sorted(modes)


def test_with_the_same_luck_a_worse_exit_costs_a_larger_share():
    orderly, pressed, cut = (betaincinv(*shape, LUCK) for shape in ((2, 48), (3, 15), (4, 3)))  # baseline 4
    assert np.all(orderly <= pressed)
    assert np.all(pressed <= cut)
    means = [np.mean(draws) for draws in (orderly, pressed, cut)]
    assert means == pytest.approx([0.04, 1 / 6, 4 / 7], rel=1e-3)


def test_an_earlier_order_is_done_by_its_share_of_the_time_up_to_a_cap():
    assert progress_before(3.0, 6.0, 0.8) == pytest.approx(0.5)
    assert progress_before(9.0, 6.0, 0.8) == 0.8
    assert progress_before(1.0, 0.0, 0.8) == 0.8


def test_what_is_left_to_give_up_and_what_is_gone_add_up_to_the_share():
    for share in (0.1, 0.5, 0.97, 1.0):
        for progress in (0.0, 0.3, 0.8):
            gone = share * progress
            left = (1.0 - gone) * remaining_share(share, progress)
            assert gone + left == pytest.approx(share)


@pytest.fixture
def attackers_near(monkeypatch):
    """As many attackers on every km of the front as in the fit."""
    monkeypatch.setattr(breakout, "present", lambda world, side: 1.0)


def moving_world(loss_share, mode=THROUGH_CUT, exposed=600.0):
    people = SimpleNamespace(
        fit=np.array([1000.0, 9000.0]), killed=np.zeros(2), wounded=np.zeros(2), captured=np.zeros(2),
        beyond=600.0, let_out=0.0,
    )
    command = SimpleNamespace(exposed=exposed, loss_share=loss_share, exit_mode=mode, exit_lost=0.0, lost_on_way=0.0)
    nothing_agreed = SimpleNamespace(used=0)
    return SimpleNamespace(people=people, command=command, rules=RULES, talks=nothing_agreed)


@pytest.mark.usefixtures("attackers_near")
def test_people_brought_out_are_safe_or_counted_as_lost():
    world = moving_world(0.25)
    bring_out(world, 400.0)
    assert world.command.exit_lost == pytest.approx(100.0)
    assert world.people.captured[HOLDER] == pytest.approx(50.0)
    assert world.people.fit[HOLDER] == pytest.approx(900.0)
    assert world.command.exposed == pytest.approx(200.0)


@pytest.mark.usefixtures("attackers_near")
@pytest.mark.parametrize("loss_share", [0.0, 0.25, 0.9])
def test_people_brought_out_are_no_longer_beyond_the_strip_however_many_are_lost(loss_share):
    world = moving_world(loss_share)
    bring_out(world, 400.0)
    assert world.people.beyond == pytest.approx(200.0)


def test_nobody_is_lost_where_no_attacker_is_near(monkeypatch):
    monkeypatch.setattr(breakout, "present", lambda world, side: 0.0)
    world = moving_world(0.25)
    bring_out(world, 400.0)
    assert world.command.exit_lost == 0.0
    assert world.people.beyond == pytest.approx(200.0)


@pytest.mark.parametrize(("manned", "lost"), [(0.0, 0.0), (0.5, 90.0), (1.0, 180.0)])
def test_who_runs_or_is_pushed_back_pays_as_far_as_an_attacker_is_there_to_press(monkeypatch, manned, lost):
    monkeypatch.setattr(contact, "present", lambda world, side: manned)
    world = moving_world(0.25)
    assert leave(world, 400.0, THROUGH_CUT) == pytest.approx(lost)  # .45 of 400
    assert world.people.beyond == pytest.approx(200.0)


@pytest.mark.usefixtures("attackers_near")
def test_no_more_people_are_brought_out_than_are_there():
    world = moving_world(0.5, exposed=5000.0)
    bring_out(world, 5000.0)
    assert world.command.exit_lost == pytest.approx(300.0)
    assert world.people.beyond >= 0.0


# which ground goes first


def ground_of(town_held=5.0, closes=1.0, closes_day=NEVER, strip=0):
    """Four axes, the town on the first: 20 km² there, 10, 10 and none elsewhere."""
    return SimpleNamespace(
        now=1.0,
        rules=SimpleNamespace(supply_road_closes_with_town=closes, supply_road_closes_day=closes_day),
        map=SimpleNamespace(main=np.array([0, 1]), strip=np.array([0, strip]), axis=np.array([2, 0])),
        ground=SimpleNamespace(
            area=np.array([10.0, town_held]), interior=40.0, given_today=np.zeros(4),
            on_axis=np.array([[20.0, 0.0], [10.0, 0.0], [10.0, 0.0], [0.0, 3.0]]),
        ),
    )


def test_a_move_leaves_the_axis_of_the_town_with_which_its_road_closes_last():
    for km2, expected in ((8.0, [0.0, 4.0, 4.0, 0.0]), (20.0, [0.0, 10.0, 10.0, 0.0]), (26.0, [6.0, 10.0, 10.0, 0.0])):
        world = ground_of()
        plan_to_leave(world, km2)
        assert world.ground.given_today == pytest.approx(expected)


@pytest.mark.parametrize("other", [{"town_held": 0.0}, {"closes": 0.0}, {"closes_day": 1.0}, {"strip": 1}])
def test_without_such_a_town_all_axes_are_left_evenly(other):
    world = ground_of(**other)
    assert axis_left_last(world) == -1
    plan_to_leave(world, 8.0)
    assert world.ground.given_today == pytest.approx([4.0, 2.0, 2.0, 0.0])


def test_in_a_move_the_road_closes_later_than_if_all_were_left_evenly():
    """With no attack but the move: four of nine cells lie on the town's axis, which goes last."""
    alone = {"attacker.people_persons": 0.0, "command.policy": 1.0, "command.order_day": 1.0, "command.lag_days": 0.0,
             "command.ordered_before_start": 0.0, "withdrawal.duration_days": 18.0, "withdrawal.share_given_up": 1.0,
             "supply.cut_hazard_per_day": 0.0, "supply.fire_hazard_per_day": 0.0, "talks.proposals.0.tabled_day": NEVER,
             "talks.proposals.1.tabled_day": NEVER, **{f"supply.routes.{one}.start_state": 0.0 for one in range(2)}}
    runs = small("kursk/undecided", replications=24, days=25).changed(alone)
    block = runs.run()
    town = day_of(block, "main_settlement_lost_day")
    assert np.all(np.isfinite(town))
    assert 0 < np.sum(town > 0.0) < 24
    assert np.all(town[town > 0.0] > 8.0)  # within three days, were all left evenly
