"""The day that plays, and the maps of a comparison side by side: off until pressed, ended by pause and the last day."""

import pytest
from streamlit.testing.v1 import AppTest

from sim.report.map import words as map_words
from sim.session.answers import replays
from sim.session.inputs.scenarios import Chosen, last_written
from sim.ui.parts.maps import playing
from tests.drawn import drawn
from tests.ui.inputs import named

pytestmark = pytest.mark.usefixtures("prepared_app")

RUNS = 200
MAPS = {"a": "kursk/undecided", "b": "kursk/undecided-hold", "seed": "1", "runs": str(RUNS), "show": "Map"}


def button(test: AppTest, label: str) -> AppTest:
    [found] = [one for one in test.button if one.label == label]
    return found.click().run()


def day_of(test: AppTest, key: str) -> int:
    assert not test.exception
    assert not test.error
    return int(named(test.slider, key).value)


def address(test: AppTest) -> str | None:
    values = test.query_params.get("day")
    return values[0] if isinstance(values, list) else values


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every drawing is a step."""
    monkeypatch.setattr(playing, "SECONDS_A_STEP", 0.0)


@pytest.mark.usefixtures("_at_once")
def test_a_day_plays_only_when_asked_and_its_end_stands_in_the_address() -> None:
    test = drawn("timeline", {"a": "kursk/baseline", "seed": "1", "runs": str(RUNS), "day": "80"})
    assert "Pause" not in [one.label for one in test.button]
    assert day_of(test.run(), "timeline-day") == 80
    button(test, "Play")
    first = day_of(test, "timeline-day")
    assert first > 80
    assert address(test) == "80"  # no step of its own for the browser's back
    button(test, "Pause")
    paused = day_of(test, "timeline-day")
    assert paused >= first
    assert address(test) == str(paused)
    assert day_of(test.run(), "timeline-day") == paused
    button(test, "Play")
    for _ in range(5):
        test.run()
    assert day_of(test, "timeline-day") == 90
    assert address(test) == "90"
    assert "Play" in [one.label for one in test.button]


def test_maps_of_a_comparison_stand_side_by_side_on_one_day() -> None:
    test = drawn("compare", {**MAPS, "day": "20"})
    heads = [one.value for one in test.header]
    for letter, name in (("A", MAPS["a"]), ("B", MAPS["b"])):
        made = replays.overview(Chosen(name), 1, RUNS, last_written())
        title = map_words.most_runs_title(made.chances, 20, made.scenario.scenario.start)
        assert f"{letter}: {title}" in heads
    named(test.slider, "compare-day").set_value(25).run()
    assert address(test) == "25"
    assert sum("Day 25 (6 April 2025)" in one.value for one in test.header) == 2
