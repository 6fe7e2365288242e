"""Dates under every axis of days, and what was seen over charts of the ground: by day 0, and later only when asked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from synthetic_ensembles import ensemble

from sim.analysis.skill.map_lag import expected_on, late_by
from sim.report import charts
from sim.report.drawing.calendar import Calendar, ticks
from sim.report.drawing.seen import KNOWN, LATER, over_chart, top_of
from sim.report.drawing.still import records
from sim.report.seen import words
from sim.report.timeline.frames import lanes_frame
from sim.report.timeline.specs import lanes_spec
from sim.scenario.observed.sights import Sight

START = date(2025, 3, 12)


def sight(day: int, held: float, *, public: int | None = None, who: str = "one", kind: str = "map") -> Sight:
    when, put_out = (START + timedelta(days=one) for one in (day, day if public is None else public))
    return Sight(day, when, put_out, held, who, kind, max(day, day if public is None else public) <= 0)


SIGHTS = (
    sight(-9, 130.0), sight(-5, 400.0), sight(-2, 150.0), sight(0, 140.0), sight(3, 90.0), sight(95, 1.0),
    sight(20, 0.0, kind="claim"),
)  # fmt: skip
DATED = replace(ensemble(n=60), manifest={**ensemble(n=2).manifest, "start": START})


@pytest.mark.parametrize(
    ("horizon", "named"),
    [(1, (0, 1)), (28, (0, 7, 14, 21, 28)), (90, (0, 30, 60, 90)), (91, (0, 20, 40, 60, 91)), (7, (0, 2, 4, 7))],
)
def test_days_are_named_evenly_and_the_horizon_always(horizon: int, named: tuple[int, ...]) -> None:
    assert ticks(horizon) == named


@pytest.mark.parametrize("horizon", range(1, 800, 7))
def test_a_phone_has_room_for_the_days_named_on_any_horizon(horizon: int) -> None:
    named = ticks(horizon)
    assert len(named) <= 6
    assert named[0] == 0
    assert named[-1] == horizon
    assert len(set(named)) == len(named)


def test_every_chart_of_days_has_dates_below_the_numbers_and_a_tick_at_the_horizon() -> None:
    vl_convert = pytest.importorskip("vl_convert")
    calendar, held = Calendar(START, 90), np.linspace(140, 20, 91, dtype=np.float32)
    drawn = {
        "first": charts.first_events(DATED),
        "curves": charts.event_curves([DATED, DATED]),
        "area": charts.area_paths(DATED, 35.0),
        "days": charts.event_days(DATED, "attacker_accepted_day"),
        "lanes": (lanes_spec("light", calendar), lanes_frame((), held, 90, None, False)),
    }  # fmt: skip
    for name, (spec, frame) in drawn.items():
        svg = vl_convert.vegalite_to_svg(json.dumps({**spec, "data": {"values": records(frame)}, "width": 330}))
        for text in (">0<", ">12 Mar<", ">11 Apr<", ">90<", ">10 Jun<", "(0 is 12 March 2025)"):
            assert text in svg, (name, text)


def test_an_ensemble_that_does_not_tell_its_first_day_has_numbers_alone() -> None:
    spec, _ = charts.first_events(ensemble(n=20))
    assert "labelExpr" not in json.dumps([layer["encoding"].get("x", {}) for layer in spec["layer"]])


def test_what_came_later_is_drawn_only_when_asked_for_and_what_was_before_only_below_the_top() -> None:
    assert [one.day for one in over_chart(SIGHTS, 90, 180.0, later=False)] == [-2, 0]
    assert [one.day for one in over_chart(SIGHTS, 90, 180.0, later=True)] == [-2, 0, 3, 20]
    assert [one.day for one in over_chart(SIGHTS, 90, 500.0, later=False)] == [-9, -5, -2, 0]
    assert top_of(SIGHTS, 90) == 90.0


def test_marks_stand_at_their_day_with_a_tail_as_long_as_a_map_is_late() -> None:
    """Drawn anew on 0.3 of days, a map is at most six days old on 1 - 0.7^7 = 92 % of days, five on 88 %."""
    assert late_by() == 6
    assert 1.0 - 0.7**6 < 0.9 < 1.0 - 0.7**7
    _, frame = charts.area_paths(DATED, 35.0, seen=over_chart(SIGHTS, 90, 500.0, later=True))
    known, later = (frame[frame.part == part] for part in (KNOWN, LATER))
    assert list(zip(known.day, known.late_from, known.area, strict=True))[-1] == (0.0, -6.0, 140.0)
    assert list(later.mark) == ["diamond", "cross"]
    assert list(later.late_from) == [-3.0, 20.0]  # a claim does not lag
    assert not set(charts.area_paths(DATED, 35.0)[1].part) & {KNOWN, LATER}


def test_a_run_s_ground_and_what_was_seen_share_a_scale() -> None:
    held = np.linspace(100, 0, 91, dtype=np.float32)
    frame = lanes_frame((), held, 90, None, False, [one for one in SIGHTS if one.known or one.day == 3])
    at = {(row.part, row.x): row.y / row.area for row in frame[frame.area > 0].itertuples()}
    assert at[LATER, 3.0] == pytest.approx(at[KNOWN, 0.0])
    assert at["area", 0.0] == pytest.approx(at[LATER, 3.0])
    assert frame[frame.part == KNOWN].x.min() == 0.0


def test_what_maps_would_show_lags_and_a_map_is_told_to_lie_within_it_or_not() -> None:
    paths = np.tile(100.0 - np.arange(31.0), (400, 1))
    low, middle, high = expected_on(paths, [10], seed=1)[0]
    assert low <= middle <= high
    assert low >= 90.0  # never less than the true area of the day while ground falls
    assert 92.0 <= middle <= 94.0  # 2.3 days late on average, and later for small changes
    assert np.isnan(expected_on(paths, [-1, 31], seed=1)).all()
    made = replace(DATED, manifest={"horizon_days": 30, "start": START}, paths={"held_area_km2": paths})
    seen = (sight(0, 100.0), sight(10, 93.0), sight(12, 40.0), sight(14, 99.5), sight(14, 0.0, kind="claim"))
    table = words.table(made, seen, later=True)
    assert list(table["the value lies"]) == ["", "within", "below", "above", ""]
    assert list(table["public"])[:2] == ["by day 0", "22 March 2025"]
    assert words.inside(made, seen).startswith("1 of 3 later maps lie within")
    assert list(words.table(made, seen, later=False)["day"]) == [0]
    assert words.EXPECTED not in words.table(made, seen, later=False)


def test_words_beside_a_map_tell_nothing_that_came_later_unless_asked() -> None:
    told = words.on_day(SIGHTS, START, 10, later=False)
    assert told == "What was seen by then: 140 km² of 12 March 2025 (one)."
    assert "90 km² of 15 March 2025" in words.on_day(SIGHTS, START, 10, later=True)
    assert words.on_day((), START, 10, later=True) == ""
    assert "crosses" in words.reading(SIGHTS)
    assert words.reading(()) == ""


def test_runs_that_begin_apart_from_the_last_known_map_say_so() -> None:
    def begun(*areas: float) -> str:
        paths = np.repeat(np.array(areas)[:, None], 31, axis=1)
        return words.over_runs(replace(DATED, paths={"held_area_km2": paths}), SIGHTS)

    drawn = begun(*np.linspace(142.0, 172.0, 101))
    assert "apart from the last full dot (140 km², 12 March 2025)" in drawn
    assert "142 to 172 km² in these runs" in drawn
    assert begun(140.0, 140.0) == words.reading(SIGHTS)
    assert words.over_runs(DATED, ()) == ""
