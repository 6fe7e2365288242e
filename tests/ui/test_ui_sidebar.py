"""A page beside its inputs: the answer first, and a fault in one leaves the other."""

from typing import Any

import pytest

from sim.report.answered import compared
from sim.report.outlook import first_screen
from sim.session.inputs import controls
from sim.ui.inputs import sidebar
from tests.ui.inputs import named
from tests.ui.opened_pages import TEMPO_PATH, comparison, outlook

pytestmark = pytest.mark.usefixtures("prepared_app")

ROOMS = ("outlook", "compare")


def page(room: str) -> Any:
    return outlook() if room == "outlook" else comparison()


def broken(*_: object) -> None:
    raise RuntimeError("planted")


def noting(said: list[str], word: str, function: Any) -> Any:
    def noted(*given: Any) -> Any:
        said.append(word)
        return function(*given)

    return noted


@pytest.mark.parametrize("room", ROOMS)
def test_the_answer_is_made_before_the_inputs_are_drawn(room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    for module, name in ((first_screen, "headline"), (sidebar, "oddities")):
        monkeypatch.setattr(module, name, noting(said, name, getattr(module, name)))
    monkeypatch.setattr(compared, "comparison_headline", noting(said, "headline", compared.comparison_headline))
    assert not page(room).exception
    assert said.index("headline") < said.index("oddities")


@pytest.mark.parametrize("room", ROOMS)
def test_a_fault_in_the_answer_leaves_the_inputs(room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.ui.parts.refining.current_answer", broken)
    test = page(room)
    [error] = test.main.error
    assert "could not be made" in error.value
    assert "planted" not in error.value
    place = "A" if room == "outlook" else "B"
    assert named(test.select_slider, f"{room}-{place}-{TEMPO_PATH}").value == 1.0
    assert not test.exception


@pytest.mark.parametrize("room", ROOMS)
def test_a_fault_in_the_inputs_leaves_the_answer(room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controls, "main_controls", broken)
    test = page(room)
    assert "could not be made" not in test.title[0].value
    assert not test.main.error
    [error] = test.sidebar.error
    assert error.value.startswith("The inputs could not be made. What the page shows is not affected")
    assert not test.exception
