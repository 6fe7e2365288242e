"""Values in words: fixed, drawn, days with dates, bounds, units."""

from datetime import date

import pytest

from sim.analysis.value_shapes import shape_of
from sim.report.words.values import (
    allowed_words,
    changed_first,
    drawn_words,
    mass_words,
    shape_words,
    unit_words,
    value_words,
)
from sim.scenario.loading import load
from sim.scenario.values.distributions import Distribution

BASELINE = load("kursk/baseline")
LEAVES = {leaf.path: leaf for leaf in BASELINE.leaves()}
START = date(2025, 3, 12)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("attrition.days_in_line", "218 days"),
        ("command.review_interval_days", "1 day"),
        ("ground.tempo_start_shift", "0 ln units"),
        ("talks.attacker.mediation_shift", "−0.96 ln days"),
        ("talks.proposals.thirty_days.tabled_day", "day −1 (11 March 2025)"),
        ("command.order_day", "never"),
        ("command.breakout", "yes"),
        ("command.policy", "the staff judges day by day"),
        ("ground.held_area_km2", "138 to 180 km², most likely 145"),
        ("talks.attacker.pressure_credibility", "0 to 1, all equally likely"),
        ("ground.tempo_half_life_days", "9 in 10 from 13 to 48 days, middle 25"),
        ("talks.attacker.settlement_shift", "9 in 10 from 0 to 2.2 ln days, middle 1"),
        ("command.ordered_before_start", "yes in 75 of 100 runs"),
        ("supply.routes.paved_road.start_state", "under fire in 85 of 100 runs, cut in 15 of 100"),
    ],
)
def test_a_value_in_words(path: str, text: str) -> None:
    assert value_words(LEAVES[path].quantity, LEAVES[path].declaration, START) == text


def test_a_certain_draw_is_its_value() -> None:
    declaration = LEAVES["command.ordered_before_start"].declaration
    assert value_words(Distribution("bernoulli", (0.0,)), declaration) == "no"
    assert value_words(Distribution("bernoulli", (1.0,)), declaration) == "yes"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ground.tempo_mean", "−16 to 3 ln km² per day and km"),
        ("command.order_day", "day 0 to day 3,650, or never"),
        ("command.ordered_before_start", "yes, no, or the probability of yes"),
        ("supply.routes.paved_road.start_state", "open, under fire, cut"),
        ("attrition.claim_bias", "0.05 to 5"),
    ],
)
def test_what_is_allowed(path: str, text: str) -> None:
    assert allowed_words(LEAVES[path].declaration) == text


def test_the_finding_of_a_shape() -> None:
    def words(path: str) -> str:
        quantity = LEAVES[path].quantity
        assert isinstance(quantity, Distribution)
        return shape_words(quantity, LEAVES[path].declaration)

    assert (
        words("attacker.people_persons") == "Half of the draws lie above 59,200 people; 9 in 10 from 52,900 to 64,600"
    )
    assert words("ground.power_exponent") == "Half of the draws are 0; 1 in 20 lies above 0.82"
    assert words("command.ordered_before_start") == "Yes in 75 of 100 runs"


def test_what_is_clipped_is_told() -> None:
    clipped = Distribution("normal", (1.0, 0.75), clip=(0.0, None))
    assert mass_words(shape_of(clipped)) == "At the dot, 9% of the draws are exactly 0."
    assert mass_words(shape_of(Distribution("normal", (1.0, 0.75)))) == ""
    assert mass_words(shape_of(Distribution("bernoulli", (0.5,)))) == ""


def test_how_often_a_value_is_drawn() -> None:
    def words(path: str) -> str:
        return drawn_words(LEAVES[path].quantity, LEAVES[path].declaration)

    assert words("attrition.days_in_line") == "The same in every run."
    assert "luck" in words("command.lag_days")
    assert "not known" in words("ground.tempo_mean")


def test_units_that_need_it_are_explained() -> None:
    assert "doubles" in unit_words("ln days")
    assert unit_words("days") == ""


def test_what_was_changed_stands_before_the_text_that_it_may_deny():
    assert changed_first([], "Nobody is ordered out.") == " Nobody is ordered out."
    told = changed_first(["Order day: 3 → **5**", "Lag: 1 → **0**"], "Nobody is ordered out.")
    assert told == " Changed: Order day: 3 → **5**; Lag: 1 → **0**. Without these changes: Nobody is ordered out."
    assert changed_first(["Lag: 1 → **0**"], "") == " Changed: Lag: 1 → **0**."
