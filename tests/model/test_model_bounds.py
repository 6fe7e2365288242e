"""However lucky a draw, no row holds a value that the schema forbids."""

import numpy as np
import pytest

from sim.model.world.parameters import P, fill, luck_of, plan
from sim.scenario.files.shipped import shipped_names
from sim.scenario.loading import load

EXTREMES = (2.0**-53, 1e-9, 0.5, 1.0 - 1e-9, 1.0 - 2.0**-53)


@pytest.mark.parametrize("name", shipped_names())
def test_the_luckiest_and_the_unluckiest_row_keep_to_the_bounds_of_the_schema(name):
    loaded = load(name)
    rows = fill(plan(loaded), np.repeat(np.array(EXTREMES)[:, None], P, axis=1))
    outside = []
    for leaf in loaded.leaves():
        values = rows[:, leaf.declaration.column]
        lowest, highest = values.min(), values.max()
        never = lowest == np.inf and leaf.declaration.unit == "day"
        if not never and not leaf.declaration.low <= lowest <= highest <= leaf.declaration.high:
            outside.append(leaf.path)
    assert outside == []


@pytest.mark.parametrize("name", shipped_names())
@pytest.mark.parametrize("n", [1, 7, 300])
def test_quantiles_taken_together_are_those_taken_alone_to_the_last_bit(name, n):
    found = plan(load(name))
    shares = np.random.default_rng(n).random((n, P))
    rows = fill(found, shares)
    for column, distribution in found.distributions.items():
        alone = np.clip(distribution.quantile(shares[:, luck_of(column)]), *found.bounds[column])
        assert alone.tobytes() == rows[:, column].tobytes(), column


def test_most_quantiles_are_taken_together():
    found = plan(load("kursk/baseline"))
    together = [column for joined in found.together for column in joined.columns]
    assert len(together) == len(set(together)) > 0.8 * len(found.distributions)


def test_some_priors_would_leave_their_bounds_in_the_far_tail():
    loaded = load("kursk/baseline")
    bounds = {leaf.declaration.column: leaf.declaration for leaf in loaded.leaves()}
    u = np.array(EXTREMES)
    assert any(
        found.quantile(u).min() < bounds[column].low or found.quantile(u).max() > bounds[column].high
        for column, found in loaded.column_quantities().items()
    )
