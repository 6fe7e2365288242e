"""Results do not change by accident: fingerprints of a few replications."""

import json
from typing import Any

import pytest
from refresh_golden import FILE, SCENARIOS, fingerprints, here

from sim.model.outcomes import RESULTS_VERSION

STORED: dict[str, Any] = json.loads(FILE.read_text())
CHANGED = (
    "results have changed. If on purpose: raise RESULTS_VERSION in sim/model/outcomes.py, run "
    '`python -m tests.engine.refresh_golden`, and begin the line in CHANGELOG.md with "Results change:"'
)


def test_fingerprints_are_of_this_version_of_results() -> None:
    assert STORED["results_version"] == RESULTS_VERSION, "run `python -m tests.engine.refresh_golden`"
    assert set(STORED["fingerprints"]) == set(SCENARIOS)


@pytest.mark.skipif(STORED["made_on"] != here(), reason=f"fingerprints hold for {STORED['made_on']}, this is {here()}")
@pytest.mark.parametrize("executor", ["compiled", "simpy"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_results_are_those_of_the_stored_fingerprints(name: str, executor: str) -> None:
    assert fingerprints(name, executor) == STORED["fingerprints"][name], CHANGED
