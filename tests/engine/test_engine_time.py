"""How time passes, alike in both executors: exact days, alarms, ties by process number, a horizon that is reached."""

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_processes import NEVER, NOTHING, STEPS, Script, play_both

from sim.engine.replication import run_block
from sim.engine.simpy_engine import MODEL_RANK, Alarm, Clock
from sim.engine.theatre import model_of
from sim.model.world import cast as who
from sim.model.world.cast import N_PROCESSES
from sim.model.world.parameters import P, fill, plan
from sim.scenario.loading import load

DAY_0 = [(0.0, number) for number in range(N_PROCESSES)]


def after_day_0(script: Script) -> list[tuple[float, int]]:
    order = play_both(script).order()
    return [entry for entry in order if entry[0] > 0.0]


# SimPy's clock


def test_an_alarm_rings_at_exactly_its_day() -> None:
    now, due = 9.3, 55.4
    assert now + (due - now) != due  # what a delay would make of it
    clock, heard = Clock(), []
    Alarm(clock, now, MODEL_RANK).callbacks.append(
        lambda alarm: Alarm(clock, due, MODEL_RANK).callbacks.append(lambda alarm: heard.append(clock.now))
    )
    clock.run()
    assert heard == [due]


def test_an_alarm_in_the_past_raises() -> None:
    clock = Clock(initial_time=5.0)
    with pytest.raises(ValueError, match="past"):
        Alarm(clock, 4.9, MODEL_RANK)


def test_alarms_of_one_instant_ring_by_rank_not_by_age() -> None:
    clock, heard = Clock(), []
    for rank in (14, 11, 12, 10, 13):
        Alarm(clock, 2.0, rank).callbacks.append(lambda alarm, rank=rank: heard.append(rank))
    clock.run()
    assert heard == [10, 11, 12, 13, 14]


def test_what_simpy_schedules_comes_after_the_model() -> None:
    clock, heard = Clock(), []

    def own(env: simpy.Environment):
        yield env.timeout(2.0)
        heard.append("own")

    clock.process(own(clock))
    Alarm(clock, 2.0, MODEL_RANK + N_PROCESSES).callbacks.append(lambda alarm: heard.append("model"))
    clock.run()
    assert heard == ["model", "own"]


# both executors


@pytest.mark.slow
def test_everybody_acts_on_day_0_by_number() -> None:
    assert play_both(Script()).order() == DAY_0


def test_ties_go_by_process_number() -> None:
    script = Script({number: [(NOTHING, 3.0)] for number in reversed(range(N_PROCESSES))})
    assert after_day_0(script) == [(3.0, number) for number in range(N_PROCESSES)]


def test_a_tie_of_sums_that_differ_is_no_tie() -> None:
    script = Script({7: [(NOTHING, 0.1), (NOTHING, 0.2)], 3: [(NOTHING, 0.3)]})
    assert 0.1 + 0.2 > 0.3
    assert after_day_0(script) == [(0.1, 7), (0.3, 3), (0.1 + 0.2, 7)]


def test_one_who_is_woken_acts_at_this_instant_even_with_a_lower_number() -> None:
    script = Script({9: [(NOTHING, 4.5), (2.0, 1.0), (NOTHING, NEVER)], 2: [(NOTHING, NEVER), (NOTHING, NEVER)]})
    assert after_day_0(script) == [(4.5, 9), (4.5, 2), (5.5, 9)]


def test_a_stale_alarm_does_nothing() -> None:
    """Process 5 wants day 10, is woken on day 4 and then wants day 11: day 10 passes in silence."""
    script = Script({5: [(NOTHING, 10.0), (NOTHING, 7.0)], 1: [(NOTHING, 4.0), (5.0, NEVER)]})
    assert after_day_0(script) == [(4.0, 1), (4.0, 5), (11.0, 5)]


def test_waking_oneself_has_no_effect() -> None:
    script = Script({6: [(NOTHING, 2.0), (6.0, 5.0)]})
    assert after_day_0(script) == [(2.0, 6), (7.0, 6)]


def test_being_woken_twice_at_one_instant_is_acting_once() -> None:
    wakes_4 = [(NOTHING, 2.0), (4.0, NEVER)]
    script = Script({4: [(NOTHING, NEVER), (NOTHING, NEVER)], 1: wakes_4, 2: wakes_4})
    assert after_day_0(script) == [(2.0, 1), (2.0, 2), (2.0, 4)]


def test_the_horizon_is_reached_and_not_passed() -> None:
    script = Script({8: [(NOTHING, 30.0)], 9: [(NOTHING, float(np.nextafter(30.0, 31.0)))]}, horizon=30.0)
    assert after_day_0(script) == [(30.0, 8)]


DELAYS = st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.5, 1.0, 7.0 / 3.0, 9.3, 46.1, 1e-9, NEVER]) | st.floats(0.0, 20.0)
ACTIONS = st.just(float(NOTHING)) | st.integers(0, N_PROCESSES - 1).map(float)
SCRIPTS = st.dictionaries(
    st.integers(0, N_PROCESSES - 1), st.lists(st.tuples(ACTIONS, DELAYS), min_size=1, max_size=STEPS), min_size=1
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(steps=SCRIPTS)
def test_executors_agree_on_any_script(steps: dict[int, list[tuple[float, float]]]) -> None:
    played = play_both(Script(steps))
    times = played.log[:, 0]
    assert (np.diff(times) >= 0.0).all()


@pytest.mark.parametrize("executor", ["simpy", "compiled"])
@pytest.mark.parametrize("days", [1, 30])
def test_paths_have_a_row_for_each_day_and_day_0(executor: str, days: int) -> None:
    loaded = load("tutorial/baseline", [f"horizon_days={days}"])
    rows = fill(plan(loaded), np.full((1, P), 0.5))
    block = run_block(model_of(loaded), rows, seed=1, first=0, executor=executor, logs=1)
    assert block.paths.shape[1] == days + 1
    assert (block.paths[0, :, 1] > 0.0).all()  # people of the attacker: the last row is written too
    assert (block.events["time"] <= days).all()


def test_the_recorder_is_last_of_a_day() -> None:
    assert who.RECORDER == N_PROCESSES - 1
