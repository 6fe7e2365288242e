"""What a week more of fighting would tell a government of the pace, against a second opinion written blind."""

import numpy as np
import pytest
from scipy.special import digamma, gammaln
from scipy.stats import nbinom

from sim.model.talks.learning import expected_learning
from tests.second_opinion import bargaining_value as theirs

BELIEFS = [(3.0, 10.0, 7.0), (16.8, 28.0, 7.0), (0.6, 4.0, 30.0), (8.0, 14.0, 0.3), (250.0, 40.0, 7.0)]


def mean_divergence(shape: float, days_known: float, days: float) -> float:
    """Mean divergence of the Gamma belief after from that before, count by count."""
    n = np.arange(5_000)
    after, longer = shape + n, days_known + days
    divergence = (
        n * digamma(after) - gammaln(after) + gammaln(shape)
        + shape * np.log(longer / days_known) - after * days / longer
    )  # fmt: skip
    return float(nbinom.pmf(n, shape, days_known / longer) @ divergence)


@pytest.mark.parametrize("belief", BELIEFS)
def test_what_a_count_tells_is_the_mean_divergence_of_the_belief(belief) -> None:
    assert theirs.news(*belief) == pytest.approx(mean_divergence(*belief), rel=1e-6)


@pytest.mark.parametrize("belief", [*BELIEFS, (400.0, 30.0, 7.0)])
def test_the_package_values_news_alike(belief) -> None:
    assert expected_learning(*belief) == pytest.approx(theirs.news(*belief), rel=2e-3)
