"""Values as a scenario file spells them, read by toy sections."""

import datetime
import math
from enum import IntEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from sim.errors import InputError
from sim.scenario.files.documents import parse
from sim.scenario.schema.complaints import validated
from sim.scenario.schema.structure import slots
from sim.scenario.values.declarations import Quantity, Section, choice, quantity, switch, walk
from sim.scenario.values.distributions import USER, Basis, Distribution, Evidence, Fixed, same_numbers
from sim.scenario.values.spelling import read_leaf, spell, value_text


class Road(IntEnum):
    OPEN = 0
    UNDER_FIRE = 1
    CUT = 2


class Supply(Section):
    """A toy."""

    stock_days: Quantity = quantity(
        {"triangular": [1, 2, 30]}, unit="days", low=0, high=60, about="stock at the positions", source="toy"
    )
    road: Quantity = choice(Road, Road.UNDER_FIRE, about="state of the road", source="judgement-toy")
    reserve: Quantity = switch(True, about="a reserve exists", source="judgement-toy", kind="chance")
    order_day: Quantity = quantity(
        0,
        unit="day",
        low=-90,
        high=365,
        about="day of the order",
        source="p1",
        basis="article",
        note="as said",
    )


class Toy(Section):
    """A toy scenario."""

    supply: Supply = Field(default_factory=Supply)
    depots: dict[str, Supply] = Field(default_factory=dict)
    horizon_days: int = 90


def read(text):
    return validated(Toy, parse(text, "toy.yaml"), {"start": datetime.date(2025, 3, 12)})


def supply(text):
    return read("supply:\n    " + text).supply


def test_a_default_carries_the_evidence_of_its_declaration():
    assert Supply().order_day == Fixed(0.0, Evidence("p1", Basis.ARTICLE, "as said"))
    assert Supply().road.value == 1


def test_a_bare_value_is_the_users_judgement():
    assert supply("stock_days: 3").stock_days == Fixed(3.0, USER)


def test_a_value_carries_its_evidence():
    found = supply("stock_days: {value: 3, source: p9, basis: reported, note: said so}").stock_days
    assert found == Fixed(3.0, Evidence("p9", Basis.REPORTED, "said so"))


def test_a_distribution_is_read_with_clip_and_truncate():
    found = supply(
        "stock_days: {normal: [5, 2], clip: [0, null], truncate: [null, 20], source: p9}"
    ).stock_days
    assert found == Distribution(
        "normal", (5.0, 2.0), (0.0, None), (None, 20.0), Evidence("p9", Basis.JUDGEMENT)
    )


@pytest.mark.parametrize("text", ["under_fire", "under-fire", "UNDER_FIRE", "{value: under_fire}"])
def test_a_choice_is_read_by_name(text):
    assert supply(f"road: {text}").road.value == Road.UNDER_FIRE


def test_a_choice_can_be_weighted():
    found = supply("road: {choice: {cut: 0.15, under_fire: 0.85}}").road
    assert found.arguments == (0.0, 0.85, 0.15)


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", 1), ("no", 0), ("true", 1), ("false", 0), ("'yes'", 1), ("'true'", 1), ("'False'", 0)],
)
def test_yes_and_no_are_understood(text, value):
    assert supply(f"reserve: {text}").reserve.value == value


def test_a_switch_can_be_a_probability():
    assert supply("reserve: {bernoulli: [0.75]}").reserve.mean() == 0.75
    assert supply("reserve: {bernoulli: 0.75}").reserve.mean() == 0.75


@pytest.mark.parametrize(
    ("text", "day"), [("2025-03-20", 8), ("{value: 2025-03-10}", -2), ("'2025-03-12'", 0)]
)
def test_a_date_becomes_days_since_the_start(text, day):
    assert supply(f"order_day: {text}").order_day.value == day


def test_dates_may_stand_in_a_distribution():
    found = supply("order_day: {triangular: [2025-03-13, 2025-03-15, 2025-03-19]}").order_day
    assert found.arguments == (1.0, 3.0, 7.0)


@pytest.mark.parametrize("text", ["", "null", "never", "{value: null}"])
def test_null_means_never_where_a_value_is_a_day(text):
    assert supply(f"order_day: {text}").order_day.value == math.inf


WRONG = [
    ("stock_days: -3", "toy.yaml:2:5: supply.stock_days = -3 is below 0 days (stock at the positions)"),
    ("stock_days: 61", "= 61 is above 60 days (stock at the positions); give 0 to 60 days"),
    ("stock_days: many", "= 'many' is text, not a number"),
    ("stock_days: '3'", "= '3' is text, not a number"),
    ("stock_days: true", "is yes or no, not a number"),
    ("stock_days: [1, 2]", "is a list, not a number"),
    ("stock_days:", "has an empty value"),
    ("stock_days: .inf", "is not a finite number"),
    ("stock_days: 2025-03-12", "is a date, not a number"),
    ("stock_days: {triangular: [3, 2, 1]}", "low, mode, high must be in rising order"),
    ("stock_days: {triangular: [3, 2]}", "must be spelled triangular: [low, mode, high]"),
    ("stock_days: {triangular: [1, 2, 70]}", "reaches 70 days, which is above 60 days"),
    ("stock_days: {normal: [5, -1]}", "sd must be above 0"),
    ("stock_days: {normal: [-5, 1]}", "reaches -5 days, which is below 0 days"),
    ("stock_days: {normal: [5, 1], clip: 3}", "clip must be spelled [low, high]"),
    ("stock_days: {normal: [5, 1], truncate: [50, 60]}", "the truncate window holds no probability"),
    ("stock_days: {value: 3, clip: [0, 1]}", "is fixed, so remove `clip`"),
    ("stock_days: {normal: [5, 1], value: 3}", "needs exactly one of"),
    ("stock_days: {source: p1}", "needs exactly one of"),
    ("stock_days: {triangle: [1, 2, 3]}", "unknown key 'triangle'; did you mean 'triangular'?"),
    ("stock_days: {value: 3, basis: judgment}", "unknown basis 'judgment'; basis is one of: article"),
    ("stock_days: {value: 3, source: 5}", "source = 5, which is not text"),
    ("stock_days: {choice: {open: 1}}", "is a choice, not a number"),
    ("road: opne", "(state of the road); give one of: open, under_fire, cut; did you mean 'open'?"),
    ("road: 1", "= 1 is no choice"),
    ("road: {triangular: [0, 1, 2]}", "give {choice: {open: weight, under_fire: weight, cut: weight}}"),
    ("road: {bernoulli: 0.5}", "is no choice"),
    ("road: {choice: {opne: 1}}", "did you mean 'open'?"),
    ("road: {choice: {open: 0}}", "must add up to more than 0"),
    ("road: {choice: {open: x}}", "is text, not a number"),
    ("road: {choice: [1, 2]}", "must be spelled choice:"),
    ("reserve: perhaps", "give one of: no, yes"),
    ("order_day: 2030-01-01", "is above 365 days"),
    ("order_day: soon", "= 'soon' is text"),
    ("stok_days: 3", "unknown key 'supply.stok_days'; did you mean 'stock_days'?"),
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_wrong_value_is_one_line_with_its_place(text, words):
    with pytest.raises(InputError) as caught:
        supply(text)
    message = str(caught.value)
    assert words in message
    assert message.startswith("toy.yaml:2:")
    assert "\n" not in message
    assert caught.value.exit_code == 2


def test_a_place_inside_a_value_is_pointed_at():
    with pytest.raises(InputError, match=r"^toy.yaml:4:7: supply.stock_days has an unknown basis"):
        read("supply:\n  stock_days:\n      value: 3\n      basis: guess\n")


def test_the_first_of_several_faults_is_told_and_the_others_counted():
    with pytest.raises(InputError, match=r"and 1 more after this"):
        read("supply: {stock_days: -3, road: x}\n")


def test_plain_fields_refuse_what_looks_like_a_slip():
    for text, words in [("true", "yes or no"), ("'90'", "without quotes"), ("1.5", "whole number")]:
        with pytest.raises(InputError, match=words):
            read(f"horizon_days: {text}\n")


def test_a_declaration_refuses_its_own_mistakes():
    with pytest.raises(TypeError, match="below 0"):
        quantity(-1, unit="days", low=0, high=1, about="x", source="y")
    with pytest.raises(TypeError, match="kind"):
        switch(True, about="x", source="y", kind="luck")
    gap = IntEnum("gap", {"A": 0, "B": 2})
    with pytest.raises(TypeError, match="number its members"):
        choice(gap, "a", about="x", source="y")


def test_a_section_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        Supply().stock_days = Fixed(1.0)


def test_walking_numbers_the_entries_and_keeps_their_names():
    found = {present.path: present.slot for present in walk(read("depots: {west: {}, east: {}}\n"))}
    assert found["depots.east.stock_days"] == "depots.1.stock_days"
    assert found["supply.road"] == "supply.road"
    assert "depots.0.road" in dict(slots(Toy))


terms_of_stock = next(found.terms for found in walk(Supply()) if found.path == "stock_days")
terms_of_road = next(found.terms for found in walk(Supply()) if found.path == "road")


@settings(max_examples=200, deadline=None)
@given(st.floats(0, 60), st.text(max_size=8), st.sampled_from(list(Basis)))
def test_what_is_spelled_reads_back_the_same(value, note, basis):
    for original in (
        Fixed(value, Evidence("p1", basis, note)),
        Distribution("uniform", (value / 2, value + 1e-9), (0.0, None), evidence=Evidence("p1", basis, note)),
    ):
        if original.support()[1] <= 60:
            assert read_leaf(terms_of_stock, spell(original, None)) == original


def test_a_value_reads_as_one_short_line():
    assert value_text(Fixed(15.0), None) == "15"
    assert value_text(Fixed(math.inf), None) == "never"
    assert value_text(Fixed(2.0), terms_of_road.options) == "cut"
    assert value_text(Distribution("triangular", (8.0, 15.0, 30.0)), None) == "triangular [8, 15, 30]"
    weighted = Distribution("choice", (0.0, 0.85, 0.15))
    assert value_text(weighted, terms_of_road.options) == "choice {under_fire: 0.85, cut: 0.15}"


def test_equal_numbers_are_equal_whatever_their_evidence():
    assert same_numbers(Fixed(1.0), Fixed(1.0, Evidence("p1", Basis.ARTICLE)))
    assert not same_numbers(Fixed(1.0), Distribution("uniform", (0.0, 2.0)))
