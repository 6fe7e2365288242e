"""The bargaining view of terms: learning from settlements that fall, commitment, and what moves a government."""

import math

import numpy as np
import pytest
from small_runs import SILENT, small

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.ground.settlements import capture_rate
from sim.model.talks.tabling import schedule, table
from sim.model.talks.terms import ALL_CLAUSES, MONITORS, NO_MOBILISATION, NO_REARMING, PEOPLE, price_of
from sim.model.talks.view import conditions_of, delay, ground_delay
from sim.model.talks.views.bargaining import (
    chance_of_all,
    expected_captures,
    gain_of_leaving,
    gain_of_swap,
    ground_saved,
    ground_stopped,
    information_value,
    news_over_cost,
    power_handed_over,
    quiet_days,
    sooner,
    worth_with,
)
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.state import FREEZE, GENERAL, PARTIAL, SETTLEMENT, WITHDRAW

SLOT = 0


@pytest.mark.parametrize(("days", "chance"), [(7.0, 0.10809), (30.0, 0.75641)])
def test_five_settlements_fall_as_the_derivation_says(days, chance):
    # Gamma(3, 10 days), five left: evidence on truces 2.6
    assert chance_of_all(3.0, 10.0, days, 5.0) == pytest.approx(chance, abs=1e-5)


def test_with_many_left_as_many_fall_as_the_mean_says():
    assert expected_captures(6.0, 20.0, 10.0, 400.0) == pytest.approx(6.0 / 20.0 * 10.0, rel=1e-9)


def test_no_more_fall_than_are_left_and_a_part_counts_as_a_part():
    assert expected_captures(3.0, 10.0, 1e6, 5.0) == pytest.approx(5.0, rel=1e-3)
    whole, part = expected_captures(3.0, 10.0, 30.0, 5.0), expected_captures(3.0, 10.0, 30.0, 4.5)
    assert part == pytest.approx((whole + expected_captures(3.0, 10.0, 30.0, 4.0)) / 2.0)
    assert expected_captures(3.0, 10.0, 30.0, 0.0) == 0.0


def test_power_is_handed_over_by_the_day_and_monitors_keep_part_of_it():
    # 30 days at .002 a day, discounted at .005: .06 e^-.15; 70 % watched leaves 30 % of it
    assert power_handed_over(30.0, 0.002, 0.0, 0.005) == pytest.approx(0.06 * math.exp(-0.15))
    assert power_handed_over(30.0, 0.002, 0.7, 0.005) == pytest.approx(0.3 * 0.06 * math.exp(-0.15))


def test_one_indifference_is_a_factor_of_e_in_the_odds_within_a_month():
    """From the record's .32 at 30 days: odds .47, times e is 1.28, so .56 (conversion of evidence on truces, 3)."""

    def within_30(x):
        return 0.5 * math.erfc(-((math.log(30.0) - x - 4.91) / 3.2) / math.sqrt(2.0))

    before, after = within_30(0.0), within_30(-sooner(0.1, 0.1, 3.2))
    assert before == pytest.approx(0.32, abs=0.01)
    assert (after / (1.0 - after)) / (before / (1.0 - before)) == pytest.approx(math.e, rel=0.08)


@pytest.fixture(scope="module")
def one():
    return small(replications=1)


PLAIN = {
    "talks.acceptance_form": 1.0, "talks.pause_quiet_share": 0.7, "talks.discount_per_day": 0.0,
    "talks.settlement_km2": 5.0, "talks.attention": 1.0, "talks.proposals.0.shift_log_days": 0.0,
    "talks.goal_until_km2": 1.0, "ground.held_area_km2": 150.0, "truce.monitored_quiet": 0.8,
    "talks.news_weight": 0.0, "talks.swap_share": 0.0, "talks.swap_price": 0.15,
    "talks.mediation.monitoring_clause": 0.5, "talks.mediation.rearming_clause": 0.3,
    "talks.mediation.mobilisation_clause": 0.24, "talks.mediation.people_clause": 0.2,
} | {
    f"talks.{party}.{name}": value
    for party in ("holder", "attacker")
    for name, value in {
        "cost_per_day": 0.002, "ground_value": 0.15, "rearming_loss_per_day": 0.002, "rearming_monitoring_effect": 0.5,
        "refusal_cost": 0.1, "settlement_gain": 0.0, "demand_cost": 0.05, "indifference": 0.1,
        "belief_rate_km2_per_day": 3.0, "belief_days": 14.0, "clock_sigma": 3.2, "mediation_shift": 0.0,
        "time_limit_shift": 0.0,
        "pressure_credibility": 0.0, "people_relief": 0.5, "symbol_value": 0.0,
    }.items()
}  # fmt: skip


def view(one, values=(), side=ATTACKER, kind=GENERAL, days=30.0, rearming=0.0, line_rule=FREEZE):
    world = plain_world(one.model)
    world.reset(1, 0)
    world.rules.fill([float(value) for value in one.changed(SILENT | PLAIN | dict(values)).rows[0]])
    begin(world)
    schedule(world)
    world.talks.used = 1
    world.talks.kind[SLOT], world.talks.duration[SLOT], world.talks.mediated[SLOT] = kind, days, 1
    world.talks.rearming[SLOT], world.talks.line_rule[SLOT] = rearming, line_rule
    table(world, SLOT, 0.0, 1)
    return world, delay(world, SLOT, side)


def test_a_view_is_cost_saved_less_power_less_ground_by_hand(one):
    """.002 × .7 × 30 = .042 saved, .002 × 30 = .06 handed over, and the ground that a pause would stop."""
    world, found = view(one)
    ground = ground_delay(world, SLOT, ATTACKER, 0, 150.0, 3.0)
    saved = ground_saved(world, SLOT, ATTACKER, 150.0, 3.0)
    # 3 km² a day as expected and as seen: 18 settlements in 30 days, fewer than the 30 left; .15 of the stake for 30
    assert saved == pytest.approx(0.15 * 18.0 / 30.0, rel=0.02)
    assert ground == pytest.approx(0.5875 * 3.2 * saved / 0.1)
    now = ground_delay(world, SLOT, ATTACKER, 0, world.ground.held, capture_rate(world))
    assert found - now == pytest.approx(-0.5875 * 3.2 * (0.042 - 0.06) / 0.1)


def test_what_stops_the_ground_is_a_loss_to_one_side_and_a_gain_to_the_other(one):
    world, _ = view(one)
    assert ground_delay(world, SLOT, ATTACKER, 0, 100.0, 3.0) > 0.0
    assert ground_delay(world, SLOT, HOLDER, 0, 100.0, 3.0) == -ground_delay(world, SLOT, ATTACKER, 0, 100.0, 3.0)
    assert ground_delay(world, SLOT, ATTACKER, 0, 100.0, 9.0) > ground_delay(world, SLOT, ATTACKER, 0, 100.0, 3.0)
    assert ground_delay(world, SLOT, ATTACKER, 0, 0.5, 3.0) == 0.0  # it has what it wanted


@pytest.mark.parametrize(
    ("values", "sooner_than_before"),
    [
        ({"talks.attacker.pressure_credibility": 1.0}, True),
        ({"talks.attacker.cost_per_day": 0.004}, True),
        ({"talks.attacker.rearming_loss_per_day": 0.003}, False),
        ({"talks.attacker.ground_value": 0.3}, False),
        ({"talks.discount_per_day": 0.005}, True),  # what is lost later counts less
    ],
)
def test_what_hastens_and_what_delays(one, values, sooner_than_before):
    assert bool(view(one, values)[1] < view(one)[1]) is sooner_than_before


def test_watching_a_ban_on_rearming_hastens_and_never_more_than_all_of_it(one):
    assert view(one, rearming=1.0)[1] < view(one, rearming=0.5)[1] < view(one)[1]


def test_a_settlement_has_a_division_in_place_of_ground_and_power(one):
    gain = {"talks.attacker.settlement_gain": 0.1}
    before, after = view(one, kind=SETTLEMENT, days=0.0)[1], view(one, gain, kind=SETTLEMENT, days=0.0)[1]
    assert after == pytest.approx(before - 0.5875 * 3.2)
    assert view(one, {"talks.attacker.ground_value": 0.3}, kind=SETTLEMENT, days=0.0)[1] == before


def test_a_truce_of_one_domain_saves_a_quarter_and_stops_no_ground(one):
    assert view(one, kind=PARTIAL)[1] == pytest.approx(-0.5875 * 3.2 * 0.042 / 4.0 / 0.1)


# the cheapest set of clauses: .042 saved less .06 handed over is a gap of .018 where no ground counts

NO_GROUND = {"talks.attacker.ground_value": 0.0}


def asked(one, values=(), side=ATTACKER, **text):
    world, _ = view(one, NO_GROUND | dict(values), side, **text)
    return conditions_of(world, SLOT, side)


def test_monitors_leave_fewer_days_unquiet():
    # 30 days, 70 % quiet: 21; monitors leave .8 of the other 9, so 22.8
    assert quiet_days(30.0, 0.7, 1.0) == pytest.approx(21.0)
    assert quiet_days(30.0, 0.7, 0.8) == pytest.approx(22.8)


@pytest.mark.parametrize(
    ("clauses", "worth"),
    [
        (0, 0.042 - 0.06),
        (MONITORS, 0.0456 - 0.06),  # .002 × 22.8
        (NO_REARMING, 0.042 - 0.03),  # half of what is feared
        (NO_REARMING + NO_MOBILISATION, 0.042 - 0.03),  # no more than all of it is watched
        (MONITORS + NO_MOBILISATION, 0.0456 - 0.03),
    ],
)
def test_what_a_set_of_clauses_is_worth_by_hand(one, clauses, worth):
    assert worth_with(view(one, NO_GROUND)[0], SLOT, ATTACKER, clauses, 0.0) == pytest.approx(worth)


def test_a_set_costs_the_more_the_rarer_its_clauses_are(one):
    world, _ = view(one)
    assert price_of(world, 0) == 0.0
    assert price_of(world, MONITORS + PEOPLE) == pytest.approx(0.5 + 0.8)
    assert price_of(world, ALL_CLAUSES) == pytest.approx(0.5 + 0.7 + 0.76 + 0.8)


def test_conditions_are_the_cheapest_set_that_closes_the_gap(one):
    assert asked(one) == NO_REARMING  # .012; monitors are cheaper, and leave .0144 of the gap
    assert asked(one, {"talks.mediation.rearming_clause": 0.2}) == NO_MOBILISATION  # the same worth, at .76 for .8
    # a quarter of .06 watched leaves .003 of the gap, and monitors give .0036
    assert asked(one, {"talks.attacker.rearming_monitoring_effect": 0.25}) == MONITORS + NO_REARMING


def test_where_nothing_closes_the_gap_or_none_is_there_nothing_is_asked_for(one):
    assert asked(one, {"talks.attacker.rearming_monitoring_effect": 0.1}) == 0  # .006 and .0036 of .018
    assert asked(one, {"talks.attacker.cost_per_day": 0.003}) == 0  # .063 saved: no gap
    assert asked(one, {"talks.attacker.pressure_credibility": 0.2}) == 0  # .02 for a refusal: no gap
    assert asked(one, rearming=1.0) == 0  # it is written in already


def test_a_clause_on_the_people_eases_what_stopping_costs_who_takes_the_ground(one):
    values = {"talks.attacker.rearming_loss_per_day": 0.001}  # .042 less .03
    world, _ = view(one, values)
    stopped = ground_stopped(world, SLOT, ATTACKER, 150.0, 3.0)
    assert worth_with(world, SLOT, ATTACKER, 0, stopped) == pytest.approx(0.012 - stopped)
    assert worth_with(world, SLOT, ATTACKER, PEOPLE, stopped) == pytest.approx(0.012 - stopped / 2.0)
    assert worth_with(world, SLOT, HOLDER, PEOPLE, stopped) == pytest.approx(0.042 - 0.06 + stopped)
    now = ground_stopped(world, SLOT, ATTACKER, world.ground.held, capture_rate(world))
    values |= {"talks.attacker.ground_value": 0.15 * 0.02 / now, "talks.attacker.rearming_monitoring_effect": 0.1}
    # a gap of .02 less .012: monitors give .0036, a watched ban .003, and the people half of .02
    assert conditions_of(view(one, values)[0], SLOT, ATTACKER) == PEOPLE


def test_the_search_finds_what_trying_every_set_finds(one):
    luck = np.random.default_rng(3)
    found = set()
    for _ in range(150):
        values = {
            "talks.attacker.rearming_loss_per_day": luck.uniform(0.001, 0.004),
            "talks.attacker.rearming_monitoring_effect": luck.uniform(0.0, 1.0),
            "talks.attacker.ground_value": luck.uniform(0.0, 0.1),
            "truce.monitored_quiet": luck.uniform(0.0, 1.0),
            **{f"talks.mediation.{one}_clause": luck.random() for one in ("monitoring", "rearming", "people")},
        }
        world, _ = view(one, values)
        stopped = ground_stopped(world, SLOT, ATTACKER, world.ground.held, capture_rate(world))
        closing = [
            (price_of(world, clauses), clauses)
            for clauses in range(ALL_CLAUSES + 1)
            if worth_with(world, SLOT, ATTACKER, clauses, stopped) >= 0.0
        ]
        expected = min(closing, default=(0.0, 0))[1]
        assert conditions_of(world, SLOT, ATTACKER) == expected
        found.add(expected)
    assert len(found) >= 5


def test_demands_cost_by_the_clause(one):
    world, before = view(one)
    world.talks.asked[SLOT, HOLDER] = MONITORS + PEOPLE
    assert delay(world, SLOT, ATTACKER) - before == pytest.approx(0.5875 * 3.2 * 0.05 * (0.5 + 0.8) / 0.1)


# what else the ground counts for: at home, as a chip, and while the next week would tell more


def test_what_all_of_it_is_worth_at_home_counts_by_the_chance_that_all_of_it_falls(one):
    symbol = {f"talks.{side}.symbol_value": 0.2 for side in ("holder", "attacker")}
    (world, _), (plain, _) = view(one, symbol), view(one)
    for side in (HOLDER, ATTACKER):
        more = ground_saved(world, SLOT, side, 25.0, 3.0) - ground_saved(plain, SLOT, side, 25.0, 3.0)
        assert more == pytest.approx(0.2 * chance_of_all(3.0 * 28.0 / 5.0, 28.0, 30.0, 5.0))
    assert view(one, symbol)[1] > view(one)[1]  # the attacker gives up more
    assert view(one, symbol, HOLDER)[1] < view(one, side=HOLDER)[1]


def test_less_than_one_settlement_falls_as_the_first_one_does():
    assert chance_of_all(3.0, 10.0, 10.0, 0.4) == pytest.approx(1.0 - 0.5**3)


SWAP = {"talks.swap_share": 1.0, "talks.swap_price": 0.1}
NOTHING_FALLS = {f"talks.{side}.belief_rate_km2_per_day": 0.0 for side in ("holder", "attacker")}


def test_a_chip_is_paid_by_what_is_held_and_worth_what_is_not_expected_to_fall(one):
    """.1 for all of the ground of day 0, half of it held, worth .15: .05 against .075 where nothing is to fall."""
    world, _ = view(one, SWAP | NOTHING_FALLS)
    assert gain_of_swap(world, HOLDER, 75.0, 0.0) == pytest.approx(0.05 - 0.075)
    assert gain_of_swap(world, ATTACKER, 75.0, 0.0) == pytest.approx(0.075 - 0.05)
    assert gain_of_swap(world, HOLDER, 150.0, 0.0) == pytest.approx(2.0 * gain_of_swap(world, HOLDER, 75.0, 0.0))
    assert gain_of_swap(world, HOLDER, 0.0, 0.0) == 0.0


def test_who_expects_to_take_it_pays_less_for_a_chip_and_who_expects_to_lose_it_sells_sooner(one):
    world, _ = view(one, SWAP)
    slow, fast = ([gain_of_swap(world, side, 100.0, rate) for side in (HOLDER, ATTACKER)] for rate in (0.0, 9.0))
    assert slow[HOLDER] < fast[HOLDER]
    assert slow[ATTACKER] > fast[ATTACKER]


def test_ground_left_by_the_terms_counts_by_what_would_still_be_held_after_the_truce(one):
    """150 km² are .15 of the stake. 90 of them would fall in 30 days at 3 a day: the other 60, .06, are given up."""
    leave = {"line_rule": WITHDRAW}
    calm, falling = view(one, NOTHING_FALLS, **leave)[0], view(one, **leave)[0]
    for side, sign in ((HOLDER, -1.0), (ATTACKER, 1.0)):
        assert gain_of_leaving(calm, SLOT, side, 150.0, 0.0) == pytest.approx(sign * 0.15)
        assert gain_of_leaving(falling, SLOT, side, 150.0, 3.0) == pytest.approx(sign * 0.06, rel=0.03)
        assert ground_delay(calm, SLOT, side, 0, 150.0, 0.0) == pytest.approx(-sign * 0.5875 * 3.2 * 0.15 / 0.1)
        assert gain_of_leaving(calm, SLOT, side, 1.0, 0.0) == 0.0  # no more than the attacker wants
        assert gain_of_leaving(view(one)[0], SLOT, side, 150.0, 3.0) == 0.0  # the line freezes
    at_home = view(one, NOTHING_FALLS | {"talks.holder.symbol_value": 0.2}, **leave)[0]
    assert gain_of_leaving(at_home, SLOT, HOLDER, 150.0, 0.0) == pytest.approx(-0.15 - 0.2)


def test_who_holds_the_ground_asks_more_for_terms_by_which_it_leaves_than_for_those_that_freeze_the_line(one):
    (_, frozen), (_, left) = (view(one, NOTHING_FALLS, HOLDER, line_rule=rule) for rule in (FREEZE, WITHDRAW))
    assert left - frozen == pytest.approx(0.5875 * 3.2 * 0.15 / 0.1)
    dear = {"talks.holder.cost_per_day": 0.003}  # .063 saved for .06 handed over: no gap where the line freezes
    assert conditions_of(view(one, NOTHING_FALLS | dear, HOLDER)[0], SLOT, HOLDER) == 0
    cheap_ground = NOTHING_FALLS | dear | {"talks.holder.ground_value": 0.02}
    assert conditions_of(view(one, cheap_ground, HOLDER, line_rule=WITHDRAW)[0], SLOT, HOLDER) == NO_REARMING


def test_what_a_settlement_pays_for_is_not_left_for_nothing_too(one):
    settled = {"kind": SETTLEMENT, "days": 0.0, "line_rule": WITHDRAW}
    for share, left in ((0.0, 0.15), (0.4, 0.09), (1.0, 0.0)):
        world, _ = view(one, NOTHING_FALLS | {"talks.swap_share": share}, **settled)
        assert gain_of_leaving(world, SLOT, HOLDER, 150.0, 0.0) == pytest.approx(-left)
    one_domain, _ = view(one, kind=PARTIAL, line_rule=WITHDRAW)
    assert gain_of_leaving(one_domain, SLOT, HOLDER, 150.0, 3.0) == 0.0


def test_an_exchange_counts_in_a_settlement_alone(one):
    settled = {"kind": SETTLEMENT, "days": 0.0}
    assert view(one, SWAP | NOTHING_FALLS, **settled)[1] < view(one, SWAP, **settled)[1]  # there is a chip to be had
    assert view(one, {"talks.swap_price": 1.0}, **settled)[1] == view(one, **settled)[1]
    assert view(one, SWAP)[1] == view(one)[1]


def test_news_counts_by_what_it_outweighs():
    # .2 nats of a stake of .1 against a week at .001: .02 less .007
    assert news_over_cost(0.2, 0.1, 0.001) == pytest.approx(0.013)
    assert news_over_cost(0.2, 0.1, 0.004) == 0.0


def test_who_waits_for_news_accepts_a_truce_later_by_its_worth(one):
    cheap = {"talks.attacker.cost_per_day": 0.0005}
    world, waiting = view(one, cheap | {"talks.news_weight": 1.0})
    held, rate = world.ground.held, capture_rate(world)
    worth = news_over_cost(information_value(world, ATTACKER, rate), 0.15 * held / 150.0, 0.0005)
    assert worth > 0.0
    assert waiting - view(one, cheap)[1] == pytest.approx(0.5875 * 3.2 * worth / 0.1)
    for kind, days in ((SETTLEMENT, 0.0), (PARTIAL, 30.0)):
        assert view(one, {"talks.news_weight": 1.0}, kind=kind, days=days)[1] == view(one, kind=kind, days=days)[1]
