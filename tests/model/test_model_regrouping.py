"""Talk for show that changes the fighting: a lull, and what who talks makes of it; nothing by default."""

import numpy as np
import pytest

from sim.model.fighting.regrouping import in_the_days_after, pace_in_talks
from tests.model.review.reference_days import OPEN_ROADS
from tests.model.small_runs import HOLDING, outcome, series, small

N, DAYS = 200, 40
SHOWS_10_DAYS = {
    "talks.proposals.0.tabled_day": 0.0, "talks.proposals.1.tabled_day": np.inf, "talks.holder.show_probability": 0.0,
    "talks.attacker.show_probability": 1.0, "talks.attacker.show_days": 10.0, "talks.goal_until_km2": 1.0,
    "truce.never_in_force": 1.0, "supply.road_closes_with_town": 0.0,
    "ground.tempo_start_noise": 0.0, "ground.tempo_weight_7_days": 0.0,
    "ground.tempo_weight_14_days": 0.0, "command.break_share": 1.0, "attacker.pauses": 0.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def showing():
    return small("kursk/undecided", N, DAYS).changed(HOLDING | OPEN_ROADS | SHOWS_10_DAYS)


def lost(runs, **values):
    """Mean ground lost by each day [km²] (day,)."""
    held = series(runs.having(**values).run(executor="compiled"), "held_area_km2").astype(float)
    return np.mean(held[:, :1] - held, axis=0)


def test_the_pace_in_a_show_and_after_it_by_hand():
    assert pace_in_talks(True, False, 0.4, 1.0) == pytest.approx(0.6)
    assert pace_in_talks(True, True, 0.4, 1.0) == pytest.approx(0.6)
    assert pace_in_talks(False, True, 0.4, 0.5) == pytest.approx(1.2)
    assert pace_in_talks(False, False, 0.4, 0.5) == 1.0


def test_what_was_gathered_is_spent_in_as_many_days_after():
    assert [in_the_days_after(day, 2.0, 12.0) for day in (11.0, 12.0, 21.0, 22.0)] == [False, True, True, False]


def test_by_default_and_without_a_show_it_changes_no_run(showing):
    usual = showing.run(executor="compiled")
    off = showing.having(talks__show_lull=1.0, talks__show_regroup=1.0).run(executor="compiled")
    assert np.array_equal(usual.outcomes, off.outcomes, equal_nan=True)
    nobody = showing.having(talks__attacker__show_probability=0.0)
    on = nobody.having(talks__show_regroups=1.0, talks__show_lull=1.0)
    assert np.array_equal(*(one.run(executor="compiled").outcomes for one in (nobody, on)), equal_nan=True)


def test_while_a_government_talks_for_show_less_ground_passes_by_the_lull(showing):
    plain = lost(showing, talks__show_regroups=0.0)
    lull = lost(showing, talks__show_regroups=1.0, talks__show_lull=0.5, talks__show_regroup=0.0)
    none = lost(showing, talks__show_regroups=1.0, talks__show_lull=1.0, talks__show_regroup=0.0)
    assert none[10] == 0.0
    assert 0.5 * plain[10] <= lull[10] < 0.65 * plain[10]  # half at the same density: who has lost less stands thinner
    assert none[20] > 0.0


def test_an_attacker_that_regroups_takes_more_in_as_many_days_after(showing):
    values = {"talks__show_regroups": 1.0, "talks__show_lull": 0.5}
    idle, used = (lost(showing, **values, talks__show_regroup=share) for share in (0.0, 1.0))
    assert np.array_equal(idle[:11], used[:11])
    after = [days[20] - days[10] for days in (idle, used)]
    assert after[1] == pytest.approx(1.5 * after[0], rel=0.12)
    later = [days[40] - days[20] for days in (idle, used)]
    assert later[1] <= 1.05 * later[0]  # no faster once it is spent


def test_a_holder_that_talks_for_show_digs_meanwhile(showing):
    holder = showing.changed({"talks.attacker.show_probability": 0.0, "talks.holder.show_probability": 1.0,
                              "talks.holder.show_days": 15.0, "talks.proposals.0.holder_accepted_day": np.inf,
                              "holder.line_quality": 0.0, "ground.force_form": 1.0, "ground.power_exponent": 2.0})
    values = {"talks__show_regroups": 1.0, "talks__show_lull": 0.0}
    idle, used = (lost(holder, **values, talks__show_regroup=share) for share in (0.0, 1.0))
    assert used[1] == idle[1]
    assert used[15] < 0.95 * idle[15]


def test_people_are_spared_by_a_lull_and_not_by_what_follows(showing):
    values = {"talks__show_regroups": 1.0, "talks__show_lull": 0.5}
    casualties = [
        np.mean(outcome(showing.having(**values, talks__show_regroup=share).run(executor="compiled"),
                        "attacker_casualties"))
        for share in (0.0, 1.0)
    ]
    assert casualties[1] > casualties[0]
