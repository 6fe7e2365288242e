"""A brief of what a page shows: the page's own runs and words, with the command for the files offered beside it."""

from __future__ import annotations

import pytest
from made_up_answers import request

from sim.report.answered import pictures
from sim.report.brief import page
from sim.report.brief.content import Length
from sim.session.answers.answers import best_answer
from sim.session.answers.shelf import Shelf
from sim.session.answers.taking_along import as_brief
from sim.session.inputs.scenarios import Chosen

TUNED = Chosen("kursk/hold", ("horizon_days=60",))


def test_a_brief_is_of_the_runs_and_words_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "drawn", lambda specs, form: [b"<svg viewBox='0 0 1 1'></svg>"] * len(specs))
    asked = request(Chosen("kursk/hold", TUNED.sets), Chosen("kursk/undecided", TUNED.sets), seed=42, runs=50)
    answer = best_answer(asked, Shelf())
    text = as_brief(answer, Length.analyst, ".html").decode()
    assert f"<h1>{pictures.comparison_headline(answer)}.</h1>" in text
    assert (
        "salient report a-hold-tuned.yaml b-undecided-tuned.yaml --out brief.html --length analyst "
        f"--replications {answer.replications} --seed 42"
    ) in text
    assert "Changed: Horizon days = 60." in text
    assert f"{answer.replications} runs, seed 42, model {asked.model}" in text
