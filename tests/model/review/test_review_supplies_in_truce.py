"""What reaches people who are cut off while a truce holds, and how soon a mediator comes back after one."""

import numpy as np
import pytest

from sim.model.world.events import CUT_OFF_IN_TRUCE, TABLED, TRUCE_ENDS
from tests.model.review.early_truces import WORLD_HAZARDS
from tests.model.small_runs import series, small

N = 12
CUT_OFF = {
    "command.ordered_before_start": 0.0, "command.policy": 0.0, "command.breakout": 0.0, "command.break_share": 1.0,
    "talks.attacker.accepts_on_day": 2.0, "truce.never_in_force": 0.0, "truce.same_day_share": 1.0,
    "truce.form": WORLD_HAZARDS, "truce.world_mu": 15.0, "truce.world_sigma": 0.5, "truce.settle_probability": 0.0,
    "truce.extension_probability": 0.0, "supply.stock_days": 6.0, "supply.stock_capacity_days": 10.0,
    "supply.floor_share": 0.1, "supply.reopen_hazard_per_day": 0.0, "ground.tempo_start_shift": -4.0,
    "withdrawal.rests_on_strip_km": 0.0,
    "ground.tempo_mean": -10.0, "talks.mediation.retable_after_truce_days": 12.0, "talks.mediation.retable_days": 80.0,
    **{f"supply.routes.{route}.start_state": 2.0 for route in range(2)},
}  # fmt: skip


def run(**values):
    changed = {name.replace("__", "."): value for name, value in values.items()}
    return small("kursk/ceasefire-accepted-promptly", N, 50).changed(CUT_OFF | changed).run(logs=N)


@pytest.mark.parametrize(("share", "left"), [(0.0, 0.0), (0.6, 0.0), (0.9, 2.4), (1.0, 4.2)])
def test_stock_falls_by_what_a_truce_does_not_let_through(share, left):
    # two days of war at .1 of the need: 6 - 1.8 = 4.2; then 18 days of the truce lose 1 - share a day, at least to 0
    block = run(truce__let_through_share=share)
    assert series(block, "stock_days")[:, 20] == pytest.approx(left, abs=1e-6)


def test_terms_that_settle_the_peoples_fate_let_all_through():
    block = run(truce__let_through_share=0.0, talks__proposals__0__people_settled=1.0)
    assert np.all(series(block, "stock_days")[:, 10] >= 4.2 - 1e-6)


def test_what_gets_through_is_told_as_the_truce_starts():
    events = run(truce__let_through_share=0.45).events
    told = events["second"][events["kind"] == CUT_OFF_IN_TRUCE]
    assert len(told) == N
    assert told == pytest.approx(0.45)


def test_a_mediator_comes_back_after_a_truce_in_a_time_of_its_own():
    events = run().events
    for replication in range(N):
        own = events[events["replication"] == replication]
        over = own["time"][own["kind"] == TRUCE_ENDS]
        again = own["time"][(own["kind"] == TABLED) & (own["time"] > over[0])]
        assert over[0] == 32.0
        assert again[0] == 44.0  # after 80 days, beyond the horizon, before
