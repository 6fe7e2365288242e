"""A drawn value moved as a whole: by form, within the bounds, there and back, the same from a file."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.files.shipped import shipped_names
from sim.scenario.loaded import Leaf
from sim.scenario.loading import load, tuned
from sim.scenario.values import moving
from sim.scenario.values.distributions import Distribution, Fixed

DRAWN = [
    leaf
    for name in ("kursk/baseline", "tutorial/baseline")
    for leaf in load(name).leaves()
    if moving.movable(leaf.quantity)
]


@pytest.mark.parametrize(
    ("own", "to", "then"),
    [
        (Distribution("triangular", (50.0, 60.0, 67.0)), 70.0, "{triangular: [60, 70, 77]}"),
        (Distribution("uniform", (0.0, 0.5)), 0.5, "{uniform: [0.25, 0.75]}"),
        (Distribution("normal", (-4.0, 0.5)), -3.0, "{normal: [-3, 0.5]}"),
        (Distribution("normal", (0.75, 0.75), clip=(0.0, None)), 2.0, "{normal: [2, 0.75], clip: [0, null]}"),
        (Distribution("lognormal", (5.0, 0.8)), 10.0, "{lognormal: [10, 0.8]}"),
        (Distribution("uniform", (0.0, 1.0)), 0.8, "{uniform: [0.3, 1.3], clip: [0, 1]}"),
        (Distribution("triangular", (0.0, 0.05, 0.2)), 0.95, "{triangular: [0.9, 0.95, 1.1], clip: [0, 1]}"),
        (Distribution("beta", (1.2, 1.2)), 0.5, "{beta: [1.2, 1.2]}"),
    ],
)
def test_each_form_moves_in_its_own_way(own: Distribution, to: float, then: str) -> None:
    bounds = (0.0, 1.0) if "clip: [0, 1]" in then or own.form == "beta" else (-100.0, 100.0)
    assert moving.text(moving.moved(own, to, *bounds)) == then


@pytest.mark.parametrize("form", ["uniform", "triangular", "normal"])
def test_a_range_within_a_window_moves_as_a_whole_until_its_middle_is_there(form: str) -> None:
    arguments = {"uniform": (0.0, 4.0), "triangular": (0.0, 1.0, 4.0), "normal": (1.5, 1.0)}[form]
    own = Distribution(form, arguments, truncate=(0.5, 3.5))
    then = moving.moved(own, 2.6, 0.0, 10.0)
    assert isinstance(then, Distribution)
    assert then.truncate == own.truncate
    assert then.median() == pytest.approx(2.6, rel=1e-6)
    places = 1 if form == "normal" else len(arguments)
    by = [after - before for before, after in zip(arguments, then.arguments, strict=True)]
    assert by == pytest.approx([by[0]] * places + [0.0] * (len(arguments) - places))
    assert by[0] > 0.0


@pytest.mark.parametrize(("form", "arguments", "to"), [("beta", (2.0, 48.0), 0.2), ("gamma", (6.5,), 3.0)])
def test_a_form_without_a_place_keeps_its_form_with_another_middle(
    form: str, arguments: tuple[float, ...], to: float
) -> None:
    then = moving.moved(Distribution(form, arguments), to, 0.0, 1000.0 if form == "gamma" else 1.0)
    assert isinstance(then, Distribution)
    assert then.median() == pytest.approx(to, rel=1e-9)
    if form == "beta":
        assert sum(then.arguments) == pytest.approx(sum(arguments))


def test_where_no_spread_has_room_the_value_is_fixed() -> None:
    assert moving.moved(Distribution("beta", (2.0, 48.0)), 0.0, 0.0, 1.0) == Fixed(0.0)
    assert moving.moved(Distribution("lognormal", (5.0, 0.8)), 0.0, 0.0, 365.0) == Fixed(0.0)


def test_a_choice_has_no_middle_and_a_place_beyond_the_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="no middle"):
        moving.moved(Distribution("bernoulli", (0.5,)), 1.0, 0.0, 1.0)
    with pytest.raises(ValueError, match="outside 0 to 1"):
        moving.moved(Distribution("uniform", (0.0, 1.0)), 1.5, 0.0, 1.0)


@settings(max_examples=150, deadline=None)
@given(leaf=st.sampled_from(DRAWN), share=st.floats(0.02, 0.98))
def test_where_a_range_was_moved_to_is_read_back(leaf: Leaf, share: float) -> None:
    own, bounds = leaf.quantity, (leaf.declaration.low, leaf.declaration.high)
    assert isinstance(own, Distribution)
    to = moving.round_number(min(max(float(own.quantile(share)), bounds[0]), bounds[1]))
    then = moving.moved(own, to, *bounds)
    if isinstance(then, Fixed):
        assert then.value == to
        return
    assert moving.moved_to(then, own, *bounds) == pytest.approx(to, rel=1e-8, abs=1e-10)
    low, high = then.support()
    assert bounds[0] <= low <= high <= bounds[1] or then.form in ("normal", "lognormal", "gamma")


def test_a_range_that_is_no_move_of_the_own_one_is_not_taken_for_one() -> None:
    own = Distribution("normal", (-4.0, 0.5))
    for other in (Distribution("normal", (-3.0, 0.6)), Distribution("uniform", (-4.0, -3.0)), Fixed(-3.0)):
        assert moving.moved_to(other, own, -12.0, 3.0) is None


@pytest.mark.parametrize("name", shipped_names())
def test_every_drawn_value_of_a_shipped_scenario_can_be_moved_and_loaded(name: str) -> None:
    bare = load(name)
    sets = []
    for leaf in bare.leaves():
        if moving.movable(leaf.quantity) and leaf.path != "ground.held_area_km2":  # which must fit the map
            assert isinstance(leaf.quantity, Distribution)
            to = moving.round_number(float(leaf.quantity.quantile(0.7)))
            to = min(max(to, leaf.declaration.low), leaf.declaration.high)
            then = moving.moved(leaf.quantity, to, leaf.declaration.low, leaf.declaration.high)
            sets.append(f"{leaf.path}={moving.text(then)}")
    found = {leaf.path: leaf.quantity for leaf in tuned(bare, sets).leaves()}
    own = {leaf.path: leaf.quantity for leaf in bare.leaves()}
    for path in (change.partition("=")[0] for change in sets):
        assert isinstance(found[path], Distribution)
        assert not math.isclose(moving.middle(found[path]), moving.middle(own[path]), rel_tol=1e-6)
