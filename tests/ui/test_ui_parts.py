"""Pieces that pages share, without a page: whose numbers these are, which run a dot is, what a link holds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from sim.scenario.loading import load
from sim.session.inputs.address import Choice, query_of, read
from sim.session.inputs.scenarios import Chosen
from sim.ui import page_state
from sim.ui.page_state import OUTLOOK_DEFAULT
from sim.ui.parts import downloads, panels, views

TUNED = Chosen("kursk/hold", ("horizon_days=60",))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a piece says, whether as text, warning or error."""
    told: list[str] = []
    for name in ("markdown", "warning", "error"):
        monkeypatch.setattr(panels.st, name, told.append)
    return told


def results(name: str, n: int, failed: int) -> Any:
    fault = SimpleNamespace(message="delay is not a number", command="salient replay x --replication 0")
    return SimpleNamespace(name=name, replications=n, failures=[fault] * failed)


def answer(*made: Any, scenarios: tuple[Chosen, ...] = (Chosen("kursk/hold"),)) -> Any:
    return SimpleNamespace(results=made, request=SimpleNamespace(scenarios=scenarios))


# which charts are made first


@pytest.mark.parametrize(("shown", "made"), [(None, views.FIRST), (views.TALKS, views.TALKS), ("no such", views.FIRST)])
def test_the_charts_of_the_open_subject_are_made_first(
    shown: str | None, made: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_state, "extra", {"show": shown}.get)
    assert views.charts_open(2) == views.charts_by_subject(2)[made] != []


@pytest.mark.parametrize("shown", ["Map", "One run", "All outcomes"])
def test_no_chart_is_made_for_a_subject_without_charts(shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_state, "extra", {"show": shown}.get)
    assert views.charts_open(2) == []


def test_a_chart_that_cannot_be_made_keeps_no_other_from_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_state, "extra", {}.get)
    asked: list[str] = []

    def picture(name: str) -> None:
        asked.append(name)
        raise ValueError(name)

    views.make(SimpleNamespace(picture=picture), ["area", "people"])  # type: ignore[arg-type]
    assert asked == ["area", "people"]


# which run


@pytest.mark.parametrize(
    ("points", "place", "run"),
    [
        ([{"run": 17.0}], 0, (0, 17)),
        ([{"run": 17.0}], 2, (2, 17)),
        ([{"run": 17.0, "scenario": "B"}], 0, (1, 17)),
        ([{"run": 3.0, "scenario": "D"}, {"run": 4.0, "scenario": "C"}], 0, (2, 4)),
        ([{"day": 3.0}], 0, None),
        ([], 0, None),
    ],
)
def test_a_mark_that_is_chosen_leads_to_its_scenario_and_run(
    points: list[dict[str, Any]], place: int, run: tuple[int, int] | None
) -> None:
    assert panels.selected_run({"selection": {"run": points}}, place) == run
    assert panels.selected_run(None, place) is None


# what is said beside an answer


def test_the_war_is_told_of_a_real_theatre_and_invention_of_an_invented_one(said: list[str]) -> None:
    for name in ("kursk/baseline", "tutorial/baseline"):
        panels.what_this_is(load(name))
    real, invented = said
    assert "the war began with its invasion" in real
    assert "invented" not in real
    assert "This theatre and its sides are invented." in invented
    assert "invasion" not in invented
    assert all("not a prediction" in text and "Civilians are not modelled" in text for text in said)


def test_runs_that_failed_are_told_with_how_many(said: list[str]) -> None:
    panels.warn_of_failures(answer(results("one", 200, 0), results("two", 200, 3), results("three", 200, 200)))
    assert len(said) == 1
    assert said[0].startswith("3 of 200 runs of two failed and are in no number here")


def test_a_scenario_without_a_finished_run_is_told_and_only_then(said: list[str]) -> None:
    assert not panels.all_failed(answer(results("one", 200, 3)))
    assert said == []
    assert panels.all_failed(answer(results("one", 200, 3), results("two", 200, 200)))
    assert said[0].startswith("None of 200 runs of two could be finished: delay is not a number.")


def test_few_runs_are_told_by_those_that_finished(said: list[str]) -> None:
    panels.warn_of_few(answer(results("one", 200, 0)))
    assert said == []
    panels.warn_of_few(answer(results("one", 200, 0), results("two", 25, 6)))
    assert said[0].startswith("Only 19 runs")


def test_a_picture_to_take_along_says_what_was_changed_in_which_scenario() -> None:
    alone, both = (panels.context(answer(scenarios=some)) for some in ((TUNED,), (Chosen("kursk/undecided"), TUNED)))
    assert alone.startswith("kursk/hold, changed: Horizon days = 60. ")
    assert both.startswith("A: kursk/undecided. B: kursk/hold, changed: Horizon days = 60. ")
    assert alone.endswith("not a prediction.")


# links and charts


def test_a_link_to_share_holds_all_that_decides_the_numbers() -> None:
    choice = Choice((Chosen("kursk/undecided"), TUNED), seed=7, runs=500)
    link = downloads.share_link("http://localhost:8501/compare?a=kursk/baseline&seed=1", query_of(choice))
    parts = urlsplit(link)
    assert (parts.netloc, parts.path) == ("localhost:8501", "/compare")
    found = read(parse_qs(parts.query), OUTLOOK_DEFAULT)
    assert (found.choice, found.complaints) == (choice, ())


def test_every_other_scenario_has_its_differences_from_the_first() -> None:
    names = [name for together in views.charts_by_subject(3).values() for name in together]
    assert len(set(names)) == len(names)
    assert [name for name in names if name.startswith("area:")] == ["area:A", "area:B", "area:C"]
    for outcome in ("area_end_km2", "holder_casualties", "attacker_casualties"):
        assert [name for name in names if name.startswith(f"pairs_{outcome}:")] == [
            f"pairs_{outcome}:B", f"pairs_{outcome}:C",
        ]  # fmt: skip
