"""A process of the user's own beside the model: what it gets, how its steps are counted, and whose fault is whose.

SimPy itself drives it; nothing here stands between a process and what it waits for.
"""

import operator
import os
from collections.abc import Callable, Generator
from numbers import Real
from traceback import walk_tb
from types import FrameType
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.engine.faults import MESSAGES, MOST_AT_ONCE, OWN_FAILED, STUCK_INSTANT, ReplicationFault
from sim.model.world.cast import N_PROCESSES, RECORDER

MACHINERY = tuple(os.path.dirname(file) + os.sep for file in (__file__, simpy.__file__))  # nobody's own frames


class OwnProcessFault(ReplicationFault):
    """A process of the user's own cannot go on: says which, at what line of whose file, and why."""

    def __init__(self, code: int, text: str) -> None:
        Exception.__init__(self, code, text)
        self.code = code
        self.text = text

    def __str__(self) -> str:
        return self.text


class Handle:
    """What a process of your own gets: the time, the world, and `wake`."""

    def __init__(self, run: Any) -> None:
        self._run = run
        self.world = run.world

    @property
    def now(self) -> float:
        """Days since day 0."""
        return float(self._run.env.now)

    def wake(self, process: int, at: float | None = None) -> None:
        """Let a model process act now, or at a later day; infinity lets it sleep until somebody wakes it.

        A day in the past or no day at all, and a process that does not exist, raise ValueError.
        """
        number = checked_process(process)
        day = self.now if at is None else checked_day(at)
        if day < self.now:
            raise ValueError(f"wake at day {day} lies in the past of day {self.now}")
        self._run.world.due[number] = day
        self._run.rearm()


def checked_process(process: int) -> int:
    """The number of a process of the model, if it is one."""
    try:
        number = -1 if isinstance(process, bool) else operator.index(process)
    except TypeError:
        number = -1
    if not 0 <= number < N_PROCESSES:
        raise ValueError(
            f"wake({process!r}): no process has that number; they are 0 to {N_PROCESSES - 1}, "
            "named in sim.model.world.cast"
        )
    if number == RECORDER:
        raise ValueError(f"wake({process!r}): the recorder keeps every day of the series; it cannot be woken")
    return number


def checked_day(at: float) -> float:
    """A day, if it is one: any number but NaN."""
    if isinstance(at, bool) or not isinstance(at, Real) or at != at:
        raise ValueError(f"wake at day {at!r}: that is no day; give days since day 0 as a number")
    return float(at)


class Counted:
    """A user's generator whose resumptions are counted; everything else is the generator's own.

    SimPy asks for `send` or `throw` each time it resumes the generator, also within one event; it is handed the
    generator's own, so that no frame of ours stands in a traceback.
    """

    def __init__(self, generator: Generator[simpy.Event, Any, Any], run: Any) -> None:
        self._resumed = generator
        self._run = run
        self._instant = -1.0
        self._at_once = 0

    @property
    def send(self) -> Callable[[Any], simpy.Event]:
        """Count, and give the generator's `send`."""
        self._count()
        return self._resumed.send

    @property
    def throw(self) -> Callable[..., simpy.Event]:
        """Count, and give the generator's `throw`."""
        self._count()
        return self._resumed.throw

    def __getattr__(self, name: str) -> Any:
        return getattr(self._resumed, name)

    def _count(self) -> None:
        self._run.resumed = self._resumed
        now = self._run.env.now
        self._at_once = self._at_once + 1 if now == self._instant else 1
        self._instant = now
        if self._at_once > MOST_AT_ONCE:
            text = f"{place_of_generator(self._resumed)}: {MESSAGES[STUCK_INSTANT]}"
            self._run.raised = OwnProcessFault(STUCK_INSTANT, text)  # its neighbours could catch it
            raise self._run.raised


def generator_of(extra: Any, run: Any) -> Generator[simpy.Event, Any, Any]:
    """What a user's function makes of (env, salient), if it is something to wait in."""
    try:
        generator = extra(run.env, Handle(run))
    except Exception as error:
        raise own_fault(error, run, extra) from error
    if not hasattr(generator, "throw"):  # how SimPy knows a generator
        text = f"{place_of_function(extra)}: this is no process, it yields nothing to wait for"
        raise OwnProcessFault(OWN_FAILED, text)
    return generator


def left_fault(reason: Exception | str) -> OwnProcessFault:
    """The fault that the model itself stops with beside processes of the user's: what they left may be why."""
    said = reason if isinstance(reason, str) else f"{type(reason).__name__}: {reason}"
    text = f"the model could not go on with what it left in the world: {said}"
    return OwnProcessFault(OWN_FAILED, " ".join(text.split()))


def series_fault(series: NDArray[np.float64]) -> OwnProcessFault | None:
    """The fault of a series (day, S) with a day that was not recorded, or not in numbers that can be kept."""
    with np.errstate(over="ignore"):
        kept = np.isfinite(series.astype(np.float32)).all(axis=1)
    if kept.all():
        return None
    return left_fault(f"day {int(np.argmin(kept))} of the series was not recorded in finite numbers")


def own_fault(error: BaseException, run: Any, extra: Any = None) -> OwnProcessFault:
    """The fault that an exception out of a user's process is: which process, what line, which reason."""
    env = run.env
    reason = f"{type(error).__name__}: {error}"
    place = _place_of_frames(_first_of(error))
    if env.active_process is not None:  # SimPy itself gave up within a resumption: what was yielded is no event
        place = place_of_generator(env.active_process._generator)
        said = str(error).splitlines()[-1:] if isinstance(error, RuntimeError) else []
        reason = "".join(said) or "Invalid yield value: it is no event"
    elif place is None and extra is not None:
        place = place_of_function(extra)
    elif place is None:  # an event that failed and nobody waited for
        place = "a process of your own"
        if run.resumed is not None:
            place += f", last resumed {place_of_generator(run.resumed)}"
    return OwnProcessFault(OWN_FAILED, " ".join(f"{place}: {reason}".split()))


def failure_of(event: simpy.Event, error: Exception) -> BaseException:
    """What a failed event failed with, where SimPy's copy of it, or its try to copy, is what came out of a step."""
    failed = not event._ok and not event.defused
    return event._value if failed else error


def waiting(event: simpy.Event) -> str | None:
    """The process that an event resumes, if it resumes one."""
    for callback in event.callbacks or ():
        process = getattr(callback, "__self__", None)
        if isinstance(process, simpy.Process):
            return place_of_generator(process._generator)
    return None


def place_of_generator(generator: Any) -> str:
    """`name (file, line n)` of where a generator stands."""
    code, frame = getattr(generator, "gi_code", None), getattr(generator, "gi_frame", None)
    if code is None:
        return str(getattr(generator, "__name__", generator))
    return _place(code.co_name, code.co_filename, frame.f_lineno if frame else code.co_firstlineno)


def place_of_function(function: Any) -> str:
    """`name (file, line n)` of where a function begins."""
    code = getattr(function, "__code__", None)
    name = str(getattr(function, "__name__", function))
    return name if code is None else _place(name, code.co_filename, code.co_firstlineno)


def _first_of(error: BaseException) -> BaseException:
    """The exception as it was first raised: SimPy hands on copies, each with the one before as its cause."""
    cause = error.__cause__
    while cause is not None and type(cause) is type(error):
        error, cause = cause, cause.__cause__
    if isinstance(error, RuntimeError) and isinstance(cause, StopIteration):
        return cause  # Python makes the one of the other at the generator's edge, and drops its line
    return error


def _place_of_frames(error: BaseException) -> str | None:
    """Where an exception left the user's file: the function that SimPy called and the last line in its file."""
    frames = [(frame, line) for frame, line in walk_tb(error.__traceback__) if not _is_machinery(frame)]
    if not frames:
        return None
    code = frames[0][0].f_code
    lines = [line for frame, line in frames if frame.f_code.co_filename == code.co_filename]
    return _place(code.co_name, code.co_filename, lines[-1])


def _is_machinery(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith(MACHINERY)


def _place(name: str, file: str, line: int) -> str:
    return f"{name} ({file}, line {line})"
