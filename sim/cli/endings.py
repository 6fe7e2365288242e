"""Being asked to end by Ctrl-C, SIGTERM or SIGHUP: the first time in order, the second time at once.

What whoever started the command lets it ignore, as `nohup` does with SIGHUP, stays ignored.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from sim.errors import StopAsked

ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
SHOW_CURSOR = "\x1b[?25h"  # a bar of progress hides it


def heeded() -> list[int]:
    """The signals that ask to end, but those that are ignored already."""
    return [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]


@contextmanager
def ending_in_order() -> Iterator[Asked]:
    """While the block runs, the first signal raises StopAsked in it and the second leaves; the old ways come back."""
    asked = Asked()
    if threading.current_thread() is not threading.main_thread():  # only that one may listen
        yield asked
        return
    before: dict[int, Any] = {number: signal.signal(number, asked) for number in heeded()}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Asked:
    """Which signal asked to end, if one did."""

    def __init__(self) -> None:
        self.code = 0  # what the command then leaves with

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Take a signal."""
        if self.code:
            leave_at_once(128 + number)
        self.code = 128 + number
        raise StopAsked(number)


def leave_at_once(code: int) -> None:
    """Wait for nothing; files are written whole or not at all, whenever this comes."""
    if sys.stderr is not None and sys.stderr.isatty():
        os.write(2, SHOW_CURSOR.encode())
    os._exit(code)
