"""Where numba has no wheel the SimPy executor still runs everything, and the compiled one says a sentence."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from tests.machine import patience

SCRIPT = Path(__file__).with_name("without_numba.py")
SENTENCE = "numba is not installed here: use --executor simpy"


def salient(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command line on a machine without numba."""
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, timeout=patience(120))


def test_numba_is_hidden() -> None:
    code = f"import runpy; runpy.run_path({str(SCRIPT)!r}); import numba"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "No module named 'numba'" in done.stderr


def test_a_run_chooses_simpy_says_so_and_gives_the_same_numbers(tmp_path: Path) -> None:
    done = salient("run", "tutorial/baseline", "--replications", "6", "--json", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "SimPy steps the model" in done.stderr
    printed = json.loads(done.stdout)
    assert printed["executor"] == "simpy"
    here = sim.run("tutorial/baseline", replications=6, executor="compiled")
    area = np.mean(here.outcomes["area_end_km2"])
    assert printed["outcomes"]["area_end_km2"]["mean"] == pytest.approx(area, rel=1e-12)


BOTH = ["tutorial/baseline", "tutorial/leave-early"]
COMMANDS = {
    "run": ["run", BOTH[0], "--replications", "2", "--executor", "compiled"],
    "replay": ["replay", BOTH[0], "--replication", "1", "--executor", "compiled"],
    "compare by SimPy": ["compare", *BOTH, "--replications", "4", "--json"],
    "replay by SimPy": ["replay", BOTH[0], "--replication", "1"],
    "check": ["check", BOTH[0]],
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Exit code, stdout and stderr of each command, run one after another in one process without numba."""
    out = ["--out", str(tmp_path_factory.mktemp("results"))]
    commands = [[*one, *(out if one[0] in ("run", "compare") else [])] for one in COMMANDS.values()]
    done = salient("--each", json.dumps(commands))
    assert done.returncode == 0, done.stderr
    return dict(zip(COMMANDS, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("command", ["run", "replay"])
def test_the_compiled_executor_says_one_sentence(command: str, told: dict[str, list[Any]]) -> None:
    code, out, err = told[command]
    assert code == 1
    assert SENTENCE in err
    assert len(err.strip().splitlines()) == 1
    assert out == ""


@pytest.mark.parametrize("command", ["compare by SimPy", "replay by SimPy", "check"])
def test_compare_replay_and_check_run(command: str, told: dict[str, list[Any]]) -> None:
    code, out, _ = told[command]
    assert code == 0
    assert "tutorial" in out


def test_a_process_of_ones_own_runs() -> None:
    code = f"""
import runpy; runpy.run_path({str(SCRIPT)!r})
import sim
def own(env, salient):
    yield env.timeout(3)
    print(salient.world.now)
sim.run("tutorial/baseline", replications=2, processes=[own])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["3.0", "3.0"], done.stderr
