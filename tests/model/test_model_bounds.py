"""However lucky a draw, no row holds a value that the schema forbids."""

import numpy as np
import pytest

from sim.model.world.parameters import P, fill, plan
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


def test_some_priors_would_leave_their_bounds_in_the_far_tail():
    loaded = load("kursk/baseline")
    bounds = {leaf.declaration.column: leaf.declaration for leaf in loaded.leaves()}
    u = np.array(EXTREMES)
    assert any(
        found.quantile(u).min() < bounds[column].low or found.quantile(u).max() > bounds[column].high
        for column, found in loaded.column_quantities().items()
    )
