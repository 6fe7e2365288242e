"""The reference executor: every process of the model is a SimPy process. Readable, traceable, open to processes of
your own.

Alarms fire at absolute times, ordered by process number within an instant; a process that is woken gets a new alarm
and the old one rings in an empty room. A user's plain SimPy process acts after all model processes of its instant.
"""

from collections.abc import Callable, Generator
from typing import Any

import numpy as np
import simpy

from sim.engine.faults import (
    BAD_DELAY,
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
from sim.model.beginning import begin
from sim.model.cast import cast
from sim.model.processes import N_PROCESSES, OWN

MODEL_RANK = 10  # rank of process 0; 0 and 1 are SimPy's own
USER_RANK = 1000


class Clock(simpy.Environment):
    """SimPy's environment with absolute times and ranks; what it schedules itself comes after the model's instant."""

    def schedule_at(self, event: simpy.Event, time: float, rank: int) -> None:
        """Put an event at exactly that time: a sum of now and a delay would miss it in the last bit."""
        if time < self._now:
            raise ValueError(f"alarm at {time} lies in the past of {self._now}")
        simpy.core.heappush(self._queue, (time, rank, next(self._eid), event))

    def schedule(self, event: simpy.Event, priority: int = 1, delay: float = 0.0) -> None:
        """Everything that is not an alarm of the model acts after it."""
        self.schedule_at(event, self._now + delay, USER_RANK + int(priority))


class Alarm(simpy.Event):
    """Rings at an absolute time for one process."""

    def __init__(self, env: Clock, time: float, rank: int) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        env.schedule_at(self, time, rank)


class Handle:
    """What a process of your own gets: the time, the world, and `wake`."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        self.world = run.world

    @property
    def now(self) -> float:
        """Days since day 0."""
        return float(self._run.env.now)

    def wake(self, process: int, at: float | None = None) -> None:
        """Let a model process act now, or at a later day; an alarm in the past raises ValueError."""
        day = self.now if at is None else at
        if day < self.now:
            raise ValueError(f"wake at day {day} lies in the past of day {self.now}")
        self._run.world.due[process] = day
        self._run.rearm()


Extra = Callable[[simpy.Environment, Handle], Generator[simpy.Event, Any, Any]]


class Run:
    """One replication under SimPy."""

    def __init__(self, world: Any, extras: tuple[Extra, ...] = ()) -> None:
        self.world = world
        self.env = Clock()
        self.steps = 0
        self.at_once = 0
        self.instant = -1.0
        self.armed = np.full(N_PROCESSES, np.inf)
        self.alarms: list[Alarm | None] = [None] * N_PROCESSES
        self.raised: Exception | None = None
        begin(world)
        for number, generator in enumerate(cast(world)):
            self.env.process(self._live(number, generator))
        for extra in extras:
            self.env.process(self._live_own(extra))

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

    def _live_own(self, extra: Extra) -> Generator[simpy.Event, Any, None]:
        """The life of a user's process: the world's time is right when it acts, alarms follow what it changed."""
        generator = extra(self.env, Handle(self))
        if not isinstance(generator, Generator):
            raise TypeError(f"{getattr(extra, '__name__', extra)} is no process: it yields nothing to wait for")
        act, value = generator.send, None
        while True:
            self.world.now = float(self.env.now)
            self.world.running = OWN
            try:
                event = act(value)
            except StopIteration:
                return
            finally:
                self.rearm()
            try:
                act, value = generator.send, (yield event)
            except simpy.Interrupt as interrupt:
                act, value = generator.throw, interrupt

    def _arm(self, number: int) -> Alarm | simpy.Event:
        due = float(self.world.due[number])
        self.armed[number] = due
        never = due == np.inf
        alarm = simpy.Event(self.env) if never else Alarm(self.env, due, MODEL_RANK + number)
        self.alarms[number] = alarm
        return alarm

    def rearm(self) -> None:
        """Replace the alarms of processes whose due day was changed by others; stale alarms do nothing."""
        for number in np.flatnonzero(self.world.due != self.armed):
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
        while self.env.peek() <= self.world.horizon:
            self.env.step()
            if self.raised is not None:
                raise self.raised


def run_replication(world: Any, extras: tuple[Extra, ...] = ()) -> tuple[int, int]:
    """Run a world that has its rules, seed and replication; returns the fault, 0 if fine, and the resumptions."""
    run = None
    try:
        run = Run(world, extras)
        run.to_the_end()
        fault = int(end_state_fault(world))
    except ReplicationFault as found:
        fault = found.code
    except RAISED_BY_PROCESSES:
        fault = RAISED
    return fault, 0 if run is None else run.steps
