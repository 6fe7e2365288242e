"""How long a truce holds, what happens at its end, and how violence returns, against published curves."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from sim.model.readings import first_event
from sim.model.truce.entry import entry_lag
from sim.model.truce.follow_up import answer_after, expiry_decision, follow_up_opens
from sim.model.truce.hazards import SHARE_MEDIATED, centred, failure_day, one_sidedness
from sim.model.truce.in_force import line_after
from sim.model.truce.violations import violence_left
from sim.model.world.state import EXPIRED, EXTENDED, SETTLED

LUCK = (np.arange(4000) + 0.5) / 4000
DONBAS, WORLD, LIMITED = (2.7, 1.3), (6.61, 3.71), (5.24, 1.20)
MEDIATED, DEFINITIVE = 0.706, -1.378  # log hazard ratios of the Cox model, ceasefire-fits


def alive(terms, day, log_hazard=0.0):
    return np.mean([failure_day(u, *terms, log_hazard) > day for u in LUCK])


@pytest.mark.parametrize(("day", "observed"), [(7, 0.75), (30, 0.31), (60, 0.13), (90, 0.09)])
def test_truces_in_donbas_survive_as_observed(day, observed):
    assert alive(DONBAS, day) == pytest.approx(observed, abs=0.035)  # ceasefire-fits, n 33


@pytest.mark.parametrize(("day", "observed"), [(7, 0.89), (30, 0.77), (60, 0.73), (90, 0.70), (180, 0.62), (365, 0.57)])
def test_truces_world_wide_survive_as_observed(day, observed):
    assert alive(WORLD, day) == pytest.approx(observed, abs=0.04)  # ceasefire-fits, n 1,234


@pytest.mark.parametrize(
    ("day", "observed"), [(7, 1.0), (14, 0.979), (30, 0.948), (60, 0.881), (90, 0.755), (180, 0.503)]
)
def test_truces_of_20_to_45_days_survive_as_observed(day, observed):
    assert alive(LIMITED, day) == pytest.approx(observed, abs=0.055)  # Kaplan-Meier, n 144


def test_the_failure_of_truces_of_20_to_45_days_is_fitted_to_their_counts():
    days = [0, 7, 14, 25, 30, 35, 45, 60, 90, 180, 365]
    failed = [0, 0, 3, 6, 7, 10, 10, 10, 11, 13, 14]  # ceasefire-fits, times 144
    otherwise = [0, 0, 2, 24, 59, 111, 121, 126, 127, 128, 128]  # expired, superseded or extended

    def log_likelihood(mu, sigma):
        kept = [1.0, *(1.0 - NormalDist().cdf((math.log(day) - mu) / sigma) for day in days[1:])]
        total = (144 - failed[-1] - otherwise[-1]) * math.log(kept[-1])
        for place in range(1, len(days)):
            before, after = kept[place - 1], kept[place]
            total += (failed[place] - failed[place - 1]) * math.log(before - after)
            total += (otherwise[place] - otherwise[place - 1]) * 0.5 * (math.log(before) + math.log(after))
        return total

    best = log_likelihood(*LIMITED)
    for mu, sigma in [(5.14, 1.20), (5.34, 1.20), (5.24, 1.10), (5.24, 1.30)]:
        assert log_likelihood(mu, sigma) < best


@pytest.mark.parametrize(("day", "observed"), [(7, 0.98), (30, 0.93), (90, 0.84), (180, 0.77), (365, 0.72)])
def test_settlements_survive_as_peace_agreements_do(day, observed):
    assert alive((9.34, 4.40), day) == pytest.approx(observed, abs=0.065)  # ceasefire-fits, n 165


@pytest.mark.parametrize(("mediated", "observed"), [(True, 0.67), (False, 0.81)])
def test_centred_hazard_ratios_meet_the_groups_they_were_fitted_on(mediated, observed):
    log_hazard = MEDIATED * centred(mediated, SHARE_MEDIATED)
    assert alive(WORLD, 30, log_hazard) == pytest.approx(observed, abs=0.04)  # ceasefire-fits: n 398, 790


def test_centred_terms_cancel_over_their_sample():
    assert 0.3 * centred(True, 0.3) + 0.7 * centred(False, 0.3) == pytest.approx(0.0)


def test_fighting_is_one_sided_when_all_or_no_days_bring_ground():
    assert [one_sidedness(gains, 14) for gains in (0, 7, 14)] == [1.0, 0.0, 1.0]
    assert one_sidedness(0, 0) == 0.0


def test_talks_on_what_follows_open_late_in_a_truce():
    assert [follow_up_opens(days) for days in (10.0, 30.0, 90.0)] == [7.0, 23.0, 83.0]  # ceasefire-fits


def test_those_talks_end_evenly_before_the_end_date_or_on_it():
    ends = [answer_after(u, 23.0, 30.0, 0.5) for u in LUCK]
    assert ends.count(30.0) / len(ends) == pytest.approx(0.5, abs=0.001)
    assert min(ends) >= 23.0
    assert np.mean([day for day in ends if day < 30.0]) == pytest.approx(26.5, abs=0.01)
    assert answer_after(0.0, 23.0, 30.0, 0.0) == 30.0


def test_a_hazard_ratio_is_a_power_of_survival():
    for log_hazard in (DEFINITIVE, MEDIATED):
        expected = alive(DONBAS, 30) ** math.exp(log_hazard)
        assert alive(DONBAS, 30, log_hazard) == pytest.approx(expected, abs=0.002)


def test_definitive_terms_never_fail_sooner():
    for u in LUCK[::50]:
        assert failure_day(u, *DONBAS, -1.38) >= failure_day(u, *DONBAS, 0.0) >= failure_day(u, *DONBAS, 0.71)


def test_the_decision_at_the_end_date_has_its_shares():
    decisions = [expiry_decision(u, 0.37, 0.05) for u in LUCK]
    shares = [decisions.count(kind) / len(decisions) for kind in (SETTLED, EXTENDED, EXPIRED)]
    assert shares == pytest.approx([0.05, 0.95 * 0.37, 0.95 * 0.63], abs=5e-4)


def test_two_truces_in_three_start_on_the_day_they_are_agreed():
    lags = [entry_lag(u, 0.67, 2.7) for u in LUCK]
    assert lags.count(0.0) / len(lags) == pytest.approx(0.67)  # ceasefire-fits
    assert max(lags) == 2.7


def test_violence_starts_at_its_residue_and_comes_back():
    assert violence_left(0.0, 0.36, 24.5) == pytest.approx(0.36)
    assert violence_left(24.5, 0.36, 24.5) == pytest.approx(1.0 - 0.64 / math.e)
    assert violence_left(1e4, 0.36, 24.5) == pytest.approx(1.0)
    levels = [violence_left(day, 0.1, 12.0) for day in range(100)]
    assert levels == sorted(levels)


def test_a_line_is_prepared_in_its_days_and_fortified_in_three_times_that():
    assert line_after(0.0, 7.0, 7.0) == 1.0
    assert line_after(1.0, 14.0, 7.0) == 2.0
    assert line_after(0.5, 1.75, 7.0) == pytest.approx(0.75)
    assert line_after(2.0, 30.0, 7.0) == 2.0


def test_the_first_event_is_the_earlier_and_a_tie_counts_as_truce():
    assert first_event(5.0, 9.0) == 0.0
    assert first_event(9.0, 9.0) == 0.0
    assert first_event(9.0, 5.0) == 1.0
    assert first_event(math.inf, 5.0) == 1.0
    assert first_event(math.inf, math.inf) == 2.0


def test_an_open_ended_truce_of_one_domain_holds_until_it_fails():
    from small_runs import day_of, outcome, small

    eager = small(replications=12).changed({
        "talks.proposals.0.kind": 2.0, "talks.proposals.0.duration_days": 0.0, "truce.never_in_force": 0.0,
        "talks.holder.accepts_on_day": math.inf, "talks.attacker.clock_mu": -3.0, "talks.holder.clock_mu": -3.0,
        "talks.attacker.open_probability": 1.0, "talks.attacker.refuse_weight": 0.0, "talks.holder.refuse_weight": 0.0,
    })
    block = eager.run()
    began = day_of(block, "partial_truce_day") <= 30.0
    assert began.any()
    assert np.all(outcome(block, "partial_truce_held_days")[began] > 0.0)
