"""Glass's delta of a difference, by hand."""

import math

import numpy as np
import pytest
from synthetic_ensembles import Ensemble

from sim.analysis.comparison import effect_sizes


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
