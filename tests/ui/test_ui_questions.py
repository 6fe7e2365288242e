"""The questions under the answer: each a link to its comparison, with its finding once there is one."""

from typing import Any

import pytest

from sim.session.answers import questions as answers
from sim.session.answers.shelf import shelf, simulate
from sim.session.inputs import questions
from sim.session.inputs.address import Choice
from sim.session.inputs.scenarios import Chosen, last_written
from sim.ui import page_state
from sim.ui.parts import questions as part
from sim.ui.parts import views
from tests.drawn import drawn
from tests.ui.opened_pages import outlook, unescaped

pytestmark = pytest.mark.usefixtures("prepared_app")
RUNS = 60
Links = list[tuple[str, str, dict[str, str]]]


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> Links:
    """Links as they are drawn: page, words, address."""
    drawn: Links = []
    monkeypatch.setattr(
        "sim.ui.navigation.link",
        lambda page, label, query, text="", wide=False: drawn.append((page, unescaped(label), dict(query))),
    )
    return drawn


def of_compare(links: Links) -> list[str]:
    return [label for page, label, query in links if page == "compare" and "show" in query]


def test_until_the_answer_rests_the_lines_say_what_comes(links: Links) -> None:
    test = outlook(a="tutorial/baseline")
    assert not test.exception
    asked = of_compare(links)
    assert len(asked) == 5
    assert all(label.endswith(part.FIRST_THE_ANSWER) for label in asked)
    assert next(header.value for header in test.main.header) == part.HEADER
    assert {page for page, _, _ in links} >= {"compare", "timeline", "evidence"}


def test_a_question_opens_its_comparison_on_its_subject(links: Links) -> None:
    outlook(a="tutorial/baseline", seed="5", a__ground__tempo_start_shift="0.5")
    [query] = [query for _, label, query in links if "30-day truce" in label]
    assert (query["a"], query["b"], query["seed"], query["show"]) == (
        "tutorial/baseline", "tutorial/baseline", "5", views.TRUCE,
    )  # fmt: skip
    assert query["a.ground.tempo_start_shift"] == query["b.ground.tempo_start_shift"] == "0.5"
    assert "b.talks.attacker.accepts_on_day" in query


def test_findings_come_once_there_are_runs(links: Links) -> None:
    test = outlook(a="tutorial/leave-early", runs=str(RUNS))
    first, *others = of_compare(links)
    assert "Being computed: 0 of 60 paired runs" in first
    assert all(label.endswith(part.WAITS) for label in others)
    chosen = Choice((Chosen("tutorial/leave-early"),), runs=RUNS)
    for one in questions.asked_of(chosen):
        for scenario in answers.request_of(one, _like(chosen)).loaded():
            shelf.put(simulate(scenario, 1, RUNS))
    links.clear()
    test.run()
    told = of_compare(links)[-len(others) - 1 :]
    assert all("by day 60" in label and "ompute" not in label for label in told), told
    assert any("Findings from 60 paired runs each" in one.value for one in test.main.markdown)


def test_a_comparison_repeats_the_question_that_it_was_opened_with(links: Links) -> None:
    chosen = Choice((Chosen("tutorial/leave-early"),), seed=2, runs=RUNS)
    [one] = [one for one in questions.asked_of(chosen) if one.name == "road"]
    query = page_state.link_within(one.choice, show=one.show, asked=one.name)
    texts = [unescaped(text.value) for text in drawn("compare", query).main.markdown]
    [told] = [text for text in texts if text.startswith(f"**{one.asks}**")]
    assert "by day 60" in told
    assert "**A** as it is; **B** closed on day 0." in told
    changed = drawn("compare", {**query, "b.ground.tempo_start_shift": "0.5"})
    assert not any(one.asks in unescaped(text.value) for text in changed.main.markdown)


def _like(choice: Choice) -> Any:
    return answers.Request(choice.scenarios, choice.seed, choice.runs, "light", last_written())


def test_questions_open_on_subjects_that_there_are() -> None:
    written = last_written()
    subjects = {*views.charts_by_subject(2), views.ALL}
    for theatre in ("", "Kursk foothold around Sudzha", "Kursk foothold around Sudzha, February 2025"):
        assert {one.show for one in questions.declared(theatre, written).values()} <= subjects
