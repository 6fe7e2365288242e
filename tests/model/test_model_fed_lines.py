"""Lines that are fed and densities of day 0: on outcomes, at the extremes and by hand."""

import numpy as np
import pytest

from sim.model.decisions.policies.access_hazard import MOST_BY_PACE, by_pace
from tests.model.small_runs import HOLDING, SILENT, outcome, series, small

OPEN = {"supply.fire_hazard_per_day": 0.0, "supply.cut_hazard_per_day": 0.0} | {
    f"supply.routes.{route}.start_state": 0.0 for route in range(2)
}
CALM = HOLDING | SILENT | OPEN | {"command.break_share": 1.0, "attacker.break_share": 1.0, "attacker.pauses": 0.0}


@pytest.fixture(scope="module")
def runs():
    return small("kursk/undecided", replications=48, days=30).changed(CALM)


def test_who_falls_is_replaced_by_the_next_day(runs):
    fed = runs.changed({"holder.replaced_share": 1.0, "attacker.replaced_share": 1.0}).run()
    held = outcome(fed, "area_end_km2") > 20.0  # who holds nothing takes nobody in
    for side in ("holder", "attacker"):
        people = series(fed, f"{side}_people").astype(float)[held]
        assert outcome(fed, f"{side}_casualties")[held].min() > 0.0
        assert np.mean(people[:, -1] > 0.97 * people[:, 0]) > 0.9  # who is captured is not replaced
    worn = runs.run()
    assert np.mean(series(worn, "holder_people")[:, -1]) < np.mean(series(fed, "holder_people")[:, -1])


def test_half_replaced_lies_between(runs):
    ends = [
        np.mean(series(runs.changed({"attacker.replaced_share": share}).run(), "attacker_people")[:, -1])
        for share in (0.0, 0.5, 1.0)
    ]
    assert ends == sorted(ends)
    assert ends[1] - ends[0] == pytest.approx(ends[2] - ends[1], rel=0.3)


def test_at_the_densities_of_day_0_the_first_day_is_the_same_for_any_strengths(runs):
    first = [
        series(
            runs.changed(
                {"ground.densities_of_day_0": 1.0, "holder.people_persons": few, "holder.line_quality": 1.0}
            ).run(),
            "held_area_km2",
        )[:, 1]
        for few in (4_000.0, 20_000.0)
    ]
    assert np.mean(np.abs(first[0] - first[1]) < 1.0) > 0.8  # alike but for whom the day itself costs
    apart = [
        series(runs.changed({"holder.people_persons": few, "holder.line_quality": 1.0}).run(), "held_area_km2")[:, 1]
        for few in (4_000.0, 20_000.0)
    ]
    assert np.mean(np.abs(apart[0] - apart[1]) < 1.0) < np.mean(np.abs(first[0] - first[1]) < 1.0)


def test_orders_come_with_the_pace_of_loss_within_bounds():
    assert by_pace(0.0025, 0.7, -4.0, -4.0) == 0.0025
    assert by_pace(0.0025, 0.7, -3.0, -4.0) == pytest.approx(0.0025 * 2.01375, rel=1e-5)  # e^0.7
    assert by_pace(0.0025, 0.7, 20.0, -4.0) == pytest.approx(0.0025 * np.exp(MOST_BY_PACE))
    assert by_pace(0.0025, 0.0, 20.0, -4.0) == 0.0025
