"""A replication is a function of scenario, seed and number: not of block, order, thread or what is kept of it."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sim.engine.blocks import Block
from sim.engine.replication import executor_available, run_block
from sim.engine.theatre import model_of
from sim.experiment.design.unit_cube import uniforms
from sim.model.world.parameters import P, fill, plan
from sim.scenario.loading import load

N = 12
LOADED = load("tutorial/baseline")
MODEL = model_of(LOADED)
PLAN = plan(LOADED)
ROWS = fill(PLAN, uniforms(3, 0, N, PLAN.varying.tolist(), width=P))

both = pytest.mark.parametrize("executor", ["simpy", "compiled"])


def block(executor: str, first: int = 0, last: int = N, **settings: object) -> Block:
    return run_block(MODEL, ROWS[first:last], seed=3, first=first, executor=executor, **settings)


@both
@pytest.mark.parametrize("number", [0, 5, N - 1])
def test_any_replication_can_be_run_alone(executor: str, number: int) -> None:
    whole, alone = block(executor, logs=N), block(executor, number, number + 1, logs=1)
    assert alone.outcomes.tobytes() == whole.outcomes[number].tobytes()
    assert alone.paths.tobytes() == whole.paths[number].tobytes()
    assert alone.events.tobytes() == whole.events[whole.events["replication"] == number].tobytes()


@both
def test_what_is_kept_changes_no_outcome(executor: str) -> None:
    much, little = block(executor, logs=N), block(executor, paths=False)
    assert much.outcomes.tobytes() == little.outcomes.tobytes()
    assert len(little.paths) == len(little.events) == 0


@both
def test_logs_are_kept_of_the_first_ones_asked_for(executor: str) -> None:
    assert set(block(executor, logs=3).events["replication"]) == {0, 1, 2}


@both
def test_another_seed_gives_other_luck(executor: str) -> None:
    other = run_block(MODEL, ROWS, seed=4, first=0, executor=executor)
    assert other.outcomes.tobytes() != block(executor).outcomes.tobytes()


@both
def test_the_rows_are_left_as_they_were(executor: str) -> None:
    before = ROWS.copy()
    block(executor)
    assert np.array_equal(before, ROWS)


def test_threads_do_not_disturb_each_other() -> None:
    whole = block("compiled", logs=N)
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(lambda number: block("compiled", number, number + 1, logs=1), [*range(N)] * 20))
    for number, part in enumerate(parts):
        assert part.outcomes.tobytes() == whole.outcomes[number % N].tobytes()
        assert part.paths.tobytes() == whole.paths[number % N].tobytes()


def test_executors_are_known_by_name() -> None:
    assert executor_available("simpy")
    assert executor_available("compiled")
    assert not executor_available("imagined")
