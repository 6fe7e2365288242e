"""Judgements to distributions, against the worked example of the R package SHELF and sums by hand."""

import numpy as np
import pytest

from sim.analysis.elicited import GRID, QUARTILES, Bounds, elicited, fits, pooled
from sim.errors import InputError
from sim.scenario.values.distributions import Distribution, Fixed
from sim.scenario.values.shapes import FORMS

# Vignette "Eliciting Probability Distributions with SHELF" (J. Oakley, 29 June 2016): quartiles 25, 30, 40 of a number
# between 0 and 100. `feedback` prints these 5 and 95 % points and the chances fitted to 25, 30 and 40.
SAID = (25.0, 30.0, 40.0)
SHELF = {
    "normal": ((12.5, 50.4), (0.288, 0.451, 0.772)),
    "lognormal": ((17.3, 55.3), (0.274, 0.466, 0.767)),
    "beta": ((15.2, 51.2), (0.283, 0.456, 0.770)),
}


@pytest.mark.parametrize("family", SHELF)
def test_the_worked_example_of_shelf_is_found_again(family):
    scale = 100.0 if family == "beta" else 1.0  # SHELF's beta is stretched over the bounds
    said = [value / scale for value in SAID]
    (fit,) = fits(said, QUARTILES, [family])
    ends, chances = SHELF[family]
    quantiles = Distribution(fit.family, fit.arguments).quantile([0.05, 0.95]) * scale
    assert quantiles == pytest.approx(ends, abs=0.05)
    assert [FORMS[family].below(fit.arguments, value) for value in said] == pytest.approx(chances, abs=0.0005)


def test_the_nearest_family_comes_first():
    assert [fit.family for fit in elicited([SAID], bounds=Bounds(0.0)).fits] == ["lognormal", "normal"]


def test_quartiles_of_a_normal_give_it_back():
    (fit, *_) = fits((40.0 - 6.7449, 40.0, 40.0 + 6.7449), QUARTILES, ["normal"])
    assert fit.arguments == pytest.approx((40.0, 10.0), rel=1e-4)
    assert fit.squares < 1e-12


def test_a_pool_of_one_is_that_one():
    one = Distribution("normal", (5.0, 2.0))
    assert pooled([one], [1.0], [0.1, 0.5, 0.9]) == pytest.approx(one.quantile([0.1, 0.5, 0.9]), abs=1e-3)


def test_the_pool_is_the_mean_of_the_chances():
    """Normal(0, 1) and Normal(4, 1): by symmetry half lies below 2, and below 0 lies (.5 + .00003) / 2."""
    pair = [Distribution("normal", (0.0, 1.0)), Distribution("normal", (4.0, 1.0))]
    assert pooled(pair, [0.5, 0.5], [0.5]) == pytest.approx([2.0], abs=1e-2)
    assert pooled(pair, [0.5, 0.5], [0.250016]) == pytest.approx([0.0], abs=1e-3)


def test_weights_move_the_pool_towards_a_person():
    pair = [Distribution("normal", (0.0, 1.0)), Distribution("normal", (4.0, 1.0))]
    assert pooled(pair, [0.9, 0.1], [0.5])[0] < 0.2
    assert elicited([(1, 2, 3), (5, 6, 7)], weights=(3, 1)).weights == (0.75, 0.25)


def test_what_stands_in_the_scenario_is_fitted_to_the_pool():
    found = elicited([(30.0, 40.0, 50.0), (20.0, 25.0, 35.0)], bounds=Bounds(0.0, 100.0))
    assert len(found.pool) == len(GRID)
    quantity = found.fits[0].quantity(Bounds(0.0, 100.0))
    inside = quantity.quantile([0.25, 0.5, 0.75])
    assert inside == pytest.approx([found.pool[GRID.index(level)] for level in (0.25, 0.5, 0.75)], rel=0.05)


def test_what_passes_the_bounds_is_cut_to_them():
    quantity = elicited([SAID], bounds=Bounds(0.0, 100.0), family="normal").fits[0].quantity(Bounds(0.0, 100.0))
    assert quantity.truncate == (0.0, 100.0)
    assert not isinstance(quantity, Fixed)
    assert quantity.quantile(np.array([1e-6]))[0] >= 0.0


@pytest.mark.parametrize(
    ("values", "levels", "bounds", "words"),
    [
        ((1, 2), QUARTILES, (0, 9), "1, 2: 2 values for 3 levels; give one for each level"),
        ((1, 3, 2), QUARTILES, (0, 9), "1, 3, 2: the values have to rise with the chances; write the lowest first"),
        ((1, 2, 3), (0.5, 0.25, 0.75), (0, 9), "--levels: give rising chances, the first above 0 and below 0.4"),
        ((1, 2, 3), (0.5, 0.6, 0.75), (0, 9), "--levels: give rising chances"),
        ((1, 2, 3), (0.1, 0.2, 0.5), (0, 9), "--levels: the last chance is 0.5; give one above 0.6 and below 1"),
        ((1, 2, 30), QUARTILES, (0, 9), "1, 2, 30: lies not within 0 to 9; correct a value, --low or --high"),
    ],
)
def test_judgements_that_fit_no_distribution_are_refused(values, levels, bounds, words):
    with pytest.raises(InputError) as caught:
        elicited([values], levels, Bounds(*bounds))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("family", "words"),
    [("lognormal", "holds numbers between 0 and inf alone"), ("beta", "holds numbers between 0 and 1 alone"),
     ("normel", "did you mean 'normal'?")],
)  # fmt: skip
def test_a_family_that_cannot_hold_what_was_said_is_refused(family, words):
    with pytest.raises(InputError) as caught:
        elicited([(-1.0, 2.0, 3.0)], family=family)
    assert words in str(caught.value)


@pytest.mark.parametrize("weights", [(1,), (1, -1), (0, 0)])
def test_weights_are_one_for_each_person(weights):
    with pytest.raises(InputError, match="give 2 numbers of 0 or more, one for each person, not all 0"):
        elicited([(1, 2, 3), (2, 3, 4)], weights=weights)
