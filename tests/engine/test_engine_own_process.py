"""A process of the user's own, in plain SimPy: when it acts, what it can do, and who refuses it."""

import re
from pathlib import Path

import numpy as np
import pytest
import simpy
from scripted_processes import NEVER, NOTHING, Script, play_simpy

import sim
from sim.engine.faults import OWN_FAILED
from sim.engine.replication import run_block
from sim.engine.simpy_engine import Handle
from sim.engine.theatre import model_of
from sim.errors import ExecutorUnavailable, InputError
from sim.model.world.cast import N_PROCESSES, OWN, RECORDER
from sim.model.world.clock import record, wake
from sim.model.world.parameters import P, fill, plan
from sim.scenario.loading import load

DOCUMENT = Path(__file__).parents[2] / "docs" / "your-own-process.md"


def on_day(day: float, what=lambda salient: None):
    """A process that writes to the log on a day, then does something."""

    def own(env: simpy.Environment, salient: Handle):
        yield env.timeout(day)
        record(salient.world, 0, 0, 0.0, 0.0)
        what(salient)

    return own


def order(script: Script, *processes) -> list[tuple[float, int]]:
    """(time, process) of what happens after day 0."""
    played = play_simpy(script, processes)
    assert played.fault == 0
    return [entry for entry in played.order() if entry[0] > 0.0]


def idle(*numbers: int) -> dict[int, list[tuple[float, float]]]:
    return {number: [(NOTHING, NEVER), (NOTHING, NEVER)] for number in numbers}


def test_it_acts_after_all_processes_of_the_model_at_its_instant() -> None:
    everybody = Script({number: [(NOTHING, 3.0)] for number in range(N_PROCESSES)})
    assert order(everybody, on_day(3.0)) == [(3.0, number) for number in [*range(N_PROCESSES), OWN]]


def test_it_acts_after_those_who_were_woken_at_its_instant() -> None:
    script = Script({9: [(NOTHING, 3.0), (2.0, NEVER)], **idle(2)})
    assert order(script, on_day(3.0)) == [(3.0, 9), (3.0, 2), (3.0, OWN)]


def test_whom_it_wakes_acts_at_once() -> None:
    script = Script({**idle(4), 7: [(NOTHING, 5.0)]})
    assert order(script, on_day(3.0, lambda salient: salient.wake(4))) == [(3.0, OWN), (3.0, 4), (5.0, 7)]


def test_a_process_that_waits_for_a_later_day_can_be_woken_earlier_and_only_then() -> None:
    script = Script({4: [(NOTHING, 8.0), (NOTHING, NEVER)]})
    assert order(script, on_day(3.0, lambda salient: salient.wake(4))) == [(3.0, OWN), (3.0, 4)]


def test_it_can_set_a_later_day() -> None:
    process = on_day(3.0, lambda salient: salient.wake(4, at=9.25))
    assert order(Script(idle(4)), process) == [(3.0, OWN), (9.25, 4)]


def test_a_law_of_the_model_that_it_calls_can_wake_too() -> None:
    """Also the process that acted last: nobody of the model is acting."""
    script = Script({4: [(NOTHING, 2.0), (NOTHING, NEVER), (NOTHING, NEVER)]})
    process = on_day(3.0, lambda salient: wake(salient.world, 4))
    assert order(script, process) == [(2.0, 4), (3.0, OWN), (3.0, 4)]


def test_it_knows_the_time_even_when_no_other_acts() -> None:
    seen = []
    order(Script(), on_day(3.7, lambda salient: seen.append((salient.now, salient.world.now))))
    assert seen == [(3.7, 3.7)]


def test_an_alarm_in_the_past_raises() -> None:
    def late(salient: Handle) -> None:
        with pytest.raises(ValueError, match=r"day 2\.5 lies in the past of day 3"):
            salient.wake(4, at=2.5)

    assert order(Script(idle(4)), on_day(3.0, late)) == [(3.0, OWN)]


def test_several_may_wait_for_and_interrupt_each_other() -> None:
    heard = []

    def sleeper(env: simpy.Environment, salient: Handle):
        try:
            yield env.timeout(50.0)
        except simpy.Interrupt as interrupt:
            heard.append((salient.now, interrupt.cause))

    def starter(env: simpy.Environment, salient: Handle):
        sleeping = env.process(sleeper(env, salient))
        yield env.timeout(4.0)
        sleeping.interrupt("enough")
        yield sleeping
        heard.append((salient.now, "gone on"))

    order(Script(), starter)
    assert heard == [(4.0, "enough"), (4.0, "gone on")]


def test_what_yields_nothing_fails_the_replication() -> None:
    def no_process(env: simpy.Environment, salient: Handle) -> None:
        """Forgot to yield."""

    assert play_simpy(Script(), (no_process,)).fault == OWN_FAILED


def test_its_events_count_as_steps_and_those_of_the_model_as_before() -> None:
    def three(env: simpy.Environment, salient: Handle):
        yield env.timeout(1.0)
        yield env.timeout(1.0)

    alone, together = play_simpy(Script()), play_simpy(Script(), (three,))
    assert alone.steps == N_PROCESSES
    assert together.steps == alone.steps + 4  # its start, two timeouts and its end


def test_one_that_only_watches_changes_nothing() -> None:
    def watcher(env: simpy.Environment, salient: Handle):
        while True:
            yield env.timeout(0.37)

    loaded = load("tutorial/baseline")
    rows = fill(plan(loaded), np.full((2, P), 0.5))
    watched, alone = (
        run_block(model_of(loaded), rows, seed=1, first=0, executor="simpy", logs=2, own_processes=own_processes)
        for own_processes in ((watcher,), ())
    )
    for part in ("outcomes", "paths", "events"):
        assert getattr(watched, part).tobytes() == getattr(alone, part).tobytes()


def test_it_sees_the_row_that_the_recorder_wrote() -> None:
    seen = []

    def reader(env: simpy.Environment, salient: Handle):
        yield env.timeout(5.0)
        seen.append(salient.world.series[5, 0] == salient.world.ground.held > 0.0)

    sim.run("tutorial/baseline", replications=2, processes=[reader])
    assert seen == [True, True]
    assert RECORDER == N_PROCESSES - 1


# through the front door


def test_the_compiled_executor_refuses_it_with_a_clear_sentence() -> None:
    with pytest.raises(ExecutorUnavailable, match="plain SimPy: use executor='simpy'"):
        sim.run("tutorial/baseline", replications=2, executor="compiled", processes=[on_day(1.0)])
    loaded = load("tutorial/baseline")
    rows = fill(plan(loaded), np.full((1, P), 0.5))
    with pytest.raises(ExecutorUnavailable, match="plain SimPy: use executor='simpy'"):
        run_block(model_of(loaded), rows, seed=1, first=0, executor="compiled", own_processes=(on_day(1.0),))


def test_results_with_own_processes_are_not_stored(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not stored"):
        sim.run("tutorial/baseline", replications=2, processes=[on_day(1.0)], out=tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_error_of_its_own_fails_that_replication_and_shows_its_line() -> None:
    def unlucky(env: simpy.Environment, salient: Handle):
        yield env.timeout(2.0)
        if salient.world.replication == 1:
            raise ValueError("no aircraft")

    ensemble = sim.run("tutorial/baseline", replications=3, processes=[unlucky])
    [failure] = ensemble.failures
    assert failure.replication == 1
    assert "no aircraft" in failure.traceback
    assert "processes=[unlucky]" in failure.command
    assert ensemble.manifest["processes"] == ["unlucky"]
    assert np.isnan(ensemble.outcomes["area_end_km2"]).tolist() == [False, True, False]


def test_the_worked_example_runs_and_buys_time(capsys: pytest.CaptureFixture[str]) -> None:
    [block] = re.findall(r"^```python\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    names: dict = {}
    exec(compile(block, str(DOCUMENT), "exec"), names)
    assert len(capsys.readouterr().out.splitlines()) == 3
    alone, supplied, mean = names["alone"], names["supplied"], names["mean"]
    assert not alone.failures
    assert not supplied.failures
    assert mean(supplied, "withdrawal_done_day") > mean(alone, "withdrawal_done_day") + 1.0
    assert mean(supplied, "stock_min_days") > mean(alone, "stock_min_days")
