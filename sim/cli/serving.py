"""`app`: serve the app, on this machine only unless told otherwise, with every server setting passed as a flag."""

from __future__ import annotations

import errno
import importlib.util
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from sim.cli.endings import heeded
from sim.cli.options import RESULTS, Out
from sim.cli.output import note
from sim.errors import InputError, SalientError
from sim.experiment.store.permission import READ_ONLY_VARIABLE
from sim.scenario.files.in_folder import FOLDER_VARIABLE

ADDRESS = "127.0.0.1"
LOOPBACK = ("localhost", ADDRESS, "::1")
EVERYWHERE = ("0.0.0.0", "::")
USUAL_PORT = 8501
SECONDS_TO_END = 2.5  # the server takes two at most

# The same as .streamlit/config.toml, which is not read beside a packaged script.
SETTINGS: dict[str, str | list[str]] = {
    "global.disableWidgetStateDuplicationWarning": "true",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "viewer",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "runner.magicEnabled": "false",
    "server.headless": "true",
    "server.address": ADDRESS,
    "server.allowedHosts": list(LOOPBACK),
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "server.enableAgentApi": "false",
    "server.maxUploadSize": "2",
    "server.maxCacheDataSize": "256mb",
    "server.disconnectedSessionTTL": "60",
    "theme.headingFontSizes": '["1.6rem", "1.15rem", "1.05rem", "1rem", "1rem", "1rem"]',
    "theme.metricValueFontSize": "1.75rem",
    "theme.linkUnderline": "true",
    "theme.light.textColor": "#111111",
    "theme.light.primaryColor": "#1F5A85",
    "theme.dark.textColor": "#F5F3F0",
    "theme.dark.primaryColor": "#5FA8D3",
}

Port = Annotated[
    int | None, typer.Option("--port", min=1, max=65535, help=f"[default: {USUAL_PORT}, else a free one]")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")]
Host = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="Listen there; more than this machine needs docs/serving.md.")
]
Names = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="NAME", help="Answer to this name, too, as a proxy has it. May be repeated."),
]
Scenarios = Annotated[
    Path | None,
    typer.Option(
        "--scenarios", metavar="FOLDER", envvar=FOLDER_VARIABLE, show_default=False,
        help="Offer the scenarios of this folder, too [default: the current one where only this machine is answered].",
    ),
]
ReadOnly = Annotated[bool, typer.Option("--read-only", help="Nobody keeps or deletes results with this app.")]


@dataclass(frozen=True)
class Asked:
    """What the command was asked for; `port` is the one that is used."""

    port: int
    host: str = ADDRESS
    names: tuple[str, ...] = ()
    read_only: bool = False
    no_browser: bool = False
    out: Path = RESULTS
    scenarios: Path | None = None

    @property
    def folder(self) -> Path | None:
        """The folder whose scenarios are offered: as asked, else the current one where nobody else can come."""
        alone = self.host in LOOPBACK and not self.names
        return self.scenarios or (Path() if alone else None)

    @property
    def address(self) -> str:
        """Where a browser of this machine finds the app."""
        host = ADDRESS if self.host in EVERYWHERE else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def hosts(self) -> list[str]:
        """The names that the server answers to."""
        own = [] if self.host in (*LOOPBACK, *EVERYWHERE) else [self.host]
        return [*LOOPBACK, *own, *self.names]

    @property
    def command(self) -> str:
        """The command that starts the same again."""
        words = ["salient", "app"]
        words += ["--port", str(self.port)] if self.port != USUAL_PORT else []
        words += ["--host", self.host] if self.host != ADDRESS else []
        for name in self.names:
            words += ["--allow-host", name]
        words += ["--read-only"] if self.read_only else []
        words += ["--out", str(self.out)] if self.out != RESULTS else []
        words += ["--scenarios", str(self.scenarios)] if self.scenarios is not None else []
        return shlex.join(words)

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment of the server."""
        folder = "" if self.folder is None else str(self.folder.absolute())
        own = {"SALIENT_RESULTS": str(self.out.absolute()), "SALIENT_START": self.command, "SALIENT_OWNER": "stdin"}
        own[FOLDER_VARIABLE] = folder
        return {**os.environ, **own, **({READ_ONLY_VARIABLE: "1"} if self.read_only else {})}


def app_command(
    port: Port = None,
    no_browser: NoBrowser = False,
    host: Host = ADDRESS,
    allow_host: Names = None,
    read_only: ReadOnly = False,
    out: Out = RESULTS,
    scenarios: Scenarios = None,
) -> None:
    """Serve the app on this machine and open it in the browser; Ctrl-C ends it."""
    if scenarios is not None and not scenarios.is_dir():
        raise InputError(f"--scenarios {scenarios}: there is no such folder; choose another or leave it out")
    asked = Asked(usable_port(port, host), host, tuple(allow_host or ()), read_only, no_browser, out, scenarios)
    if host not in LOOPBACK:
        note(f"Warning: {open_to_others(host)}")
    for number in heeded():
        signal.signal(number, stop_on_signal)
    server = subprocess.Popen(
        server_command(asked), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=asked.surroundings
    )
    try:
        threading.Thread(target=announce, args=(server, asked), daemon=True).start()
        code = server.wait()
    except SystemExit:
        end(server)
        note(f"Salient was stopped; start it again with: {asked.command}")
        raise
    finally:
        end(server)
    if code:
        raise SalientError(f"the app's server ended with code {code}; its own words stand above")


def end(server: subprocess.Popen[bytes]) -> None:
    """End the server, which takes two seconds at most; one that does not, or a second signal, ends it at once."""
    try:
        if server.poll() is None:
            server.terminate()
        server.wait(SECONDS_TO_END)
    except (subprocess.TimeoutExpired, SystemExit):
        server.kill()
        server.wait()


def open_to_others(host: str) -> str:
    """What listening on more than this machine means, in a sentence."""
    return (
        f"--host {host} lets others reach Salient, which has no passwords: whoever reaches it can run, keep and delete "
        "results (--read-only forbids the last two); docs/serving.md says what a proxy must add"
    )


def server_command(asked: Asked) -> list[str]:
    """Return the command that starts the server, every setting a flag."""
    command = [sys.executable, "-m", "streamlit", "run", str(script())]
    own: dict[str, str | list[str]] = {
        "server.address": asked.host, "server.port": str(asked.port), "server.allowedHosts": asked.hosts,
    }  # fmt: skip
    for name, value in {**SETTINGS, **own, "server.fileWatcherType": "none"}.items():
        for item in value if isinstance(value, list) else [value]:
            command += [f"--{name}", item]
    return command


def script() -> Path:
    """Find the app's script without importing it."""
    found = importlib.util.find_spec("sim.ui")
    if found is None or not found.submodule_search_locations:
        raise SalientError("the app is not part of this installation; install salient-sim again")
    return Path(next(iter(found.submodule_search_locations))) / "served" / "app.py"


def usable_port(wanted: int | None, host: str = ADDRESS) -> int:
    """Return the port asked for, else the usual one, else any that is free."""
    if wanted is not None:
        reason = why_not(wanted, host)
        if reason:
            raise InputError(reason)
        return wanted
    if is_free(USUAL_PORT, host):
        return USUAL_PORT
    reason = why_not(0, host)
    if reason:
        raise InputError(reason)
    with socket.socket(family(host)) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
    return port


def is_free(port: int, host: str = ADDRESS) -> bool:
    """Say whether a server could listen on a port now."""
    return not why_not(port, host)


def why_not(port: int, host: str = ADDRESS) -> str:
    """Why a server could not listen there now; empty where it could."""
    try:
        with socket.socket(family(host)) as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except PermissionError:
        return f"--port {port}: this account may not use that port; choose one above 1023 or leave --port out"
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"--port {port}: that port is taken; choose another or leave --port out"
        return f"--host {host}: this machine has no such address; name one of its own or leave --host out"
    return ""


def family(host: str) -> socket.AddressFamily:
    """The kind of an address."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def announce(server: subprocess.Popen[bytes], asked: Asked) -> None:
    """Wait until the server answers, then say where, and open the browser."""
    while server.poll() is None:
        if answers(asked.address):
            note(f"Salient runs at {asked.address} (Ctrl-C ends it)")
            if not asked.no_browser:
                import webbrowser

                webbrowser.open(asked.address)
            return
        time.sleep(0.1)


def answers(address: str) -> bool:
    """Say whether the server at an address is healthy."""
    import urllib.request

    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def stop_on_signal(number: int, frame: FrameType | None) -> None:
    """Leave in order when the operating system asks, so that the server ends too."""
    raise SystemExit(128 + number)
