"""A process of the user's own that goes wrong: the replication fails, with the process, the line and the reason."""

import math
import time
from typing import Any

import numpy as np
import pytest
import simpy

import sim
from sim.engine import simpy_engine
from sim.errors import InputError
from sim.model.world.cast import MEDIATOR, N_PROCESSES, POCKET, RECORDER
from tests.edges.own_processes import SCENARIO, failed, line_of, says
from tests.machine import patience


@pytest.mark.parametrize(
    ("process", "at", "reason"),
    [
        (POCKET, math.nan, "wake at day nan: that is no day"),
        (POCKET, np.float32("nan"), "that is no day"),
        (POCKET, "x", "wake at day 'x': that is no day"),
        (POCKET, -math.inf, "wake at day -inf lies in the past of day 3"),
        (POCKET, 2.0, "wake at day 2.0 lies in the past of day 3"),
        (N_PROCESSES, None, f"wake({N_PROCESSES}): no process has that number; they are 0 to {N_PROCESSES - 1}"),
        (-1, None, "wake(-1): no process has that number"),
        (4.0, None, "wake(4.0): no process has that number"),
        (True, None, "wake(True): no process has that number"),
        (POCKET, True, "wake at day True: that is no day"),
        (RECORDER, math.inf, "the recorder keeps every day of the series; it cannot be woken"),
        (RECORDER, 20, "the recorder keeps every day of the series; it cannot be woken"),
        ("pocket", None, "wake('pocket'): no process has that number"),
    ],
)
def test_waking_at_no_day_or_nobody_fails_the_replication(process: Any, at: Any, reason: str) -> None:
    def waker(env: simpy.Environment, salient: Any):
        yield env.timeout(3)
        salient.wake(process, at=at)

    says(waker, "salient.wake", reason)


def test_a_day_without_end_lets_a_process_sleep_until_it_is_woken() -> None:
    """As a timeout without end does in SimPy."""

    def silencer(env: simpy.Environment, salient: Any):
        salient.wake(np.int64(MEDIATOR), at=math.inf)
        yield env.timeout(math.inf)

    ensemble = sim.run(SCENARIO, replications=2, processes=[silencer])
    assert not ensemble.failures
    assert np.isfinite(ensemble.outcomes["area_end_km2"]).all()


def test_a_due_day_of_no_number_written_past_wake_fails_the_replication() -> None:
    def writer(env: simpy.Environment, salient: Any):
        yield env.timeout(3)
        salient.world.due[POCKET] = math.nan

    assert "alarm at nan is no time" in failed(writer).message


def test_a_timeout_of_no_number_fails_the_replication() -> None:
    def waiter(env: simpy.Environment, salient: Any):
        yield env.timeout(math.nan)

    says(waiter, "timeout(math.nan)", "alarm at nan is no time")


def test_steps_without_end_at_one_instant_are_stopped() -> None:
    def ticker(env: simpy.Environment, salient: Any):
        while True:
            yield env.timeout(0)

    says(ticker, "yield env.timeout(0)", "more than 1,000 steps at one instant")


def test_so_are_those_of_a_process_that_it_starts() -> None:
    def child(env: simpy.Environment):
        while True:
            yield env.timeout(0)

    def starter(env: simpy.Environment, salient: Any):
        yield simpy.Process(env, child(env))

    failure = failed(starter)
    assert f"child ({__file__}, line {line_of(child, 'yield env.timeout(0)')})" in failure.message


def test_waiting_for_ever_for_what_has_happened_is_stopped() -> None:
    """SimPy answers at once, within one event."""

    def impatient(env: simpy.Environment, salient: Any):
        happened = env.timeout(1)
        yield happened
        while True:
            yield happened  # again

    says(impatient, "# again", "more than 1,000 steps at one instant")


def test_catching_a_failure_for_ever_is_stopped_even_if_others_would_catch_that() -> None:
    def stubborn(env: simpy.Environment, failure: simpy.Event):
        while True:
            try:
                yield failure  # again
            except RuntimeError:
                continue

    def starter(env: simpy.Environment, salient: Any):
        failure = env.event().fail(RuntimeError("no"))
        while True:
            try:
                yield env.process(stubborn(env, failure))
            except Exception:
                yield env.timeout(1)

    failure = failed(starter)
    assert f"stubborn ({__file__}, line {line_of(stubborn, '# again')}): more than 1,000 steps" in failure.message


def test_callbacks_without_end_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simpy_engine, "MOST_STEPS", 5_000)  # the next test takes as many as it is said

    def chainer(env: simpy.Environment, salient: Any):
        def again(event: simpy.Event) -> None:
            env.timeout(0).callbacks.append(again)

        again(env.event())
        yield env.timeout(1)

    assert "more than 200,000 steps" in failed(chainer).message


@pytest.mark.slow
def test_ever_smaller_steps_are_stopped() -> None:
    def zeno(env: simpy.Environment, salient: Any):
        while True:
            yield env.timeout(1e-5)

    before = time.monotonic()
    says(zeno, "yield env.timeout(1e-5)", "more than 200,000 steps")
    assert time.monotonic() - before < patience(60)


def test_many_processes_of_a_few_steps_at_one_instant_are_fine() -> None:
    def lorry(env: simpy.Environment):
        yield env.timeout(1)

    def convoy(env: simpy.Environment, salient: Any):
        yield env.all_of([env.process(lorry(env)) for _ in range(3_000)])

    assert not sim.run(SCENARIO, replications=1, processes=[convoy]).failures


@pytest.mark.parametrize("nothing", [5, None, "tomorrow"])
def test_what_is_no_event_is_told_at_its_line(nothing: Any) -> None:
    def bad(env: simpy.Environment, salient: Any):
        yield env.timeout(2)
        yield nothing

    says(bad, "yield nothing", f'Invalid yield value "{nothing}"')


def test_so_it_is_without_a_file_to_read_the_line_from() -> None:
    names: dict[str, Any] = {}
    exec(compile("def bad(env, salient):\n    yield 5\n", "<input>", "exec"), names)
    message = failed(names["bad"]).message
    assert "bad (<input>, line 2): Invalid yield value" in message


def test_a_process_that_yields_nothing_is_told() -> None:
    def no_process(env: simpy.Environment, salient: Any) -> None:
        """Forgot to yield."""

    says(no_process, "def no_process", "this is no process, it yields nothing to wait for")


def test_any_exception_of_its_own_fails_the_replication_alone() -> None:
    def typo(env: simpy.Environment, salient: Any):
        yield env.timeout(2)
        salient.world.no_such_part.stock = 3

    says(typo, "no_such_part", "AttributeError: 'World' object has no attribute 'no_such_part'")


def test_an_exception_that_cannot_be_copied_is_told_as_it_was() -> None:
    class Refused(Exception):
        def __init__(self, who: str, when: float) -> None:
            super().__init__(f"{who} on day {when}")

    def refusing(env: simpy.Environment, salient: Any):
        yield env.timeout(2)
        raise Refused("the pilot", env.now)

    says(refusing, "raise Refused", "Refused: the pilot on day 2")


def test_the_first_of_several_that_fail_through_each_other_is_named() -> None:
    def child(env: simpy.Environment):
        yield env.timeout(1)
        raise LookupError("no road")

    def parent(env: simpy.Environment, salient: Any):
        yield env.process(child(env))

    failure = failed(parent)
    assert f"child ({__file__}, line {line_of(child, 'raise LookupError')}): LookupError: no road" in failure.message


def test_a_failing_callback_is_told_at_its_line() -> None:
    def calling(env: simpy.Environment, salient: Any):
        def broken(event: simpy.Event) -> None:
            raise KeyError("road")

        event = env.timeout(1)
        event.callbacks.append(broken)
        yield event

    failure = failed(calling)
    assert f"broken ({__file__}, line {line_of(calling, 'raise KeyError')}): KeyError: 'road'" in failure.message


@pytest.mark.parametrize("words", [(), ("over",)])
def test_a_stop_iteration_is_told_at_its_line(words: tuple[str, ...]) -> None:
    """Python makes a RuntimeError of it at the generator's edge."""

    def finished(env: simpy.Environment, salient: Any):
        yield env.timeout(1)
        raise StopIteration(*words)

    says(finished, "raise StopIteration", "generator raised StopIteration")


def test_a_function_of_too_few_arguments_is_told() -> None:
    def forgetful(env: simpy.Environment):
        yield env.timeout(1)

    says(forgetful, "def forgetful", "takes 1 positional argument but 2 were given")


def test_a_failure_reaches_its_own_try_and_values_come_back() -> None:
    heard: list[Any] = []

    def child(env: simpy.Environment, answer: str):
        yield env.timeout(1)
        if answer == "no":
            raise RuntimeError(answer)
        return answer

    def own(env: simpy.Environment, salient: Any):
        heard.append((yield env.process(child(env, "yes"))))
        try:
            yield env.process(child(env, "no"))
        except RuntimeError as error:
            heard.append(str(error))
        heard.append((salient.now, salient.world.now))

    assert not sim.run(SCENARIO, replications=1, processes=[own]).failures
    assert heard == ["yes", "no", (2.0, 2.0)]


def test_the_world_knows_the_time_in_processes_and_callbacks_that_it_adds() -> None:
    seen: list[tuple[float, float]] = []

    def own(env: simpy.Environment, salient: Any):
        def look(event: simpy.Event) -> None:
            seen.append((env.now, salient.world.now))

        def child():
            yield env.timeout(0.7)
            look(env.event())

        env.timeout(1.3).callbacks.append(look)
        yield env.process(child())

    assert not sim.run(SCENARIO, replications=1, processes=[own]).failures
    assert seen == [(0.7, 0.7), (1.3, 1.3)]


@pytest.mark.parametrize("processes", [5, [5], ["airlift"], "airlift", {"airlift": 1}, None])
def test_what_cannot_be_a_process_is_refused_before_any_work(processes: Any) -> None:
    with pytest.raises(InputError, match=r"processes = .*: give a list of functions of \(env, salient\)"):
        sim.run(SCENARIO, replications=1, processes=processes)
