"""The layer between the true and the observed area: updates, the threshold and regains, each by itself."""

import numpy as np
import pytest

from sim.analysis.skill.map_lag import EVERY_CHANGE, MapLayer, observed_area, threshold, update_lag

MANY = 5_000


def falling(loss_a_day, days=29):
    """The same true area for many replications: 100 km² at first, so much less each day."""
    return np.tile(100.0 - loss_a_day * np.arange(days), (MANY, 1))


def test_day_0_has_a_fresh_map():
    assert (observed_area(falling(5.0), seed=1)[:, 0] == 100.0).all()


def test_without_threshold_the_map_is_the_truth_of_its_last_update():
    truth, days = falling(1.0), np.arange(MANY)
    last = 28 - update_lag(seed=3, day=28, replications=MANY)
    assert np.array_equal(observed_area(truth, seed=3, layer=EVERY_CHANGE)[:, 28], truth[days, last])


def test_a_map_of_every_day_without_threshold_shows_the_truth():
    layer = MapLayer(updates_per_day=1.0, least_change_km2=0.0)
    assert np.array_equal(observed_area(falling(0.3), seed=1, layer=layer), falling(0.3))


@pytest.mark.parametrize("mean", [0.5, 1.0, 3.0])
def test_a_small_loss_is_shown_as_often_as_an_exponential_threshold_lies_below_it(mean):
    once = np.tile([100.0, 99.0], (MANY, 1))  # 1 km² lost on day 1, with a new map for certain if it is drawn at all
    layer = MapLayer(updates_per_day=1.0, least_change_km2=mean)
    shown = observed_area(once, seed=5, layer=layer)[:, 1]
    assert (shown == 99.0).mean() == pytest.approx(1.0 - np.exp(-1.0 / mean), abs=0.02)
    assert set(shown) == {99.0, 100.0}


def test_the_threshold_waits_for_losses_that_add_up():
    slow = observed_area(falling(0.05), seed=2, layer=MapLayer(updates_per_day=1.0))[:, 20]  # 1 km² by day 20
    assert (slow < 100.0).mean() == pytest.approx(1.0 - np.exp(-1.0), abs=0.02)


def test_ground_regained_is_shown_by_the_same_threshold():
    lost, won = observed_area(falling(1.0), seed=4), observed_area(falling(-1.0), seed=4)
    assert np.array_equal(lost - 100.0, 100.0 - won)


def test_nothing_is_regained_unless_asked_for():
    assert (np.diff(observed_area(falling(2.0), seed=1), axis=1) <= 0.0).all()
    with_regains = MapLayer(regain_probability=0.5)
    assert (np.diff(observed_area(falling(2.0), seed=1, layer=with_regains), axis=1) > 0.0).any()


def test_a_threshold_has_its_mean():
    u = (np.arange(10_000) + 0.5) / 10_000
    assert threshold(u).mean() == pytest.approx(1.0, rel=0.01)
    assert threshold(u, EVERY_CHANGE).max() == 0.0
