"""Groups of processes that take turns at the machine, so that all of them meet it in the same moods.

A machine may change its speed by a quarter from one minute to the next; of two runs one after the other either may look
dearer. Here each group runs for some seconds while the others are stopped by signal, until all have ended.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

SECONDS_A_TURN = 5.0


@dataclass
class Group:
    """Processes that run or stand together: `alive` lists them as they are now, none once their work is done."""

    alive: Callable[[], Iterable[int]]
    seconds: float = field(default=0.0, init=False)  # for which it had the machine

    def send(self, sent: signal.Signals) -> bool:
        """Send them a signal; whether there was any."""
        processes = list(self.alive())
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, sent)
        return bool(processes)


class Turns:
    """Gives groups the machine in turn, from entering to leaving; all go on when it is left."""

    def __init__(self, *groups: Group) -> None:
        self.groups = groups
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._take_turns)

    def __enter__(self) -> "Turns":
        for group in self.groups[1:]:
            group.send(signal.SIGSTOP)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        for group in self.groups:
            group.send(signal.SIGCONT)

    def _take_turns(self) -> None:
        while not self._over.is_set():
            for group in self.groups:
                if group.send(signal.SIGCONT):
                    self._have(group)
                    group.send(signal.SIGSTOP)

    def _have(self, group: Group) -> None:
        """Wait for the end of a turn, or of all that the group has to do."""
        start = time.perf_counter()
        while time.perf_counter() - start < SECONDS_A_TURN and any(True for _ in group.alive()):
            if self._over.wait(0.05):
                break
        group.seconds += time.perf_counter() - start
