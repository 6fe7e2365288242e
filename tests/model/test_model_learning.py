"""What a week more of fighting tells: the digamma function, and the divergence of beliefs by numeric integration."""

import math

import numpy as np
import pytest
from scipy import integrate, stats
from small_runs import outcome, small

from sim.model.talks.learning import SURE_ENOUGH, digamma, expected_learning


@pytest.mark.parametrize(
    ("x", "value"),
    # Abramowitz and Stegun, table 6.1 and 6.3.5: -gamma, -gamma - 2 ln 2, 1 - gamma, and 11.3 by the recurrence
    [(1.0, -0.5772156649015329), (0.5, -1.9635100260214235), (2.0, 0.4227843350984671), (10.0, 2.2517525890667211)],
)
def test_digamma_is_that_of_the_tables(x, value):
    assert digamma(x) == pytest.approx(value, abs=1e-12)


def test_digamma_keeps_its_recurrence():
    for x in np.geomspace(1e-3, 300.0, 40):
        assert digamma(x + 1.0) == pytest.approx(digamma(x) + 1.0 / x, rel=1e-11)


def by_integration(shape, known, days):
    """Mean over the number that falls of the divergence of the belief after from that before, each integrated."""
    falls = stats.nbinom(shape, known / (known + days))
    before, total = stats.gamma(shape, scale=1.0 / known), 0.0
    for count in range(int(falls.isf(1e-12)) + 1):
        after = stats.gamma(shape + count, scale=1.0 / (known + days))

        def divergence(rate, after=after):
            return after.pdf(rate) * (after.logpdf(rate) - before.logpdf(rate))

        total += falls.pmf(count) * integrate.quad(divergence, after.ppf(1e-13), after.isf(1e-13), epsabs=1e-11)[0]
    return total


@pytest.mark.parametrize(("shape", "known", "days"), [(3.0, 10.0, 7.0), (12.0, 21.0, 4.5), (0.5, 4.0, 2.0)])
def test_a_belief_learns_as_much_as_integration_says(shape, known, days):
    assert expected_learning(shape, known, days) == pytest.approx(by_integration(shape, known, days), abs=1e-6)


def test_a_sure_belief_learns_as_a_normal_one_and_the_two_meet():
    assert expected_learning(1e6, 20.0, 7.0) == pytest.approx(0.5 * math.log(27.0 / 20.0))
    meeting = [expected_learning(SURE_ENOUGH * factor, 20.0, 7.0) for factor in (0.9999, 1.0001)]
    assert meeting[0] == pytest.approx(meeting[1], rel=1e-3)


def test_more_days_tell_more_and_who_knows_much_already_learns_less():
    told = [expected_learning(12.0, 20.0, days) for days in (0.0, 1.0, 7.0, 30.0)]
    assert told[0] == 0.0
    assert told == sorted(told)
    assert expected_learning(60.0, 100.0, 7.0) < expected_learning(12.0, 20.0, 7.0)
    assert expected_learning(0.0, 20.0, 7.0) == 0.0


@pytest.mark.parametrize("side", ["holder", "attacker"])
def test_what_news_was_worth_is_told_where_a_government_holds_a_belief(side):
    few = small("kursk/undecided", replications=8)
    assert np.isnan(outcome(few.run(), f"information_value_{side}")).all()
    believing = few.having(talks__acceptance_form=1.0).run()
    answered = ~np.isnan(outcome(believing, f"{side}_first_answer_day"))
    told = outcome(believing, f"information_value_{side}")
    if side == "attacker":
        assert np.all(told[answered] > 0.0)
