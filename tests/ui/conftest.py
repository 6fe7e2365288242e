"""The app without its background process: first answers only."""

from types import SimpleNamespace

import pytest

from sim.ui import answers, sidebar


@pytest.fixture(autouse=True, scope="session")
def _compiled() -> None:
    """Compile before the first page, which would otherwise only say that it waits."""
    answers.best_answer(sidebar.first_request())


@pytest.fixture(autouse=True)
def _first_answers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.ui.preparation.refinery", SimpleNamespace(poll=lambda request: None))
    monkeypatch.setattr("sim.ui.preparation.PATIENCE", 120.0)
