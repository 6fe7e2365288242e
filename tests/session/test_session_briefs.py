"""A brief of what a page shows: the page's own runs and words, with the command for the files offered beside it."""

from __future__ import annotations

from html import unescape

import pytest
from made_up_answers import request

from sim.report.answered import compared
from sim.report.answered.questions import headline, rest
from sim.report.brief import page
from sim.report.brief.content import Length
from sim.session.answers.answers import best_answer
from sim.session.answers.shelf import Shelf
from sim.session.answers.taking_along import as_brief
from sim.session.inputs.address import Choice
from sim.session.inputs.questions import asked_of
from sim.session.inputs.scenarios import Chosen

TUNED = Chosen("kursk/hold", ("horizon_days=60",))


def test_a_brief_is_of_the_runs_and_words_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "drawn", lambda specs, form: [b"<svg viewBox='0 0 1 1'></svg>"] * len(specs))
    asked = request(Chosen("kursk/hold", TUNED.sets), Chosen("kursk/undecided", TUNED.sets), seed=42, runs=50)
    answer = best_answer(asked, Shelf())
    text = as_brief(answer, Length.analyst, ".html").decode()
    assert f"<h1>{compared.headline_alone(answer)}.</h1>" in text
    assert (
        "salient report a-hold-tuned.yaml b-undecided-tuned.yaml --out brief.html --length analyst "
        f"--replications {answer.replications} --seed 42"
    ) in text
    assert "Changed: Horizon days = 60." in text
    assert f"{answer.replications} runs, seed 42, model {asked.model}" in text


def test_a_brief_of_a_question_has_its_finding_its_words_and_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "drawn", lambda specs, form: [b"<svg viewBox='0 0 1 1'></svg>"] * len(specs))
    chosen = Chosen("tutorial/baseline", ("ground.tempo_start_shift=0.7",))
    asked = {one.name: one for one in asked_of(Choice((chosen,), 42, 60))}
    stall, changed = asked["stall"], asked["changed"]
    answer = best_answer(request(*stall.choice.scenarios, seed=42, runs=60), Shelf())
    text = unescape(as_brief(answer, Length.minister, ".html", stall).decode())
    assert f"<h1>{headline(answer, stall)}.</h1>" in text
    assert f"<strong>{stall.asks}</strong> {rest(answer, stall)}" in text
    assert "<strong>C, in the talks</strong>: as A" in text
    lost = "People of the holder killed, wounded, captured or missing"
    assert all(f'<th scope="row">{head}' in text for head in (lost, "No longer held at any time"))
    assert unescape(as_brief(answer, Length.minister, ".html").decode()) == text
    both = best_answer(request(*changed.choice.scenarios, seed=42, runs=60), Shelf())
    made = unescape(as_brief(both, Length.minister, ".html", changed).decode())
    assert f"<h1>{headline(both, changed)}.</h1>" in made
