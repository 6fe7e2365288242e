"""The contract of the command line: names, flags, exit codes, and what goes to stdout."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer.main

import sim.cli.runs.ensembles
from sim.cli.references import load_all
from sim.errors import StorageError
from tests.called import salient
from tests.machine import patience

COMMANDS = {
    "run", "compare", "check", "facts", "replay", "verify", "bench", "schema", "app", "forms", "new", "elicit",
    "hindcast", "questions", "calibrate", "update", "evidence", "workshop", "plan", "gather", "export", "report",
}  # fmt: skip
HEAVY = {"scipy", "numba", "pandas", "streamlit", "numpy", "pyarrow", "altair"}
FEW = ["--executor", "simpy", "--replications", "4", "--seed", "1"]


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n") and "Traceback" not in text


COMPUTING = {
    "check": ["kursk/baseline"],
    "schema": [],
    "replay": ["tutorial/baseline", "--replication", "1", "--executor", "simpy"],
    "run": ["tutorial/baseline", *FEW],
    "compare": ["tutorial/baseline", "tutorial/leave-early", *FEW],
}
ONE_AFTER_THE_OTHER = """
import json, sys
from sim.cli import main
for line in json.loads(sys.argv[1]):
    code = 0
    try: main(line)
    except SystemExit as end: code = end.code or 0
    print(json.dumps([code, sorted({name.split(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def called_alone(lines: list[list[str]]) -> tuple[str, list[tuple[int, set[str]]]]:
    """Commands in a process of their own: what they print, and each one's exit code and the packages loaded by then.

    One start for all: what the first of them loads is there for the next, so that none of them loads what is absent.
    """
    command = [sys.executable, "-c", ONE_AFTER_THE_OTHER, json.dumps(lines)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert len(told) == len(lines)
    return done.stdout, [(code, set(loaded)) for code, loaded in told]


@pytest.fixture(scope="module")
def helps() -> tuple[str, dict[str, set[str]]]:
    """What `--help` of each command prints, and the packages loaded by then, the program's own first."""
    names = ["", *sorted(COMMANDS)]
    out, told = called_alone([[*name.split(), "--help"] for name in names])
    return out, {name: loaded for name, (_, loaded) in zip(names, told, strict=True)}


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, set[str]]]:
    """The exit code of each command that compiles nothing, and the packages loaded by then."""
    place = {name: ["--out", str(tmp_path_factory.mktemp(name))] for name in ("run", "compare")}
    _, told = called_alone([[name, *given, *place.get(name, [])] for name, given in COMPUTING.items()])
    return dict(zip(COMPUTING, told, strict=True))


@pytest.mark.parametrize("command", ["", *sorted(COMMANDS)])
def test_help_imports_nothing_heavy(command: str, helps: tuple[str, dict[str, set[str]]]) -> None:
    out, loaded = helps
    assert f"Usage: salient {command or '[OPTIONS]'} " in out
    assert not HEAVY & loaded[command]


@pytest.mark.parametrize("command", COMPUTING)
def test_what_compiles_nothing_imports_no_numba(command: str, computed: dict[str, tuple[int, set[str]]]) -> None:
    code, loaded = computed[command]
    assert code == 0
    assert "numpy" in loaded
    assert not {"numba", "llvmlite"} & loaded


def test_help_answers_in_under_half_a_second() -> None:
    def seconds() -> float:
        start = time.perf_counter()
        command = [sys.executable, "-c", "from sim.cli import main; main(['--help'])"]
        subprocess.run(command, capture_output=True, check=True)
        return time.perf_counter() - start

    assert any(seconds() < patience(0.5) for _ in range(5))  # the first quick one tells


def test_a_second_call_does_not_read_the_commands_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    salient(capsys, "--help")
    monkeypatch.setattr(typer.main, "get_params_from_function", lambda *_: pytest.fail("read again"))
    code, out, _ = salient(capsys, "check", "--help")
    assert (code, "Usage: salient check" in out) == (0, True)


def test_help_names_every_command_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = salient(capsys, "--help")
    listed = {line.split()[0] for line in out.split("Commands:")[1].splitlines() if line.strip()}
    assert listed == COMMANDS


def test_json_of_one_scenario_is_one_object_with_the_agreed_keys(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = salient(capsys, "run", "kursk/undecided", *FEW, "--out", tmp_path, "--json")
    content = json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} in the JSON"))
    assert (code, err) == (0, "")
    assert content["scenario"] == "kursk/undecided"
    assert (content["seed"], content["replications"], content["executor"]) == (1, 4, "simpy")
    expected = {
        "share": {"mean", "se", "low", "high"},
        "amount": {"mean", "se", "p05", "p50", "p95"},
    }
    for outcome in content["outcomes"].values():
        assert {"kind", "unit", "n"} <= set(outcome)
        assert expected.get(outcome["kind"], set()) <= set(outcome)
    assert content["outcomes"]["truce_in_force"]["kind"] == "share"
    assert set(content["drivers"]) == {"foothold_ended", "truce_in_force", "holder_casualties"}
    assert {"kind", "unit", "runs", "tried", "unknown", "luck"} <= set(content["drivers"]["foothold_ended"])


def test_json_of_several_scenarios_holds_runs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = salient(capsys, "run", "kursk/undecided", "kursk/hold", *FEW, "--out", tmp_path, "--json")
    assert [run["scenario"] for run in json.loads(out)["runs"]] == ["kursk/undecided", "kursk/hold"]


def test_compare_adds_paired_differences_by_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    arguments = ["compare", "kursk/undecided", "kursk/withdraw-now", "kursk/hold", *FEW, "--out", tmp_path]
    code, out, _ = salient(capsys, *arguments, "--json")
    content = json.loads(out)
    assert code == 0
    assert list(content["differences"]) == ["kursk/withdraw-now", "kursk/hold"]
    assert len(content["runs"]) == 3
    difference = content["differences"]["kursk/hold"]["area_end_km2"]
    assert {"mean", "se", "low", "high", "p_greater", "p_equal", "n_pairs"} <= set(difference)


def test_tables_are_the_default(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = salient(capsys, "compare", "kursk/undecided", "kursk/hold", *FEW, "--out", tmp_path)
    assert code == 0
    assert "kursk/hold" in out
    assert not out.lstrip().startswith("{")


def test_a_scenario_set_against_itself_does_not_differ(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ["compare", "kursk/hold", "kursk/hold", *FEW, "--out", tmp_path, "--json"]
    _, out, _ = salient(capsys, *arguments)
    entries = json.loads(out)["differences"]["kursk/hold"].values()
    assert not any(entry.get("mean") for entry in entries)


def test_set_applies_to_all_and_with_a_name_to_one() -> None:
    both = load_all(["kursk/undecided", "kursk/hold"], ["horizon_days=30"])
    assert [loaded.scenario.horizon_days for loaded in both] == [30, 30]
    one = load_all(["kursk/undecided", "kursk/hold"], ["horizon_days=30", "kursk/hold:horizon_days=20"])
    assert [loaded.scenario.horizon_days for loaded in one] == [30, 20]
    by_last_part = load_all(["kursk/undecided", "kursk/hold"], ["hold:horizon_days=20"])
    assert [loaded.scenario.horizon_days for loaded in by_last_part][1] == 20


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "kursk/no-such-scenario"],
        ["run", "no-such-file.yaml"],
        ["run", "kursk/hold", "--set", "no_such_section.value=3"],
        ["run", "kursk/hold", "--set", "horizon_days"],
        ["run", "kursk/hold", "--set", "undecided:horizon_days=20"],
        ["run", "kursk/hold", "--replications", "10", "--precision", "0.1"],
        ["compare", "kursk/hold", "kursk/undecided", "kursk/undecided"],
        ["app", "--port", "0"],
        ["run", "kursk/hold", "--executor", "abacus"],
        ["run", "kursk/hold", "--replications", "0"],
        ["run"],
        ["no-such-command"],
    ],
)
def test_wrong_input_leaves_with_2_and_prints_nothing_on_stdout(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, out, err = salient(capsys, *arguments)
    assert (code, out) == (2, "")
    assert one_line(err)


def test_check_names_every_bad_file_and_leaves_with_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("extends: kursk/baseline\nno_such_key: 1\n")
    files = [tmp_path / "one.yaml", tmp_path / "two.yaml", "kursk/hold"]
    code, out, err = salient(capsys, "check", *files, "--json")
    content = json.loads(out)
    assert code == 2
    assert [entry["scenario"] for entry in content["scenarios"]] == ["kursk/hold"]
    assert len(content["problems"]) == 2
    assert "one.yaml:2" in err
    assert "two.yaml:2" in err


def test_check_lists_values_with_unit_basis_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = salient(capsys, "check", "kursk/hold", "--json")
    [entry] = json.loads(out)["scenarios"]
    assert code == 0
    assert {"path", "unit", "basis", "source", "differs"} <= set(entry["values"][0])
    assert any(value["differs"] for value in entry["values"])


def test_replay_equals_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["replay", "kursk/undecided", "--replication", 3, "--seed", 1, "--executor", "simpy"]
    code, out, err = salient(capsys, *arguments, "--json")
    content = json.loads(out)
    assert (code, err) == (0, "")
    assert content["replication"] == 3
    assert {"time", "process", "kind"} <= set(content["events"][0])
    assert content["outcomes"]["area_end_km2"] >= 0


def test_verify_repeats_a_run_and_sees_a_changed_number(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    salient(capsys, "run", "kursk/hold", *FEW, "--out", tmp_path)
    [folder] = [path.parent for path in tmp_path.rglob("manifest.json")]
    code, out, err = salient(capsys, "verify", folder, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["equal"]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["seed"] += 1
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    code, out, _ = salient(capsys, "verify", folder)
    assert code == 1
    assert "manifest.json was changed after it was written" in out


def test_verify_of_a_folder_without_a_run_is_wrong_input(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = salient(capsys, "verify", tmp_path)
    assert (code, out) == (2, "")
    assert one_line(err)


def test_a_folder_that_cannot_be_written_leaves_with_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    code, out, err = salient(capsys, "run", "kursk/hold", *FEW, "--out", tmp_path / "file")
    assert (code, out) == (2, "")
    assert one_line(err)


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (StorageError("the disk is full"), 1),
        (ValueError("two\nlines"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_failure_has_its_exit_code_and_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, problem: BaseException, code: int
) -> None:
    def fails(*_: object) -> None:
        raise problem

    monkeypatch.setattr(sim.cli.runs.ensembles, "load_all", fails)
    left, out, err = salient(capsys, "run", "kursk/hold")
    assert (left, out) == (code, "")
    assert "Traceback" not in err
    assert err.count("\n") <= 1


def test_the_traceback_shows_when_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(sim.cli.runs.ensembles, "load_all", fails)
    monkeypatch.setenv("SALIENT_TRACEBACK", "1")
    code, _, err = salient(capsys, "run", "kursk/hold")
    assert code == 1
    assert "Traceback" in err


def test_schema_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = salient(capsys, "schema")
    assert code == 0
    assert "properties" in json.loads(out)
