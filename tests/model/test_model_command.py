"""When the attacker pauses, and when the holder's staff orders a withdrawal."""

import math

import pytest

from sim.model.decisions.command import mode_after
from sim.model.decisions.policies.access_hazard import withdrawal_hazard
from sim.model.world.state import PAUSE, PRESS, RACE

CALM = {
    "base": 0.02, "losses": 1.0, "loss_share": 0.0, "break_share": 0.13, "stock_weight": 1.5, "stock_days": 5.0,
    "trigger_days": 2.0, "fire_weight": 1.0, "exposed": False, "neck_weight": 1.5, "neck_km": 0.0,
    "neck_trigger_km": 4.0, "hope": 0.5, "truce_chance": 0.0,
}


def hazard(**changes):
    return withdrawal_hazard(**{**CALM, **changes})


def test_a_calm_day_has_the_base_hazard():
    assert hazard() == pytest.approx(0.02)  # baseline 4


@pytest.mark.parametrize(
    ("changes", "exponent"),
    [
        ({"exposed": True}, 1.0),
        ({"loss_share": 0.13}, 1.0),
        ({"stock_days": 1.0}, 0.75),
        ({"stock_days": 0.0}, 1.5),
        ({"neck_km": 1.0}, 1.125),
        ({"exposed": True, "loss_share": 0.26, "stock_days": 0.0}, 4.5),
        ({"truce_chance": 0.4}, -0.2),
    ],
)
def test_each_circumstance_multiplies_the_hazard(changes, exponent):
    assert hazard(**changes) == pytest.approx(0.02 * math.exp(exponent))


def test_a_theatre_without_a_neck_has_no_neck_term():
    assert hazard(neck_km=0.0) == hazard(neck_km=40.0)


@pytest.mark.parametrize(
    ("name", "better", "worse"),
    [("loss_share", 0.1, 0.2), ("stock_days", 1.5, 0.5), ("exposed", False, True), ("neck_km", 3.0, 1.0),
     ("truce_chance", 0.5, 0.1)],
)
def test_worse_circumstances_never_lower_the_hazard(name, better, worse):
    assert hazard(**{name: worse}) > hazard(**{name: better})


def test_the_attacker_pauses_above_one_share_and_presses_on_below_another():
    assert mode_after(PRESS, 0.11, 0.10, 0.03) == PAUSE
    assert mode_after(PRESS, 0.05, 0.10, 0.03) == PRESS
    assert mode_after(PAUSE, 0.05, 0.10, 0.03) == PAUSE
    assert mode_after(PAUSE, 0.02, 0.10, 0.03) == PRESS
    assert mode_after(RACE, 0.05, 0.10, 0.03) == PRESS
