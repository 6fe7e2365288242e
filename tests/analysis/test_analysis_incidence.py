"""Cumulative incidence: adds to one, agrees with the outcomes, and handles ties and failures."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_ensembles import Ensemble, Failure, ensemble

from sim.analysis.survival.incidence import cumulative_incidence, first_events, held_at_most
from sim.analysis.uncertainty import share_interval, standard_error


@pytest.mark.parametrize("truce", [0.0, 0.17, 1.0])
def test_first_event_shares_add_to_one_every_day(truce):
    events = first_events(ensemble(truce=truce))
    assert np.allclose(sum(events.shares.values()), 1.0, atol=1e-12)
    assert all((np.diff(events.shares[name]) >= 0).all() for name in ("truce", "foothold_ended"))


def test_at_the_horizon_the_curves_meet_the_outcome():
    made = ensemble()
    events = first_events(made)
    for code, name in enumerate(("truce", "foothold_ended", "neither")):
        assert events.shares[name][-1] == pytest.approx(np.mean(made.outcomes["first_event"] == code))


def test_a_tie_counts_as_truce():
    tie = Ensemble("a", {"truce_day": np.array([4.0]), "foothold_ended_day": np.array([4.0])})
    assert first_events(tie).shares["truce"].tolist()[3:5] == [0.0, 1.0]
    assert first_events(tie).shares["foothold_ended"][-1] == 0.0


def test_a_day_before_the_start_counts_from_day_zero():
    curve = cumulative_incidence(ensemble(), "holder_accepted_day")
    assert curve.share[0] == 1.0
    assert curve.high[0] == 1.0


def test_failures_are_in_no_curve():
    made = ensemble(n=100, failures=(Failure(0), Failure(5)))
    assert first_events(made).n == 98
    assert first_events(made).shares["neither"][0] <= 1.0
    assert cumulative_incidence(made, "truce").n == 98


def test_bands_hold_their_curve():
    curve = cumulative_incidence(ensemble(), "attacker_accepted_day")
    assert (curve.low <= curve.share).all()
    assert (curve.share <= curve.high).all()


@pytest.mark.parametrize("n", [2, 40, 63, 64, 401])
@pytest.mark.parametrize("truce", [0.0, 0.17, 1.0])
def test_a_band_is_the_interval_of_the_share_day_by_day(n, truce):
    made = ensemble(n=n, truce=truce, failures=(Failure(0),) if n > 2 else ())
    curve = cumulative_incidence(made, "attacker_accepted_day")
    days = np.where(np.isnan(made.outcomes["attacker_accepted_day"]), np.inf, made.outcomes["attacker_accepted_day"])
    if made.failures:
        days[0] = np.nan
    for at in (0, 1, 17, 45, 90):
        happened = np.where(np.isnan(days), np.nan, days <= at)
        low, high = share_interval(float(np.nanmean(happened)), standard_error(happened), curve.n)
        assert (curve.low[at], curve.high[at]) == pytest.approx((low, high), abs=1e-12)


def test_less_ground_is_reached_later():
    made = ensemble()
    shares = [numbers["mean"] for numbers in held_at_most(made).values()]
    assert shares == sorted(shares, reverse=True)
    assert held_at_most(made)[35.0]["mean"] == pytest.approx(made.outcomes["foothold_ended"].mean())
    assert held_at_most(made, day=1)[35.0]["mean"] < 0.2
