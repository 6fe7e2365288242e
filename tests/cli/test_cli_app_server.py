"""`salient app`: its flags are the settings of `streamlit run app.py`, its port is free, and it ends when asked."""

import re
import socket
import sys
import tomllib
from pathlib import Path

import pytest

from sim.cli.serving import (
    ADDRESS,
    LOOPBACK,
    SETTINGS,
    Asked,
    is_free,
    open_to_others,
    server_command,
    usable_port,
    why_not,
)
from sim.errors import InputError
from tests.called import salient

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
    command = server_command(Asked(8600))
    for name in [*SETTINGS, "server.port"]:
        assert f"--{name}" in command
    assert command.count("--server.allowedHosts") == len(LOOPBACK)


def test_a_taken_port_is_refused_or_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)
        with pytest.raises(InputError, match=rf"--port {port}: that port is taken"):
            usable_port(port)
    assert is_free(usable_port(None))


def test_an_address_of_another_machine_is_no_taken_port() -> None:
    assert why_not(0, "192.0.2.7").startswith("--host 192.0.2.7: this machine has no such address")
    with pytest.raises(InputError, match="no such address"):
        usable_port(None, "192.0.2.7")


@pytest.mark.skipif(sys.platform == "win32", reason="ports differ on Windows")
def test_a_port_that_is_not_allowed_is_not_called_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: socket.socket, _address: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refused)
    assert "may not use that port" in why_not(80)


def test_more_than_this_machine_is_warned_of_in_a_sentence() -> None:
    told = open_to_others("0.0.0.0")
    assert "no passwords" in told
    assert "--read-only" in told
    assert "docs/serving.md" in told
    assert "\n" not in told


def test_the_folder_of_the_start_is_offered_only_where_nobody_else_can_come(tmp_path: Path) -> None:
    assert Asked(8501).folder == Path()
    assert Asked(8501).surroundings["SALIENT_SCENARIOS"] == str(Path.cwd())
    for served in (Asked(8501, "0.0.0.0"), Asked(8501, names=("salient.example.org",))):
        assert served.folder is None
        assert served.surroundings["SALIENT_SCENARIOS"] == ""
    told = Asked(8501, "0.0.0.0", scenarios=tmp_path)
    assert told.surroundings["SALIENT_SCENARIOS"] == str(tmp_path)
    assert told.command == f"salient app --host 0.0.0.0 --scenarios {tmp_path}"


def test_a_folder_of_scenarios_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = salient(capsys, "app", "--scenarios", "nowhere", "--no-browser")
    assert code == 2
    assert "--scenarios nowhere: there is no such folder" in err


def test_the_command_that_starts_it_again_is_whole() -> None:
    assert Asked(8501).command == "salient app"
    asked = Asked(8600, "0.0.0.0", ("salient.example.org",), read_only=True, out=Path("my results"))
    assert asked.command == (
        "salient app --port 8600 --host 0.0.0.0 --allow-host salient.example.org --read-only --out 'my results'"
    )
    assert asked.hosts == [*LOOPBACK, "salient.example.org"]
    assert asked.address == f"http://{ADDRESS}:8600"
    assert Asked(8501, "192.168.1.5").hosts == [*LOOPBACK, "192.168.1.5"]
