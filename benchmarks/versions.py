"""Two versions side by side on one machine: python -m benchmarks.versions OLD NEW

OLD and NEW are checkouts, each with an environment in .venv (or `--python`, one for both). Both compile their model
into an empty folder, start again, and then take turns: seven rounds of the same replications, so that whatever
else the machine does falls on both. Prints medians and ratios of CPU time and wall time; memory is what 50 calls of
1,000 replications add. With --json one object instead.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

ROUNDS, MANY, FEW, CALLS = 7, 4_000, 16, 50
ONE = "import sim; sim.run('kursk/baseline', replications=1, executor='compiled')"
WORKER = f"""
import json, resource, sys, time
import numpy as np
from sim.experiment.kernel import SalientKernel
from sim.scenario.loading import load
kernel, loaded = SalientKernel(), load("kursk/baseline")
prepared = kernel.prepare(loaded)
rows = prepared.fill(np.random.default_rng(1).random(({MANY}, prepared.width)))
def block(n, executor="compiled"):
    return kernel.run_block(prepared.model, rows[:n], seed=1, first=0, executor=executor, paths=True, logs=0)
def plain_loop():
    total = 0.0
    for number in range(200_000):
        total += number * 0.5 % 7.0
def timed(work, n):
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return [(time.perf_counter() - wall) / n, (time.process_time() - cpu) / n]
def resident():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * resource.getpagesize() / 1e6
def grown():
    block(1_000)
    before = resident()
    for _ in range({CALLS}):
        block(1_000)
    return resident() - before
first = block({FEW})
print(json.dumps({{"resumptions": float(first.steps.mean()), "outcomes": repr(float(np.nansum(first.outcomes)))}}))
for line in sys.stdin:
    told = grown() if line.strip() == "memory" else {{
        "replication": timed(lambda: block({MANY}), {MANY}),
        "SimPy replication": timed(lambda: block({FEW}, "simpy"), {FEW}),
        "step of a plain loop": timed(plain_loop, 200_000),
    }}
    print(json.dumps(told), flush=True)
"""


class Version:
    """One checkout: its starts, and a process of it that measures whenever it is asked."""

    def __init__(self, checkout: Path, python: str | None) -> None:
        own = checkout / ".venv" / "bin" / "python"
        self.checkout, self.python = checkout.resolve(), python or str(own if own.exists() else sys.executable)
        self._caches = tempfile.TemporaryDirectory()
        self.environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
            "PYTHONPATH": str(self.checkout),
            "SALIENT_CACHE": self._caches.name,
            "PYTHONPYCACHEPREFIX": self._caches.name,
        }

    def __enter__(self) -> Version:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._caches.cleanup()

    def start(self) -> list[float]:
        """Wall and CPU time of one replication in a new process [s]."""
        before, wall = os.times(), time.perf_counter()
        subprocess.run([self.python, "-c", ONE], cwd=self.checkout, env=self.environment, check=True)
        wall, after = time.perf_counter() - wall, os.times()
        return [wall, after.children_user + after.children_system - before.children_user - before.children_system]

    def worker(self) -> subprocess.Popen[str]:
        """A process that measures a round for each line it is given."""
        return subprocess.Popen(
            [self.python, "-c", WORKER], cwd=self.checkout, env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip


def asked_of(worker: subprocess.Popen[str], what: str | None) -> Any:
    """What a worker answers to a line; without one, what it says when it is ready."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    if what is not None:
        worker.stdin.write(what + "\n")
        worker.stdin.flush()
    line = worker.stdout.readline()
    if not line:
        raise SystemExit(f"the version measured ended with {worker.wait()}")
    return json.loads(line)


def measured(versions: list[Version], rounds: int) -> list[dict[str, Any]]:
    """What each version takes: medians [s] as (wall, CPU), memory [MB], and what its replications gave."""
    found: list[dict[str, Any]] = [{"first start, compiling": one.start()} for one in versions]
    starts = [[one.start() for one in versions] for _ in range(rounds)]
    workers = [one.worker() for one in versions]
    try:
        told = [asked_of(worker, None) for worker in workers]
        taken = [[asked_of(worker, "round") for worker in workers] for _ in range(rounds)]
        for number, (worker, own) in enumerate(zip(workers, found, strict=True)):
            own["later start"] = middle([one[number] for one in starts[1:] or starts])
            for name in taken[0][number]:
                own[name] = middle([one[number][name] for one in taken])
            own["resumption"] = [seconds / told[number]["resumptions"] for seconds in own["replication"]]
            own["memory of 50 calls"] = asked_of(worker, "memory")
            own["outcomes"] = told[number]["outcomes"]
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    return found


def middle(pairs: list[list[float]]) -> list[float]:
    """Medians of wall and of CPU time."""
    return [statistics.median(values) for values in zip(*pairs, strict=True)]


UNITS = {"first start, compiling": ("s", 1.0), "later start": ("s", 1.0), "replication": ("µs", 1e6),
         "SimPy replication": ("ms", 1e3), "resumption": ("ns", 1e9), "step of a plain loop": ("ns", 1e9)}  # fmt: skip


def table(old: dict[str, Any], new: dict[str, Any]) -> str:
    """The two versions as lines of text: medians, and how many times the old takes what the new takes."""
    lines = [f"{'median, CPU time (wall time)':<32}{'old':>24}{'new':>24}{'old / new':>12}"]
    for name, (unit, scale) in UNITS.items():
        shown = [f"{one[name][1] * scale:,.2f} ({one[name][0] * scale:,.2f}) {unit}" for one in (old, new)]
        lines.append(f"{name:<32}{shown[0]:>24}{shown[1]:>24}{old[name][1] / new[name][1]:>11.2f}x")
    for version, one in (("old", old), ("new", new)):
        compiling = (one["first start, compiling"][1] - one["later start"][1]) / one["SimPy replication"][1]
        faster = one["SimPy replication"][1] / one["replication"][1]
        lines.append(
            f"{version}: {faster:,.0f} times SimPy; compiling takes {compiling:,.0f} SimPy replications; "
            f"50 calls add {one['memory of 50 calls']:,.1f} MB"
        )
    same = "the same" if old["outcomes"] == new["outcomes"] else "DIFFERENT"
    return "\n".join([*lines, f"outcomes of {FEW} replications: {same}"])


def main() -> None:
    """Measure and print."""
    asking = argparse.ArgumentParser(prog="python -m benchmarks.versions", description=__doc__)
    asking.add_argument("old", type=Path)
    asking.add_argument("new", type=Path)
    asking.add_argument("--rounds", type=int, default=ROUNDS)
    asking.add_argument("--python", help="the interpreter for both, instead of each checkout's own")
    asking.add_argument("--json", action="store_true")
    asked = asking.parse_args()
    with Version(asked.old, asked.python) as old, Version(asked.new, asked.python) as new:
        found = measured([old, new], asked.rounds)
    print(json.dumps(dict(zip(("old", "new"), found, strict=True))) if asked.json else table(*found))


if __name__ == "__main__":
    main()
