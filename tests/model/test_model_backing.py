"""Who stands behind a text, and ground for ground: nothing by default, and each does what its size says."""

import math

import numpy as np
import pytest

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.talks.backing import backing_delay
from sim.model.talks.tabling import schedule, table
from sim.model.talks.terms import already_agreed_to, copy_terms, demands_on, exchanges, limit_to_one_domain
from sim.model.talks.view import delay
from sim.model.talks.views.bargaining import gain_of_leaving, gain_of_swap, sooner
from sim.model.truce.hazards import SHARE_GUARANTEED, terms_log_hazard
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.events import ENDORSED, EXCHANGE, GROUND_GONE, GUARANTEED, LEAVING
from sim.model.world.state import EXCHANGED, FREEZE, GENERAL, WITHDRAW
from tests.model.review.early_truces import CAUSAL, days_held, early_truces
from tests.model.small_runs import NEVER, day_of, series, small

TEXT = "talks.proposals.0."
BACKED = {f"{TEXT}guaranteed": 1.0, f"{TEXT}endorsed": 1.0}
SIZES = {"talks.attacker.guarantee_shift": 0.7, "talks.attacker.endorsement_shift": -1.2,
         "talks.holder.guarantee_shift": -2.0}  # fmt: skip


@pytest.fixture(scope="module")
def one():
    return small("kursk/baseline", replications=1)


def world_with(one, values):
    """A world in which the first two texts are on the table, the second with the terms of the first."""
    world = plain_world(one.model)
    world.reset(1, 0)
    world.rules.fill([float(value) for value in one.changed(values).rows[0]])
    begin(world)
    schedule(world)
    world.talks.kind[1] = GENERAL
    table(world, 0, 0.0, 1)
    copy_terms(world, 0, 1)
    return world


def willing(**values):
    """Kursk futures in which both governments are open and quick, with some values changed."""
    quick = {f"talks.{party}.{leaf}": value for party in ("holder", "attacker")
             for leaf, value in (("open_probability", 1.0), ("clock_mu", 2.0))}  # fmt: skip
    fresh = {f"{TEXT}holder_accepted_day": NEVER, "command.hope_of_truce": 0.0}
    return small("kursk/undecided", 200, 60).changed(quick | fresh).having(**values)


def accepted(runs, party):
    return day_of(runs.run(executor="compiled"), f"{party}_accepted_day")


def test_who_stands_behind_a_text_moves_a_clock_by_the_sizes_given_and_none_without(one):
    world = world_with(one, BACKED | SIZES)
    assert backing_delay(world, 0, ATTACKER) == pytest.approx(0.7 - 1.2)
    assert backing_delay(world, 0, HOLDER) == pytest.approx(-2.0)
    for form in (0.0, 1.0):
        sizes = SIZES | {"talks.acceptance_form": form}
        plain, backed = world_with(one, sizes), world_with(one, sizes | BACKED)
        assert delay(backed, 0, ATTACKER) - delay(plain, 0, ATTACKER) == pytest.approx(-0.5)
    assert delay(world_with(one, BACKED), 0, ATTACKER) == delay(world_with(one, {}), 0, ATTACKER)


def test_a_text_that_follows_keeps_who_stands_behind_it(one):
    world = world_with(one, BACKED | {f"{TEXT}line_rule": float(EXCHANGED)})
    assert (world.talks.guaranteed[1], world.talks.endorsed[1], world.talks.line_rule[1]) == (1, 1, EXCHANGED)


def test_a_guarantor_or_an_endorser_changes_no_run_by_default_and_whole_runs_where_a_size_is_set():
    plain = willing()
    for term, leaf in (("guaranteed", "guarantee_shift"), ("endorsed", "endorsement_shift")):
        with_it = plain.changed({TEXT + term: 1.0})
        assert np.array_equal(accepted(with_it, "attacker"), accepted(plain, "attacker"))
        sooner_with = accepted(with_it.changed({f"talks.attacker.{leaf}": -2.0}), "attacker")
        assert np.mean(sooner_with <= 30.0) > np.mean(accepted(plain, "attacker") <= 30.0) + 0.1


def test_a_guarantee_lasts_as_its_hazard_ratio_where_that_is_read_as_an_effect(one):
    world = world_with(one, BACKED | {"truce.guaranteed_log_hazard": -0.8})
    alone = world_with(one, {"truce.guaranteed_log_hazard": -0.8})
    assert terms_log_hazard(world, 0, 1.0) - terms_log_hazard(alone, 0, 1.0) == pytest.approx(-0.8)
    assert SHARE_GUARANTEED == 0.11  # ceasefire evidence 1.2: external enforcement
    early = early_truces(300).changed({"truce.guaranteed_log_hazard": -0.8})
    without, with_one = (early.changed({f"{TEXT}guaranteed": value}) for value in (0.0, 1.0))
    assert np.array_equal(days_held(with_one), days_held(without))
    causal = [days_held(runs.changed({"truce.associations": CAUSAL})) for runs in (without, with_one)]
    assert np.all(causal[1] >= causal[0])
    assert causal[1].mean() > causal[0].mean() + 1.0


# ground for ground


def test_by_an_exchange_the_holder_is_asked_to_leave_and_the_attacker_to_pay(one):
    frozen, left, exchanged = (
        world_with(one, {f"{TEXT}line_rule": float(rule)}) for rule in (FREEZE, WITHDRAW, EXCHANGED)
    )
    asked = [[demands_on(world, 0, side) != 0 for side in (HOLDER, ATTACKER)] for world in (frozen, left, exchanged)]
    assert asked == [[False, False], [True, False], [True, True]]


def test_of_ground_that_is_gone_nothing_is_left_or_paid_for(one):
    world = world_with(one, {f"{TEXT}line_rule": float(EXCHANGED)})
    world.ground.gone_day = 3.0
    assert [demands_on(world, 0, side) for side in (HOLDER, ATTACKER)] == [0, 0]
    assert not exchanges(world, 0)


def test_nobody_stands_behind_a_text_of_one_domain_because_of_the_text_that_it_lies_beside(one):
    world = world_with(one, BACKED)
    limit_to_one_domain(world, 1)
    assert (world.talks.guaranteed[1], world.talks.endorsed[1]) == (0, 0)


@pytest.mark.parametrize(
    ("side", "accepted_rule", "rule", "agreed_to"),
    [
        (ATTACKER, EXCHANGED, WITHDRAW, True),  # the ground without its price
        (ATTACKER, WITHDRAW, EXCHANGED, False),  # now to be paid for
        (ATTACKER, EXCHANGED, FREEZE, False),
        (HOLDER, WITHDRAW, EXCHANGED, True),  # leaves as before, for a price
        (HOLDER, EXCHANGED, WITHDRAW, False),  # the price is gone
        (HOLDER, EXCHANGED, FREEZE, False),
    ],
)
def test_who_accepted_one_rule_stands_by_what_is_no_worse(one, side, accepted_rule, rule, agreed_to):
    world = world_with(one, {})
    world.talks.line_rule[0], world.talks.line_rule[1] = accepted_rule, rule
    world.talks.standing[side] = 0
    assert already_agreed_to(world, 1, side) == agreed_to


def test_a_government_that_bargains_weighs_the_price_against_the_chip(one):
    values = {"talks.acceptance_form": 1.0, f"{TEXT}line_rule": float(WITHDRAW), "talks.holder.demand_cost": 0.0}
    world = world_with(one, values)
    before = [delay(world, 0, side) for side in (HOLDER, ATTACKER)]
    rules, held, rate = world.rules, world.ground.held, 272.0 / 14.0
    leaving = [gain_of_leaving(world, 0, side, held, rate) for side in (HOLDER, ATTACKER)]
    world.talks.line_rule[0] = EXCHANGED
    for side in (HOLDER, ATTACKER):
        gain = gain_of_swap(world, side, held, rate) - leaving[side]  # instead of leaving for nothing
        expected = -sooner(gain, rules.party_indifference[side], rules.party_clock_sigma[side])
        assert delay(world, 0, side) - before[side] == pytest.approx(expected, rel=1e-6)
    dear = world_with(one, values | {f"{TEXT}line_rule": float(EXCHANGED), "talks.swap_price": 0.9})
    cheap = world_with(one, values | {f"{TEXT}line_rule": float(EXCHANGED), "talks.swap_price": 0.0})
    assert delay(dear, 0, HOLDER) < delay(cheap, 0, HOLDER)
    assert delay(dear, 0, ATTACKER) > delay(cheap, 0, ATTACKER)


def test_by_an_exchange_all_the_ground_is_left_and_a_clock_heeds_it_by_its_size():
    exchange = willing(**{f"{TEXT}line_rule".replace(".", "__"): float(EXCHANGED)})
    lasting = {"truce.never_in_force": 0.0, "truce.same_day_share": 1.0, "truce.world_mu": 15.0, "truce.form": 1.0}
    block = exchange.changed(lasting | {"talks.mediation.counter_rounds": 0.0}).run(executor="compiled")
    days = day_of(block, "truce_day")
    in_force = days < 20.0
    assert np.sum(in_force) > 20
    assert np.mean(series(block, "held_area_km2")[in_force, 60] < 1.0) > 0.9
    base, later = (accepted(exchange.having(talks__attacker__exchange_shift=shift), "attacker") for shift in (0.0, 2.0))
    assert np.mean(later <= 30.0) < np.mean(base <= 30.0) - 0.05


def test_it_is_told_who_stands_behind_a_text_and_what_it_gives_for_the_ground():
    values = BACKED | {f"{TEXT}line_rule": float(EXCHANGED)}
    events = small("kursk/undecided", 4, 5).changed(values).run(logs=4).events
    for kind in (GUARANTEED, ENDORSED, EXCHANGE):
        told = events[(events["kind"] == kind) & (events["time"] == 0.0)]
        assert len(told) == 4
    assert math.isclose(events["first"][events["kind"] == EXCHANGE][0], 139.6, rel_tol=0.2)


@pytest.mark.parametrize(("rule", "kind"), [(WITHDRAW, LEAVING), (EXCHANGED, EXCHANGE)])
def test_that_the_ground_is_left_is_told_of_every_text_while_there_is_any(rule, kind):
    events = small("kursk/undecided", 60, 90).changed({f"{TEXT}line_rule": float(rule)}).run(logs=60).events
    gone = dict(zip(events["replication"][events["kind"] == GROUND_GONE].tolist(),
                    events["time"][events["kind"] == GROUND_GONE].tolist(), strict=True))  # fmt: skip
    told = events[events["kind"] == kind]
    assert len(np.unique(told["replication"])) == 60
    assert len(gone) > 5
    assert all(one["time"] < gone.get(int(one["replication"]), np.inf) for one in told)
