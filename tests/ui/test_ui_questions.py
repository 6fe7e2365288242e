"""The questions under the answer: each a link to its comparison, with its finding once there is one."""

from typing import Any

import pytest

from sim.report.words.outcomes import ENTRIES
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
PEOPLE = "People of the holder killed, wounded, captured or missing"
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
    assert not any("From " in label for label in told)  # as many runs as the answer above
    [note] = [one.value for one in test.main.markdown if "Findings from 60 paired runs each" in one.value]
    assert "may come first or not" in note


def test_a_finding_of_fewer_runs_than_the_answer_says_of_how_many(links: Links) -> None:
    chosen = Choice((Chosen("tutorial/leave-early"),), seed=7, runs=RUNS)
    one, *_ = questions.asked_of(chosen)
    wanted = answers.request_of(one, _like(chosen))
    for scenario in wanted.loaded():
        shelf.put(simulate(scenario, 7, RUNS // 2))
    answers.findings.made(one, wanted)
    outlook(a="tutorial/leave-early", seed="7", runs=str(RUNS))
    told, *_ = of_compare(links)
    assert f"*So far, from {RUNS // 2} of {RUNS} paired runs:*" in told


def test_a_comparison_repeats_the_question_that_it_was_opened_with(links: Links) -> None:
    chosen = Choice((Chosen("tutorial/leave-early"),), seed=2, runs=RUNS)
    [one] = [one for one in questions.asked_of(chosen) if one.name == "road"]
    query = page_state.link_within(one.choice, show=one.show, asked=one.name)
    page = drawn("compare", query)
    [told] = [text for text in (unescaped(one.value) for one in page.main.markdown) if text.startswith("**What if the")]
    assert told.startswith(f"**{one.asks}** {PEOPLE} by day 60, on average: as it is, ")
    assert told.endswith(". **A** as it is; **B** closed on day 0.")
    changed = drawn("compare", {**query, "b.ground.tempo_start_shift": "0.5"})
    assert not any(one.asks in unescaped(text.value) for text in changed.main.markdown)
    assert " B" in changed.main.title[0].value
    boxes = [[box.label for box in one.main.expander if box.label.startswith("What A")] for one in (page, changed)]
    assert boxes == [["What A and B are, and what is changed in them"], []]


@pytest.mark.parametrize("name", ["road", "truce", "stall"])
def test_what_the_line_of_a_question_said_stands_on_top_of_the_page_that_it_opens(name: str) -> None:
    chosen = Choice((Chosen("tutorial/baseline"),), seed=2, runs=RUNS)
    [one] = [one for one in questions.asked_of(chosen) if one.name == name]
    page = drawn("compare", page_state.link_within(one.choice, show=one.show, asked=one.name))
    found = answers.findings.made(one, answers.request_of(one, _like(chosen)))
    assert found is not None
    [told] = [unescaped(text.value) for text in page.main.markdown if text.value.startswith(f"**{one.asks}**")]
    assert told.startswith(" ".join(filter(None, (f"**{one.asks}**", found.text, one.note, "**A** "))))


def test_the_title_is_what_differs_first_in_the_numbers_of_the_table() -> None:
    chosen = Choice((Chosen("tutorial/baseline"),), seed=2, runs=RUNS)
    [one] = [one for one in questions.asked_of(chosen) if one.name == "truce"]
    page = drawn("compare", page_state.link_within(one.choice, show=one.show, asked=one.name))
    title, row = unescaped(page.main.title[0].value), page.main.table[0].value.loc[PEOPLE]
    change, interval = (row[head] for head in ("B less A", "95% interval"))
    clear = f"{one.labels[0]}, {row['A']}; {one.labels[1]}, {change} (95%: {interval})"
    unclear = row["which way"].startswith("no clear difference")
    assert title == f"{PEOPLE}: {f'no clear difference (95%: {interval})' if unclear else clear}"


def _like(choice: Choice) -> Any:
    return answers.Request(choice.scenarios, choice.seed, choice.runs, "light", last_written())


def test_a_question_of_people_opens_on_a_chart_of_what_its_finding_tells() -> None:
    asked = [one for one in questions.declared("", last_written()).values() if one.show == views.PEOPLE]
    first, *_ = views.charts_by_subject(2)[views.PEOPLE]
    assert asked
    for one in asked:
        assert first == f"people_{next(name for name in one.tells if ENTRIES[name].unit == 'persons')}"


def test_questions_open_on_subjects_that_there_are() -> None:
    written = last_written()
    subjects = {*views.charts_by_subject(2), views.ALL}
    for theatre in ("", "Kursk foothold around Sudzha", "Kursk foothold around Sudzha, February 2025"):
        assert {one.show for one in questions.declared(theatre, written).values()} <= subjects
