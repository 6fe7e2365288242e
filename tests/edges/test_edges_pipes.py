"""Closed, full and narrow outputs, folders that cannot be, and no home: one sentence, the right code, nothing lost."""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from sim.cli import main
from sim.cli.runs import ensembles
from tests.edges.streams import salient

PROGRAM = [sys.executable, "-c", "from sim.cli import main; main()"]
FEW = ["--executor", "simpy", "--replications", "4", "--seed", "1", "--set", "horizon_days=10"]
unix = pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes the streams")


def shell(command: str, folder: Path, **variables: str) -> tuple[int, str, str]:
    """A command of a shell, in which `salient` is this program and $OUT a folder for results."""
    surroundings = {**os.environ, "OUT": str(folder), **variables}
    quoted = f'salient() {{ "{sys.executable}" -c "from sim.cli import main; main()" "$@"; }}; {command}'
    done = subprocess.run(["bash", "-c", quoted], capture_output=True, text=True, env=surroundings, check=False)
    return done.returncode, done.stdout, done.stderr


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.startswith("salient: ") and "Error" not in text and "Traceback" not in text


RUN = f"salient run kursk/undecided {' '.join(FEW)} --out $OUT"


@unix
@pytest.mark.parametrize("command", [RUN, "salient --help", "salient schema"])
@pytest.mark.parametrize(("end", "reason"), [(">&-", "closed"), ("> /dev/full", "No space left")])
def test_an_answer_that_cannot_be_printed_is_told(command: str, end: str, reason: str, tmp_path: Path) -> None:
    code, _, err = shell(f"{command} {end}", tmp_path / "results")
    assert code == 1
    assert is_one_sentence(err)
    assert reason in err
    assert not (tmp_path / "results").exists() or reason != "closed"


@unix
def test_without_a_place_for_remarks_the_answer_still_comes(tmp_path: Path) -> None:
    code, out, _ = shell(f"{RUN} 2>&- <&-", tmp_path)
    assert (code, "kursk/undecided" in out) == (0, True)
    assert shell("salient check kursk/nowhere 2>/dev/full; echo $?", tmp_path)[1] == "2\n"


@unix
def test_a_reader_who_has_had_enough_ends_the_command_quietly_and_the_result_is_kept(tmp_path: Path) -> None:
    code, _, err = shell(f"set -o pipefail; {RUN} | true", tmp_path)
    assert (code, err) == (141, "")
    assert len(list(tmp_path.rglob("manifest.json"))) == 1


@unix
def test_the_first_line_of_a_long_answer_can_be_taken(tmp_path: Path) -> None:
    code, out, err = shell("salient schema | head -1", tmp_path)
    assert (code, out, err) == (0, "{\n", "")


NUMBER = re.compile(r"(?<![^\s(])[+−]?\d[\d,.]*%?(?=[\s,;:)]|$)")


def on_screen(folder: Path, given: list[object], columns: int) -> str:
    """What a terminal so many columns wide shows, without its colours."""
    shown = salient(folder, "utf-8", given, out_on_terminal=True, err_on_terminal=False, columns=columns)
    assert (shown.code, shown.err) == (0, b"")
    return re.sub(r"\x1b\[[0-9;]*m", "", shown.out.decode())


SHOWN = {
    "run": ["run", "kursk/undecided", *FEW],
    "compare": ["compare", "kursk/undecided", "kursk/hold", *FEW],
    "check": ["check", "kursk/hold"],
    "replay": ["replay", "kursk/hold", "--replication", 3, "--executor", "simpy"],
}


@pytest.fixture(scope="module")
def widely(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, list[object], str]]:
    """A command's folder, its arguments and what it shows where all has room, run once for all narrower terminals."""

    @cache
    def shown(command: str) -> tuple[Path, list[object], str]:
        folder = tmp_path_factory.mktemp(command)
        given = [*SHOWN[command], *(["--out", folder] if command in ("run", "compare") else [])]
        return folder, given, on_screen(folder, given, 400)

    return shown


@pytest.mark.parametrize("command", SHOWN)
@pytest.mark.parametrize("columns", [20, 47, 80])
def test_no_number_is_lost_or_broken_on_a_narrow_terminal(
    command: str, columns: int, widely: Callable[[str], tuple[Path, list[object], str]]
) -> None:
    folder, given, wide = widely(command)
    narrow = on_screen(folder, given, columns)
    assert max(map(len, narrow.splitlines())) <= columns
    assert Counter(NUMBER.findall(wide)) <= Counter(NUMBER.findall(narrow))
    assert "…" not in narrow


def test_a_wide_terminal_keeps_its_table_and_a_narrow_one_has_a_line_for_each_value(tmp_path: Path) -> None:
    lines = on_screen(tmp_path, ["check", "kursk/hold"], 140).splitlines()
    assert lines[1].split() == ["value", "of", "value", "unit", "basis", "source", "in", "the", "base"]
    assert {"horizon_days", "  value: 90"} <= set(on_screen(tmp_path, ["check", "kursk/hold"], 20).splitlines())


def no_folders(folder: Path) -> dict[str, str]:
    """Names for --out under which no folder can stand, by what is wrong with them."""
    (folder / "file").write_text("in the way")
    (folder / "dangling").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder / "loop")
    return {
        "empty": "", "blank": "  ", "file": f"{folder}/file", "under a file": f"{folder}/file/below",
        "dangling link": f"{folder}/dangling", "under a dangling link": f"{folder}/dangling/below",
        "loop": f"{folder}/loop", "long": "a" * 300, "very long": "a" * 20_000, "zero": "a\0b",
    }  # fmt: skip


@pytest.mark.parametrize(
    "what",
    ["empty", "blank", "file", "under a file", "dangling link", "under a dangling link", "loop", "long", "very long",
     "zero"],
)  # fmt: skip
@pytest.mark.parametrize("command", ["run", "compare", "app"])
def test_a_name_that_can_be_no_folder_is_refused_before_anything_is_computed(
    command: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.cli.runs.ensembles.load_all", lambda *_: pytest.fail("went on"))
    monkeypatch.setattr("sim.cli.serving.usable_port", lambda *_: pytest.fail("went on"))
    name, scenarios = no_folders(tmp_path)[what], {"app": 0, "run": 1, "compare": 2}[command]
    before = sorted(tmp_path.iterdir())
    for given in (["--out", name], []):
        monkeypatch.setenv("SALIENT_RESULTS", name if not given and "\0" not in name else "results")
        if not given and what in ("empty", "zero"):
            continue  # an empty variable is as good as none, and none can hold a zero
        with pytest.raises(SystemExit) as left:
            main([command, *["kursk/hold"] * scenarios, *given])
        out, err = capsys.readouterr()
        assert (left.value.code, out) == (2, "")
        assert is_one_sentence(err)
        assert "choose another" in err or "name a folder" in err
        assert len(err) < 1000
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", [["run", "kursk/hold"], ["verify"]])
def test_a_name_that_is_no_text_is_shown_by_its_bytes(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\x1b[31m")
    Path(name).write_text("in the way")
    with pytest.raises(SystemExit) as left:
        main([*command, *(["--out"] if command[0] == "run" else []), name])
    assert left.value.code == 2
    assert "a\\xff\\x1b[31m" in capsys.readouterr().err


def test_without_a_home_the_compiled_model_is_kept_elsewhere_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("SALIENT_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ensembles.announce_compilation()
    _, told = capsys.readouterr().err.splitlines()
    assert told.startswith(f"salient: {tmp_path / 'file'}")
    assert f"kept in {tmp_path}" in told
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    ensembles.announce_compilation()
    _, told = capsys.readouterr().err.splitlines()
    assert "every start compiles again; set SALIENT_CACHE" in told


def test_a_home_that_cannot_be_written_does_not_stop_a_run(tmp_path: Path) -> None:
    code, out, err = shell(RUN, tmp_path / "results", HOME="/nonexistent")
    assert (code, err) == (0, "")
    assert "kursk/undecided" in out
