"""`salient app` as a process of its own: started, asked over the wire, ended, and what is left of it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sim.cli.serving import ADDRESS, answers
from tests.children import child
from tests.machine import patience

SECONDS_TO_START, SECONDS_TO_END = 60.0, 60.0
PROCESSES = Path("/proc")


@dataclass(frozen=True)
class RunningApp:
    """A server that answers, and the command that started it."""

    command: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{ADDRESS}:{self.port}"

    def get(self, path: str, host: str | None = None, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """Ask for a path, under any name; the answer with its body still to read."""
        connection = http.client.HTTPConnection(ADDRESS, self.port, timeout=patience(20))
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": f"{ADDRESS}:{self.port}" if host is None else host, **given})
        return connection.getresponse()

    def end(self, number: int = signal.SIGTERM) -> tuple[float, str]:
        """Ask it to end; the seconds that took, and all it said on stderr."""
        began = time.monotonic()
        self.command.send_signal(number)
        _, told = self.command.communicate(timeout=patience(SECONDS_TO_END))
        return time.monotonic() - began, told


@contextmanager
def running(*options: str, port: int | None = None, **surroundings: str) -> Iterator[RunningApp]:
    """The app on a port, else on a free one, until the block ends."""
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = port or probe.getsockname()[1]
    words = ["app", "--no-browser", "--port", str(port), *options]
    with child(*words, env={**os.environ, **surroundings}) as command:
        app = RunningApp(command, port)
        end = time.monotonic() + patience(SECONDS_TO_START)
        while not answers(app.url):
            assert command.poll() is None, "the app ended before it answered"
            assert time.monotonic() < end, "the app does not answer"
            time.sleep(0.1)
        try:
            yield app
        finally:
            if command.poll() is None:
                app.end()


def descendants(process: int) -> set[int]:
    """The processes that a process started, and those that they started."""
    parents: dict[int, int] = {}
    for place in PROCESSES.glob("[0-9]*"):
        try:
            parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, latest = set[int](), {process}
    while latest:
        latest = {child for child, parent in parents.items() if parent in latest} - found
        found |= latest
    return found


def alive(processes: set[int]) -> set[int]:
    """Those that still run; one that has ended and is not yet fetched by its parent does not."""
    left = set()
    for process in processes:
        try:
            if (PROCESSES / str(process) / "stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X"):
                left.add(process)
        except OSError:
            continue
    return left
