"""Row A14: the chance of acceptance that the staff hopes on and the series shows is what then happens."""

from itertools import pairwise

import numpy as np
import pytest

from tests.model.review.talks_runs import day_of, path_of, runs

N = 4000
DAYS = range(0, 61, 10)
SCENARIOS = ["kursk/baseline", "kursk/advance-stalls", "kursk/ceasefire-with-conditions"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_chance_within_30_days_is_reliable(name):
    block = runs(name, N)
    accepted, told = day_of(block, "attacker_accepted_day"), path_of(block, "acceptance_30d_attacker")
    said, happened = [], []
    for day in DAYS:
        waiting = accepted > day
        said.append(told[waiting, day])
        happened.append(accepted[waiting] <= day + 30.0)
    said, happened = np.concatenate(said), np.concatenate(happened)
    assert said.mean() == pytest.approx(happened.mean(), abs=0.02)  # before: .04 said where .09 happened
    edges = np.quantile(said, [0.0, 0.25, 0.5, 0.75, 1.0])
    for low, high in pairwise(edges):
        inside = (said >= low) & (said <= high)
        assert said[inside].mean() == pytest.approx(happened[inside].mean(), abs=0.02)
