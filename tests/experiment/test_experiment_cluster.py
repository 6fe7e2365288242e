"""A run on a cluster of Dask: the same to the last bit, whatever is lost on the way; who would differ is refused."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from sim.errors import InputError, SalientError
from sim.experiment.chunks.partial import Partial
from sim.experiment.elsewhere import agreement, cluster, connecting, workers
from sim.experiment.elsewhere.cluster import Cluster
from sim.experiment.ensemble import Interrupted
from sim.experiment.running.running import compare, run
from sim.experiment.running.threads import Pace
from sim.scenario.loading import load
from tests.called import salient

distributed = pytest.importorskip("distributed")
SCENARIO, N, LOGS = "tutorial/baseline", 1_000, 3
WORKER = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", "mortal", "--death-timeout", "60"]


@pytest.fixture(scope="module")
def by_threads():
    return run(load(SCENARIO), replications=N, logs=LOGS)


@pytest.fixture(scope="module", autouse=True)
def _quiet():
    connecting._quieten()


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    """Chunks of 100 replications, so that there are enough of them to lose some."""
    monkeypatch.setattr(cluster, "FIRST_CHUNK", 100)
    for name in ("KEPT", "SENT_BACK"):
        monkeypatch.setattr(cluster, name, Pace(0.05, 100, 100))


@contextmanager
def in_here(port=0, n_workers=1):
    """A scheduler and workers in threads of this process, on a port."""
    with distributed.LocalCluster(
        n_workers=n_workers, threads_per_worker=1, processes=False, protocol="tcp://", host="127.0.0.1",
        scheduler_port=port, dashboard_address="127.0.0.1:0",
    ) as one:  # fmt: skip
        yield one


@pytest.fixture(scope="module")
def here():
    with in_here() as one:
        yield one.scheduler_address


def bits(values):
    return np.asarray(values).tobytes()


def same(one, other):
    return (
        all(bits(one.outcomes[name]) == bits(other.outcomes[name]) for name in other.outcomes)
        and all(bits(one.paths[name]) == bits(other.paths[name]) for name in other.paths)
        and one.events.tobytes() == other.events.tobytes()
        and one.failures == other.failures
    )


def test_nothing_is_lost_with_a_worker_that_is_killed_nor_with_the_scheduler(by_threads, tmp_path, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running, lost, put = [in_here(port)], [], Partial.put

    def once(self, name, content):
        assert not (self.folder / name).exists(), f"{name} is made again"
        put(self, name, content)

    monkeypatch.setattr(Partial, "put", once)
    address = running[0].__enter__().scheduler_address
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, *WORKER]
    mortal = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)

    def lose(done, n):
        if done >= n // 4 and not lost:
            lost.append("worker")
            os.kill(mortal.pid, signal.SIGKILL)
        if done >= n // 2 and len(lost) == 1:
            lost.append("scheduler")
            running.pop().__exit__(None, None, None)
            running.append(in_here(port))
            running[0].__enter__()

    try:
        made = run(
            load(SCENARIO), replications=N, logs=LOGS, out=tmp_path, makers=Cluster(address), progress=lose
        )
    finally:
        mortal.kill()
        mortal.wait()
        running[0].__exit__(None, None, None)
    assert lost == ["worker", "scheduler"]
    assert same(made, by_threads)
    assert made.manifest["timings"]["replications_computed"] == N
    assert [one.name for one in tmp_path.iterdir()] == [made.folder.name]


def test_chunks_come_back_to_whoever_has_no_folder_that_workers_see(here, by_threads, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(workers, "_sees", lambda root, place, probe: False)
    made = run(load(SCENARIO), replications=N, logs=LOGS, out=tmp_path, makers=Cluster(here))
    assert same(made, by_threads)
    assert "does not see" in caplog.text
    assert same(run(load(SCENARIO), replications=N, logs=LOGS, makers=Cluster(here)), by_threads)


def test_an_interrupted_run_goes_on_from_what_workers_have_kept(here, by_threads, tmp_path):
    def stop(done, n):
        if done >= n // 2:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match=r"the same command goes on from there"):
        run(load(SCENARIO), replications=N, logs=LOGS, out=tmp_path, makers=Cluster(here), progress=stop)
    made = run(load(SCENARIO), replications=N, logs=LOGS, out=tmp_path, makers=Cluster(here))
    assert same(made, by_threads)
    assert made.manifest["timings"]["replications_computed"] <= N // 2


def test_the_command_says_the_same_with_a_cluster(here, capsys, tmp_path):
    command = ["run", SCENARIO, "--replications", 300, "--json", "--out"]
    alone = salient(capsys, *command, tmp_path / "alone")
    assert salient(capsys, *command, tmp_path / "cluster", "--cluster", here) == alone
    assert alone[0] == 0


def test_runs_by_law_are_made_here_and_the_command_says_so(here, capsys, tmp_path):
    command = ["compare", SCENARIO, "tutorial/leave-early", "--replications", 40, "--forms", "--json", "--quiet"]
    command.append("--out")
    code, said, silent = salient(capsys, *command, tmp_path / "alone")
    told = salient(capsys, *command, tmp_path / "cluster", "--cluster", here)
    assert (code, silent) == (0, "")
    assert told[:2] == (code, said)
    assert "--forms crosses 40 replications on this machine" in told[2]


@pytest.mark.filterwarnings("ignore:Port 8787 is already in use")  # by somebody else's cluster on this machine
def test_lines_for_dask_jobqueue_run_as_the_page_shows_them(capsys, tmp_path, monkeypatch, by_threads):
    page = (Path(__file__).parents[2] / "docs" / "clusters.md").read_text(encoding="utf-8")
    [shown] = [block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "dask_jobqueue" in block]
    local = {"from dask_jobqueue import SLURMCluster": "from dask_jobqueue.local import LocalCluster",
             "cluster = SLURMCluster(": "cluster = LocalCluster(", "maximum=100": "maximum=1"}  # fmt: skip
    for before, after in local.items():
        assert shown.count(before) == 1
        shown = shown.replace(before, after)
    monkeypatch.chdir(tmp_path)

    def wait_for_enter(words):
        assert "--cluster scheduler.json --share /shared/runs" in words
        command = ["run", SCENARIO, "--replications", N, "--out", "results", "--json", "--quiet"]
        assert salient(capsys, *command, "--cluster", "scheduler.json", "--share", tmp_path / "runs")[0] == 0

    lines = {"input": wait_for_enter}
    try:
        exec(compile(shown, "docs/clusters.md", "exec"), lines)
        assert "distributed.cli.dask_worker" in lines["cluster"].job_script()
    finally:
        lines["cluster"].close()
    made = run(load(SCENARIO), replications=N, logs=LOGS, out="results")
    assert bits(made.outcomes["area_end_km2"]) == bits(by_threads.outcomes["area_end_km2"])


def test_the_page_names_what_makes_workers_of_ones_own_look_seldom():
    page = (Path(__file__).parents[2] / "docs" / "clusters.md").read_text(encoding="utf-8")
    for key, value in connecting.LOOKS_SELDOM.items():
        assert f"`DASK_{key.upper().replace('.', '__').replace('-', '_')}={value}`" in page


def test_scenarios_are_compared_by_pairs_there_too(here, by_threads):
    base, other = compare(
        [load(SCENARIO), load(SCENARIO, ["command.policy=hold"])], replications=300, makers=Cluster(here)
    )
    assert bits(base.outcomes["area_end_km2"]) == bits(by_threads.outcomes["area_end_km2"][:300])
    alone = run(other.loaded, replications=300)
    assert bits(other.outcomes["area_end_km2"]) == bits(alone.outcomes["area_end_km2"])


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("versions_here", lambda work: {**agreement.versions_here(work), "numpy": "1.0"}, r"has NumPy 1\.0 \(here 2"),
        ("versions_here", lambda work: {**agreement.versions_here(work), "system": "beos"}, r"has system beos \(here "),
        ("sample_of", lambda work: agreement.sample_of(work) * (1 + 1e-13), "agree with those here to 1e-09 only"),
        ("sample_of", lambda work: agreement.sample_of(work) + 1, "gives other numbers than here"),
    ],
)
def test_workers_that_would_give_other_numbers_are_refused(here, monkeypatch, name, change, sentence):
    workers._refusal.cache_clear()
    monkeypatch.setattr(workers, name, change)
    with pytest.raises(InputError, match=rf"the worker tcp://\S+ .*{sentence}.*; install the same versions there"):
        run(load(SCENARIO), replications=300, makers=Cluster(here))
    workers._refusal.cache_clear()


def test_a_worker_that_joins_later_proves_the_same_before_its_first_chunk(here, monkeypatch):
    answers = iter([""])  # to the first question, before any work
    monkeypatch.setattr(workers, "refusal_of", lambda assignment: next(answers, "has NumPy 1.0 (here 2.0)"))
    with pytest.raises(InputError, match=r"a worker that has joined has NumPy 1\.0 \(here 2\.0\), so its numbers"):
        run(load(SCENARIO), replications=300, makers=Cluster(here))


def test_workers_lost_again_and_again_with_one_chunk_end_the_run_in_a_sentence():
    lost = distributed.scheduler.KilledWorker("chunk", SimpleNamespace(address="tcp://node7:4000"), 3)
    future = SimpleNamespace(status="error", exception=lambda: lost)
    with pytest.raises(SalientError, match=r"4 workers in a row were lost .* tcp://node7:4000; look whether they have"):
        cluster._result(future, sent_back=False)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("local:0", "this is no cluster; give tcp://host:8786"),
        ("", "this is no cluster"),
        ("local:two", "this is no cluster"),
        ("head", "this is no cluster"),
        ("nowhere://head:8786", "this is no cluster"),
        ("nowhere.json", "there is no such file of a scheduler"),
        ("tcp://127.0.0.1:1", "no scheduler answers there"),
    ],
)
def test_an_address_where_no_cluster_is_is_refused_in_a_sentence(address, sentence, monkeypatch):
    monkeypatch.setattr(connecting, "ANSWERS_IN", 0.3)
    with pytest.raises(InputError, match=sentence):
        run(load(SCENARIO), replications=10, makers=Cluster(address))
