"""What a process of the user's own leaves in the world: what no model can go on with fails its replication alone."""

import math
import warnings
from typing import Any

import numpy as np
import pytest
import simpy

import sim
from sim.model.world.cast import RECORDER
from tests.edges.own_processes import LEFT, SCENARIO, failed, says


@pytest.mark.parametrize(
    ("leave", "reason"),
    [
        (lambda world: setattr(world.supply, "stock", "lots"), f"{LEFT}: TypeError"),
        (lambda world: setattr(world.supply, "stock", None), f"{LEFT}: TypeError"),
        (lambda world: setattr(world.people, "fit", None), f"{LEFT}: TypeError"),
        (lambda world: setattr(world.people, "fit", math.nan), f"{LEFT}: TypeError"),
        (lambda world: setattr(world, "log_count", "many"), f"{LEFT}: TypeError"),
        (lambda world: setattr(world, "series", world.series[:2, :2]), f"{LEFT}: IndexError"),
        (lambda world: setattr(world, "due", None), "TypeError"),
        (lambda world: world.people.fit.__setitem__(0, math.nan), "end state"),
        (lambda world: world.series.__setitem__(2, 1e300), f"{LEFT}: day 2 of the series was not recorded"),
    ],
    ids=[
        "a word",
        "nothing",
        "no people",
        "a number for a pair",
        "no count of events",
        "a short table of the series",
        "no due days",
        "no number",
        "more than a float of the series holds",
    ],
)
def test_what_no_model_can_go_on_with_fails_its_replication_alone(leave: Any, reason: str) -> None:
    def once(env: simpy.Environment, salient: Any):
        yield env.timeout(3)
        if salient.world.replication == 1:
            leave(salient.world)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ensemble = sim.run(SCENARIO, replications=3, processes=[once], logs=3)
    [failure] = ensemble.failures
    assert failure.replication == 1
    assert reason in failure.message
    assert np.isnan(ensemble.outcomes["area_end_km2"]).tolist() == [False, True, False]
    assert np.isnan(ensemble.arrays.paths["held_area_km2"]).all(axis=1).tolist() == [False, True, False]


def test_watching_leaves_the_series_as_they_are() -> None:
    def watcher(env: simpy.Environment, salient: Any):
        while True:
            yield env.timeout(1)

    alone = sim.run(SCENARIO, replications=2, executor="simpy")
    watched = sim.run(SCENARIO, replications=2, processes=[watcher])
    assert not watched.failures
    for name, series in alone.paths.items():
        assert np.array_equal(series, watched.paths[name]), name


@pytest.mark.parametrize(("day", "missing"), [(math.inf, 4), (20.0, 4), (3.5, 60)])
def test_days_that_the_recorder_missed_fail_the_replication(day: float, missing: int) -> None:
    """Past `wake`, which refuses: zeros in their place would look like an area of nothing."""

    def sandman(env: simpy.Environment, salient: Any):
        yield env.timeout(3)
        salient.world.due[RECORDER] = day

    assert f"{LEFT}: day {missing} of the series was not recorded in finite numbers" in failed(sandman).message


def test_a_failed_event_that_nobody_waits_for_says_what_it_failed_with() -> None:
    def careless(env: simpy.Environment, salient: Any):
        yield env.timeout(1)
        env.event().fail(ValueError("boo"))

    message = failed(careless).message
    assert f"last resumed careless ({__file__}, line " in message
    assert "ValueError: boo" in message


@pytest.mark.parametrize("method", ["run", "step"])
def test_the_clock_is_not_run_from_within(method: str) -> None:
    def eager(env: simpy.Environment, salient: Any):
        yield env.timeout(1)
        getattr(env, method)()

    says(eager, "getattr", f"do not call env.{method} within a process: the scenario's clock runs already")


@pytest.mark.parametrize("method", ["run", "step"])
def test_nor_from_within_a_callback(method: str) -> None:
    def calling(env: simpy.Environment, salient: Any):
        def eager(event: simpy.Event) -> None:
            getattr(env, method)()

        event = env.timeout(1)
        event.callbacks.append(eager)
        yield event

    assert f"env.{method} within a process: the scenario's clock runs already" in failed(calling).message
