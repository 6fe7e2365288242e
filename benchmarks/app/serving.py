"""The app's server started for measuring and testing, the browser that looks at it, and the memory it takes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sim.language.catalogues import OWN_FOLDER

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "app.py"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHELL = "chromium-headless-shell"  # Chromium without what has windows: the same pages in seven eighths of the time
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
)  # fmt: skip
SECONDS_TO_START, SECONDS_TO_END = 180.0, 90.0  # where it hangs; a busy machine needs long
PROCESSES = Path("/proc")


def chromium(as_visitors: bool = True) -> str | None:
    """Where the browser is: SALIENT_CHROMIUM, else what the path has; one as visitors have, or the shell first."""
    names = (*BROWSERS, SHELL) if as_visitors else (SHELL, *BROWSERS)
    return os.environ.get("SALIENT_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@dataclass(frozen=True)
class Memory:
    """Resident memory [MB] of the server's process, and of the processes it started, together."""

    server: float
    background: float


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    url: str
    process: int

    def memory(self) -> Memory | None:
        """What the server holds now; None where the system does not tell."""
        if not PROCESSES.is_dir():
            return None
        return Memory(_resident(self.process), sum(map(_resident, _children(self.process))))


@contextmanager
def served(
    script: Path = SCRIPT, results: Path | None = None, languages: Path | None = None
) -> Iterator[Server]:
    """The app on a free port of this machine, until the block ends.

    Stored results go to a folder of their own; so many languages as a folder holds can be asked for.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    folders = {"SALIENT_RESULTS": results, OWN_FOLDER: languages}
    surroundings = os.environ | {name: str(folder) for name, folder in folders.items() if folder}
    process = subprocess.Popen(
        [*command, "--server.fileWatcherType", "none"],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait_for(server.url)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=SECONDS_TO_END)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(url: str) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {SECONDS_TO_START:.0f} s")


def _resident(process: int) -> float:
    """Resident memory of a process [MB]; 0 once it has ended."""
    try:
        pages = int((PROCESSES / str(process) / "statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _children(process: int) -> list[int]:
    """The processes that a process started."""
    found = []
    for place in PROCESSES.glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == process:
            found.append(int(place.name))
    return found
