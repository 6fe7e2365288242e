"""A truce in whole runs: it comes into force after its lag or never, and freezes the ground while it lasts."""

import numpy as np
import pytest
from small_runs import HOLDING, NEVER, day_of, outcome, series, small

from sim.model.world.events import PROPOSAL_AGREED, TRUCE_STARTS

AGREED_ON = 4.0
BOTH_ACCEPT = {
    "talks.holder.accepts_on_day": AGREED_ON, "talks.attacker.accepts_on_day": AGREED_ON,
    "talks.mediation.counter_required": 0.0, "talks.attacker.refuses_time_limited": 0.0,
    "truce.never_in_force": 0.0, "truce.same_day_share": 1.0, "truce.form": 1.0,
    "truce.world_mu": 15.0, "truce.world_sigma": 0.5,
    "talks.proposals.0.duration_days": 0.0, "ground.tempo_start_shift": 1.0,
}


@pytest.fixture(scope="module")
def agreed():
    return small(replications=8).changed(HOLDING | BOTH_ACCEPT)


def test_a_truce_freezes_the_ground_and_fighting_goes_on_after_its_end(agreed):
    ending = {"talks.proposals.0.duration_days": 12.0, "truce.extension_probability": 0.0,
              "truce.settle_probability": 0.0, "talks.mediation.retable_after_truce_days": 90.0}
    block = agreed.changed(ending).run()
    held = series(block, "held_area_km2")
    assert np.all(day_of(block, "truce_day") == AGREED_ON)
    assert np.all(held[:, 4:16] == held[:, 4:5])
    assert np.all(outcome(block, "truce_held_days") == 12.0)
    assert held[:, 30].mean() < held[:, 16].mean() - 1.0


def test_every_agreement_or_none_comes_into_force_as_the_scenario_says(agreed):
    assert outcome(agreed.run(), "truce_in_force").all()
    assert not outcome(agreed.changed({"truce.never_in_force": 1.0}).run(), "truce_in_force").any()


@pytest.mark.parametrize("lag", [1.0, 2.5, 7.0])
def test_what_does_not_start_on_its_day_starts_after_the_lag(agreed, lag):
    events = agreed.changed({"truce.same_day_share": 0.0, "truce.lag_days": lag}).run(logs=8).events
    agreements, starts = (events["time"][events["kind"] == kind] for kind in (PROPOSAL_AGREED, TRUCE_STARTS))
    assert len(starts) == len(agreements) == 8
    assert np.all(starts - agreements == lag)


def test_nobody_agrees_to_what_only_one_accepts(agreed):
    block = agreed.changed({"talks.attacker.accepts_on_day": NEVER, "talks.attacker.open_probability": 0.0}).run()
    assert not outcome(block, "truce_in_force").any()
