"""A helping process: it leaves Ctrl-C to the process that began it, and ends when that ends, however it ends."""

import multiprocessing
import os
import signal
import threading
from multiprocessing.process import BaseProcess


def stand_by() -> None:
    """Called once in a process that was spawned, before it does anything."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_leave, args=(parent,), daemon=True).start()


def _wait_and_leave(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)
