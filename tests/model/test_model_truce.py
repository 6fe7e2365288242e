"""How long a truce holds, what happens at its end, and how violence returns, against published curves."""

import math

import numpy as np
import pytest

from sim.model.outcomes import first_event
from sim.model.truce.durability import failure_day
from sim.model.truce.entry import entry_lag
from sim.model.truce.in_force import expiry_decision, line_after, violence_left
from sim.model.world.state import EXPIRED, EXTENDED, SETTLED

LUCK = (np.arange(4000) + 0.5) / 4000
DONBAS, MONITORED, UNMONITORED = (2.7, 1.3), (7.2, 3.25), (5.5, 4.5)


def alive(terms, day, log_hazard=0.0):
    return np.mean([failure_day(u, *terms, log_hazard) > day for u in LUCK])


@pytest.mark.parametrize(("day", "observed"), [(7, 0.75), (30, 0.31), (60, 0.13), (90, 0.09)])
def test_truces_in_donbas_survive_as_observed(day, observed):
    assert alive(DONBAS, day) == pytest.approx(observed, abs=0.035)  # ceasefire evidence 1.3, n 33


@pytest.mark.parametrize(
    ("terms", "day", "observed"),
    [(MONITORED, 30, 0.86), (MONITORED, 180, 0.73), (MONITORED, 365, 0.67),
     (UNMONITORED, 30, 0.66), (UNMONITORED, 180, 0.52), (UNMONITORED, 365, 0.49)],
)
def test_truces_world_wide_survive_as_observed(terms, day, observed):
    assert alive(terms, day) == pytest.approx(observed, abs=0.03)  # ceasefire evidence 1.3


def test_a_hazard_ratio_is_a_power_of_survival():
    for log_hazard in (-1.38, 0.71):
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
    assert lags.count(0.0) / len(lags) == pytest.approx(0.67)  # ceasefire evidence finding 5
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
