"""The acceptance clock and the first statement, against the published curves they were fitted on."""

import math
from itertools import pairwise

import numpy as np
import pytest

from sim.model.talks.acceptance import (
    accepted_by,
    length_delay,
    lifted_share,
    losses_pull,
    momentum,
    short_of_a_full_stop,
    temporary_truce_delay,
    threshold_for,
)
from sim.model.talks.statements import statement_delay, statement_kind
from sim.model.world.state import CONDITIONAL, EXAMINING, REFUSED

MU, SIGMA, ATOM = 4.91, 3.20, 0.05
LUCK = (np.arange(4000) + 0.5) / 4000


@pytest.mark.parametrize(("day", "observed"), [(7, 0.20), (30, 0.32), (90, 0.45), (365, 0.61)])
def test_the_clock_follows_the_observed_acceptances(day, observed):
    # Kaplan-Meier of 794 unilateral ceasefires, ceasefire-fits; the plain curve misses the same-day atom.
    assert accepted_by(float(day), MU, SIGMA, 0.0) == pytest.approx(observed, abs=0.025)
    assert accepted_by(float(day), MU, SIGMA, ATOM) == pytest.approx(observed, abs=0.035)


def test_the_atom_is_accepted_at_once():
    assert accepted_by(0.0, MU, SIGMA, ATOM) == ATOM
    assert threshold_for(0.049, MU, SIGMA, ATOM) == 0.0
    assert threshold_for(0.051, MU, SIGMA, ATOM) > 0.0


def test_the_median_of_the_clock_is_136_days():
    assert threshold_for(0.5, MU, SIGMA, 0.0) == pytest.approx(math.exp(4.91))


@pytest.mark.parametrize("atom", [0.0, 0.05, 0.3])
def test_the_threshold_is_where_the_curve_reaches_the_luck(atom):
    for u in LUCK[atom < LUCK][::37]:
        assert accepted_by(threshold_for(u, MU, SIGMA, atom), MU, SIGMA, atom) == pytest.approx(u, abs=1e-9)


@pytest.mark.parametrize(("rate", "carried"), [(0.0, 0.0), (3.0, 0.0), (9.0, math.log(2.0)), (1000.0, 1.5)])
def test_momentum_is_one_sided_and_bounded(rate, carried):
    assert momentum(rate, 3.0, 1.0, 0.0, 1.5) == pytest.approx(carried)  # baseline 4: clip(ln((r + 3)/6), 0, 1.5)


def test_momentum_can_be_made_two_sided_and_unbounded():
    assert momentum(0.3, 3.0, 0.001, -20.0, 20.0) == pytest.approx(math.log(0.1), abs=0.02)
    assert momentum(300.0, 3.0, 0.001, -20.0, 20.0) == pytest.approx(math.log(100.0), abs=0.02)


def test_each_doubling_of_losses_counts_the_same():
    assert losses_pull(50_000.0, 50_000.0, 0.3) == pytest.approx(0.3)  # judgement-kursk-talks
    assert losses_pull(150_000.0, 50_000.0, 0.3) == pytest.approx(0.6)
    assert losses_pull(0.0, 50_000.0, 0.3) == 0.0


def test_monitoring_of_rearming_never_raises_the_delay_of_a_temporary_truce():
    for shift in (0.0, 0.5, 2.0):
        for relief in (0.0, 0.5, 1.0):
            for stopped in (0.0, 1.0):
                lifted = [lifted_share(relief, watched / 10.0, 0.3, stopped) for watched in range(11)]
                delays = [temporary_truce_delay(shift, part, 1.0) for part in lifted]
                assert delays == sorted(delays, reverse=True)
                assert min(delays) >= 0.0


def test_a_longer_truce_is_less_short_of_a_full_stop():
    assert short_of_a_full_stop(30.0, 0.5) == 1.0  # the reference
    assert short_of_a_full_stop(120.0, 0.5) == pytest.approx(0.5)  # a quarter, by the root
    assert short_of_a_full_stop(7.5, 0.5) == pytest.approx(2.0)
    assert short_of_a_full_stop(0.0, 1.0) == pytest.approx(30.0 / 3650.0)  # no end date: as the longest
    lengths = np.geomspace(1.0, 3650.0, 200)
    short = [short_of_a_full_stop(days, 1.0) for days in lengths]
    assert short == sorted(short, reverse=True)
    assert max(one / other for one, other in pairwise(short)) < 1.05  # no jump
    assert {short_of_a_full_stop(days, 0.0) for days in lengths} == {1.0}


def test_each_doubling_of_a_truces_length_counts_the_same_from_30_days():
    assert length_delay(30.0, 0.3, 0.0) == 0.0
    assert length_delay(120.0, 0.3, 0.0) == pytest.approx(0.6)
    assert length_delay(120.0, 0.3, 0.5) == pytest.approx(0.3)  # monitors lift half of the fear
    assert length_delay(15.0, 0.3, 0.5) == length_delay(15.0, 0.3, 0.0) == pytest.approx(-0.3)  # and make none later
    assert length_delay(120.0, 0.3, 1.0) == 0.0
    assert length_delay(0.01, 0.3, 0.0) == length_delay(1.0, 0.3, 0.0)


def test_given_silence_by_day_0_half_answer_within_a_day_and_five_in_six_within_three():
    days = np.array([statement_delay(u, 0.0, 1.0, 1.0) - 1.0 for u in LUCK])  # tabled on day -1
    answered = [np.mean(days <= limit) for limit in (1.0, 2.0, 3.0)]
    assert answered == pytest.approx([0.51, 0.73, 0.83], abs=0.006)  # baseline 4
    assert days.min() >= 0.0


def test_a_statement_on_a_fresh_proposal_has_a_median_of_a_day():
    assert statement_delay(0.5, 0.0, 1.0, 0.0) == pytest.approx(1.0)


def test_first_statements_have_their_weights():
    kinds = [statement_kind(u, 6.5, 2.5, 1.0) for u in LUCK]
    assert [kinds.count(kind) / len(kinds) for kind in (CONDITIONAL, REFUSED, EXAMINING)] == [0.65, 0.25, 0.1]


def test_more_pressure_never_delays_a_clock_that_started_before_day_0():
    # Conditioning on no acceptance by day 0 does not turn the sign: the pull acts before and after alike.
    def day_accepted(pull, u):
        speed = math.exp(pull)
        past = accepted_by(speed, MU, SIGMA, 0.0)
        return threshold_for(past + (1.0 - past) * u, MU, SIGMA, 0.0) / speed - 1.0

    for u in LUCK[::40]:
        days = [day_accepted(pull / 4.0, u) for pull in range(9)]
        assert np.all(np.diff(days) <= 1e-9 * np.array(days[:-1]) + 1e-9)
