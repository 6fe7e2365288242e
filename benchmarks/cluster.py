"""A run on a cluster of two workers against two threads, undisturbed and with losses: python -m benchmarks.cluster

Three times the same replications (a million, or the number behind the name): by the threads of one process and by a
scheduler and two workers of one thread each, which take turns at the machine; then by the cluster alone, while a worker
is killed by signal at a quarter of the way and the scheduler at half of it, and each is started again, as whoever keeps
a cluster running does. Prints seconds by the clock with the machine, processor seconds of all processes together, the
most memory the caller had, and whether all numbers are equal to the last bit. Leaves with 1 where they are not, the
caller had a gigabyte or more, or the cluster took 5 % more of the processors.

`python -m benchmarks.cluster --memory` measures the memory of the caller alone: workers answer at once with the same
few replications again and again, as in benchmarks.million.
"""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.turns import Group, Turns

SCENARIO, MILLION, WORKERS = "kursk/baseline", 1_000_000, 2
MOST_MEMORY, MOST_OVERHEAD = 1e9, 0.05
DASK = [sys.executable, "-m"]
LISTENS = ["--host", "127.0.0.1", "--no-dashboard"]


@dataclass
class Round:
    """What one way of running took: seconds, processor seconds of all, memory of the caller [bytes], numbers hashed."""

    name: str
    seconds: float
    cpu: float
    memory: int
    computed: int
    content: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.name:38}{self.seconds:8.1f} s{self.cpu:10.1f} s{self.memory / 1e6:9,.0f} MB"


def ended(process: subprocess.Popen[Any], *, at_once: bool = False) -> float | None:
    """Processor seconds of a process, once it has ended; None where it has not, `at_once`."""
    found, status, usage = os.wait4(process.pid, os.WNOHANG if at_once else 0)
    if not found:
        return None
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


@dataclass
class Caller:
    """A run in a process of its own, which says how far it is."""

    n: int
    address: str = ""
    at_once: bool = False
    process: subprocess.Popen[str] | None = None

    def alive(self) -> list[int]:
        return [self.process.pid] if self.process is not None and self.process.returncode is None else []

    def run(self, name: str, on_progress: Callable[[int], None] = lambda done: None) -> Round:
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as out:
            command = [sys.executable, "-m", "benchmarks.cluster", "--", str(self.n), out, self.address]
            command += ["at once"] if self.at_once else []
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            assert self.process.stdout is not None
            told = ""
            for line in self.process.stdout:
                told = line
                if line.strip().isdigit():
                    on_progress(int(line))
            cpu = ended(self.process) or 0.0
            self.process.stdout.close()
        took = json.loads(told)
        seconds = time.perf_counter() - start
        return Round(name, seconds, cpu, took["memory"], took["replications_computed"], took["content"])


@dataclass
class Machines:
    """A scheduler and workers in processes of their own; whichever ends is started again."""

    port: int
    at_once: bool = False
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    over: bool = False
    cpu: float = 0.0  # of those that have ended

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def start(self, name: str) -> None:
        scheduler = [*DASK, "distributed.cli.dask_scheduler", "--port", str(self.port), *LISTENS]
        worker = [*DASK, "distributed.cli.dask_worker", self.address, "--no-nanny", "--nthreads", "1", *LISTENS]
        worker += ["--preload", "benchmarks.cluster"] if self.at_once else []
        command = scheduler if name == "scheduler" else worker
        silent = subprocess.DEVNULL
        self.running[name] = subprocess.Popen(command, stdout=silent, stderr=silent, env={**os.environ, **settings()})

    def kill(self, name: str) -> None:
        print(f"  {name} is killed", flush=True)
        self.running[name].send_signal(signal.SIGKILL)

    def watch(self) -> None:
        while not self.over:
            for name, process in list(self.running.items()):
                if not self.over and (took := ended(process, at_once=True)) is not None:
                    self.cpu += took
                    self.start(name)
            time.sleep(0.2)

    def alive(self) -> list[int]:
        return [process.pid for process in self.running.values()]


def settings() -> dict[str, str]:
    """Those of docs/clusters.md for whoever starts workers, as Dask reads them from its environment."""
    from sim.experiment.elsewhere.connecting import LOOKS_SELDOM

    names = {key: key.upper().replace(".", "__").replace("-", "_") for key in LOOKS_SELDOM}
    return {f"DASK_{names[key]}": str(value) for key, value in LOOKS_SELDOM.items()}


def dask_setup(worker: Any) -> None:
    """What a worker does that loads this file first: it answers at once from then on."""
    from benchmarks.million import at_once
    from sim.experiment.kernel import SalientKernel

    SalientKernel.run_block = at_once  # type: ignore[method-assign, assignment]


@contextmanager
def machines(*, at_once: bool = False) -> Iterator[Machines]:
    """A cluster with all its workers there."""
    from distributed import Client

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        cluster = Machines(free.getsockname()[1], at_once)
    for name in ("scheduler", *(f"worker {number}" for number in range(WORKERS))):
        cluster.start(name)
    watching = threading.Thread(target=cluster.watch)
    watching.start()
    try:
        with Client(cluster.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(WORKERS, timeout=120)
        yield cluster
    finally:
        cluster.over = True
        watching.join()
        for process in cluster.running.values():
            process.kill()  # asked to end, a worker would wait for its scheduler
            cluster.cpu += ended(process) or 0.0


def caller(n: int, out: str, address: str) -> None:
    """Run in this process; say how far it is, then what it took."""
    from sim.experiment.elsewhere.cluster import Cluster
    from sim.experiment.running.running import run
    from sim.scenario.loading import load

    makers = Cluster(address) if address else None
    made = run(load(SCENARIO), replications=n, out=out, workers=WORKERS, logs=20, makers=makers,
               progress=lambda done, total: print(done, flush=True))  # fmt: skip
    assert made.folder is not None
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"memory": most, "content": manifest["content"], **manifest["timings"]}), flush=True)


def losses(cluster: Machines, n: int) -> Callable[[int], None]:
    """Kill a worker at a quarter of the way and the scheduler at half of it."""
    left = [(n // 4, "worker 0"), (n // 2, "scheduler")]

    def lose(done: int) -> None:
        if left and done >= left[0][0]:
            cluster.kill(left.pop(0)[1])

    return lose


def in_turns(n: int) -> tuple[Round, Round]:
    """By threads and by a cluster, each with the machine for some seconds while the other stands."""
    with machines() as cluster, ThreadPoolExecutor(2) as both:
        threads, calm = Caller(n), Caller(n, cluster.address)
        asked = [both.submit(threads.run, "two threads of one process"), both.submit(calm.run, "two workers")]
        of_cluster = Group(lambda: [*calm.alive(), *cluster.alive()] if calm.alive() else [])
        groups = Group(threads.alive), of_cluster
        while threads.process is None or calm.process is None:
            time.sleep(0.01)
        with Turns(*groups):
            done = [one.result() for one in asked]
    for one, group in zip(done, groups, strict=True):
        one.seconds = group.seconds
    done[1].cpu += cluster.cpu
    return done[0], done[1]


def disturbed(n: int) -> Round:
    """By a cluster that is there for it alone, with losses."""
    with machines() as cluster:
        done = Caller(n, cluster.address).run("two workers, one killed, scheduler too", losses(cluster, n))
    done.cpu += cluster.cpu
    return done


def memory_alone(n: int) -> bool:
    """The memory of the caller, without the running."""
    with machines(at_once=True) as cluster:
        answered = Caller(n, cluster.address, at_once=True).run("workers that answer at once")
    print(answered)
    return answered.memory < MOST_MEMORY


def all_rounds(n: int) -> bool:
    """Every way, and whether all bars are met."""
    print(f"{n:,} replications of {SCENARIO}: clock, processors, memory of the caller", flush=True)
    threads, calm = in_turns(n)
    print(threads, calm, sep="\n", flush=True)
    rough = disturbed(n)
    print(rough)
    equal = threads.content == calm.content == rough.content
    whole = calm.computed == rough.computed == n
    overhead, memory = calm.cpu / threads.cpu - 1.0, max(calm.memory, rough.memory)
    print(f"equal to the last bit: {equal}; every replication delivered once: {whole}")
    print(f"overhead in processor time {overhead:+.1%}, by the clock {calm.seconds / threads.seconds - 1.0:+.1%}")
    return equal and whole and memory < MOST_MEMORY and overhead < MOST_OVERHEAD


if __name__ == "__main__":
    if sys.argv[1:2] == ["--"]:
        if sys.argv[5:] == ["at once"]:
            dask_setup(None)
        caller(int(sys.argv[2]), sys.argv[3], sys.argv[4])
    else:
        os.chdir(Path(__file__).parents[1])
        way = memory_alone if "--memory" in sys.argv else all_rounds
        numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
        sys.exit(not way(numbers[0] if numbers else MILLION))
