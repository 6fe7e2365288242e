"""What no scenario may break: people are conserved, nothing is negative, time never goes back, streams are apart."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_runs import NEVER, small

from sim.engine.plain_blocks import plain_world
from sim.engine.simpy_engine import SimPyRun
from sim.model.numbers.randomness import uniform
from sim.scenario.loading import load

DAYS = 30
SIDES = 2


@pytest.fixture(scope="module")
def tutorial():
    return small(replications=12, days=DAYS)


def declarations():
    """Leaves of the tutorial that hold numbers, by path, with the bounds that the schema allows."""
    return {leaf.declaration.path: leaf.declaration for leaf in load("tutorial/baseline").leaves()}


DECLARED = declarations()


def value_between(declaration, u):
    """A value that the schema allows: whole for choices, over orders of magnitude where the range is wide."""
    low, high = declaration.low, declaration.high
    if declaration.options is not None:
        return float(min(int(u * len(declaration.options)), len(declaration.options) - 1))
    if declaration.unit in ("yes or no", "class", "rounds"):
        return float(round(low + u * (high - low)))
    if low >= 0.0 and high > 100.0:
        return max(low, math.exp(math.log(max(low, 0.01)) * (1.0 - u) + math.log(high) * u))
    return low + u * (high - low)


changes = st.dictionaries(st.sampled_from(sorted(DECLARED)), st.floats(0.0, 1.0), max_size=12)


def check_state(world, last):
    """People add up, amounts are not negative and time has not gone back; returns the time."""
    people, ground = world.people, world.ground
    for side in range(SIDES):
        places = [people.fit, people.wounded, people.killed, people.captured, people.left]
        parts = [place[side] for place in places]
        assert min(parts) >= 0.0
        assert sum(parts) == pytest.approx(people.start[side], rel=1e-9)
    assert -1e-9 <= people.beyond <= people.fit[0] * (1.0 + 1e-9) + 1e-9
    assert ground.area.min() >= 0.0
    assert 0.0 <= ground.interior <= ground.held + 1e-9
    assert ground.held == pytest.approx(ground.area.sum(), rel=1e-9, abs=1e-9)
    assert world.supply.stock >= 0.0
    assert 0.0 <= world.supply.coverage <= 1.0
    assert world.command.exposed >= 0.0
    assert last <= world.now
    return world.now


@pytest.mark.slow
@settings(max_examples=50, deadline=None, derandomize=True)
@given(replication=st.integers(0, 11), changed=changes)
def test_people_are_conserved_and_nothing_is_negative_at_any_step(tutorial, replication, changed):
    values = {path: value_between(DECLARED[path], u) for path, u in changed.items()}
    row = tutorial.changed(values).rows[replication]
    world = plain_world(tutorial.model)
    world.reset(3, replication)
    world.rules.fill([float(value) for value in row])
    run, last = SimPyRun(world), 0.0
    while run.env.peek() <= world.horizon:
        run.env.step()
        last = check_state(world, last)
    assert np.all(np.diff(world.log[: min(world.log_count, len(world.log)), 0]) >= 0.0)
    assert np.all(np.isfinite(world.series))
    assert world.series.min() >= 0.0


def test_ground_and_losses_only_go_one_way(tutorial):
    block = tutorial.run()
    held, losses = block.paths[:, :, 0], block.paths[:, :, 8:10]
    assert np.all(np.diff(held, axis=1) <= 0.0)
    assert np.all(np.diff(losses, axis=1) >= 0.0)


@pytest.mark.parametrize(
    ("path", "low", "high"),
    [("talks.proposals.0.tabled_day", 1.0, 9.0), ("talks.proposals.0.tabled_day", -9.0, -1.0),
     ("talks.proposals.0.lapse_day", 3.0, 9.0)],
)
def test_any_day_may_stand_in_the_schedule_of_the_mediator(tutorial, path, low, high):
    days = np.random.default_rng(4).uniform(low, high, len(tutorial.rows))
    block = tutorial.changed({path: days}).run()
    assert not block.faults.any()


def test_a_fault_can_be_raised_again_by_simpy():
    from sim.engine.faults import STUCK_INSTANT, ReplicationFault

    fault = ReplicationFault(STUCK_INSTANT)
    assert type(fault)(*fault.args).code == STUCK_INSTANT


def a_stranger(env, handle):
    """A process of one's own that draws from a stream of its own and leaves the model alone."""
    for number in range(100):
        yield env.timeout(0.37)
        assert 0.0 < uniform(handle.world, 1000, number) < 1.0


def test_an_unrelated_stream_of_luck_changes_no_outcome(tutorial):
    alone, watched = tutorial.run(logs=12), tutorial.run(logs=12, own_processes=(a_stranger,))
    assert np.array_equal(alone.outcomes, watched.outcomes, equal_nan=True)
    assert np.array_equal(alone.paths, watched.paths)
    assert np.array_equal(alone.events, watched.events)


def test_a_stream_of_the_model_would_change_outcomes(tutorial):
    assert not np.array_equal(tutorial.run(seed=1).outcomes, tutorial.run(seed=2).outcomes, equal_nan=True)


def test_each_replication_is_the_same_alone_and_among_others(tutorial):
    together = tutorial.run().outcomes
    alone = np.vstack([tutorial.one(number).run(first=number).outcomes for number in (9, 2, 5)])
    assert np.array_equal(alone, together[[9, 2, 5]], equal_nan=True)


def test_replications_have_the_same_luck_of_the_day_under_every_policy(tutorial):
    patient = tutorial.having(command__breakout=0.0, talks__proposals__0__tabled_day=NEVER)
    holding, leaving = (patient.having(command__policy=policy) for policy in (0.0, 1.0))
    one, other = holding.run(), leaving.having(command__order_day=20.0).run()
    assert np.array_equal(one.paths[:, :20], other.paths[:, :20])
    assert np.any(one.paths[:, 29] != other.paths[:, 29])


def people_beyond_on_day_0(chosen, replication):
    """People beyond the strip after the start state is laid out."""
    world = plain_world(chosen.model)
    world.reset(1, replication)
    world.rules.fill([float(value) for value in chosen.rows[replication]])
    SimPyRun(world)
    return world.people.beyond


def test_people_brought_out_before_day_0_are_out_under_every_policy(tutorial):
    ordered = tutorial.having(command__ordered_before_start=1.0)
    for replication in range(4):
        holding, leaving = (
            people_beyond_on_day_0(ordered.having(command__policy=policy), replication) for policy in (0.0, 4.0)
        )
        assert holding == pytest.approx(leaving)
