"""The world between replications and at its limits: nothing is left over, and the log ends where it ends."""

import numpy as np
import pytest
from small_runs import small

from sim.engine.plain_blocks import plain_world
from sim.engine.simpy_engine import run_replication
from sim.model.world.clock import record
from sim.model.world.events import LOG_CAPACITY, LOG_FIELDS

PARTS = ("weather", "ground", "people", "supply", "command", "talks", "truce")


def fields(world):
    """Every number and array of a world by name, rules, map and the log's old entries left out."""
    found = {"log_count": world.log_count, "due": world.due, "series": world.series, "now": world.now}
    for part in PARTS:
        found |= {f"{part}.{name}": value for name, value in vars(getattr(world, part)).items()}
    return {name: np.array(value, dtype=float) for name, value in found.items()}


@pytest.mark.parametrize("name", ["tutorial/baseline", "kursk/baseline"])
def test_a_world_that_is_reset_is_as_a_new_one(name):
    chosen = small(name, replications=4)
    world, new = plain_world(chosen.model), plain_world(chosen.model)
    for replication, row in enumerate(chosen.rows):
        world.reset(1, replication)
        world.rules.fill([float(value) for value in row])
        run_replication(world)
        for value in vars(world.ground).values():  # also what this run happened to leave alone
            if isinstance(value, np.ndarray):
                value += 1
    world.reset(1, 0)
    new.reset(1, 0)
    expected, found = fields(new), fields(world)
    assert [name for name in found if not np.array_equal(found[name], expected[name], equal_nan=True)] == []


def test_replications_of_one_row_differ_by_their_luck():
    same = small(replications=1)
    runs = [same.run(first=number).outcomes for number in range(3)]
    assert not np.array_equal(runs[0], runs[1], equal_nan=True)
    assert not np.array_equal(runs[1], runs[2], equal_nan=True)


def test_a_full_log_counts_on_and_writes_nothing_beyond_its_end():
    world = plain_world(small(replications=1).model)
    world.log = np.zeros((LOG_CAPACITY + 2, len(LOG_FIELDS)))
    world.reset(1, 0)
    for _ in range(LOG_CAPACITY + 2):
        record(world, 1.0, 2.0, 3.0, 4.0)
    assert world.log_count == LOG_CAPACITY + 2
    assert world.log[: LOG_CAPACITY, 2].all()
    assert not world.log[LOG_CAPACITY:].any()
