"""`salient app`: its flags are the settings of `streamlit run app.py`, and its port is free."""

import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from sim.cli.serving import ADDRESS, SETTINGS, answers, is_free, server_command, usable_port
from sim.errors import InputError

ROOT = Path(__file__).parents[2]


def flat(table: dict[str, object], prefix: str = "") -> dict[str, object]:
    """Join the keys of nested tables by dots."""
    result: dict[str, object] = {}
    for key, value in table.items():
        result |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return result


def as_flag(value: object) -> str:
    return re.sub(r"[\s'\"\[\]]", "", str(value)).lower()


def test_flags_equal_the_config_file() -> None:
    config = flat(tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")))
    assert {name: as_flag(value) for name, value in SETTINGS.items()} == {
        name: as_flag(value) for name, value in config.items()
    }


def test_every_setting_is_a_flag_of_the_server() -> None:
    command = server_command(8600)
    for name in [*SETTINGS, "server.port"]:
        assert f"--{name}" in command
    assert command.count("--server.allowedHosts") == 2


def test_a_taken_port_is_refused_or_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)
        with pytest.raises(InputError, match=str(port)):
            usable_port(port)
    assert is_free(usable_port(None))


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ on Windows")
def test_the_server_answers_and_ends_with_the_command() -> None:
    port = usable_port(None)
    program = [sys.executable, "-c", "from sim.cli import main; main()"]
    arguments = ["app", "--no-browser", "--port", str(port)]
    with subprocess.Popen([*program, *arguments], stderr=subprocess.DEVNULL) as running:
        try:
            deadline = time.monotonic() + 60
            while not answers(f"http://{ADDRESS}:{port}") and time.monotonic() < deadline:
                assert running.poll() is None
                time.sleep(0.1)
            assert answers(f"http://{ADDRESS}:{port}")
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(timeout=20)
    assert is_free(port)
