"""What the tempo counts by: front or ground held, by hand and on outcomes."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.experiment.running.running import run
from sim.model.fighting.reach import per_area, per_front
from sim.model.ground.settlements import front_length
from sim.scenario.loading import load


def world(held):
    rules = SimpleNamespace(
        ground_front_length_km=36.2, ground_front_reference_km2=139.6, ground_front_exponent=0.6
    )
    front = front_length(held, 36.2, 139.6, 0.6)
    return SimpleNamespace(rules=rules, ground=SimpleNamespace(held=held, front=front))


def test_both_laws_agree_at_the_reference_area():
    assert per_area.length(world(139.6)) == pytest.approx(36.2)
    assert per_front.length(world(139.6)) == pytest.approx(36.2)


def test_a_quarter_of_the_ground_is_a_quarter_of_the_loss_by_area_and_more_by_front():
    # 36.2 / 4 = 9.05 km; 36.2 × 0.25^0.6 = 15.76 km
    assert per_area.length(world(34.9)) == pytest.approx(9.05)
    assert per_front.length(world(34.9)) == pytest.approx(15.76, abs=0.01)


@pytest.mark.parametrize("law", [per_area, per_front])
def test_where_nothing_is_held_nothing_can_be_lost(law):
    assert law.length(world(0.0)) == pytest.approx(0.0, abs=1e-12)


def test_by_area_more_of_the_last_ground_stands_at_the_end():
    """Below the reference area a run loses no more by area than by front, pair by pair on average."""
    sets = ["talks.attacker.open_probability=0", "horizon_days=60"]
    front, area = (
        run(load("kursk/undecided-hold", [*sets, f"ground.tempo_form={form}"]), replications=300, paths=False)
        for form in ("per_front", "per_area")
    )
    kept = area.outcomes["area_end_km2"] - front.outcomes["area_end_km2"]
    assert kept.mean() > 3.0
    assert np.mean(kept < -1.0) < 0.1
