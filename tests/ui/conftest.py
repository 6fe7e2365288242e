"""The app without its background process: first answers only."""

import pytest

from sim.ui import answers


@pytest.fixture(autouse=True)
def _first_answers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "REFINED", ())
    monkeypatch.setattr(answers, "REFINED_SIMPY", ())
