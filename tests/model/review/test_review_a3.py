"""A3: what goes with a lasting truce is no effect: terms move durability only where the scenario says so."""

import numpy as np
import pytest

from sim.scenario.loading import load
from tests.model.review.early_truces import CAUSAL, NONE, PRIOR, alive, days_held, early_truces

TERMS = ("mediated", "written", "monitored")


@pytest.fixture(scope="module")
def early():
    return early_truces()


def with_term(runs, term, value, associations):
    return runs.changed({f"talks.proposals.0.{term}": value, "truce.associations": associations})


@pytest.mark.parametrize("term", TERMS)
def test_no_term_changes_a_single_duration_by_default(early, term):
    lasting = [days_held(with_term(early, term, value, NONE)) for value in (0.0, 1.0)]
    assert np.array_equal(*lasting)


def test_mediation_shortens_truces_where_associations_are_read_as_effects(early):
    without = days_held(with_term(early, "mediated", 0.0, CAUSAL))
    mediated = days_held(with_term(early, "mediated", 1.0, CAUSAL))
    between = days_held(with_term(early, "mediated", 1.0, PRIOR))
    assert np.all(mediated <= without)
    assert mediated.mean() < between.mean() < without.mean()


def test_pressure_is_no_free_lunch_where_the_origin_of_a_truce_counts(early):
    pressed, left_alone = (early.having(talks__attacker__pressure_credibility=share) for share in (1.0, 0.0))
    assert np.array_equal(days_held(pressed), days_held(left_alone))
    shorter, longer = (alive(runs.having(truce__origin_counts=1.0), 30.0) for runs in (pressed, left_alone))
    assert shorter < longer - 0.03


def test_every_hazard_ratio_says_how_it_is_read():
    ratios = [leaf.declaration for leaf in load("kursk/baseline").leaves() if "log_hazard" in leaf.declaration.path]
    assert len(ratios) == 10
    for declaration in ratios:
        assert declaration.reading == "association"
        assert declaration.about.endswith("(association)")


def test_truces_after_one_sided_fighting_last_longer_where_their_origin_counts(early):
    later = early.having(talks__attacker__accepts_on_day=15.0, talks__attacker__pressure_credibility=0.0)
    usual, counted = (days_held(runs) for runs in (later, later.having(truce__origin_counts=1.0)))
    both = ~np.isnan(usual) & ~np.isnan(counted)
    assert np.all(counted[both] >= usual[both])
    assert counted[both].mean() > usual[both].mean() + 0.2
