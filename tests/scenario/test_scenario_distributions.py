"""Quantiles against scipy.stats, censoring and truncation, and what cannot exist."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.scenario.values.distributions import Distribution, Fixed, central_value, outside

U = np.array([1e-9, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1 - 1e-9])

SAME = [
    ("uniform", (2.0, 7.0), stats.uniform(2, 5)),
    ("triangular", (1.0, 3.0, 30.0), stats.triang(2 / 29, 1, 29)),
    ("triangular", (0.0, 0.0, 4.0), stats.triang(0, 0, 4)),
    ("triangular", (0.0, 4.0, 4.0), stats.triang(1, 0, 4)),
    ("normal", (-4.0, 0.5), stats.norm(-4, 0.5)),
    ("lognormal", (25.0, 0.4), stats.lognorm(0.4, scale=25)),
    ("beta", (0.82, 25.6), stats.beta(0.82, 25.6)),
    ("gamma", (2.5,), stats.gamma(2.5)),
]


@pytest.mark.parametrize(("form", "arguments", "reference"), SAME)
def test_quantiles_and_mean_agree_with_scipy(form, arguments, reference):
    ours = Distribution(form, arguments)
    np.testing.assert_allclose(ours.quantile(U), reference.ppf(U), rtol=1e-9, atol=1e-12)
    assert ours.mean() == pytest.approx(reference.mean(), rel=1e-12)
    np.testing.assert_allclose(ours.support(), reference.support())


@pytest.mark.parametrize(("form", "arguments", "reference"), SAME)
def test_a_truncated_form_is_the_form_given_its_window(form, arguments, reference):
    low, high = reference.ppf([0.2, 0.7])
    expected = reference.ppf(0.2 + U * 0.5)
    ours = Distribution(form, arguments, truncate=(low, high))
    np.testing.assert_allclose(ours.quantile(U), expected, rtol=1e-7, atol=1e-9)
    assert ours.support() == (low, high)


@pytest.mark.parametrize(("form", "arguments", "reference"), SAME)
def test_the_mean_of_a_truncated_form_is_right(form, arguments, reference):
    low, high = reference.ppf([0.2, 0.7])
    expected = reference.expect(lambda x: x, lb=low, ub=high, conditional=True)
    assert Distribution(form, arguments, truncate=(low, high)).mean() == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    ("arguments", "window"), [((0.0, 1.0), (8.0, None)), ((0.0, 1.0), (None, -8.0)), ((0.0, 1.0), (8.0, 9.0))]
)
def test_a_far_tail_keeps_its_precision(arguments, window):
    low, high = (
        (-math.inf if window[0] is None else window[0]),
        (math.inf if window[1] is None else window[1]),
    )
    reference = stats.truncnorm(low, high)
    ours = Distribution("normal", arguments, truncate=window)
    np.testing.assert_allclose(ours.quantile(U[1:-1]), reference.ppf(U[1:-1]), rtol=1e-7)


def test_lognormal_is_told_by_its_median_and_log_sd():
    ours = Distribution("lognormal", (78.0, 0.40))
    assert ours.quantile(0.5) == pytest.approx(78.0)
    assert np.log(ours.quantile(stats.norm.cdf(1.0)) / 78.0) == pytest.approx(0.40)


def test_clipping_piles_probability_on_the_ends():
    ours = Distribution("normal", (1.0, 0.75), clip=(0.0, None))
    plain = stats.norm(1.0, 0.75)
    np.testing.assert_allclose(ours.quantile(U), np.maximum(0.0, plain.ppf(U)))
    assert ours.quantile(0.5 * plain.cdf(0.0)) == 0.0
    expected = plain.mean() * plain.sf(0) + 0.75**2 * plain.pdf(0)
    assert ours.mean() == pytest.approx(expected, rel=1e-5)
    assert ours.support() == (0.0, math.inf)


def test_truncation_comes_before_clipping():
    ours = Distribution("uniform", (0.0, 10.0), clip=(None, 3.0), truncate=(2.0, 4.0))
    np.testing.assert_allclose(ours.quantile([0.25, 0.5, 0.75]), [2.5, 3.0, 3.0])


def test_choices_are_drawn_in_the_order_of_their_members_and_never_with_weight_zero():
    ours = Distribution("choice", (0.0, 17.0, 3.0, 0.0))
    np.testing.assert_array_equal(ours.quantile([1e-12, 0.84, 0.86, 1 - 1e-12]), [1, 1, 2, 2])
    assert ours.mean() == pytest.approx(1.15)
    assert ours.support() == (1.0, 2.0)


def test_a_bernoulli_is_one_with_its_probability():
    ours = Distribution("bernoulli", (0.75,))
    np.testing.assert_array_equal(ours.quantile([0.1, 0.24, 0.26, 0.9]), [0, 0, 1, 1])
    assert ours.mean() == 0.75
    assert Distribution("bernoulli", (0.0,)).support() == (0.0, 0.0)


def test_a_fixed_value_is_itself_everywhere():
    np.testing.assert_array_equal(Fixed(3.0).quantile(U), np.full(U.shape, 3.0))
    assert Fixed(3.0).mean() == 3.0
    assert central_value(Fixed(3.0)) == 3.0


def test_the_central_value_is_the_mode_of_a_triangle_and_else_the_median():
    assert central_value(Distribution("triangular", (138.0, 145.0, 180.0))) == 145.0
    assert central_value(Distribution("uniform", (2.0, 8.0))) == 5.0
    assert central_value(Distribution("lognormal", (6.0, 0.7))) == pytest.approx(6.0)


IMPOSSIBLE = [
    ("triangular", (3.0, 2.0, 1.0), {}, "rising order"),
    ("triangular", (1.0, 1.0, 1.0), {}, "rising order"),
    ("uniform", (2.0, 2.0), {}, "low must be below high"),
    ("normal", (0.0, -1.0), {}, "sd must be above 0"),
    ("lognormal", (-1.0, 1.0), {}, "median must be above 0"),
    ("lognormal", (1.0, 0.0), {}, "log_sd must be above 0"),
    ("beta", (0.0, 1.0), {}, "a and b must be above 0"),
    ("gamma", (-2.0,), {}, "shape must be above 0"),
    ("bernoulli", (1.2,), {}, "p must be 0 to 1"),
    ("choice", (0.0, 0.0), {}, "more than 0"),
    ("choice", (2.0, -1.0), {}, "negative"),
    ("normal", (0.0, math.nan), {}, "finite"),
    ("normal", (0.0,), {}, "needs"),
    ("weibull", (1.0,), {}, "unknown form"),
    ("normal", (0.0, 1.0), {"truncate": (90.0, 91.0)}, "no probability"),
    ("uniform", (0.0, 1.0), {"truncate": (2.0, 3.0)}, "no probability"),
    ("beta", (2.0, 2.0), {"truncate": (1.0, 2.0)}, "no probability"),
    ("gamma", (2.0,), {"truncate": (None, 0.0)}, "no probability"),
    ("normal", (0.0, 1.0), {"truncate": (1.0, 1.0)}, "low below high"),
    ("normal", (0.0, 1.0), {"clip": (2.0, 1.0)}, "low at or below high"),
    ("bernoulli", (0.5,), {"clip": (0.0, 1.0)}, "cannot be clipped"),
]


@pytest.mark.parametrize(("form", "arguments", "windows", "words"), IMPOSSIBLE)
def test_an_impossible_distribution_cannot_be_made(form, arguments, windows, words):
    with pytest.raises(ValueError, match=words):
        Distribution(form, arguments, **windows)


def test_tails_may_pass_the_bounds_but_a_median_or_a_bounded_form_may_not():
    assert outside(Distribution("normal", (1.0, 5.0)), 0.0, 10.0) is None
    assert outside(Distribution("normal", (-1.0, 5.0)), 0.0, 10.0) == -1.0
    assert outside(Distribution("normal", (-1.0, 5.0), clip=(0.0, None)), 0.0, 10.0) is None
    assert outside(Distribution("uniform", (5.0, 11.0)), 0.0, 10.0) == 11.0
    assert outside(Distribution("uniform", (5.0, 11.0), truncate=(None, 9.0)), 0.0, 10.0) is None
    assert outside(Distribution("gamma", (40.0,)), 0.0, 10.0) > 10.0


number = st.floats(-100, 100, allow_nan=False)
positive = st.floats(0.05, 20)


@st.composite
def distributions(draw):
    form = draw(st.sampled_from(["uniform", "triangular", "normal", "lognormal", "beta", "gamma", "choice"]))
    arguments = {
        "uniform": lambda: sorted((draw(number), draw(number))),
        "triangular": lambda: sorted((draw(number), draw(number), draw(number))),
        "normal": lambda: [draw(number), draw(positive)],
        "lognormal": lambda: [draw(positive), draw(st.floats(0.05, 3))],
        "beta": lambda: [draw(positive), draw(positive)],
        "gamma": lambda: [draw(positive)],
        "choice": lambda: draw(st.lists(st.floats(0, 5), min_size=1, max_size=6)),
    }[form]()
    window = st.none() | st.tuples(st.none() | number, st.none() | number)
    clip, truncate = (None, None) if form == "choice" else (draw(window), draw(window))
    try:
        return Distribution(form, tuple(arguments), clip, truncate)
    except ValueError:
        assume(False)


@settings(max_examples=300, deadline=None)
@given(distributions(), st.lists(st.floats(1e-9, 1 - 1e-9), min_size=2, max_size=20))
def test_quantiles_rise_with_u_and_stay_within_the_support(distribution, shares):
    values = distribution.quantile(np.sort(shares))
    slack = 1e-9 * (1.0 + np.abs(values[1:]))
    assert np.all(np.diff(values) >= -slack)
    low, high = distribution.support()
    assert np.all(values >= low)
    assert np.all(values <= high)
