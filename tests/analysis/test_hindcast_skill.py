"""Group means, skill and its bounds, bars and panels, against hand-calculated numbers."""

import datetime

import numpy as np
import pytest

from sim.analysis.hindcast.bars import Bar
from sim.analysis.hindcast.content import rounded, why
from sim.analysis.hindcast.group_skill import better_of, geometric_mean, group_means, skill
from sim.analysis.hindcast.panels import panels_for
from sim.analysis.hindcast.scored import Origin, score

DAY = datetime.date(2030, 2, 1)


def origin(case="a", group="g", of="boxes", kind="episode", moving=False, now=100.0, near=False):
    return Origin(of, case, group, kind, DAY, now, 100.0, moving, near)


def scored(members, truth, where=None, fair=False, horizon=7, method="tempo_only"):
    return score(where or origin(), horizon, method, np.asarray(members, dtype=float), truth, fair=fair)


def missed_by(percent, case, group):
    """A certain forecast that misses by so many percent of the ground at the start."""
    return scored([100.0 - percent], 100.0, origin(case, group))


def test_cases_count_alike_in_a_group_and_windows_in_a_case():
    scores = [missed_by(1.0, "a", "g"), missed_by(3.0, "a", "g"), missed_by(8.0, "b", "g"), missed_by(4.0, "c", "h")]
    assert group_means(scores) == {"g": pytest.approx(5.0), "h": pytest.approx(4.0)}


def test_a_mean_of_a_case_counts_as_a_quarter_percent_at_least():
    assert group_means([missed_by(0.01, "a", "g"), missed_by(1.0, "b", "g")], floor=0.25) == {"g": 0.625}


def test_skill_by_hand():
    found = skill({"g": 1.0, "h": 2.0}, {"g": 2.0, "h": 2.0})
    assert found.geometric == pytest.approx(1.0 - 0.5**0.5)
    assert found.arithmetic == pytest.approx(1.0 - 1.5 / 2.0)
    assert found.by_group == {"g": 0.5, "h": 0.0}
    assert (found.low, found.high) == pytest.approx((0.0, 0.5))  # both groups the same one is more than 5 % of draws


def test_bounds_are_those_of_groups_drawn_anew():
    logs = np.random.default_rng(1).normal(0.1, 0.3, size=40)
    found = skill({str(n): float(np.exp(-one)) for n, one in enumerate(logs)}, {str(n): 1.0 for n in range(40)})
    spread = 1.645 * logs.std() / np.sqrt(40)  # by the normal law
    assert found.low == pytest.approx(1.0 - np.exp(-logs.mean() + spread), abs=0.01)
    assert found.high == pytest.approx(1.0 - np.exp(-logs.mean() - spread), abs=0.01)


def test_the_better_reference_has_the_least_geometric_mean():
    means = {"a": {"g": 1.0, "h": 9.0}, "b": {"g": 4.0, "h": 4.0}}
    assert (geometric_mean(means["a"]), geometric_mean(means["b"])) == pytest.approx((3.0, 4.0))
    assert better_of(("a", "b"), means) == "a"


def test_a_still_map_is_inside_within_a_tenth_of_a_percent():
    assert scored([100.0, 100.0], 99.91).covered_90
    assert not scored([100.0, 100.0], 99.89).covered_90


def test_the_rank_of_what_stood_still_as_forecast_is_the_middle():
    assert scored([100.0, 100.0, 100.0], 100.0).rank == 0.5
    assert scored([90.0, 100.0, 100.0, 100.0], 100.0).rank == pytest.approx((1.0 + 1.5) / 4.0)


def test_scores_in_percent_are_of_the_start_and_events_of_the_origin():
    where = Origin("boxes", "a", "g", "episode", DAY, 50.0, 200.0, False, False)
    found = scored([40.0, 50.0], 45.0, where)
    assert found.crps_percent == pytest.approx(100.0 * 2.5 / 200.0)  # mean distance 5, less half of mean |x - x'| = 5
    assert found.brier == pytest.approx((0.5 - 1.0) ** 2)  # one of two members, and the day, at or below 45 km²
    assert found.log_score_bits == pytest.approx(1.0)


def test_panels_are_told_apart_by_what_was_known_at_the_origin():
    known = [origin(moving=True), origin(kind="control"), origin(of="pockets"), origin(of="mine")]
    names = [panel.name for panel in panels_for(known)]
    assert names == [
        "pockets and Kursk", "boxes", "boxes, moving", "boxes, controls", "mine", "mine, other",
    ]  # fmt: skip
    march = origin(of="kursk", kind="apart")
    assert [panel.name for panel in panels_for([march])] == ["Kursk, March 2025"]


def test_a_bar_says_by_how_much_it_is_missed():
    assert Bar("x", 0.08, least=0.10).missed_by == pytest.approx(0.02)
    assert Bar("x", 0.99, 0.80, 0.97).missed_by == pytest.approx(0.02)
    assert Bar("x", 0.85, 0.80, 0.97).content()["met"]


def test_why_a_reference_does_better_follows_from_ranks_and_widths():
    sharp, wide = [scored([99.0, 101.0], 100.0)], [scored(np.linspace(80.0, 120.0, 50), 100.0)]
    assert why([scored([90.0, 95.0], 100.0)], sharp).startswith("less was lost, or more regained")
    assert why([scored([110.0, 120.0], 100.0)], sharp).startswith("more was lost")
    assert why([scored([90.0, 91.0, 110.0, 111.0], 130.0), scored([100.0], 90.0)], sharp).startswith("too sure")
    assert why(wide, sharp).startswith("too unsure")


def test_json_has_no_number_that_is_none():
    assert rounded({"a": [float("nan"), 1.23456789, 3]}) == {"a": [None, 1.23457, 3]}
