"""The page of skill: it is that of the packaged numbers to the byte, and misses come first."""

from __future__ import annotations

import json

import pytest

from docs import make_skill
from docs.skill_figures import fans, histograms
from sim.report.hindcast import words
from sim.report.hindcast.record import fans_apart, track_record


def test_page_and_figures_are_those_of_the_packaged_numbers() -> None:
    told = track_record()
    assert make_skill.PAGE.read_text(encoding="utf-8") == make_skill.page(told), "run python -m docs.make_skill --page"
    for name, drawn in make_skill.figures(told).items():
        assert (make_skill.FOLDER / name).read_text(encoding="utf-8") == drawn


def test_numbers_are_kept_in_one_spelling() -> None:
    assert make_skill.NUMBERS.read_text(encoding="utf-8") == make_skill.numbers_text(track_record())


def test_misses_come_first() -> None:
    text = make_skill.PAGE.read_text(encoding="utf-8")
    missed = [words.verdict(bar) for bar in track_record()["bars"] if not bar["met"]]
    places = [text.find(one) for one in missed]
    assert -1 not in places
    assert not missed or max(places) < text.find("| met |")


def test_all_given_cases_are_on_record() -> None:
    told = track_record()
    assert len(told["cases"]) == 115
    assert told["settings"]["members"] == 1_000
    assert {panel["name"] for panel in told["panels"]} == {
        "pockets and Kursk", "Kursk, March 2025", "boxes", "boxes, moving", "boxes, other", "boxes, controls",
    }  # fmt: skip


def test_a_fan_is_drawn_from_what_was_held_to_its_quantiles() -> None:
    horizons = [{"days": 28, "truth_km2": 50.0, "quantiles_km2": [0.0, 40.0, 60.0, 80.0, 100.0]}]
    fan = {"case": "hill", "origin": "2030-01-01", "held_km2": 100.0, "horizons": horizons}
    drawn = fans([fan], ["hill"])
    assert drawn.count("<polygon") == 2
    assert 'points="52.0,26.0 418.0,166.0 418.0,26.0 52.0,26.0"' in drawn  # 100 at the top, 0 at the bottom
    assert 'points="52.0,26.0 418.0,96.0"' in drawn  # 100 to 50 on the map


def test_fans_do_not_cover_each_other() -> None:
    weekly = [{"origin": f"2030-01-{day:02}"} for day in (1, 8, 15, 22, 29)] + [{"origin": "2030-02-05"}]
    assert [fan["origin"] for fan in fans_apart(weekly)] == ["2030-01-01", "2030-02-05"]


def test_a_histogram_has_a_bar_a_tenth() -> None:
    row = {"method": "tempo_only", "horizon_days": 28, "windows": 10, "ranks": [1] * 10}
    assert histograms([{"name": "hill", "table": [row]}], "tempo_only").count('fill="#1f5a8a"') == 10


@pytest.mark.parametrize(
    ("value", "told"), [(0.123, "+12"), (-0.08, "−8"), (0.001, "0"), (-0.004, "0"), (None, "")]
)
def test_skill_is_told_in_whole_percent_with_its_sign(value: float | None, told: str) -> None:
    assert words.percent(value) == told


def test_a_bar_is_told_with_what_was_wanted() -> None:
    bar = {"what": "x", "value": 0.08, "least": 0.1, "most": None, "met": False, "missed_by": 0.02}
    assert list(words.bar_rows([bar])) == [("x", "at least 0.1", "0.08", "missed by 0.02")]
    assert words.wanted({**bar, "most": 0.2}) == "0.1 to 0.2"
    assert words.wanted({**bar, "least": None, "most": 1.0}) == "at most 1"


def test_the_record_is_valid_json_without_numbers_that_are_none() -> None:
    text = make_skill.NUMBERS.read_text(encoding="utf-8")
    assert "NaN" not in text
    assert json.loads(text) == track_record()
