"""Values in words: fixed, drawn, days with dates, bounds, units."""

import math
import re
from datetime import date

import numpy as np
import pytest

from sim.analysis.value_shapes import shape_of
from sim.report.evidence.values import parameters
from sim.report.words import scales
from sim.report.words.values import (
    allowed_words,
    changed_first,
    drawn_words,
    mass_words,
    on_scale,
    shape_words,
    spelling_words,
    unit_words,
    value_words,
)
from sim.scenario.files.shipped import shipped_names
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
        ("ground.tempo_start_shift", "no change"),
        ("talks.attacker.mediation_shift", "0.383 times"),
        ("talks.proposals.thirty_days.tabled_day", "day −1 (11 March 2025)"),
        ("command.order_day", "never"),
        ("talks.proposals.thirty_days.starts_on_day", "on no set date"),
        ("talks.proposals.thirty_days.truce_class", "a cessation of hostilities"),
        ("ground.tempo_sd", "factor 4.48"),
        ("command.breakout", "yes"),
        ("command.policy", "the staff judges day by day"),
        ("ground.held_area_km2", "138 to 180 km², most likely 145"),
        ("talks.attacker.pressure_credibility", "0 to 100 %, all equally likely"),
        ("ground.tempo_half_life_days", "9 in 10 from 13 to 48 days, middle 25"),
        ("talks.attacker.settlement_shift", "9 in 10 from 1 to 9.33 times, middle 2.72"),
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
        ("ground.tempo_mean", "1.13e−07 to 20.1 km² per day and km"),
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


@pytest.mark.parametrize("name", shipped_names())
def test_no_value_is_told_in_a_logarithm(name: str) -> None:
    for one in parameters(load(name)):
        assert not re.search(r"\bln\b|\blog\b", f"{one.meaning} {one.value} {one.allowed} {one.unit}"), one.path


def test_a_picture_has_the_scale_of_its_words() -> None:
    scale, halves = scales.of_unit("ln units"), Distribution("uniform", (math.log(0.5), math.log(8.0)))
    shape = on_scale(shape_of(halves), scale)
    assert shape.logarithmic
    assert shape.marks[1].value == pytest.approx(2.0)
    assert 0.5 < shape.at[0] < shape.at[-1] < 8.0
    share = on_scale(shape_of(Distribution("uniform", (0.1, 0.3))), scales.of_unit("share"))
    assert not share.logarithmic
    assert share.marks[1].value == pytest.approx(20.0)
    plain = shape_of(Distribution("uniform", (1.0, 3.0)))
    assert on_scale(plain, scales.of_unit("km²")) is plain


def test_the_height_of_a_picture_counts_by_the_axis_that_it_has() -> None:
    spread = Distribution("lognormal", (1.0, 1.2))
    drawn = shape_of(spread)
    assert drawn.logarithmic
    shape = on_scale(drawn, scales.FACTOR)
    assert np.log(shape.at[np.argmax(shape.density)]) == pytest.approx(math.exp(-(1.2**2)), rel=0.1)  # its mode


def test_what_files_write_is_said_where_it_differs() -> None:
    said = spelling_words(LEAVES["talks.attacker.settlement_shift"].declaration)
    assert said.startswith(", written as ")
    assert "logarithm of days" in said
    assert spelling_words(LEAVES["ground.held_area_km2"].declaration) == ""
    sooner = spelling_words(LEAVES["talks.attacker.pressure_effect"].declaration)
    assert "0.7 for twice as much" in sooner
    assert "delay" not in sooner


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
