"""What the commands answer with: the seed asked for, differences the right way round, and the exit code that tells."""

from __future__ import annotations

import io
import json
import signal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer

import sim.experiment.bench
from sim.cli.endings import ending_in_order
from sim.cli.options import results_folder
from sim.cli.output import write_json
from sim.cli.runs.ensembles import leave_if_short
from sim.cli.signs import spelled
from sim.errors import InputError, StopAsked
from tests.called import salient

FEW = ("--executor", "simpy", "--replications", "3", "--seed", "7")


def test_a_comparison_is_of_the_seed_asked_for_and_of_the_other_less_the_base(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ("compare", "tutorial/baseline", "tutorial/leave-early", *FEW, "--out", tmp_path, "--json")
    code, out, _ = salient(capsys, *arguments)
    content = json.loads(out)
    base, other = (run["outcomes"] for run in content["runs"])
    changes = content["differences"]["tutorial/leave-early"]
    assert (code, {run["seed"] for run in content["runs"]}) == (0, {7})
    amounts = [name for name, entry in changes.items() if entry["kind"] == "amount" and entry["n_pairs"] == 3]
    for name in amounts:
        assert changes[name]["mean"] == pytest.approx(other[name]["mean"] - base[name]["mean"]), name
    assert any(changes[name]["mean"] for name in amounts)


def test_a_replay_is_of_the_seed_and_the_replication_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("replay", "tutorial/baseline", "--replication", 2, "--executor", "simpy", "--json")
    found = [json.loads(salient(capsys, *arguments, "--seed", seed)[1]) for seed in (5, 6)]
    assert [(one["seed"], one["replication"]) for one in found] == [(5, 2), (6, 2)]
    assert found[0]["outcomes"] != found[1]["outcomes"]


def test_a_value_from_a_later_source_is_refused_as_of_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert salient(capsys, "check", "kursk/baseline", "--as-of", "2025-03-12", "--json")[0] == 0
    code, _, err = salient(capsys, "check", "kursk/baseline", "--as-of", "2025-03-01", "--json")
    assert code == 2
    assert "after 2025-03-01" in err


def test_what_is_odd_is_told_and_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    odd = "command.order_day=200"
    code, _, err = salient(capsys, "check", "kursk/withdraw-now", "--set", odd, "--json")
    assert code == 0
    assert err.startswith("salient: warning: ")
    assert "the order comes after the last day" in err


def test_a_place_that_can_hold_no_results_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    assert results_folder(tmp_path / "new" / "folder") == tmp_path / "new" / "folder"
    with pytest.raises(InputError, match="is a file, not a folder"):
        results_folder(file)
    with pytest.raises(InputError, match=f"{file} is a file, not a folder"):
        results_folder(file / "below")
    with pytest.raises(InputError, match="--out is empty"):
        results_folder(" ")


# exit codes


def made(n: int, failed: int, enough: bool | None = None) -> Any:
    failure = SimpleNamespace(message="delay is not a number", command="salient replay mine --replication 0")
    asked = {"outcome": "foothold_ended", "half_width_wanted": 0.01, "half_width_reached": 0.2, "enough": enough}
    manifest = {} if enough is None else {"precision": asked}
    return SimpleNamespace(name="mine", failures=[failure] * failed, replications=n, manifest=manifest)


@pytest.mark.parametrize(
    ("ensembles", "code", "told"),
    [
        ([made(10, 0)], 0, ""),
        ([made(10, 0, enough=True)], 0, ""),
        ([made(10, 3)], 0, "3 replications failed and are left out"),
        ([made(10, 10)], 1, "none of 10 replications could be finished, so there is no answer"),
        ([made(10, 0), made(10, 10)], 1, "repeat it with: salient replay mine --replication 0"),
        ([made(10, 0, enough=False)], 1, "the half-width of foothold_ended is 0.2, 0.01 was wanted"),
    ],
)
def test_the_exit_code_is_1_where_the_answer_is_short(
    capsys: pytest.CaptureFixture[str], ensembles: list[Any], code: int, told: str
) -> None:
    left = 0
    try:
        leave_if_short(ensembles)
    except typer.Exit as end:
        left = end.exit_code
    assert left == code
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(("passed", "code"), [(True, 0), (False, 1)])
def test_a_missed_bar_makes_the_measurement_fail(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, passed: bool, code: int
) -> None:
    monkeypatch.setattr(sim.experiment.bench, "bench", lambda **_: {"bars": [], "passed": passed})
    assert salient(capsys, "bench", "--json")[0] == code


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_left_with_its_number_above_128(number: int) -> None:
    before = signal.signal(number, signal.SIG_DFL)  # a test started in the background ignores Ctrl-C
    try:
        with ending_in_order() as asked, pytest.raises(StopAsked):
            signal.raise_signal(number)
        assert asked.code == 128 + number
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, before)


# signs


class Terminal(io.StringIO):
    """A stream with an encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self.own = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self.own


@pytest.mark.parametrize(("encoding", "told"), [("utf-8", "é \\u202e"), ("ascii", "\\u00e9 \\u202e")])
def test_json_writes_out_what_could_not_be_seen(monkeypatch: pytest.MonkeyPatch, encoding: str, told: str) -> None:
    terminal = Terminal(encoding)
    monkeypatch.setattr("sys.stdout", terminal)
    write_json({"title": "é \u202e"})
    assert told in terminal.getvalue()
    assert json.loads(terminal.getvalue()) == {"title": "é \u202e"}


def test_signs_that_a_terminal_lacks_keep_their_meaning() -> None:
    assert spelled("−5 ≤ x ≥ 3 → 2 ± 1 km²", "ascii") == "-5 <= x >= 3 -> 2 +/- 1 km2"
    assert spelled("Žito, Суджа", "ascii") == "Zito, Sudzha"
    assert spelled("−5 ≤ x", "utf-8") == "−5 ≤ x"
