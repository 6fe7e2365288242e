"""A run that is killed goes on from its finished parts: only the missing ones run again, and the result is the same."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.experiment import ensemble
from sim.experiment.running import running
from tests.machine import patience

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
SCENARIO, N = "tutorial/baseline", 4000
KILLED = """
import os, signal, sys
from sim.cli import main
from sim.experiment.running import gathering

enough, gathering.SECONDS_BETWEEN_SAVES = int(sys.argv.pop(1)), 0.0
save = gathering.Gathering.save


def save_and_die(self):
    save(self)
    if self.records.done.sum() >= enough:
        os.kill(os.getpid(), signal.SIGKILL)


gathering.Gathering.save = save_and_die
main()
"""


def kept(out: Path) -> int:
    """Replications in finished parts on disk."""
    names = [re.match(r"(\d+)-(\d+)", file.name) for file in out.rglob("*.npz")]
    return sum(int(name[2]) - int(name[1]) for name in names if name)


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_run_killed_on_its_way_goes_on_and_gives_the_same(share: float, tmp_path: Path) -> None:
    arguments = ["run", SCENARIO, "--replications", str(N), "--json", "--out", str(tmp_path)]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(int(share * N)), *arguments], capture_output=True, timeout=patience(120)
    )
    assert killed.returncode == -9
    before = kept(tmp_path)
    assert share * N <= before < N
    assert not list(tmp_path.glob("[!.]*")), "nothing may look like a result"

    resumed = sim.run(SCENARIO, replications=N, out=tmp_path, logs=20)
    assert resumed.manifest["timings"]["replications_computed"] == N - before
    assert kept(tmp_path) == 0
    undisturbed = sim.run(SCENARIO, replications=N, out=tmp_path / "other", logs=20)
    assert undisturbed.manifest["timings"]["replications_computed"] == N
    content = [json.loads((one.folder / "manifest.json").read_text())["content"] for one in (resumed, undisturbed)]
    assert content[0] == content[1]
    for one in ("outcomes.parquet", "inputs.parquet", "paths.parquet", "events.parquet"):
        assert (resumed.folder / one).read_bytes() == (undisturbed.folder / one).read_bytes()


def test_a_smaller_run_in_between_loses_nothing_of_a_larger_one(tmp_path: Path) -> None:
    arguments = ["run", SCENARIO, "--replications", str(N), "--out", str(tmp_path)]
    subprocess.run([sys.executable, "-c", KILLED, str(N // 2), *arguments], capture_output=True, timeout=patience(120))
    before = kept(tmp_path)
    assert before >= N // 2
    small = sim.run(SCENARIO, replications=100, out=tmp_path, logs=20)
    assert small.manifest["timings"]["replications_computed"] == 0
    large = sim.run(SCENARIO, replications=N, out=tmp_path, logs=20)
    assert large.manifest["timings"]["replications_computed"] <= N - before
    assert kept(tmp_path) == 0


def test_an_end_while_the_result_is_written_keeps_what_was_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(running, "publish", stopped)
        with pytest.raises(ensemble.Interrupted, match=r"interrupted after 300 replications; what is done is kept in"):
            sim.run(SCENARIO, replications=300, out=tmp_path)
    assert kept(tmp_path) == 300
    assert sim.run(SCENARIO, replications=300, out=tmp_path).manifest["timings"]["replications_computed"] == 0
    assert kept(tmp_path) == 0
