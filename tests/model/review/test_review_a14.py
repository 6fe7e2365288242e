"""Row A14: the chance of acceptance that the staff hopes on and the series shows is what then happens."""

from itertools import pairwise

import numpy as np
import pytest

from tests.model.review.counts import said_and_happened

N = 4000
SCENARIOS = ["kursk/baseline", "kursk/advance-stalls", "kursk/ceasefire-with-conditions"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_chance_within_30_days_is_reliable(name):
    said, happened = said_and_happened(name, N)
    assert said.mean() == pytest.approx(happened.mean(), abs=0.02)  # before: .04 said where .09 happened
    edges = np.quantile(said, [0.0, 0.25, 0.5, 0.75, 1.0])
    for low, high in pairwise(edges):
        inside = (said >= low) & (said <= high)
        assert said[inside].mean() == pytest.approx(happened[inside].mean(), abs=0.02)
