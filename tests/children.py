"""How a test starts a command: with the signals of a terminal, and never left running once the test is over.

A shell lets a job in the background ignore SIGINT, and `nohup` lets it ignore SIGHUP; both pass on to every child.
"""

import ctypes
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
PROGRAM = (sys.executable, "-c", "from sim.cli import main; main()")
SAVING = (  # a command that keeps what is done at once, not each second: who ends it in the middle need not wait
    sys.executable,
    "-c",
    "from sim.experiment.running import gathering; gathering.SECONDS_BETWEEN_SAVES = 0.0\n"
    "from sim.cli import main; main()",
)
DIES_WITH_ITS_PARENT = 1  # PR_SET_PDEATHSIG of Linux
LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None


def signals(ignored: str | None = None) -> Callable[[], None] | None:
    """What a child does before it becomes the command: each signal that ends it is heard, but for an ignored one."""
    if sys.platform == "win32":
        return None

    def take() -> None:
        for name in ENDING:
            signal.signal(getattr(signal, name), signal.SIG_IGN if name == ignored else signal.SIG_DFL)
        if LIBRARY is not None:
            LIBRARY.prctl(DIES_WITH_ITS_PARENT, signal.SIGKILL)

    return take


@contextmanager
def child(
    *arguments: str, program: Sequence[str] = PROGRAM, ignored: str | None = None, **settings: Any
) -> Iterator[subprocess.Popen[str]]:
    """A command that is started as `nohup` would, with a signal ignored, or with none; killed when the block ends."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([*program, *arguments], preexec_fn=signals(ignored), **pipes, **settings) as running:
        try:
            yield running
        finally:
            running.kill()
