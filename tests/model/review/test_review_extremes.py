"""Extremes stay sane: nobody, one, few and very many people; next to no ground and very much of it."""

import numpy as np
import pytest

from sim.engine.replication import run_block
from tests.model.small_runs import COLUMN, outcome, series, small

RUNS = 100
PEOPLE = (0.0, 1.0, 50.0, 2e6)
AREAS = (1.0, 3.0, 5000.0, 50_000.0)
CASES = [
    *({"attacker.people_persons": one} for one in PEOPLE),
    *({"holder.people_persons": one} for one in PEOPLE),
    *({"ground.held_area_km2": one} for one in AREAS),
    *({"attacker.people_persons": one, "holder.people_persons": other} for one in (0.0, 2e6) for other in (0.0, 2e6)),
    {"attacker.people_persons": 2e6, "holder.people_persons": 2e6, "ground.held_area_km2": 50_000.0},
]


def words(case: dict[str, float]) -> str:
    return " ".join(f"{path}={value:g}" for path, value in case.items())


@pytest.mark.parametrize("name", ["kursk/baseline", "kursk/undecided-hold", "kursk-february/baseline"])
@pytest.mark.parametrize("case", CASES, ids=words)
def test_books_balance_at_the_ends_of_the_schema(name: str, case: dict[str, float]) -> None:
    runs = small(name, RUNS, 90).changed(case)
    block = run_block(runs.model, runs.rows, seed=1, first=0, executor="compiled", paths=True)
    assert not block.faults.any()
    held, holders = series(block, "held_area_km2"), series(block, "holder_people")
    assert np.all(np.isfinite(held))
    assert held.min() >= 0.0
    assert np.all(np.diff(held, axis=1) <= 1e-3)
    assert holders.min() >= 0.0
    there = runs.rows[:, COLUMN["holder.people_persons"]]  # some break on day 0, before the series begins
    assert np.all(outcome(block, "holder_lost") <= there * 1.000001)
    assert np.all(outcome(block, "attacker_casualties") >= 0.0)
    assert np.all(outcome(block, "attacker_casualties") <= runs.rows[:, COLUMN["attacker.people_persons"]] * 1.000001)
    passed = outcome(block, "ground_contested_km2") + outcome(block, "ground_given_up_km2")
    first = runs.rows[:, COLUMN["ground.held_area_km2"]]
    assert np.allclose(first, outcome(block, "area_end_km2") + passed, rtol=1e-5, atol=1e-3)
    if case.get("attacker.people_persons") == 0.0:
        assert np.all(outcome(block, "ground_contested_km2") == 0.0)
        assert np.all(outcome(block, "holder_casualties") == 0.0)
    if case.get("holder.people_persons") == 0.0:
        assert np.all(outcome(block, "holder_lost") == 0.0)
