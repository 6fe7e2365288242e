"""What was seen of the ground on the pages: by day 0 always, what came later when asked, and what that is worth."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.report.map import words as map_words
from sim.report.seen import words
from sim.ui.parts import what_was_seen
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")

FEW = {"seed": "1", "runs": "200"}
BOTH = {"a": "kursk/undecided", "b": "kursk/undecided-hold", "show": "Ground"}


def said(test: AppTest) -> str:
    assert not test.exception
    assert not test.error
    return " ".join(text.value for text in [*test.markdown, *test.caption])


def asked(test: AppTest) -> Any:
    [toggle] = [one for one in test.toggle if one.label == words.ASK]
    return toggle


@pytest.mark.parametrize(("page", "more"), [("outlook", {"a": "kursk/baseline"}), ("compare", BOTH)])
def test_what_came_later_is_hidden_until_asked_for_and_then_comes_with_its_sentence(
    page: str, more: dict[str, str]
) -> None:
    test = drawn(page, {**FEW, **more}, (what_was_seen.TABLE,))
    assert not asked(test).value
    assert "public by day 0" in said(test)
    assert "showed later" not in said(test)
    assert words.knowing() not in said(test)
    assert all(table.value["day"].max() <= 0 for table in test.dataframe if "seen by" in table.value)
    asked(test).set_value(True).run()
    assert words.knowing() in said(test)
    assert "showed later" in said(test)
    assert "later maps lie within" in said(test)
    assert test.query_params["later"] in ("1", ["1"])


def test_the_map_and_a_run_tell_it_too_and_a_place_without_observations_nothing() -> None:
    base = {**FEW, "a": "kursk/baseline"}
    later = {**base, "later": "1"}
    assert "60 km² of 7 April" in said(drawn("timeline", {**later, "day": "26"}))
    unasked, how_to_read = said(drawn("timeline", {**base, "day": "26"})), map_words.HOW_TO_READ["scale"]
    assert "140 km² of 12 March 2025 (DeepState)" in unasked
    assert how_to_read in unasked
    assert "Day 26 (7 April 2025): maps of 9 runs in 10 show" in unasked
    [warning] = drawn("timeline", {**base, "later": "2"}).warning
    assert "later = 2 is not on offer" in warning.value
    assert "showed later" in said(drawn("timeline", {**later, "run": "3"}))
    bare = drawn("outlook", {**FEW, "a": "tutorial/baseline"})
    assert words.ASK not in [one.label for one in bare.toggle]
    assert "Full dots" not in said(bare)
