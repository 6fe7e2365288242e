"""One run event by event: lanes, rows to step through, what is drawn of them, and words."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.analysis.notable import Notable
from sim.experiment.replay import replay
from sim.model.world.events import EVENT_KINDS
from sim.report.drawing.calendar import Calendar
from sim.report.drawing.frames import MOST_ROWS
from sim.report.drawing.palette import palette
from sim.report.timeline import frames as timeline_frames
from sim.report.timeline import words as timeline_words
from sim.report.timeline.frames import (
    LANES,
    event_rows,
    event_table,
    lanes_frame,
    nearest,
    shown_rows,
)
from sim.report.timeline.specs import TONES, lanes_spec
from sim.report.words.measures import level
from sim.report.words.numbers import calendar_date
from sim.scenario.loading import load

START = date(2025, 3, 12)
AT = level({"km2": 35.0, "drawn": False})


def event(kind: str, time: float, text: str = "something") -> dict[str, Any]:
    return {"kind": kind, "time": time, "text": text, "subject": 0}


ROWS = event_rows(
    [
        event("tabled", 0.0),
        event("gain", 0.2),
        event("statement", 1.4),
        event("weather", 2.0),
        event("order", 3.0),
        event("move_starts", 5.0),
        event("violations", 7.0),
        event("truce_starts", 8.0),
    ],
    START,
)


def test_every_kind_of_event_stands_in_a_lane_in_a_tone_that_is_drawn() -> None:
    assert {kind.lane for kind in EVENT_KINDS} == set(LANES)
    assert {kind.tone for kind in EVENT_KINDS} == set(TONES)


def test_what_begins_also_ends() -> None:
    begun = [kind.begins for kind in EVENT_KINDS if kind.begins]
    assert len(set(begun)) == len(begun)
    assert {kind.ends for kind in EVENT_KINDS if kind.ends} == set(begun)


def test_times_become_dates_at_midnight() -> None:
    dates = [calendar_date(START, day) for day in (0.0, 0.49, 0.5, 1.49, 30.0)]
    assert dates == ["12 March 2025", "12 March 2025", "13 March 2025", "13 March 2025", "11 April 2025"]


def test_small_events_are_left_out_unless_asked_for() -> None:
    assert [row.number for row in shown_rows(ROWS, False)] == [1, 3, 5, 6, 8]
    assert len(shown_rows(ROWS, True)) == len(ROWS)
    only_small = ROWS[1:2]
    assert shown_rows(only_small, False) == only_small


def test_an_event_that_is_not_shown_leads_to_the_one_before() -> None:
    shown = shown_rows(ROWS, False)
    assert [nearest(shown, number) for number in (1, 2, 3, 4, 7, 8, 99, 0, None)] == [0, 0, 1, 1, 3, 4, 4, 0, 0]
    assert nearest((), 3) is None


def test_dots_ticks_and_bars_are_drawn_in_their_lanes() -> None:
    held = np.array([100.0, 80.0, 20.0], dtype=np.float32)
    frame = lanes_frame(ROWS, held, 10, ROWS[4], True)
    assert (frame.part == "event").sum() == 5
    assert (frame.part == "tick").sum() == 3
    spans = frame[frame.part == "span"]
    assert sorted(zip(spans.x, spans.x2, strict=True)) == [(5.0, 10.0), (8.0, 10.0)]
    [now] = frame[frame.part == "now"].to_dict("records")
    dot = frame[(frame.part == "event") & (frame.number == now["number"])].iloc[0]
    assert (now["x"], now["y"]) == (dot.x, dot.y)
    assert list(frame[frame.part == "area"].area) == [100.0, 80.0, 20.0]
    assert set(frame[frame.part == "lane"].text) > set(LANES)
    assert (lanes_frame(ROWS, None, 10, None, False).part == "tick").sum() == 0


def test_dots_of_one_moment_do_not_cover_each_other() -> None:
    rows = event_rows([event("accepted", 4.0), event("accepted", 4.0), event("agreed", 4.0)], START)
    dots = lanes_frame(rows, None, 90, None, False)
    heights = dots[dots.part == "event"].y
    assert len(set(heights)) == 3


@pytest.mark.parametrize("name", ["kursk/hold", "tutorial/monitored-truce"])
def test_replays_of_both_theatres_are_drawn(name: str) -> None:
    loaded = load(name)
    start, horizon = loaded.scenario.start, loaded.scenario.horizon_days
    for number in range(8):
        one = replay(loaded, replication=number, seed=1)
        rows = event_rows(one.events, start)
        frame = lanes_frame(rows, one.paths["held_area_km2"], horizon, rows[0], True)
        assert len(frame) <= MOST_ROWS
        assert frame[frame.part == "area"].y.max() == pytest.approx(timeline_frames.AREA_TOP)
        assert len(event_table(rows)) == len(one.events)
        title = timeline_words.run_title(number, one.outcomes, start, horizon, AT)
        assert title.startswith(f"Run {number}: ")
        assert any(letter.isdigit() for letter in title[8:])


def test_the_busiest_log_still_makes_a_small_table() -> None:
    rows = event_rows([event("gain", 90.0 * at / 4096) for at in range(4096)], START)
    assert len(lanes_frame(rows, np.ones(91, dtype=np.float32), 90, rows[-1], True)) <= MOST_ROWS


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_specification_is_constant_and_of_its_theme(theme: str) -> None:
    spec = lanes_spec(theme, Calendar(START, 90))
    assert spec == lanes_spec(theme, Calendar(START, 90))
    assert palette(theme).text in str(spec)
    assert "title" not in spec


# words


@pytest.mark.parametrize(
    ("outcomes", "title"),
    [
        (
            {"first_event": "truce", "truce_day": 12.2, "area_at_truce_km2": 91.0},
            "Run 7: a general truce enters into force on day 12 (24 March 2025), with 90 km² held",
        ),
        (
            {"first_event": "foothold_ended", "foothold_ended_day": 24.0, "truce_day": None},
            "Run 7: the foothold is no longer held (35 km² or less) from day 24 (5 April 2025)",
        ),
        (
            {"first_event": "foothold_ended", "foothold_ended_day": 24.0, "truce_day": 40.0},
            "Run 7: the foothold is no longer held (35 km² or less) from day 24 (5 April 2025); "
            "a general truce on day 40 (21 April 2025)",
        ),
        (
            {"first_event": "neither", "area_end_km2": 61.0, "truce_day": None},
            "Run 7: no general truce by day 90, and 60 km² held then",
        ),
    ],
)
def test_the_title_says_what_comes_first(outcomes: dict[str, Any], title: str) -> None:
    assert timeline_words.run_title(7, outcomes, START, 90, AT) == title


def test_every_choice_of_a_run_says_why() -> None:
    typical = Notable("typical", 38, 300, 500, "foothold_ended")
    assert timeline_words.label(typical) == "Typical: run 38"
    told = "of 500 runs, most often (300) the foothold is no longer held (35 km² or less) first"
    assert f"{told}; among those" in timeline_words.why(typical, AT)
    truce = Notable("earliest_truce", 3, 90, 500, day=1.5)
    assert timeline_words.why(truce, AT) == "Earliest truce: run 3, of 90 runs with a truce among 500."
    none = Notable("earliest_truce", None, 0, 500)
    assert timeline_words.label(none) == "Earliest truce: none"
    assert "no general truce takes effect in 500 runs" in timeline_words.why(none, AT)
    never = timeline_words.why(Notable("latest_end", None, 0, 500), AT)
    assert "more than 35 km² is held to the horizon in each of 500 runs" in never
    last = timeline_words.why(Notable("latest_end", 9, 200, 500, day=89.0), AT)
    assert "in which the foothold is no longer held (35 km² or less) at any time" in last
    assert timeline_words.why(Notable("typical", None, 0, 0), AT) == "No run ended without failure."


@pytest.mark.parametrize(
    ("ending", "follows", "goes_on"),
    [
        ("foothold_ended", False, "no general truce follows"),
        ("foothold_ended", True, "a general truce follows"),
        ("truce", False, "more than 35 km² is held to the horizon"),
        ("truce", True, "the foothold is no longer held (35 km² or less) later"),
    ],
)
def test_a_typical_run_says_how_most_go_on(ending: str, follows: bool, goes_on: str) -> None:
    typical = Notable("typical", 38, 300, 500, ending, follows=follows, alike=270)
    assert f"; of those, most often (270) {goes_on}; among those, run 38" in timeline_words.why(typical, AT)
    even = timeline_words.why(replace(typical, alike=150), AT)
    assert f"; of those, as often as not (150) {goes_on}; " in even


def test_an_event_is_told_by_its_place_among_those_shown() -> None:
    third = shown_rows(ROWS, False)[2]
    assert timeline_words.event_line(2, 5, third, START) == "Event 3 of 5 · day 3.0 (15 March 2025) · ground"
    assert timeline_words.run_event(17, third) == "Run 17, day 3.0: something."
    assert timeline_words.run_source(17, 4, "1") == "Run 17, seed 4, model 1."


def test_a_failed_run_is_told_in_a_sentence() -> None:
    told = timeline_words.failed_sentence(17, "delay is not a number", "kursk/hold")
    assert told.startswith("Run 17 of kursk/hold stopped with a fault: delay is not a number.")
