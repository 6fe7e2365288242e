"""Shapes of drawn values: the probabilities are those of the distribution, whatever is cut off or clipped."""

import numpy as np
import pytest

from sim.analysis.value_shapes import MARKS, bounded, shape_of
from sim.scenario.files.shipped import shipped_names
from sim.scenario.loading import load
from sim.scenario.values.distributions import Distribution

FORMS = {
    "uniform": Distribution("uniform", (0.0, 1.0)),
    "triangular": Distribution("triangular", (138.0, 145.0, 180.0)),
    "normal": Distribution("normal", (-4.0, 0.5)),
    "lognormal": Distribution("lognormal", (25.0, 0.4)),
    "wide lognormal": Distribution("lognormal", (24.5, 2.0)),
    "truncated lognormal": Distribution("lognormal", (0.13, 1.27), truncate=(0.03, 0.75)),
    "clipped normal": Distribution("normal", (1.0, 0.75), clip=(0.0, None)),
    "beta": Distribution("beta", (0.82, 25.6)),
    "gamma": Distribution("gamma", (6.5,)),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_share_of_draws_in_a_stretch_is_that_of_the_density(name: str) -> None:
    distribution = FORMS[name]
    shape = shape_of(distribution, cells=400)
    draws = distribution.quantile((np.arange(40_000) + 0.5) / 40_000)
    low, high = shape.at[0], shape.at[-1]
    inside = draws[(draws > low) & (draws < high)]
    middle = float(shape.at[np.searchsorted(np.cumsum(shape.density), shape.density.sum() / 3.0)])
    assert (inside < middle).mean() == pytest.approx(1.0 / 3.0, abs=0.012)
    assert shape.density.max() == 1.0
    assert shape.density.min() >= 0.0


@pytest.mark.parametrize("name", FORMS)
def test_marks_are_the_quantiles(name: str) -> None:
    shape = shape_of(FORMS[name])
    assert [mark.share for mark in shape.marks] == list(MARKS)
    assert [mark.value for mark in shape.marks] == [pytest.approx(float(FORMS[name].quantile(s))) for s in MARKS]


def test_what_is_clipped_is_a_mass_at_the_end() -> None:
    [mass] = shape_of(FORMS["clipped normal"]).masses
    assert mass.value == 0.0
    assert mass.share == pytest.approx(0.0912, abs=1e-4)  # a standard normal below -4/3
    assert not shape_of(FORMS["normal"]).masses


def test_options_are_masses() -> None:
    bernoulli = shape_of(Distribution("bernoulli", (0.8,)))
    assert [(mass.value, mass.share) for mass in bernoulli.masses] == [(0.0, pytest.approx(0.2)), (1.0, 0.8)]
    choice = shape_of(Distribution("choice", (0.0, 85.0, 15.0)))
    assert [(mass.value, mass.share) for mass in choice.masses] == [
        (1.0, pytest.approx(0.85)),
        (2.0, pytest.approx(0.15)),
    ]
    assert choice.at.size == 0
    [certain] = shape_of(Distribution("bernoulli", (1.0,))).masses
    assert certain.value == 1.0


def test_only_a_wide_lognormal_has_logarithmic_cells() -> None:
    assert [name for name, one in FORMS.items() if shape_of(one).logarithmic] == ["wide lognormal"]


def test_draws_stay_in_the_bounds_of_the_schema() -> None:
    drawn = bounded(Distribution("lognormal", (2.0, 0.4)), 1.0, 20.0)
    shape = shape_of(drawn)
    assert shape.at.min() >= 1.0
    [mass] = shape.masses
    assert mass.value == 1.0
    assert mass.share == pytest.approx(0.0415, abs=1e-3)  # a standard normal below -ln(2) / 0.4
    assert bounded(FORMS["clipped normal"], -5.0, 2.0).clip == (0.0, 2.0)
    yes = Distribution("bernoulli", (0.8,))
    assert bounded(yes, 0.0, 1.0) is yes


@pytest.mark.parametrize("name", shipped_names())
def test_every_drawn_value_of_every_scenario_has_a_shape(name: str) -> None:
    for leaf in load(name).leaves():
        if isinstance(leaf.quantity, Distribution):
            shape = shape_of(bounded(leaf.quantity, leaf.declaration.low, leaf.declaration.high))
            assert shape.at.size or shape.masses, leaf.path
            assert np.isfinite(shape.density).all(), leaf.path
            assert np.all(np.diff(shape.at) > 0.0), leaf.path
