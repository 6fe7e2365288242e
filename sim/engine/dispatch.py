"""From the cast to what acts: the generators of one replication, and the compiled loop that resumes them.

The loop is written out from the cast as text, because compiled code cannot look a generator up: each process is a local
of its own and a branch. Instances of one process lie in a tuple made with run-time numbers, which a run-time number can
index (literals would give each instance a type of its own, and a list of generators would share one stack slot).
"""

from collections.abc import Callable, Generator, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from sim.engine import faults
from sim.model.declarations.entries import Process
from sim.model.world.cast import CAST, N_PROCESSES

Acting = Callable[..., Generator[float, None, None]]

LOOP = """
def run(world):
    zero = np.int64(0.0 * world.horizon)
    {summon}
    due = world.due
    steps, at_once, instant = 0, 0, -1.0
    while True:
        number = first_due(due)
        time = due[number]
        if not time <= world.horizon:
            return faults.end_state_fault(world), steps
        steps += 1
        at_once = at_once + 1 if time == instant else 1
        instant = time
        if steps > MOST_STEPS:
            return faults.TOO_MANY_STEPS, steps
        if at_once > faults.MOST_AT_ONCE:
            return faults.STUCK_INSTANT, steps
        world.now = time
        world.running = number
        due[number] = np.inf
        {resume}
        if faults.is_bad_delay(delay):
            return faults.BAD_DELAY, steps
        due[number] = time + delay
"""


# the generators


@cache
def acting() -> tuple[Acting, ...]:
    """The generator function of each process of the cast."""
    return tuple(_function_of(one) for one in CAST)


def _function_of(process: Process) -> Acting:
    module, _, name = process.generator.partition(":")
    function: Acting = getattr(import_module(f"sim.model.{module}"), name)
    return function


def summon(world: Any) -> tuple[Generator[float, None, None], ...]:
    """One generator an instance, in the order of their numbers."""
    return tuple(
        function(world, instance) if process.several else function(world)
        for process, function in zip(CAST, acting(), strict=True)
        for instance in range(len(process.instances))
    )


# the compiled loop


def loop_text() -> str:
    """The loop around the generators of the cast, as the compiled executor runs it."""
    first, *others, last = sorted(CAST, key=lambda process: -len(process.instances))  # who acts most is asked first
    branches = [_branch("if", first), *(_branch("elif", process) for process in others), _branch("else", last)]
    return LOOP.format(
        summon="\n    ".join(f"the_{process.name} = {_made(process)}" for process in CAST),
        resume="\n        ".join(branches),
    )


def _made(process: Process) -> str:
    """What makes a process's generator, or the tuple of them."""
    if not process.several:
        return f"make_{process.name}(world)"
    return f"({', '.join(f'make_{process.name}(world, zero + {one})' for one in range(len(process.instances)))})"


def _branch(word: str, process: Process) -> str:
    """The branch that resumes a process."""
    number, last = process.number, process.number + len(process.instances) - 1
    test = f" {number} <= number <= {last}" if process.several else f" number == {number}"
    place = f"[number - {number}]" if process.several else ""
    return f"{word}{test if word != 'else' else ''}:\n            delay = next(the_{process.name}{place})"


def compiled_run(functions: Sequence[Acting], most_steps: int = faults.MOST_STEPS) -> Any:
    """The compiled loop around one generator function a process: run(world) gives (fault, resumptions)."""
    from numba import njit

    compiled = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)
    names = {f"make_{process.name}": compiled(function) for process, function in zip(CAST, functions, strict=True)}
    names |= {"np": np, "faults": faults, "MOST_STEPS": most_steps, "first_due": compiled(first_due)}
    exec(loop_text(), names)
    return compiled(names["run"])


def first_due(due: Any) -> int:
    """The process that is due first; the lowest number wins a tie."""
    first, earliest = 0, due[0]
    for number in range(1, N_PROCESSES):
        if due[number] < earliest:
            first, earliest = number, due[number]
    return first
