"""What is reachable on moving boxes: scored as the record is, and nothing chosen by what came of the target's group."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks.ground_fit.moving import Window, alike, chosen, crps, inside, mixed, told_by, windows_of_boxes
from benchmarks.ground_fit.reachable import Forms
from sim.analysis.hindcast.baselines import E_BOXES
from sim.analysis.hindcast.group_skill import skill
from sim.analysis.hindcast.origins import HORIZONS, Past
from sim.analysis.hindcast.scored import Origin
from sim.analysis.skill.scores import crps_sample
from sim.report.hindcast.record import track_record

DAY = datetime.date(2030, 1, 1)


def window(group: str, seen: float, now: float = 100.0, state: float = 0.0) -> Window:
    """A window of a case of its own that held `now` and holds `seen` at every horizon."""
    origin = Origin("boxes", group, group, "episode", DAY, now, 100.0, True, False)
    case = SimpleNamespace(told=SimpleNamespace(name=group))
    return Window(case, DAY, origin, Past(np.full(29, now), 10.0), np.full(5, state), np.full(3, seen))  # type: ignore[arg-type]


def test_a_weighted_sample_scores_as_one_in_which_values_repeat():
    values, weights = np.array([3.0, 1.0, 8.0]), np.array([0.5, 0.2, 0.3])
    repeated = np.repeat(values, [5, 2, 3])
    for seen in (0.0, 2.5, 8.0):
        assert crps((values, weights), seen) == pytest.approx(crps_sample(repeated, seen))


def test_a_pool_scores_by_hand():
    pool = mixed((0.5, alike(np.array([0.0]))), (0.5, alike(np.array([10.0, 10.0]))))
    assert crps(pool, 0.0) == pytest.approx(2.5)  # 5 away on average, less half of 5 between members
    assert pool[1].sum() == pytest.approx(1.0)


def test_the_middle_90_percent_is_wide_enough_by_the_tolerance():
    sure = alike(np.array([100.0]))
    assert inside(sure, window("hill", 100.1), 100.1)
    assert not inside(sure, window("hill", 100.2), 100.2)


def test_a_setting_is_chosen_by_the_other_groups_alone():
    """Two groups stand still and one falls: the falling one is told what suits the still ones, and they are not."""
    windows = [window("a", 99.0), window("b", 99.0), window("c", 20.0)]
    form, _ = chosen([99.0, 20.0], lambda held: lambda one, place: alike(np.array([held])), windows)
    assert told_by(form, windows).percent[2].tolist() == [79.0] * 3
    windows = windows[1:]
    form, _ = chosen([99.0, 20.0], lambda held: lambda one, place: alike(np.array([held])), windows)
    assert told_by(form, windows).percent.tolist() == [[79.0] * 3] * 2


def test_windows_of_like_states_know_nothing_of_their_own_group():
    states = {("a", 50.0): 0.0, ("a", 60.0): 0.1, ("b", 70.0): 0.0, ("c", 80.0): 1.0}
    windows = [window(group, seen, state=state) for (group, seen), state in states.items()]
    values, weights = Forms(windows).like(1.0)(windows[0], 0)
    assert values.tolist() == pytest.approx([70.0, 80.0])
    assert weights[0] > 0.9 > 0.1 > weights[1]  # the very state, and one far away


def test_the_regression_scores_as_on_record():
    every = windows_of_boxes()
    moving = [one for one in every if one.is_moving]
    forms = Forms(every)
    told, base = told_by(forms.regressed, moving), told_by(forms.still, moving)
    (panel,) = [one for one in track_record()["panels"] if one["name"] == "boxes, moving"]
    assert len(moving) == panel["origins"]
    rows = {row["horizon_days"]: row["skill"] for row in panel["table"] if row["method"] == E_BOXES}
    for place, horizon in enumerate(HORIZONS):
        found = skill(told.means(place), base.means(place))
        recorded = rows[horizon]
        assert (found.geometric, found.low, found.high) == pytest.approx(
            (recorded["geometric"], recorded["low"], recorded["high"]), rel=1e-4
        )

