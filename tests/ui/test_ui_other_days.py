"""Scenarios and results of other days are not compared."""

from pathlib import Path

import pytest

from sim.experiment.results.listing import stored
from sim.experiment.running.running import run
from sim.scenario.loading import load
from tests.ui.kept_runs import N, add, button, opening, quiet
from tests.ui.opened_pages import comparison

pytestmark = pytest.mark.usefixtures("prepared_app")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"b__horizon_days": "30"}, "A (tutorial/baseline) looks 60 days ahead, B (tutorial/baseline) 30 days"),
        ({"b__start": "2024-06-15"}, "B (tutorial/baseline) on 15 June 2024; run both from the same day."),
        (
            {"b__horizon_days": "30", "c": "tutorial/leave-early"},
            "B (tutorial/baseline) 30 days, C (tutorial/leave-early) 60 days; run all with the same horizon.",
        ),
    ],
)
def test_scenarios_of_other_days_are_not_compared_and_stay_chosen(changes: dict[str, str], says: str) -> None:
    test = quiet(comparison(a="tutorial/baseline", b="tutorial/baseline", **changes))
    assert test.title[0].value == "These scenarios do not look at the same days"
    [warning] = test.warning
    assert says in warning.value.replace("\\", "")
    assert "The inputs are kept" in warning.value
    assert not test.main.header
    assert not test.main.dataframe
    assert not test.main.metric
    assert test.selectbox(key="compare-scenario-1").value == "tutorial/baseline"


def test_the_same_days_again_are_compared_again() -> None:
    test = quiet(comparison(a="tutorial/baseline", b="tutorial/leave-early", b__horizon_days="30"))
    assert not test.main.header
    button(test, "Reset 1 changed").click().run()
    assert quiet(test).main.header


def test_other_days_that_are_the_same_in_all_are_compared() -> None:
    horizons = {"a__horizon_days": "30", "b__horizon_days": "30"}
    test = quiet(comparison(a="tutorial/baseline", b="tutorial/leave-early", **horizons))
    assert test.main.header


def test_results_that_start_on_other_days_are_not_compared(root: Path) -> None:
    add(root, "tutorial/baseline")
    run(load("tutorial/baseline", ["start=2024-06-15"]), replications=N, out=root)
    test = opening(*stored(root))
    assert not test.exception
    assert test.title[0].value == "These results cannot be compared"
    assert "15 June 2024" in test.error[0].value
    assert "run both from the same day. The other results" in test.error[0].value
