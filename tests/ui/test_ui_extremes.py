"""Pages where runs fail, where no run or every run ends the same way, and where making an answer fails."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.experiment.failures import Failure
from sim.session.answers import answers
from sim.session.answers.answers import Request, best_answer
from sim.session.answers.shelf import Results, Shelf
from sim.session.inputs import sizes
from sim.session.inputs.scenarios import Chosen
from sim.ui.parts import views
from tests.ui.opened_pages import answer, comparison, findings, outlook

pytestmark = pytest.mark.usefixtures("prepared_app")
NO_TRUCE = {"talks.attacker.open_probability": "0"}
ALL_TRUCES = {
    "talks.attacker.accepts_on_day": "1",
    "talks.holder.accepts_on_day": "1",
    "truce.never_in_force": "0",
    "truce.lag_days": "0",
}


def test_failing_runs_are_said_and_the_rest_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, frozenset({3, 17}))
    subjects = [*views.charts_by_subject(2), views.ALL]
    for test in (outlook(seed="31"), *(comparison(seed="31", show=subject) for subject in subjects)):
        findings(test)
        assert any("2 of 200 runs of" in warning.value for warning in test.warning)


def test_where_no_run_is_finished_the_page_says_so_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, frozenset(range(sizes.QUICK)))
    for test, scenarios in ((outlook(seed="32"), 1), (comparison(seed="32"), 2)):
        assert not test.exception
        assert len(test.error) == scenarios
        assert "None of 200 runs of" in test.error[0].value
        assert "salient replay" in test.error[0].value


def failing(monkeypatch: pytest.MonkeyPatch, fails: frozenset[int]) -> None:
    """Results of which some runs failed: no outcome, no path, a fault each. For a seed that no other test asks for."""
    whole = answers.simulate

    def partly(*arguments: Any, **named: Any) -> Results:
        results = whole(*arguments, **named)
        gone = np.isin(np.arange(results.replications), list(fails))
        faults = tuple(Failure(number, results.seed, 3, "planted", None, "salient replay") for number in sorted(fails))
        return replace(
            results,
            outcomes={name: np.where(gone, np.nan, values) for name, values in results.outcomes.items()},
            paths={name: np.where(gone[:, None], np.nan, days) for name, days in results.paths.items()},
            failures=faults,
        )

    monkeypatch.setattr(answers, "simulate", partly)
    monkeypatch.setattr("sim.ui.parts.refining.best_answer", lambda request: best_answer(request, Shelf()))


@pytest.mark.parametrize("name", ["kursk/undecided", "tutorial/baseline"])
@pytest.mark.parametrize(("changes", "share"), [(NO_TRUCE, 0.0), (ALL_TRUCES, 1.0)])
def test_no_truce_and_all_truces_are_drawn(name: str, changes: dict[str, str], share: float) -> None:
    chosen = Chosen(name, tuple(f"{path}={value}" for path, value in changes.items()))
    assert answer(chosen).summaries[0]["outcomes"]["truce_in_force"]["mean"] == share
    query = {f"{letter}.{path}": value for letter in "ab" for path, value in changes.items()}
    for subject in views.charts_by_subject(2):
        findings(comparison(a=name, b=name, **query, show=subject))
    findings(outlook(a=name, **query))


def test_a_fault_is_a_sentence_and_not_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    outlook()

    def broken(wanted: Request) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("sim.ui.parts.refining.best_answer", broken)
    test = outlook()
    assert not test.exception
    assert "could not be made" in test.error[0].value
    assert "planted" not in test.error[0].value
