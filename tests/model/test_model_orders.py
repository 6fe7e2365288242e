"""Orders in whole runs: who gives them, what they wait for, and what an order from before day 0 becomes."""

import numpy as np
import pytest
from small_runs import HOLDING, SILENT, day_of, outcome, small

from sim.model.world.events import MOVE_STARTS
from sim.scenario.values.law_forms import Policy

LAG = "command.lag_days"
STATES = ("supply.routes.0.start_state", "supply.routes.1.start_state")
STILL = {"supply.fire_hazard_per_day": 0.0, "supply.cut_hazard_per_day": 0.0, "supply.reopen_hazard_per_day": 0.0,
         "command.ordered_before_start": 0.0, "command.breakout": 0.0, "command.break_share": 1.0}
OPEN, UNDER_FIRE, CUT = 0.0, 1.0, 2.0


@pytest.fixture(scope="module")
def tutorial():
    return small(replications=6)


def orders(tutorial, policy, bridge, ferry):
    """Share of runs with an order within 30 days, with the states of the main and of the other route kept."""
    values = {STATES[0]: bridge, STATES[1]: ferry, "command.policy": float(policy)}
    return np.isfinite(day_of(tutorial.changed(SILENT | STILL | values).run(), "withdrawal_ordered_day")).mean()


@pytest.mark.parametrize("lag", [0.0, 3.0, 4.5])
def test_a_move_starts_when_the_lag_of_its_order_is_over(tutorial, lag):
    leaving = tutorial.changed(SILENT | STILL | {"command.policy": 1.0, "command.order_day": 5.0, LAG: lag})
    events = leaving.run(logs=6).events
    starts = events["time"][events["kind"] == MOVE_STARTS]
    assert len(starts) == 6
    assert np.all(starts == 5.0 + lag)


@pytest.mark.parametrize(
    ("bridge", "ferry", "under_fire", "cut"),
    [(OPEN, OPEN, 0.0, 0.0), (UNDER_FIRE, UNDER_FIRE, 1.0, 0.0), (UNDER_FIRE, CUT, 1.0, 0.0), (OPEN, CUT, 0.0, 0.0),
     (UNDER_FIRE, OPEN, 0.0, 0.0), (CUT, OPEN, 1.0, 1.0), (CUT, CUT, 1.0, 1.0)],
)
def test_the_policies_of_the_road_wait_for_their_state_of_the_way_out(tutorial, bridge, ferry, under_fire, cut):
    # The best route counts, but the way out is cut once the main route is.
    assert orders(tutorial, Policy.POLICY_ROAD_UNDER_FIRE, bridge, ferry) == under_fire
    assert orders(tutorial, Policy.POLICY_ROAD_CUT, bridge, ferry) == cut


def test_the_policy_hold_cancels_an_order_from_before_day_0(tutorial):
    ordered = tutorial.changed(SILENT | STILL | HOLDING | {
        "command.ordered_before_start": 1.0, "command.ordered_days_before": 2.0, STATES[0]: OPEN, STATES[1]: OPEN,
    })
    held = ordered.run()
    assert np.all(np.isnan(outcome(held, "withdrawal_ordered_day")))
    assert not outcome(held, "ground_given_up_km2").any()
    going = ordered.changed({"command.policy": 1.0, "command.order_day": np.inf}).run()
    assert np.all(outcome(going, "withdrawal_ordered_day") == -2.0)
    assert np.all(outcome(going, "ground_given_up_km2") > 0.0)
