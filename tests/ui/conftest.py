"""The app without its background process: first answers only."""

from types import SimpleNamespace

import pytest

from sim.ui import preparation
from sim.ui.inputs import sidebar

NOBODY = SimpleNamespace(poll=lambda request: None)


@pytest.fixture(autouse=True, scope="session")
def _prepared() -> None:
    """Prepare before the first page, which would otherwise only say that it waits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.ui.preparation.refinery", NOBODY)
        preparation.begun(sidebar.first_request()).over.wait()


@pytest.fixture(autouse=True)
def _first_answers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.ui.preparation.refinery", NOBODY)
    monkeypatch.setattr("sim.ui.preparation.PATIENCE", 120.0)
