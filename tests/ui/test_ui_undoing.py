"""Undo and redo beside a page: what was moved comes back, what a button would change is said before."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.inputs import named
from tests.ui.opened_pages import TEMPO_PATH, comparison, outlook

pytestmark = pytest.mark.usefixtures("prepared_app")
STRENGTH_PATH = "attacker.people_persons"


def button(test: AppTest, label: str) -> Any:
    [found] = [one for one in test.sidebar.button if one.label == label]
    return found


def able(test: AppTest) -> tuple[bool, bool]:
    """Whether there is something to undo, and something to redo."""
    return not button(test, "Undo").disabled, not button(test, "Redo").disabled


def told(test: AppTest) -> str:
    return "\n".join(one.value for one in test.sidebar.caption if one.value.startswith(("Undo:", "Redo:")))


def test_what_was_moved_is_undone_and_done_again() -> None:
    test = outlook(seed="3")
    assert (able(test), told(test)) == ((False, False), "")
    for path, value in ((TEMPO_PATH, 2.0), (STRENGTH_PATH, 70000.0)):
        named(test.select_slider, f"outlook-A-{path}").set_value(value).run()
    assert able(test) == (True, False)
    assert told(test).startswith("Undo: Attacker's strength")
    button(test, "Undo").click().run()
    assert named(test.select_slider, f"outlook-A-{STRENGTH_PATH}").value == 60000.0
    assert named(test.select_slider, f"outlook-A-{TEMPO_PATH}").value == 2.0
    assert f"a.{STRENGTH_PATH}" not in test.query_params
    assert able(test) == (True, True)
    assert "Redo: Attacker's strength" in told(test)
    button(test, "Redo").click().run()
    assert f"a.{STRENGTH_PATH}" in test.query_params
    assert able(test) == (True, False)


def test_another_scenario_of_a_comparison_is_undone_and_the_open_part_stays() -> None:
    test = comparison(a="kursk/hold", b="kursk/baseline", runs="200", show="People")
    [choice] = [one for one in test.sidebar.selectbox if one.label == "B"]
    choice.set_value("kursk/no-pressure").run()
    assert told(test).startswith("Undo: B: ")
    button(test, "Undo").click().run()
    assert test.query_params["b"] in ("kursk/baseline", ["kursk/baseline"])
    assert test.query_params["show"] in ("People", ["People"])
    assert able(test) == (False, True)
