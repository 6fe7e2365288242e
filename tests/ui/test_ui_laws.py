"""The box on Compare about other laws: folded it costs nothing, opened it waits, then tells."""

import re
from collections.abc import Iterator

import pytest

from sim.session.answers.laws import crossed_request, laws_of
from sim.session.answers.shelf import cross, shelf
from sim.session.background.lookers import Readers
from sim.session.background.refinery import refinery
from sim.session.inputs.scenarios import Chosen
from sim.ui.parts import rival_laws
from tests.drawn import drawn
from tests.ui.opened_pages import answer, request, unescaped

pytestmark = pytest.mark.usefixtures("prepared_app")

PAIR = (Chosen("tutorial/baseline"), Chosen("tutorial/leave-early"))
QUERY = {"a": PAIR[0].name, "b": PAIR[1].name, "runs": "60"}
COMMAND = f"salient compare {PAIR[0].name} {PAIR[1].name} --replications 60 --seed 1 --forms"


@pytest.fixture
def crossed() -> Iterator[None]:
    """The crossed runs are there, as the background process leaves them."""
    for one in crossed_request(request(*PAIR, runs=60)).loaded():
        shelf.put(cross(one, 1, 60))
    yield
    shelf.clear()


def test_a_box_that_is_folded_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr("sim.ui.parts.rival_laws.refining.look", lambda part, request, start: asked.append(start))
    test = drawn("compare", QUERY)
    assert not test.exception
    assert not asked
    assert rival_laws.LABEL in [one.label for one in test.expander]


ROAD = (Chosen("kursk/baseline"), Chosen("kursk/highway-closed"))
ASKED = {"a": ROAD[0].name, "b": ROAD[1].name, "runs": "60", "asked": "road"}


def test_what_laws_make_of_a_question_stands_in_sight_while_the_box_is_folded() -> None:
    shelf.clear()
    first = drawn("compare", ASKED)
    assert not first.exception
    waiting = (rival_laws.FIRST_THE_ANSWER, "Crossing the laws: 0 of 60 pairs, each run eight times.")
    assert sum(one.value in waiting for one in first.caption) == 1
    crossing = crossed_request(request(*ROAD, runs=60))
    for one in crossing.loaded():
        shelf.put(cross(one, 1, 60))
    page = drawn("compare", ASKED)
    told = [unescaped(one.value) for one in page.main.markdown]
    shown = told[told.index(rival_laws.WHAT_LAWS_SAY) + 1]
    laws = laws_of(crossing)
    assert laws is not None
    beside = answer(*ROAD, runs=60)
    lines = [line.removeprefix("- ") for line in shown.splitlines()]
    assert lines == laws.about(("holder_lost", "foothold_ended"), beside)
    assert set(lines) < set(laws.sentences(beside))
    notes = [unescaped(one.value) for one in page.main.caption]
    assert [notes.count(text) for text in (laws.what_a_law_is, laws.what_to_make_of_it)] == [1, 1]
    assert not any(text.startswith(rival_laws.WHAT_LAWS_SAY) for text in _markdown_without_a_question())
    shelf.clear()


def test_an_open_box_under_a_question_does_not_explain_a_law_twice() -> None:
    shelf.clear()
    crossing = crossed_request(request(*ROAD, runs=60))
    for one in crossing.loaded():
        shelf.put(cross(one, 1, 60))
    laws = laws_of(crossing)
    assert laws is not None
    for query in (ASKED, {**ASKED, "asked": ""}):
        notes = [unescaped(one.value) for one in drawn("compare", query, [rival_laws.LAWS]).main.caption]
        assert notes.count(laws.what_a_law_is) == 1, query
    shelf.clear()


@pytest.mark.parametrize("complete", [False, True])
def test_after_a_stop_nothing_heavier_is_begun(complete: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    shelf.clear()
    monkeypatch.setattr(rival_laws, "_watch", begun.append)
    monkeypatch.setattr(rival_laws.refining, "rests", lambda answer: True)
    monkeypatch.setattr(rival_laws.refining, "complete", lambda answer: complete)
    assert not drawn("compare", ASKED).exception
    assert bool(begun) == complete


def _markdown_without_a_question() -> list[str]:
    return [one.value for one in drawn("compare", {**ASKED, "asked": ""}).main.markdown]


def test_only_laws_on_outcomes_that_are_told_are_named(crossed: None) -> None:
    laws = laws_of(crossed_request(request(*PAIR, runs=60)))
    assert laws is not None
    assert laws.about(("truce_end",)) == laws.sentences()[:1]


def test_a_box_that_is_opened_says_how_far_it_is_and_gives_the_command() -> None:
    shelf.clear()
    test = drawn("compare", QUERY, [rival_laws.LAWS])
    assert not test.exception
    assert not test.error
    assert "Crossing the laws: 0 of 60 pairs, each run eight times." in [one.value for one in test.caption]
    assert COMMAND in [one.value for one in test.code]


@pytest.mark.usefixtures("crossed")
def test_once_it_is_there_it_has_sentences_tables_and_a_chart_an_outcome() -> None:
    test = drawn("compare", QUERY, [rival_laws.LAWS])
    assert not test.exception
    assert not test.error
    laws, split = (one.value for one in test.dataframe[-2:])
    assert all(one.proto.row_height > 64 for one in test.dataframe[-2:])  # up to 4rem the grid cuts, never wraps
    assert {"law of", "law", "runs", "A", "B", "B less A"} < set(laws.columns)
    assert {"parameters", "chance", "laws", "together"} < set(split.columns)
    texts = [unescaped(one.value) for one in test.main.markdown]
    assert any("B against A: " in text and " laws" in text for text in texts), texts
    assert any("other runs than the table on top: 60 pairs with laws drawn" in one.value for one in test.caption)
    headers = [unescaped(one.value) for one in test.main.header]
    assert sum("B against A, " in header for header in headers) == len(split)
    assert COMMAND in [one.value for one in test.code]
    notes = [unescaped(one.value) for one in test.main.caption]
    assert rival_laws.SPLIT_NOTE in notes
    assert not any(re.search(r"\bforms?\b", text) for text in (*notes, *texts, *headers)), "one word for one thing"


@pytest.mark.usefixtures("crossed")
def test_what_is_shown_is_held_while_the_box_is_open_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refinery, "_readers", Readers())
    keys = set(crossed_request(request(*PAIR, runs=60)).keys())
    test = drawn("compare", QUERY, [rival_laws.LAWS])
    assert keys <= refinery._readers.keys()
    test.session_state[rival_laws.LAWS] = False
    test.run()
    assert not keys & refinery._readers.keys()


def test_one_that_cannot_be_made_is_said_and_the_rest_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **more: object) -> None:
        raise OSError("planted")

    shelf.clear()
    monkeypatch.setattr("sim.ui.parts.rival_laws._looked", lambda asked: None)
    test = drawn("compare", QUERY, [rival_laws.LAWS])
    assert not test.exception
    assert any("could not be made" in one.value for one in test.caption)
    monkeypatch.setattr("sim.ui.parts.rival_laws.laws_of", broken)
    test = drawn("compare", QUERY, [rival_laws.LAWS])
    assert not test.exception
    assert any("This part could not be made" in one.value for one in test.error)
    assert test.title


def test_laws_drawn_in_the_scenarios_are_told_beside_the_findings() -> None:
    plain = drawn("compare", QUERY)
    drawn_laws = drawn("compare", {**QUERY, "a.forms": "drawn", "b.forms": "drawn"})
    told = [[unescaped(one.value) for one in test.main.markdown] for test in (plain, drawn_laws)]
    assert [any("B against A: " in text and " laws" in text for text in texts) for texts in told] == [False, True]
    notes = [[unescaped(one.value) for one in test.main.caption] for test in (plain, drawn_laws)]
    assert [any(text.startswith("A law is one way") for text in texts) for texts in notes] == [False, True]
