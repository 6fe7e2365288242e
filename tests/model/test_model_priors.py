"""Every prior of the shipped scenarios: mean, spread and middle of its draws against scipy's own distribution."""

import math
from functools import cache

import numpy as np
import pytest
from scipy import stats

from sim.model.world.parameters import P, fill, luck_of, plan
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS
from sim.scenario.values.distributions import Distribution

N = 8_000
MIDDLES = (np.arange(N) + 0.5) / N


def triangular(low, mode, high):
    return stats.triang((mode - low) / (high - low), low, high - low)


FROZEN = {
    "uniform": lambda low, high: stats.uniform(low, high - low),
    "triangular": triangular,
    "normal": stats.norm,
    "lognormal": lambda median, log_sd: stats.lognorm(log_sd, scale=median),
    "beta": stats.beta,
    "gamma": stats.gamma,
    "bernoulli": stats.bernoulli,
}


def priors():
    """(scenario, path, distribution) of every leaf with one, equal ones once."""
    seen, found = set(), []
    for name in ("kursk/baseline", "tutorial/baseline"):
        for leaf in load(name).leaves():
            made = leaf.quantity
            if isinstance(made, Distribution):
                shape = (made.form, made.arguments, made.clip, made.truncate)
                if shape not in seen:
                    seen.add(shape)
                    found.append(pytest.param(made, id=f"{leaf.declaration.path}"))
    return found


@cache
def expected(made):
    """Even draws of the same prior by scipy, truncation as a conditional and clipping as a censored distribution."""
    u = MIDDLES
    if made.form == "choice":
        return np.searchsorted(np.cumsum(made.arguments) / np.sum(made.arguments), u, side="left").astype(float)
    frozen = FROZEN[made.form](*made.arguments)
    low, high = made.truncate or (None, None)
    start = frozen.cdf(low) if low is not None else 0.0
    stop = frozen.cdf(high) if high is not None else 1.0
    draws = frozen.ppf(start + u * (stop - start))
    low, high = made.clip or (None, None)
    return np.clip(draws, -math.inf if low is None else low, math.inf if high is None else high)


@pytest.mark.parametrize("made", priors())
def test_a_prior_is_drawn_as_it_is_written(made):
    draws, theirs = made.quantile(MIDDLES), expected(made)
    assert np.all(np.abs(draws - theirs) <= np.maximum(1e-9 * np.abs(theirs), 1e-12))


@pytest.mark.parametrize("made", priors())
def test_random_draws_of_a_prior_have_its_mean_and_spread(made):
    low, high = np.quantile(expected(made), [0.005, 0.995])  # far tails count as their edge: their spread is all chance
    exact = np.clip(expected(made), low, high)
    mean, sd = exact.mean(), exact.std()
    kurtosis = np.mean((exact - mean) ** 4) / max(sd, 1e-12) ** 4
    draws = np.clip(made.quantile(np.random.Generator(np.random.Philox(key=7)).random(N)), low, high)
    assert abs(draws.mean() - mean) <= 4.5 * sd / math.sqrt(N)
    assert abs(draws.std() - sd) <= 4.5 * sd * math.sqrt(max(kurtosis - 1.0, 0.1) / (4.0 * N))


def test_rows_hold_each_prior_in_its_column_and_constants_elsewhere():
    loaded = load("kursk/baseline")
    made = plan(loaded)
    u = np.random.Generator(np.random.Philox(key=8)).random((50, P))
    exits = [COLUMNS.index(f"withdrawal.{mode}_loss") for mode in ("orderly", "pressed", "cut")]
    u[:, exits] = u[:, exits[:1]]  # holds whether or not the modes of exit share their luck
    rows = fill(made, u)
    quantities = loaded.column_quantities()
    declared = [leaf.declaration for leaf in loaded.leaves()]
    bounds = {declaration.column: (declaration.low, declaration.high) for declaration in declared}
    for column, quantity in quantities.items():
        values = quantity.quantile(u[:, column])
        expected = np.clip(values, *bounds[column]) if isinstance(quantity, Distribution) else values
        assert np.array_equal(rows[:, column], expected), COLUMNS[column]
    assert set(made.varying) == {luck_of(c) for c, quantity in quantities.items() if isinstance(quantity, Distribution)}


def test_proposals_that_a_scenario_does_not_use_are_never_tabled():
    rows = fill(plan(load("kursk/baseline")), np.full((1, P), 0.5))[0]
    tabled = [rows[COLUMNS.index(f"talks.proposals.{slot}.tabled_day")] for slot in range(4)]
    assert tabled == [-1.0, math.inf, math.inf, math.inf]
