"""Who is open to one domain, to another, and to a general truce: shares as given, luck apart as far as is drawn."""

import numpy as np
import pytest

from sim.model.talks.domains import luck_of_domain
from tests.model.small_runs import day_of, small
from tests.model.test_model_domains import text

LUCK = np.random.default_rng(5).uniform(size=(4000, 2))


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9, 1.0])
def test_the_share_that_is_open_is_the_same_whatever_the_correlation(correlation):
    open_to = np.array([luck_of_domain(general, own, correlation) < 0.6 for general, own in LUCK])
    assert np.mean(open_to) == pytest.approx(0.6, abs=0.025)


def test_luck_is_shared_as_far_as_the_correlation_says():
    # of two normals with a correlation r both lie below the median in 1/4 + asin(r) / (2 pi) of cases (Sheppard 1899)
    for correlation, expected in ((0.0, 0.25), (0.5, 1 / 3), (1.0, 0.5)):
        both = [general < 0.5 and luck_of_domain(general, own, correlation) < 0.5 for general, own in LUCK]
        assert np.mean(both) == pytest.approx(expected, abs=0.02)
    assert luck_of_domain(0.123, 0.9, 1.0) == 0.123


def accepted(correlation, share=0.5, domain=0.0):
    """Whether a text of one domain takes effect, and whether the attacker accepts the general one beside it."""
    ready = {f"talks.{party}.{leaf}": value for party in ("holder", "attacker") for leaf, value in (
        ("clock_mu", -3.0), ("clock_sigma", 0.5), ("refuse_weight", 0.0), ("conditional_weight", 0.0),
        ("refuses_time_limited", 0.0))}  # fmt: skip
    ready |= {"talks.holder.open_probability": 1.0, "talks.attacker.open_probability": share,
              "talks.mediation.partial_probability": 0.0, "truce.never_in_force": 0.0, "truce.same_day_share": 1.0,
              "talks.domain_correlation": correlation}  # fmt: skip
    runs = small(replications=300, days=30).changed(ready).changed(text(0, domain)).changed(text(1, 0, kind=0.0))
    block = runs.run(executor="compiled")
    return day_of(block, "partial_truce_day") < 30.0, day_of(block, "attacker_accepted_day") < 30.0


def test_with_one_luck_for_all_who_takes_a_domain_takes_a_general_truce():
    domain, general = accepted(1.0)
    assert np.mean(domain) == pytest.approx(0.5, abs=0.1)
    assert np.mean(domain == general) > 0.97  # but for clocks that take over a month


def test_with_luck_apart_a_government_closed_to_a_general_truce_may_take_an_energy_truce():
    domain, general = accepted(0.0)
    assert np.mean(domain) == pytest.approx(0.5, abs=0.1)
    assert np.mean(general) == pytest.approx(0.5, abs=0.1)
    assert np.mean(domain & ~general) == pytest.approx(0.25, abs=0.08)


def test_each_domain_has_luck_of_its_own_and_nobody_is_open_where_none_is():
    energy, sea = accepted(0.0)[0], accepted(0.0, domain=1.0)[0]
    assert 0.35 < np.mean(energy == sea) < 0.65
    assert not accepted(0.3, share=0.0)[0].any()
    assert np.mean(accepted(0.3, share=1.0)[0]) > 0.97
