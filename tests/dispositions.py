"""How a test starts a command: with the signals of a terminal, however the tests themselves were started.

A shell lets a job in the background ignore SIGINT, and `nohup` lets it ignore SIGHUP; both pass on to every child.
"""

import signal
import sys
from collections.abc import Callable

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


def signals(ignored: str | None = None) -> Callable[[], None] | None:
    """What a child does before it becomes the command: each signal that ends it is heard, but for an ignored one."""
    if sys.platform == "win32":
        return None

    def take() -> None:
        for name in ENDING:
            signal.signal(getattr(signal, name), signal.SIG_IGN if name == ignored else signal.SIG_DFL)

    return take
