"""How large a difference is next to how far runs lie apart: by hand, and of shares by published numbers."""

import math

import numpy as np
import pytest
from synthetic_ensembles import Ensemble

from sim.analysis.comparison import effect_sizes

SHARE = "truce_in_force"


def with_truces(share: float, n: int = 200) -> Ensemble:
    return Ensemble("made up", {SHARE: (np.arange(n) < round(share * n)).astype(float)})


def size_of(base: float, other: float) -> float:
    return effect_sizes(with_truces(base), with_truces(other), [SHARE])[SHARE]


def with_ground(*values: float) -> Ensemble:
    return Ensemble("made up", {"area_end_km2": np.array(values)})


@pytest.mark.parametrize(
    ("base", "other", "size"),
    [
        ((0.0, 10.0), (5.0, 15.0), 1.0),  # 5 km² more, a standard deviation of 5 km²
        ((0.0, 10.0), (0.0, 0.0), -1.0),
        ((7.0, 7.0), (9.0, 13.0), 2.0),  # the base has no spread: 4 over that of the other, 2
        ((7.0, 7.0), (8.0, 8.0), math.inf),
        ((7.0, 7.0), (6.0, 6.0), -math.inf),
        ((7.0, 7.0), (7.0, 7.0), 0.0),
        ((0.0, 10.0, math.nan), (5.0, 15.0, 99.0), 1.0),  # the third is no pair
        ((math.nan,), (1.0,), 0.0),
    ],
)
def test_a_difference_is_measured_by_the_spread_of_the_base(base, other, size):
    found = effect_sizes(with_ground(*base), with_ground(*other), ["area_end_km2"])
    assert found == {"area_end_km2": pytest.approx(size)}


@pytest.mark.parametrize(
    ("base", "other", "size"),
    [
        (0.4, 0.5, 0.20135792),  # statsmodels, proportion_effectsize; R, pwr::ES.h of Cohen's exercise 6.5
        (0.4, 0.3, -0.21015893),  # statsmodels, the same example
        (0.5, 0.4, -0.20135792),
        (0.0, 0.25, math.pi / 3.0),  # by hand: the sine of a sixth of pi is a half
        (0.0, 1.0, math.pi),
        (0.4, 0.4, 0.0),
        (1.0, 1.0, 0.0),
    ],
)
def test_a_difference_of_shares_is_one_of_angles(base, other, size):
    assert size_of(base, other) == pytest.approx(size, abs=1e-8)


def test_eighty_points_from_three_do_not_go_before_eighty_eight_from_eleven() -> None:
    """A difference over the deviation of its start would rank them the other way: 4.7 over 2.8."""
    rare, less_rare = (size_of(*both) for both in ((0.03, 0.83), (0.11, 0.99)))
    assert rare < less_rare


def test_it_does_not_matter_which_way_a_share_is_told() -> None:
    there, none = (size_of(*both) for both in ((0.03, 0.83), (0.97, 0.17)))
    assert there == pytest.approx(-none)


def test_a_share_without_pairs_has_no_size() -> None:
    nothing = Ensemble("made up", {SHARE: np.full(200, math.nan)})
    assert effect_sizes(nothing, with_truces(0.5), [SHARE]) == {SHARE: 0.0}
