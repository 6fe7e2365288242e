"""The same question gets the same answer: again, with the other executor, other threads, and replayed."""

import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.cli import main

pytestmark = pytest.mark.parity
FOLDER = Path(__file__).parents[2] / "scenarios" / "kursk"
FILES = [str(FOLDER / f"{name}.yaml") for name in ("baseline", "withdraw-now", "hold")]


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    assert not end.value.code
    content: dict[str, Any] = json.loads(capsys.readouterr().out)
    return content


def compared(capsys: pytest.CaptureFixture[str], out: Path, *flags: object) -> dict[str, Any]:
    return answer(capsys, "compare", *FILES, "--seed", 1, "--fresh", "--json", "--out", out, *flags)


def test_twice_is_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    first, second = (compared(capsys, tmp_path, "--replications", 1000) for _ in range(2))
    assert first == second


def test_both_executors_say_the_same_but_for_their_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    compiled = compared(capsys, tmp_path, "--replications", 16)
    simpy = compared(capsys, tmp_path, "--replications", 16, "--executor", "simpy")
    for run in simpy["runs"]:
        assert run.pop("executor") == "simpy"
    for run in compiled["runs"]:
        assert run.pop("executor") == "compiled"
    assert simpy == compiled


def test_one_thread_says_the_same_as_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    one, two = (compared(capsys, tmp_path, "--replications", 500, "--workers", n) for n in (1, 2))
    assert one == two


@pytest.mark.parametrize("executor", ["compiled", "simpy"])
def test_a_replay_equals_its_row(capsys: pytest.CaptureFixture[str], tmp_path: Path, executor: str) -> None:
    answer(capsys, "run", FILES[0], "--replications", 40, "--seed", 3, "--out", tmp_path, "--json")
    [file] = tmp_path.rglob("outcomes.parquet")
    rows = pd.read_parquet(file).set_index("replication")
    for replication in (0, 7, 39):
        flags = ["--replication", replication, "--seed", 3, "--executor", executor, "--json"]
        replayed = answer(capsys, "replay", FILES[0], *flags)["outcomes"]
        for name, value in replayed.items():
            stored = rows.loc[replication, name]
            if value is None:
                assert stored is None or not isinstance(stored, float) or not math.isfinite(stored)
            else:
                assert stored == value
