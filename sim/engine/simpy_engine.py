"""The reference executor: every process of the model is a SimPy process. Readable, traceable, open to processes of
your own.

Alarms fire at absolute times, ordered by process number within an instant; a process that is woken gets a new alarm
and the old one rings in an empty room. A user's plain SimPy process acts after all model processes of its instant.
"""

from collections.abc import Callable, Generator
from typing import Any

import numpy as np
import simpy

from sim.engine.dispatch import summon
from sim.engine.faults import (
    BAD_DELAY,
    FINE,
    MESSAGES,
    MOST_AT_ONCE,
    MOST_STEPS,
    RAISED,
    RAISED_BY_PROCESSES,
    STUCK_INSTANT,
    TOO_MANY_STEPS,
    ReplicationFault,
    end_state_fault,
    is_bad_delay,
)
from sim.engine.own_process import (
    Counted,
    Handle,
    OwnProcessFault,
    failure_of,
    generator_of,
    left_fault,
    own_fault,
    waiting,
)
from sim.model.beginning import begin
from sim.model.outcomes import N_OUTCOMES, write_outcomes
from sim.model.world.cast import N_PROCESSES, OWN

START_RANK = 0  # processes of the model take their places
MODEL_RANK = 10  # rank of process 0
LAST_MODEL_RANK = MODEL_RANK + N_PROCESSES - 1
USER_RANK = 1000


class Clock(simpy.Environment):
    """SimPy's environment with absolute times and ranks; what it schedules itself comes after the model's instant."""

    def schedule_at(self, event: simpy.Event, time: float, rank: int) -> None:
        """Put an event at exactly that time: a sum of now and a delay would miss it in the last bit."""
        if not time >= self._now:
            past = "is no time" if time != time else f"lies in the past of {self._now}"
            raise ValueError(f"alarm at {time} {past}")
        simpy.core.heappush(self._queue, (time, rank, next(self._eid), event))

    def schedule(self, event: simpy.Event, priority: int = 1, delay: float = 0) -> None:
        """Everything that is not an alarm of the model acts after it."""
        self.schedule_at(event, self._now + delay, USER_RANK + int(priority))


class Alarm(simpy.Event):
    """Rings at an absolute time for one process."""

    def __init__(self, env: Clock, time: float, rank: int) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        env.schedule_at(self, time, rank)


class ModelProcess(simpy.Process):
    """A process of the model: it takes its place before any of the user's and counts its own steps."""


class SharedClock(Clock):
    """The clock of a run: SimPy drives the user's processes as it does anywhere, and the world hears of it.

    Before an event of theirs the world knows the time, after it the alarms follow what was changed: so also for
    processes, callbacks and conditions that they add themselves.
    """

    def __init__(self, run: "SimPyRun") -> None:
        super().__init__()
        self._run = run
        self._stepping = False

    def schedule(self, event: simpy.Event, priority: int = 1, delay: float = 0) -> None:
        """As the plain clock; a process of the model starts before all else, a user's is counted from its start."""
        if isinstance(event, simpy.events.Initialize):
            process = event.callbacks[0].__self__
            if isinstance(process, ModelProcess):
                self.schedule_at(event, self._now, START_RANK)
                return
            process._generator = Counted(process._generator, self._run)
        super().schedule(event, priority, delay)

    def run(self, until: Any = None) -> Any:
        """As the plain clock, but not from within one of its own steps."""
        if self._stepping:
            raise RuntimeError("do not call env.run within a process: the scenario's clock runs already")
        return super().run(until)

    def step(self) -> None:
        """The next event, but not from within another: processes and callbacks are driven, they do not drive."""
        if self._stepping:
            raise RuntimeError("do not call env.step within a process: the scenario's clock runs already")
        self._stepping = True
        try:
            self._step()
        finally:
            self._stepping = False

    def _step(self) -> None:
        """The next event; what a process of the model raised ends the run before another acts."""
        own = bool(self._queue) and self._queue[0][1] > LAST_MODEL_RANK
        if own:
            self._run.begin_own_turn(*self._queue[0][::3])
        try:
            super().step()
        finally:
            if own:
                self._run.rearm()
        if self._run.raised is not None:
            raise self._run.raised


OwnProcess = Callable[[simpy.Environment, Handle], Generator[simpy.Event, Any, Any]]


class SimPyRun:
    """One replication under SimPy."""

    def __init__(self, world: Any, own_processes: tuple[OwnProcess, ...] = ()) -> None:
        self.world = world
        self.env = SharedClock(self)
        self.steps = 0
        self.at_once = 0
        self.instant = -1.0
        self.armed = np.full(N_PROCESSES, np.inf)
        self.alarms: list[Alarm | None] = [None] * N_PROCESSES
        self.raised: Exception | None = None
        self.has_own_processes = bool(own_processes)
        self.event: simpy.Event | None = None
        self.resumed: Any = None  # the user's generator that acted last
        self.horizon = float(world.horizon)
        begin(world)
        for number, generator in enumerate(summon(world)):
            ModelProcess(self.env, self._live(number, generator))
        for extra in own_processes:
            self.env.process(generator_of(extra, self))

    def _live(self, number: int, generator: Generator[float, None, None]) -> Generator[simpy.Event, Any, None]:
        """The life of one model process: wait for its alarm, act, say when it acts next."""
        due = self.world.due
        while True:
            yield self._arm(number)
            try:
                self._count_step()
                self.world.now = float(self.env.now)
                self.world.running = number
                due[number] = np.inf
                delay = next(generator)
                if is_bad_delay(delay):
                    raise ReplicationFault(BAD_DELAY)
            except Exception as error:
                self.raised = error  # SimPy itself would let the others act before it tells
                return
            due[number] = self.world.now + delay
            self.armed[number] = due[number]
            self.rearm()

    def begin_own_turn(self, time: float, event: simpy.Event) -> None:
        """Let the world know that an event of the user's comes next; each is a step."""
        self.world.now = float(time)
        self.world.running = OWN
        self.event = event
        self.steps += 1
        if self.steps > MOST_STEPS:
            place = waiting(event)
            text = MESSAGES[TOO_MANY_STEPS]
            raise OwnProcessFault(TOO_MANY_STEPS, text if place is None else f"{place}: {text}")

    def _arm(self, number: int) -> Alarm | simpy.Event:
        due = float(self.world.due[number])
        self.armed[number] = due
        never = due == np.inf
        alarm = simpy.Event(self.env) if never else Alarm(self.env, due, MODEL_RANK + number)
        self.alarms[number] = alarm
        return alarm

    def rearm(self) -> None:
        """Replace the alarms of processes whose due day was changed by others; stale alarms do nothing.

        SimPy cannot move an event in its queue, and a process waits for the very event that it yielded. So a new alarm
        takes over the callbacks of the old one, by which SimPy resumes the waiting process; the old alarm stays in the
        queue and rings for nobody. One whose callbacks are gone (None) has rung: its process acts now and arms itself.
        """
        due = self.world.due
        if isinstance(due, np.ndarray) and due.tobytes() == self.armed.tobytes():
            return  # as after most turns: bytes are compared fastest
        for number in np.flatnonzero(due != self.armed):
            stale = self.alarms[number]
            if stale is None or stale.callbacks is None:
                continue
            waiting, stale.callbacks = stale.callbacks, []
            self._arm(int(number)).callbacks = waiting

    def _count_step(self) -> None:
        self.steps += 1
        self.at_once = self.at_once + 1 if self.env.now == self.instant else 1
        self.instant = float(self.env.now)
        if self.steps > MOST_STEPS:
            raise ReplicationFault(TOO_MANY_STEPS)
        if self.at_once > MOST_AT_ONCE:
            raise ReplicationFault(STUCK_INSTANT)

    def to_the_end(self) -> None:
        """Run up to and including the horizon; raises what a process raises."""
        while self.env.peek() <= self.horizon:
            try:
                self.env.step()
            except (ReplicationFault, MemoryError):
                raise
            except Exception as error:
                if not self.has_own_processes:
                    raise
                if error is self.raised:
                    raise left_fault(error) from error
                raise own_fault(failure_of(self.event, error), self) from error

    def end_fault(self) -> int:
        """Fault of the end state, 0 if fine; raises where a process of the user's left what cannot be read."""
        if not self.has_own_processes:
            return int(end_state_fault(self.world))
        try:
            fault = int(end_state_fault(self.world))
            if fault == FINE:
                write_outcomes(self.world, np.zeros(N_OUTCOMES))
        except Exception as error:  # whatever they put there
            raise left_fault(error) from error
        return fault


def run_replication(world: Any, own_processes: tuple[OwnProcess, ...] = ()) -> tuple[int, int]:
    """Run a world that has its rules, seed and replication; returns the fault, 0 if fine, and the resumptions."""
    run = None
    try:
        run = SimPyRun(world, own_processes)
        run.to_the_end()
        fault = run.end_fault()
    except ReplicationFault as found:
        fault = found.code
    except RAISED_BY_PROCESSES:
        fault = RAISED
    except Exception:
        if not own_processes:
            raise
        fault = RAISED  # what a process of the user's did must not end the ensemble
    return fault, 0 if run is None else run.steps
