"""`app`: serve the app on this machine only, with every server setting passed as a flag."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from sim.cli.options import RESULTS, Out
from sim.cli.output import note
from sim.errors import InputError, SalientError

ADDRESS = "127.0.0.1"
USUAL_PORT = 8501

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
    "server.allowedHosts": ["localhost", ADDRESS],
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "server.enableAgentApi": "false",
    "server.maxUploadSize": "2",
    "server.maxCacheDataSize": "256mb",
    "server.disconnectedSessionTTL": "60",
    "theme.headingFontSizes": '["1.75rem", "1.15rem", "1.05rem", "1rem", "1rem", "1rem"]',
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


def app_command(port: Port = None, no_browser: NoBrowser = False, out: Out = RESULTS) -> None:
    """Serve the app on this machine and open it in the browser; Ctrl-C ends it."""
    chosen = usable_port(port)
    address = f"http://{ADDRESS}:{chosen}"
    surroundings = os.environ | {"SALIENT_RESULTS": str(out.absolute())}
    server = subprocess.Popen(server_command(chosen), stdout=subprocess.DEVNULL, env=surroundings)
    signal.signal(signal.SIGTERM, stop_on_signal)
    try:
        threading.Thread(target=announce, args=(server, address, not no_browser), daemon=True).start()
        code = server.wait()
    finally:
        server.terminate()
        server.wait()
    if code:
        raise SalientError(f"the app's server ended with code {code}; its own words stand above")


def server_command(port: int) -> list[str]:
    """Return the command that starts the server, every setting a flag."""
    command = [sys.executable, "-m", "streamlit", "run", str(script())]
    for name, value in {**SETTINGS, "server.port": str(port), "server.fileWatcherType": "none"}.items():
        for item in value if isinstance(value, list) else [value]:
            command += [f"--{name}", item]
    return command


def script() -> Path:
    """Find the app's script without importing it."""
    found = importlib.util.find_spec("sim.ui")
    if found is None or not found.submodule_search_locations:
        raise SalientError("the app is not part of this installation; install salient-sim again")
    return Path(next(iter(found.submodule_search_locations))) / "served" / "app.py"


def usable_port(wanted: int | None) -> int:
    """Return the port asked for, else the usual one, else any that is free."""
    if wanted is not None:
        if not is_free(wanted):
            raise InputError(f"--port {wanted}: that port is taken; choose another or leave --port out")
        return wanted
    if is_free(USUAL_PORT):
        return USUAL_PORT
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port: int = probe.getsockname()[1]
    return port


def is_free(port: int) -> bool:
    """Say whether a server could listen on a port now."""
    with socket.socket() as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def announce(server: subprocess.Popen[bytes], address: str, open_browser: bool) -> None:
    """Wait until the server answers, then say where, and open the browser."""
    while server.poll() is None:
        if answers(address):
            note(f"Salient runs at {address} (Ctrl-C ends it)")
            if open_browser:
                import webbrowser

                webbrowser.open(address)
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
