"""The app ends when it is asked to, however, with pages open and runs under way; nothing of it is left."""

import signal
import socket
import sys
import time

import pytest

from tests.edges.running_app import PROCESSES, RunningApp, alive, descendants, running
from tests.machine import patience

pytestmark = pytest.mark.skipif(not PROCESSES.is_dir() or sys.platform == "win32", reason="looks processes up in /proc")
SECONDS_TO_END = 2.0


def tab(app: RunningApp) -> socket.socket:
    """A page that stays open, as its server sees it: a WebSocket that nobody closes."""
    opened = socket.create_connection(("127.0.0.1", app.port), timeout=patience(20))
    opened.sendall(
        f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{app.port}\r\nOrigin: {app.url}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        "Sec-WebSocket-Protocol: streamlit\r\n\r\n".encode()
    )
    assert b" 101 " in opened.recv(1024)
    return opened


def computing(app: RunningApp) -> set[int]:
    """Wait until the background process computes; all processes of the app."""
    end = time.monotonic() + patience(120)
    while time.monotonic() < end:
        found = descendants(app.command.pid)
        if any("multiprocessing.spawn" in (PROCESSES / str(one) / "cmdline").read_text() for one in found):
            return found
        time.sleep(0.2)
    raise AssertionError("nothing is computed in the background")


def left(processes: set[int], seconds: float) -> set[int]:
    """Those that still run after so many seconds: a helper of Python's own ends when it sees that its parent has."""
    end = time.monotonic() + seconds
    while alive(processes) and time.monotonic() < end:
        time.sleep(0.05)
    return alive(processes)


@pytest.mark.slow(8)
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_it_ends_within_two_seconds_with_pages_open_and_runs_under_way(name: str, code: int) -> None:
    with running() as app, tab(app), tab(app):
        all_of_it = computing(app)
        seconds, told = app.end(getattr(signal, name))
        assert seconds < patience(SECONDS_TO_END)
        assert app.command.returncode == code
        assert not left(all_of_it, patience(SECONDS_TO_END) - seconds)
    lines = told.splitlines()
    assert lines[-1] == f"Salient was stopped; start it again with: salient app --port {app.port}"
    assert len(lines) == 2, told  # where it runs, and that it was stopped


@pytest.mark.slow(8)
def test_no_server_outlives_a_command_that_was_killed() -> None:
    with running() as app, tab(app):
        all_of_it = computing(app)
        app.command.kill()
        app.command.communicate()
        assert not left(all_of_it, patience(SECONDS_TO_END))


@pytest.mark.slow(8)
def test_a_second_signal_changes_nothing() -> None:
    with running() as app, tab(app):
        all_of_it = computing(app)
        app.command.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        seconds, _ = app.end(signal.SIGINT)
        assert seconds < patience(SECONDS_TO_END)
        assert not left(all_of_it, patience(SECONDS_TO_END) - seconds)
