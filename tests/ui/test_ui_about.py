"""About and limits as a reader meets it, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from sim.report import about as about_words
from sim.ui import navigation
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")


def opened() -> AppTest:
    return drawn("about")


def test_one_title_then_sections() -> None:
    test = opened()
    assert not test.exception
    assert not test.error
    assert len(test.title) == 1
    assert not test.subheader
    assert [header.value for header in test.header] == [
        "A guided minute",
        "What it is not",
        "What is left out",
        "Use with care",
        "How to read the numbers",
        "What leaves this machine",
        "By keyboard",
        "How to cite",
        "Versions",
        "How to report an error",
    ]


def test_what_must_be_said_is_said() -> None:
    said = " ".join(" ".join(text.value for text in opened().markdown).split())
    for words in (
        "Civilians are not modelled",
        "not for choosing targets, timing attacks",
        "the war began with its invasion of the other",
        "imply no position",
        "No prediction",
        "The address is the link you share",
        "arrow keys",
        "results version",
    ):
        assert words in said


def test_versions_are_those_of_the_list_of_changes() -> None:
    folded = [one.label for one in opened().expander]
    assert about_words.history()
    assert folded == [f"{one.name}, {len(one.lines)} changes" for one in about_words.history()]


def test_it_opens_without_the_list_of_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.report.about.history", lambda: ())
    test = opened()
    assert not test.error
    assert "Versions" in [header.value for header in test.header]


def test_the_guided_minute_leads_to_pages_that_there_are() -> None:
    assert {step.page for step in about_words.GUIDE} <= set(navigation.NAMES)
    said = [text.value for text in opened().markdown]
    steps = [f"{number}. {step.text}" for number, step in enumerate(about_words.GUIDE, 1)]
    assert [text for text in said if text in steps] == steps
