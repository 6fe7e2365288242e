"""More runs in the background give the numbers of the same runs in front."""

import multiprocessing
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from types import ModuleType
from typing import Any, cast

import numpy as np
import pytest

from sim.session.answers.answers import Answer, Request, best_answer
from sim.session.answers.laws import crossed_request
from sim.session.answers.shelf import Results, Shelf, cross, simulate
from sim.session.background.refinery import NEW_PROCESSES, Changed, Job, Progress, Refinery, refine
from sim.session.inputs import sizes
from sim.session.inputs.scenarios import Chosen, loaded
from sim.session.inputs.sizes import next_size
from tests.drawn import drawn
from tests.machine import patience

pytestmark = pytest.mark.usefixtures("prepared_app")

SCENARIOS = (Chosen("kursk/undecided"), Chosen("kursk/undecided-hold", ("ground.tempo_start_shift=0.2",)))
ME, OTHER = "me", "another reader"


@pytest.fixture(autouse=True)
def _a_main_module_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is spawned imports the main module again; tests of pages leave one that cannot be imported."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture
def real() -> Iterator[Refinery]:
    """With a background process."""
    refinery = Refinery(Shelf())
    yield refinery
    refinery.end()
    for process in multiprocessing.active_children():
        process.kill()
        process.join()


class Staged:
    """In place of the background process: what was handed over, to be finished by the test."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Job, Future[Results]]] = []
        self.done, self.dropped = 0, False

    def take(self, job: Job) -> Future[Results]:
        future: Future[Results] = Future()
        future.set_running_or_notify_cancel()
        self.jobs.append((job, future))
        self.done, self.dropped = 0, False
        return future

    def drop(self) -> None:
        self.dropped = True

    @property
    def job(self) -> Job:
        return self.jobs[-1][0]

    def finish(self) -> None:
        job, future = self.jobs[-1]
        future.set_result(results(job.scenario_hash, job.replications, job.seed))

    def fail(self, fault: BaseException) -> None:
        self.jobs[-1][1].set_exception(fault)


def staged(shelf: Shelf | None = None) -> tuple[Refinery, Staged]:
    worker = Staged()
    return Refinery(shelf or Shelf(), new_worker=lambda: cast(Any, worker)), worker


def request(runs: int = 700, seed: int = 3, scenarios: tuple[Chosen, ...] = SCENARIOS) -> Request:
    return Request(scenarios, seed, runs, "dark", 0.0)


def results(scenario_hash: str, size: int, seed: int = 1) -> Results:
    values = {"truce_in_force": np.zeros(size)}
    return Results("kursk/hold", scenario_hash, seed, size, "compiled", values, {}, (), {"horizon_days": 90})


def waited(refinery: Refinery, asked: Request) -> Answer:
    waited_for(refinery, asked)
    return best_answer(asked, refinery.kept)


def waited_for(refinery: Refinery, asked: Request, seconds: float = 120.0) -> Progress:
    end = time.monotonic() + patience(seconds)
    while time.monotonic() < end:
        if (now := refinery.look(ME, asked)).over:
            return now
        time.sleep(0.05)
    raise TimeoutError


@pytest.mark.slow
def test_the_background_process_refines_to_the_same_numbers(real: Refinery) -> None:
    asked = request()
    first = best_answer(asked, real.kept)
    assert first.replications == sizes.QUICK
    assert real.look(ME, asked).goal == 500
    finer = waited(real, asked)
    assert finer.replications == 700
    for chosen, found in zip(SCENARIOS, finer.results, strict=True):
        same = simulate(loaded(chosen, 0.0), 3, 700)
        for name, values in same.outcomes.items():
            np.testing.assert_array_equal(values, found.outcomes[name])
    crossed_in_the_background_gives_the_same_numbers(real)


def crossed_in_the_background_gives_the_same_numbers(real: Refinery) -> None:
    """In the process that is there already."""
    asked = crossed_request(request(40))
    now = waited_for(real, asked)
    assert (now.at_hand, now.stuck) == (40, False)
    for scenario in asked.loaded():
        found, same = real.kept.crossing(scenario.hash, 3), cross(scenario, 3, 40)
        assert found is not None
        for name, values in same.runs.outcomes.items():
            np.testing.assert_array_equal(values, found.runs.outcomes[name])


def test_what_nobody_looks_at_is_dropped_in_the_middle(real: Refinery) -> None:
    first, second = request(8000), request(500, seed=4)
    end = time.monotonic() + patience(120.0)
    while (now := real.look(ME, first)).goal != 8000 and time.monotonic() < end:
        time.sleep(0.02)
    assert now.goal == 8000
    assert waited(real, second).replications == 500
    now = real.look(ME, first, start=False)
    assert now.at_hand == 2000
    assert not now.stuck


def test_a_lost_process_is_started_again(real: Refinery) -> None:
    asked = request(500, scenarios=SCENARIOS[:1])
    real.look(ME, asked)
    [process] = multiprocessing.active_children()
    process.kill()
    assert waited(real, asked).replications == 500
    assert not real.broken


def test_one_that_is_lost_again_and_again_is_given_up() -> None:
    refinery, worker = staged()
    for _ in range(NEW_PROCESSES + 1):
        assert not refinery.look(ME, request(500)).over
        worker.fail(BrokenProcessPool())
    now = refinery.look(ME, request(500))
    assert refinery.broken
    assert (now.stuck, now.over) == (True, True)
    assert len(worker.jobs) == NEW_PROCESSES + 1


def test_a_file_that_was_edited_since_fails_the_job_and_not_for_ever() -> None:
    with pytest.raises(Changed):
        refine(Job(SCENARIOS[0], "as it was", 1, 10, 0.0))
    refinery, worker = staged()
    refinery.look(ME, request())
    worker.fail(Changed())
    now = refinery.look(ME, request())
    assert now.stuck
    assert now.over
    assert len(worker.jobs) == 1
    assert not refinery.broken


def test_one_job_at_a_time_the_smallest_of_the_newest_first() -> None:
    refinery, worker = staged()
    first, second = (request(2000, seed, SCENARIOS[:1]) for seed in (3, 4))
    refinery.look(ME, first)
    refinery.look(OTHER, second)
    assert len(worker.jobs) == 1
    worker.finish()
    worker.finish()
    worker.finish()
    assert [(job.seed, job.replications) for job, _ in worker.jobs] == [(3, 500), (4, 500), (4, 2000), (3, 2000)]


def test_what_is_finished_is_taken_in_although_nobody_looks_any_more() -> None:
    refinery, worker = staged()
    first, second = (request(500, seed, SCENARIOS[:1]) for seed in (3, 4))
    refinery.look(ME, first)
    refinery.look(ME, second)
    assert worker.dropped
    worker.finish()
    assert worker.job.seed == 4
    assert not worker.dropped
    assert refinery.look(OTHER, first, start=False).at_hand == 500


def test_a_job_is_kept_while_somebody_wants_it() -> None:
    refinery, worker = staged()
    both, tuned = request(500), request(500, scenarios=(SCENARIOS[0], Chosen("kursk/hold")))
    refinery.look(ME, both)
    refinery.look(ME, tuned)  # A stays while B moves
    assert not worker.dropped
    refinery.look(OTHER, both, start=False)
    refinery.leave(ME)  # another reader looks at A
    assert not worker.dropped
    refinery.leave(OTHER)
    assert worker.dropped
    assert len(worker.jobs) == 1


def test_readers_not_heard_of_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    refinery, worker = staged()
    now = time.monotonic()
    refinery.look(ME, request(500))
    monkeypatch.setattr("sim.session.background.lookers.time.monotonic", lambda: now + 31.0)
    refinery.look(OTHER, request(500, seed=4))
    assert worker.dropped


def test_the_count_is_that_of_the_reader_s_own_job() -> None:
    refinery, worker = staged()
    refinery.look(ME, request(500))
    worker.done = 300
    assert refinery.look(ME, request(500)).done == 150
    assert refinery.look(OTHER, request(500, seed=4)).done == 0
    worker.finish()
    assert refinery.look(ME, request(500)).done == 250


def test_results_that_somebody_looks_at_are_kept_and_missing_ones_made() -> None:
    refinery, worker = staged(Shelf(most_bytes=1))
    refinery.look(ME, request(500))
    assert refinery.look(ME, request(500)).goal == 500
    worker.finish()
    worker.finish()
    now = refinery.look(ME, request(500))
    assert (now.at_hand, now.over) == (500, True)
    refinery.look(ME, request(500, seed=4))
    refinery.kept.put(results("other", 1))
    assert not refinery.look(OTHER, request(500), start=False).over


def test_without_the_fast_engine_fewer_runs_are_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sizes.stages() == sizes.STAGES
    monkeypatch.setattr(sizes, "executor", lambda: "simpy")
    assert sizes.stages() == sizes.STAGES_SIMPY
    assert request(8000).within_reach() == request(60)
    assert next_size(sizes.QUICK_SIMPY, 8000) == 60
    first = best_answer(request(8000), Shelf())
    assert first.replications == sizes.QUICK_SIMPY
    assert first.request.runs == 60


def test_paths_are_kept_of_as_many_runs_as_pictures_need() -> None:
    kept = simulate(loaded(SCENARIOS[0], 0.0), 5, 600)
    assert {name: len(paths) for name, paths in kept.paths.items()} == {"held_area_km2": 500, "violations_true": 600}


def watching(written: float) -> None:
    """A page as small as can be."""
    import streamlit as st

    from sim.session.answers.answers import Request
    from sim.session.inputs.scenarios import Chosen, last_written
    from sim.ui.parts import refining

    st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1
    newest = st.session_state["drawn"] > 1
    asked = Request((Chosen("kursk/undecided"),), 3, 500, "dark", last_written() if newest else written)
    refining.progress(refining.current_answer(asked))


def test_a_page_is_drawn_again_when_a_file_was_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.ui.parts.refining.refinery", staged()[0])
    test = drawn(watching, written=0.0)
    assert test.session_state["drawn"] == 2
    assert "Quick answer from 200" in test.caption[0].value


def test_a_fault_while_refining_stops_it_and_leaves_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.ui.parts.refining.refinery", staged()[0])
    monkeypatch.setattr("sim.ui.parts.refining.last_written", FailsAtSecond())
    test = drawn(watching, written=0.0)
    assert not test.exception
    assert "refining is stopped" in test.caption[0].value


class FailsAtSecond:
    """When files were written: edited once, then a file that cannot be read."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> float:
        self.calls += 1
        if self.calls == 2:
            raise OSError("planted")
        return 1.0


@pytest.mark.parametrize(
    ("at_hand", "runs", "following"),
    [(200, 2000, 500), (500, 2000, 2000), (2000, 2000, None), (200, 300, 300), (200, 8000, 500), (2000, 8000, 8000)],
)
def test_stages_lead_to_the_runs_asked_for(at_hand: int, runs: int, following: int | None) -> None:
    assert next_size(at_hand, runs) == following


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
