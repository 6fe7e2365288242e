"""Results do not change by accident: fingerprints of a few replications."""

import json
from dataclasses import replace
from typing import Any

import pytest
import refresh_golden
from refresh_golden import FILE, SCENARIOS, by_name, fingerprints, first_replications, here

from sim.engine import plain_blocks
from sim.model import outcomes
from sim.model.outcomes import OUTCOMES, RESULTS_VERSION

STORED: dict[str, Any] = json.loads(FILE.read_text())
CHANGED = (
    "results have changed. If on purpose: raise RESULTS_VERSION in sim/model/outcomes.py, run "
    '`python -m tests.engine.refresh_golden`, and begin the line in CHANGELOG.md with "Results change:"'
)


def test_fingerprints_are_of_this_version_of_results() -> None:
    assert STORED["results_version"] == RESULTS_VERSION, "run `python -m tests.engine.refresh_golden`"
    assert set(STORED["fingerprints"]) == set(SCENARIOS)


ON_THIS_PLATFORM = pytest.mark.skipif(
    STORED["made_on"] != here(), reason=f"fingerprints hold for {STORED['made_on']}, this is {here()}"
)


@ON_THIS_PLATFORM
@pytest.mark.parametrize("executor", ["compiled", "simpy"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_results_are_those_of_the_stored_fingerprints(name: str, executor: str) -> None:
    assert fingerprints(name, executor) == STORED["fingerprints"][name], CHANGED
    assert by_name(name, executor) == STORED["by_name"][name], CHANGED


def test_every_outcome_and_series_has_a_fingerprint_of_its_own() -> None:
    for part in ("outcomes", "series"):
        held = [STORED["by_name"][name][part] for name in SCENARIOS]
        assert len({tuple(one[name] for one in held) for name in held[0]}) == len(held[0])


@ON_THIS_PLATFORM
@pytest.mark.parametrize("pair", [("attacker_killed", "holder_killed"), ("truce_in_force", "truce_with_ground")])
def test_two_outcomes_whose_names_change_places_are_seen(pair: tuple[str, str], monkeypatch: Any) -> None:
    swapped = dict(zip(pair, reversed(pair), strict=True))
    named = [replace(one, name=swapped.get(one.name, one.name)) for one in OUTCOMES]
    monkeypatch.setattr(refresh_golden, "OUTCOMES", tuple(named))
    [name, *_] = SCENARIOS
    raw, found = fingerprints(name, "simpy"), by_name(name, "simpy")
    assert raw == STORED["fingerprints"][name]  # what is written stays, only what it is called changes
    differing = {one for one, held in STORED["by_name"][name]["outcomes"].items() if found["outcomes"][one] != held}
    assert differing == set(pair)


@ON_THIS_PLATFORM
def test_two_outcomes_whose_readers_change_places_are_seen(monkeypatch: Any) -> None:
    first, second = (next(one for one in OUTCOMES if one.name == name) for name in ("attacker_killed", "holder_killed"))
    read = {first.name: second.read, second.name: first.read}
    table = [replace(one, read=read.get(one.name, one.read)) for one in OUTCOMES]
    monkeypatch.setattr(plain_blocks, "write_outcomes", outcomes.writer_of(table))
    [name, *_] = SCENARIOS
    first_replications.cache_clear()
    found = by_name(name, "simpy")
    first_replications.cache_clear()
    differing = {one for one, held in STORED["by_name"][name]["outcomes"].items() if found["outcomes"][one] != held}
    assert differing == {first.name, second.name}
