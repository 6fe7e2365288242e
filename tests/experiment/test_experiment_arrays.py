"""Jobs of an array: in any order, killed or repeated, they add up to the run that one process makes."""

import json
import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.experiment.chunks.partial import Partial
from sim.experiment.chunks.places import shelves_at
from sim.experiment.elsewhere.planned import Plan, minutes_for
from sim.experiment.running.running import run
from sim.experiment.store.provenance import provenance
from sim.scenario.loading import load
from tests.called import salient

SCENARIO, N, JOBS = "tutorial/baseline", 1_000, 20
RUN = ["run", SCENARIO, "--replications", N, "--workers", 1]


@pytest.fixture(scope="module")
def whole():
    return run(load(SCENARIO), replications=N, logs=20)


@pytest.fixture
def ask(capsys):
    """One command in this process: exit code, what it says, what it says on stderr."""
    return lambda *arguments: salient(capsys, *arguments)


def job(ask, out, chosen, *more):
    code, said, _ = ask(*RUN, "--range", f"{chosen[0]}:{chosen[1]}", "--out", out, "--json", *more)
    assert code == 0
    return json.loads(said)


def killed(out, chosen):
    """A job in a process of its own that is killed before its chunk has its name."""
    child = os.fork()
    if child == 0:
        Path.replace = lambda self, target: os.kill(os.getpid(), signal.SIGKILL)
        try:
            from sim.cli import main

            main([*map(str, RUN), "--range", f"{chosen[0]}:{chosen[1]}", "--out", str(out), "--quiet"])
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def ranges(gaps):
    return ", ".join(f"{first}:{last}" for first, last in gaps)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")
def test_twenty_jobs_of_which_three_are_killed_and_two_doubled_are_completed(ask, whole, tmp_path):
    _, planned, _ = ask("plan", SCENARIO, "--jobs", JOBS, "--replications", N, "--minutes", 5, "--json")
    jobs = [tuple(one) for one in json.loads(planned)["ranges"]]
    order = list(range(JOBS))
    random.Random(12).shuffle(order)
    lost, doubled = sorted(order[:3]), sorted(order[3:5])
    for number in order:
        if number in lost:
            killed(tmp_path, jobs[number])
        else:
            assert job(ask, tmp_path, jobs[number])["made"] == N // JOBS
    for number in doubled:
        assert job(ask, tmp_path, jobs[number])["found"] == N // JOBS
    code, said, _ = ask("gather", tmp_path, "--look", "--json")
    [standing] = json.loads(said)["runs"]
    assert (code, standing["replications"], standing["jobs"]) == (1, N, 17 + 2)
    assert [tuple(gap) for gap in standing["gaps"]] == merged([jobs[number] for number in lost])
    assert standing["doubles"] == [[*jobs[number], 2] for number in doubled]
    code, said, _ = ask("gather", tmp_path)
    assert code == 0
    assert f"missing: 150, which are {ranges(standing['gaps'])}" in said
    assert f"made twice: {ranges([jobs[doubled[0]]])}" in said
    assert "150 replications were made here" in said
    assert same(run(load(SCENARIO), replications=N, logs=20, out=tmp_path), whole)
    assert not list(tmp_path.glob(".*"))
    code, said, _ = ask("verify", *tmp_path.iterdir(), "--json")
    assert (code, json.loads(said)["equal"]) == (0, True)
    code, _, said = ask("gather", tmp_path)
    assert (code, "no array job has left anything here" in said) == (2, True)


def same(one, other):
    assert one.manifest["timings"] == other.manifest["timings"] or one.manifest["timings"]["replications_computed"] == 0
    return (
        all(np.array_equal(one.outcomes[name], other.outcomes[name], equal_nan=True) for name in other.outcomes)
        and all(np.array_equal(one.paths[name], other.paths[name], equal_nan=True) for name in other.paths)
        and np.array_equal(one.events, other.events)
    )


def merged(chosen):
    """Neighbouring ranges as one."""
    found = []
    for first, last in sorted(chosen):
        found = [*found[:-1], (found[-1][0], last)] if found and found[-1][1] == first else [*found, (first, last)]
    return found


def test_what_another_machine_has_computed_wrongly_is_found_out_and_made_again(ask, whole, tmp_path):
    job(ask, tmp_path, (0, N // 2))
    job(ask, tmp_path, (N // 2, N))
    [shelf] = shelves_at(tmp_path)
    right = [shelf.read(label) for label in shelf.labels()]
    for part, label in zip(right, shelf.labels(), strict=True):
        if part.first:
            shelf.drop(label.name)
            part.outcomes[:] += 1.0
            shelf.save(part)  # a whole file with a right hash, of wrong numbers
        else:
            part.outcomes[7] += 1.0
            shelf.save(part)  # beside the right one
    code, said, _ = ask("gather", tmp_path)
    assert code == 0
    assert re.search(rf"not relied upon: 0:{N // 2}.*: two chunks hold them with different numbers", said)
    assert f"not relied upon: {N // 2}:{N}: a replication made again here comes out otherwise" in said
    assert same(run(load(SCENARIO), replications=N, logs=20, out=tmp_path), whole)


def test_jobs_that_overlap_make_nothing_twice_and_damaged_chunks_are_made_again(ask, whole, tmp_path, caplog):
    assert job(ask, tmp_path, (0, 600))["made"] == 600
    assert job(ask, tmp_path, (500, N)) | {"place": ""} == {
        "scenario": SCENARIO, "first": 500, "last": N, "replications": N, "made": 400, "found": 100, "place": "",
    }  # fmt: skip
    [shelf] = shelves_at(tmp_path)
    file = Path(shelf.address) / shelf.labels()[0].name
    file.write_bytes(file.read_bytes()[:-5])
    _, said, _ = ask("gather", tmp_path, "--look")
    assert f"{N - 600:,} of {N:,} replications" in said
    assert "made twice" not in said
    assert "is damaged; its replications are computed again" in caplog.text
    assert job(ask, tmp_path, (0, 600))["made"] == 600
    ask("gather", tmp_path, "--out", tmp_path / "elsewhere")
    assert same(run(load(SCENARIO), replications=N, logs=20, out=tmp_path / "elsewhere"), whole)


def test_the_usual_command_goes_on_from_what_jobs_have_left(ask, whole, tmp_path):
    job(ask, tmp_path, (250, 750))
    rest = run(load(SCENARIO), replications=N, logs=20, out=tmp_path)
    assert rest.manifest["timings"]["replications_computed"] == N - 500
    assert not list(tmp_path.glob(".*"))


def test_jobs_of_another_version_are_not_gathered(ask, tmp_path, monkeypatch):
    there = "sim.experiment.elsewhere.order.provenance"
    monkeypatch.setattr(there, lambda *given: {**provenance(*given), "numpy": "1.0"})
    job(ask, tmp_path, (0, 100))
    monkeypatch.undo()
    code, _, said = ask("gather", tmp_path)
    assert code == 2
    assert "its jobs ran with " in said
    assert "NumPy 1.0 (here " in said


def test_more_than_the_machine_can_hold_is_not_gathered(ask, tmp_path):
    job(ask, tmp_path, (0, 10), "--replications", 10**12)
    code, _, said = ask("gather", tmp_path, "--look")
    assert code == 2
    assert "replications = 1,000,000,000,000 need 5" in said


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--range", "5000"], "--range 5000: write FROM:TO with whole numbers, such as 5000:10000"),
        (["--range", "20:10"], "--range 20:10: it ends before it begins"),
        (["--range", "0:20", "--replications", 10], "--range 0:20 goes beyond the 10 replications of the run"),
        (["--range", "0:20", "--precision", "0.1"], "--range and --precision exclude each other"),
        (["--range", "0:20", "--cluster", "local:2"], "--range and --cluster exclude each other"),
    ],
)
def test_ranges_that_make_no_sense_are_refused(ask, tmp_path, more, sentence):
    code, said, why = ask("run", SCENARIO, "--out", tmp_path, *more)
    assert (code, said) == (2, "")
    assert sentence in why
    assert why.count("\n") == 1


def test_the_planned_script_asks_for_every_replication_once(ask, tmp_path):
    code, script, _ = ask("plan", SCENARIO, "--jobs", 7, "--replications", 1000, "--cpus", 4, "--minutes", 90,
                          "--set", "horizon_days=20", "--out", "shared results", "--seed", 5)  # fmt: skip
    assert code == 0
    assert {"#SBATCH --array=0-6", "#SBATCH --cpus-per-task=4", "#SBATCH --time=01:30:00"} <= set(script.splitlines())
    called = tmp_path / "salient"
    called.write_text('#!/bin/sh\nprintf "%s\\n" "$*"\n')
    called.chmod(0o755)
    (tmp_path / "jobs.sh").write_text(script)
    seen = []
    for number in range(7):
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SLURM_ARRAY_TASK_ID": str(number)}
        words = subprocess.check_output(["bash", tmp_path / "jobs.sh"], env=environment, text=True)
        assert words.startswith(f"run {SCENARIO} --seed 5 --out shared results --set horizon_days=20 --replications 1")
        seen += range(*map(int, re.search(r"--range (\d+):(\d+)", words).groups()))
    assert seen == list(range(1000))


def test_a_job_gets_three_times_the_time_that_was_measured_and_ten_minutes_at_least():
    assert minutes_for(10**6, rate=1000.0, cpus=2) == 26  # 3 · 500 s = 25 min, rounded up
    assert minutes_for(100, rate=1000.0, cpus=1) == 10
    assert Plan("a", 10, 3, 1, 10, ["salient"], "results").ranges() == [(0, 3), (3, 6), (6, 10)]


def test_chunks_in_a_folder_are_whole_or_not_there(tmp_path, monkeypatch):
    shelf = Partial(tmp_path / "shelf")
    monkeypatch.setattr(Path, "replace", lambda self, target: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        shelf.put("1-2-" + "0" * 32 + ".npz", b"half of it")
    assert shelf.names() == []


def test_functions_for_submitit_run_as_the_page_shows_them(ask, whole, tmp_path, monkeypatch):
    page = (Path(__file__).parents[2] / "docs" / "clusters.md").read_text(encoding="utf-8")
    [shown] = [block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "import submitit" in block]
    smaller = {'folder="logs"': 'folder="logs", cluster="debug"', "1_000_000": str(N), "kursk/baseline": SCENARIO}
    for before, after in {**smaller, "jobs=200": "jobs=3"}.items():
        assert shown.count(before) == 1
        shown = shown.replace(before, after)
    monkeypatch.chdir(tmp_path)
    exec(compile(shown, "docs/clusters.md", "exec"), {})
    ask("gather", "results")
    assert same(run(load(SCENARIO), replications=N, logs=20, out="results"), whole)
