"""Compare as a reader meets it, without a browser: scenarios that come and go, and what differs."""

import math
import re

import pytest

from sim.session.inputs import scenarios as worlds
from sim.ui.inputs import sidebar
from sim.ui.parts import views
from tests.ui.inputs import named
from tests.ui.opened_pages import TEMPO_PATH, comparison, findings

pytestmark = pytest.mark.usefixtures("prepared_app")


@pytest.mark.parametrize("map_name", ["kursk", "tutorial"])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_one_to_four_scenarios_of_either_map(map_name: str, count: int) -> None:
    names = [name for name in worlds.names(worlds.last_written()) if name.startswith(f"{map_name}/")]
    names = (names * 2)[:count]
    tempo = {f"{letter}__ground__tempo_start_shift": "0.5" for letter in "abcd"[3:count]}
    query = dict(zip("abcd", names, strict=False)) | tempo
    charts = {**views.charts_by_subject(count), views.ALL: ["what differs", "all outcomes"]}
    for subject in charts if count in (1, 4) else (views.FIRST, views.PEOPLE):
        title, *drawn = findings(comparison(**query, show=subject))
        assert title
        assert len(drawn) == len(charts[subject]) + (count - 1 if count > 2 else 0)


def test_the_comparison_names_the_difference() -> None:
    test = comparison()
    title, *_ = findings(test)
    assert " B" in title
    assert not test.info
    texts = [text.value for text in test.main.markdown]
    assert any(re.search(r"of 100? pairs", text) for text in texts), texts


@pytest.mark.parametrize(("others", "heads"), [
    ({}, ["A", "B", "B less A", "95% interval", "which way"]),
    ({"c": "kursk/undecided-hold"}, ["A", "B", "B less A", "C", "C less A"]),
])  # fmt: skip
def test_levels_differences_and_their_direction_stand_on_top(others: dict[str, str], heads: list[str]) -> None:
    test = comparison(a="kursk/undecided", b="kursk/undecided", b__ground__tempo_start_shift="-1.5", **others)
    table = test.main.table[0].value
    assert list(table.columns) == heads
    assert "People of the holder killed or wounded" in table.index
    assert not (table["A"] == "").any()
    row = table.loc["No longer held at any time (35 km² or less)"]
    assert "less often" in row[heads[4] if not others else "B less A"]
    firsts = ["What comes first: no longer held (35 km² or less)", "What comes first: truce"]
    assert list(table.index[:2]) == firsts
    assert "less often" in table.loc[firsts[0]][heads[4] if not others else "B less A"]
    most = "**Differs most, against how far runs lie apart:** With B"
    assert any(text.value.startswith(most) for text in test.main.markdown)
    assert any("'first' counts only what came before the other" in note.value for note in test.main.caption)


def test_another_past_is_told_in_sight() -> None:
    """The holder's choices differed, and so did what was ordered before day 0: nothing said so."""
    scenarios = {"a": "kursk/undecided", "b": "kursk/withdraw-now", "c": "kursk/hold"}
    test = comparison(**scenarios)
    [told] = test.main.info
    assert "in no run of A, in 75 of 100 runs of B and C" in told.value
    named(test.button, "one-past").click().run()
    assert not test.main.info
    assert [test.query_params[f"{letter}.command.ordered_before_start"] for letter in "bc"] == ["0", "0"]
    assert "a.command.ordered_before_start" not in test.query_params  # it has no such order


def test_a_control_is_for_one_scenario_and_stays_with_it() -> None:
    test = comparison(c="kursk/undecided-hold", a="kursk/undecided", b="kursk/undecided-withdraw-now", tune="c")
    named(test.select_slider, f"compare-C-{TEMPO_PATH}").set_value(2.0).run()
    assert float(test.query_params["c.ground.tempo_start_shift"]) == pytest.approx(math.log(2.0))
    named(test.segmented_control, "tune").set_value("B").run()
    assert named(test.select_slider, f"compare-B-{TEMPO_PATH}").value == 1.0
    named(test.segmented_control, "tune").set_value("C").run()
    assert named(test.select_slider, f"compare-C-{TEMPO_PATH}").value == 2.0
    findings(test)


def test_scenarios_come_and_go() -> None:
    test = comparison()
    named(test.selectbox, "compare-scenario-2").set_value("kursk/hold").run()
    assert len(test.selectbox) >= 4
    named(test.selectbox, "compare-scenario-1").set_value(sidebar.NOBODY).run()
    assert test.query_params["b"] == "kursk/hold"
    named(test.selectbox, "compare-scenario-0").set_value("tutorial/baseline").run()
    findings(test)
    assert named(test.selectbox, "compare-scenario-1").value.startswith("tutorial/")


def test_two_equal_scenarios_are_pointed_out() -> None:
    test = comparison(a="kursk/undecided", b="kursk/undecided")
    findings(test)
    assert test.info
