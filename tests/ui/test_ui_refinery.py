"""More runs in the background give the numbers of the same runs in front."""

import sys
import time
from types import ModuleType

import numpy as np
import pytest

from sim.ui import answers
from sim.ui.answers import Answer, Request, best_answer, next_size, size_at_hand
from sim.ui.refinery import Refinery
from sim.ui.results import Results, Shelf, simulate
from sim.ui.worlds import Chosen, loaded

SCENARIOS = (Chosen("kursk/undecided"), Chosen("kursk/undecided-hold", ("ground.tempo_start_shift=0.2",)))


@pytest.fixture(autouse=True)
def _a_main_module_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is spawned imports the main module again; tests of pages leave one that cannot be imported."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def request(runs: int = 700, seed: int = 3) -> Request:
    return Request(SCENARIOS, seed, runs, "dark", 0.0)


def waited(refinery: Refinery, asked: Request, seconds: float = 120.0) -> Answer:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if refinery.poll(asked) is None:
            return best_answer(asked, refinery.kept)
        time.sleep(0.05)
    raise TimeoutError


def test_the_background_process_refines_to_the_same_numbers() -> None:
    refinery, asked = Refinery(Shelf()), request()
    first = best_answer(asked, refinery.kept)
    assert first.replications == answers.QUICK
    started = refinery.poll(asked)
    assert started is not None
    assert started.goal == 500
    finer = waited(refinery, asked)
    refinery.close()
    assert finer.replications == 700
    for chosen, results in zip(SCENARIOS, finer.results, strict=True):
        same = simulate(loaded(chosen, 0.0), 3, 700)
        for name, values in same.outcomes.items():
            np.testing.assert_array_equal(values, results.outcomes[name])


def test_what_nobody_looks_at_is_dropped_in_the_middle() -> None:
    refinery, first, second = Refinery(Shelf()), request(8000), request(500, seed=4)
    for asked in (first, second):
        best_answer(asked, refinery.kept)
    end = time.monotonic() + 120.0
    while size_at_hand(first, refinery.kept) < 2000 and time.monotonic() < end:
        assert refinery.poll(first) is not None
        time.sleep(0.02)
    refinery.drop(first)
    assert waited(refinery, second).replications == 500
    assert size_at_hand(first, refinery.kept) < 8000
    assert not refinery.stuck(first)
    refinery.close()


def test_a_stage_that_fails_leaves_the_first_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    refinery, asked = Refinery(Shelf()), request()
    monkeypatch.setattr("sim.ui.refinery.next_size", lambda size, runs: 0 if size < 1 else -1)
    best_answer(asked, refinery.kept)
    monkeypatch.setattr("sim.ui.refinery.Refinery._wanted", _impossible)
    end = time.monotonic() + 120.0
    while refinery.poll(asked) is not None and time.monotonic() < end:
        time.sleep(0.05)
    assert refinery.stuck(asked)
    assert not refinery.broken
    refinery.close()


def _impossible(self: Refinery, asked: Request, goal: int) -> list[object]:
    from sim.ui.refinery import Job

    return [Job(Chosen("kursk/nowhere"), "none", asked.seed, 10, 0.0)]


@pytest.mark.parametrize(
    ("at_hand", "runs", "following"),
    [(200, 2000, 500), (500, 2000, 2000), (2000, 2000, None), (200, 300, 300), (200, 8000, 500), (2000, 8000, 8000)],
)
def test_stages_lead_to_the_runs_asked_for(at_hand: int, runs: int, following: int | None) -> None:
    assert next_size(at_hand, runs) == following


def results(scenario_hash: str, size: int) -> Results:
    values = {"truce_in_force": np.zeros(size)}
    return Results("kursk/hold", scenario_hash, 1, size, "compiled", values, {}, (), {"horizon_days": 90})


def test_the_shelf_keeps_the_finest_results_and_the_latest_used() -> None:
    shelf = Shelf(most_bytes=8 * 1500)
    for scenario_hash, size in (("a", 500), ("a", 200), ("b", 500), ("a", 100), ("c", 600)):
        shelf.put(results(scenario_hash, size))
    kept = shelf.best("a", 1)
    assert kept is not None
    assert kept.replications == 500
    assert shelf.best("b", 1) is None
    assert shelf.best("c", 1) is not None


def test_the_first_runs_of_many_are_a_run_of_few() -> None:
    many, few = (simulate(loaded(SCENARIOS[0], 0.0), 5, size) for size in (300, 100))
    cut = many.first(100)
    assert cut.replications == 100
    for name, values in few.outcomes.items():
        np.testing.assert_array_equal(values, cut.outcomes[name])
