"""The app without its background process: first answers only."""

from types import SimpleNamespace

import pytest


@pytest.fixture(autouse=True)
def _first_answers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.ui.preparation.refinery", SimpleNamespace(poll=lambda request: None))
