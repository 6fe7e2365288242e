"""How the server ends: within two seconds of being asked, whatever runs, and with nothing left behind.

What was being computed is given up; results on disk are written whole or not at all, and a run that was cut goes on
from its finished parts.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from types import FrameType
from typing import Any

SECONDS_TO_CLOSE = 1.2  # for pages to be told; what has not ended by then is ended
ASKED_BY = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
START_VARIABLE, OWNER_VARIABLE = "SALIENT_START", "SALIENT_OWNER"
USUAL_START = "streamlit run app.py"

_begun = threading.Event()


def start_again() -> str:
    """The command that starts this server again."""
    return os.environ.get(START_VARIABLE) or USUAL_START


def listen() -> None:
    """From now on end when a signal asks for it, or when the command that started this server is gone."""
    if threading.current_thread() is threading.main_thread():
        for number in ASKED_BY:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as `nohup` wants it
                _ask_on(number)
    if os.environ.get(OWNER_VARIABLE):
        threading.Thread(target=_wait_for_owner, name="salient-owner", daemon=True).start()


def _ask_on(number: int) -> None:
    """End on a signal; the server that listened to it before closes its connections first."""
    server: Any = getattr(signal.getsignal(number), "__self__", None)

    def ask(received: int, frame: FrameType | None) -> None:
        if hasattr(server, "should_exit"):
            server.should_exit = True
        begin()

    signal.signal(number, ask)


def _wait_for_owner() -> None:
    """`salient app` holds the other end of the standard input; it closes however that command ends."""
    try:
        while os.read(0, 1024):
            pass
    except OSError:
        pass
    begin()


def begin() -> None:
    """End from now on; asked again, nothing more happens."""
    if not _begun.is_set():
        _begun.set()
        threading.Thread(target=_end, name="salient-ending", daemon=True).start()


def _end() -> None:
    stop_jobs()
    if not os.environ.get(START_VARIABLE):  # else the command that started this server says so
        print(f"Salient was stopped; start it again with: {start_again()}", file=sys.stderr, flush=True)  # noqa: T201
    time.sleep(SECONDS_TO_CLOSE)
    os._exit(0)


def stop_jobs() -> None:
    """End the processes that compute; nobody waits for them any more."""
    refining = sys.modules.get("sim.session.background.refinery")
    if refining is not None:
        refining.refinery.end()
    for process in multiprocessing.active_children():
        process.kill()
