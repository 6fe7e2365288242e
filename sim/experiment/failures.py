"""Replications that failed: which, why, and the command that repeats each."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_TRACEBACKS = 20  # each costs a replication under the SimPy executor


@dataclass(frozen=True)
class Failure:
    """One replication that failed, with the fault's code and words and, for the first ones, a traceback."""

    replication: int
    seed: int
    code: int
    message: str
    traceback: str | None
    command: str

    def as_json(self) -> dict[str, Any]:
        """The same as a plain mapping."""
        return asdict(self)


def failures_of(
    faults: NDArray[np.int64],
    seed: int,
    message_of: Callable[[int], str],
    traceback_of: Callable[[int], str],
    command_of: Callable[[int], str],
) -> tuple[Failure, ...]:
    """A Failure for each replication whose fault code (replication,) is not 0."""
    failed = [int(replication) for replication in np.flatnonzero(faults)]
    tracebacks = {replication: traceback_of(replication) for replication in failed[:MOST_TRACEBACKS]}
    return tuple(
        Failure(
            replication=replication,
            seed=seed,
            code=int(faults[replication]),
            message=_message(message_of(int(faults[replication])), tracebacks.get(replication)),
            traceback=tracebacks.get(replication),
            command=command_of(replication),
        )
        for replication in failed
    )


def _message(words: str, traceback: str | None) -> str:
    """What a fault means and, where an exception says more, what that says."""
    if traceback is None or "Traceback (most recent call last)" not in traceback:
        return words
    kind, _, said = traceback.rstrip().splitlines()[-1].partition(": ")
    name = kind.rpartition(".")[2]
    if not name.endswith("Fault"):  # those of our own are sentences
        said = f"{name}: {said}" if said else name
    return said if words in said else f"{words}: {said}"


def replay_command(name: str, replication: int, seed: int, sets: Sequence[str] = ()) -> str:
    """What to type to see one replication again."""
    words = ["salient", "replay", name, "--replication", str(replication), "--seed", str(seed)]
    for assignment in sets:
        words += ["--set", assignment]
    return shlex.join(words)
