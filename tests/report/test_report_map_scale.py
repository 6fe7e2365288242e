"""The scale beside a map: what was seen and what maps of the runs show; a later map over the runs' of its own day."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest

from sim.report.drawing.still import records
from sim.report.map.scale import scale_frame, scale_height, scale_spec, top_km2
from sim.report.seen import words
from sim.scenario.observed.sights import Sight

START = date(2025, 3, 12)
MAPS = np.array([[100.0 - 3.0 * day, 100.0 - 2.0 * day, 100.0 - day] for day in range(31)])


def sight(day: int, held: float, who: str, kind: str = "map") -> Sight:
    when = START + timedelta(days=day)
    return Sight(day, when, when, held, who, kind, day <= 0)


SIGHTS = (
    sight(-1, 104.0, "one"), sight(0, 101.0, "one"), sight(4, 90.0, "two"), sight(9, 95.0, "one"),
    sight(9, 0.0, "x", "claim"),
)  # fmt: skip


def test_each_later_map_lies_over_what_the_runs_would_have_shown_on_its_own_day() -> None:
    newest = words.newest_by(SIGHTS, 10, later=True)
    rows = scale_frame(MAPS, START, 10, newest)
    bands = rows[rows.part == "maps"]
    assert list(bands.row) == ["maps of the runs|22 March 2025", "one|21 March 2025", "two|16 March 2025"]
    assert [tuple(band) for band in bands[["low", "middle", "high"]].to_numpy()] == [
        (70.0, 80.0, 90.0), (73.0, 82.0, 91.0), (88.0, 92.0, 96.0),
    ]  # fmt: skip
    marks = rows[rows.part == "later"]
    assert list(zip(marks.row, marks.area, marks["mark"], strict=True)) == [
        ("one|21 March 2025", 95.0, "diamond"), ("two|16 March 2025", 90.0, "diamond"),
    ]  # fmt: skip


def test_nothing_that_came_later_is_drawn_unasked_and_no_claim_ever() -> None:
    [known] = words.newest_by(SIGHTS, 10, later=False)
    assert (known.day, known.held_km2) == (0, 101.0)
    rows = scale_frame(MAPS, START, 10, [known])
    assert set(rows.part) == {"maps", "known"}
    assert len(rows) == 2  # what was known by day 0 is no forecast: no bar under it
    assert not any(one.claimed for one in words.newest_by(SIGHTS, 10, later=True))
    assert words.newest_by(SIGHTS, 29, later=False) == []  # older than four weeks


def test_the_scale_is_the_same_on_all_days_and_holds_all_that_is_drawn() -> None:
    assert top_km2(MAPS, ()) == 100
    assert top_km2(MAPS, [sight(0, 101.0, "one")]) == 150
    assert top_km2(MAPS / 100.0, ()) == 5
    assert top_km2(MAPS * 300.0, ()) == 30_000


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_has_a_row_a_name_in_two_lines(theme: str) -> None:
    vl_convert = pytest.importorskip("vl_convert")
    newest = words.newest_by(SIGHTS, 10, later=True)
    data = {"values": records(scale_frame(MAPS, START, 10, newest))}
    spec = scale_spec(theme, str(scale_height(3)), str(top_km2(MAPS, newest)))
    svg = vl_convert.vegalite_to_svg(json.dumps({**spec, "data": data, "width": 330}))
    for text in (">maps of the runs<", ">22 March 2025<", ">one<", ">two<", ">16 March 2025<", ">100<"):
        assert text in svg, text
    assert words.scale_title(START, 10, 70.0, 90.0) == "Day 10 (22 March 2025): maps of 9 runs in 10 show 70 to 90 km²"
