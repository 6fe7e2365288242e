"""How fast this machine runs the model: medians of alternating rounds, set against the project's bars.

Only ratios decide whether a bench passes. Times depend on the machine: they are told in its own seconds, and judged by
how many steps of a plain loop it does in that time, so that a slow or busy machine neither misses nor flatters a bar.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.experiment.design.unit_cube import uniforms
from sim.experiment.kernel import Floats, Prepared, SalientKernel
from sim.experiment.running.running import Progress, compare
from sim.experiment.running.threads import default_workers, run_chunks
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load

ROUNDS = 7
SEED = 1
FEW, REPEATS = 32, 16  # the same replications for both executors; the fast one repeats them to be measurable
MANY = 4_000
STEPS = 200_000  # of the plain loop
MOST_TO_COMPILE = 500
SCALES = {"s": 1.0, "µs": 1e6, "ns": 1e9}
REFERENCE_STEP = 62.5e-9  # seconds a step took where the bars were set
COMPARED = ("kursk/undecided", "kursk/withdraw-now", "kursk/hold")
START = "from sim.scenario.loading import load; from sim.experiment.running.running import run; "
ONE = START + "run(load('kursk/baseline'), replications=1, executor='compiled')"
MILLION = (
    START
    + "import resource, sys; "
    + "run(load('kursk/baseline'), replications=1_000_000, paths=False, out=sys.argv[1]); "
    + "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)"
)


@dataclass(frozen=True)
class Bar:
    """One measurement beside its bar; `ratio` says whether missing it makes the bench fail.

    Times stand beside the bar in steps of the plain loop too: those are what is judged.
    """

    name: str
    value: float | None
    unit: str
    bar: str
    met: bool | None
    ratio: bool
    steps: float | None = None
    steps_bar: float | None = None


@dataclass(frozen=True)
class Start:
    """A start: seconds by the clock and of CPU time, and seconds that a step of the plain loop took around it."""

    seconds: float
    cpu: float
    step: float


def bench(*, million: bool = False, progress: Progress | None = None) -> dict[str, Any]:
    """Measure every bar that concerns engine and ensemble, and say which are met."""
    report = progress or (lambda done, total: None)
    bare, compiling, warm = starts()
    report(1, ROUNDS + 1)
    work = Work()
    rounds = []
    for number in range(ROUNDS):
        rounds.append(work.measure())
        report(number + 2, ROUNDS + 1)
    middle = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    bars = [
        *executor_bars(middle), *ensemble_bars(middle), *start_bars(bare, compiling, warm, middle), million_bar(million)
    ]  # fmt: skip
    return {
        "machine": machine(),
        "rounds": ROUNDS,
        "step_nanoseconds": round(middle["step"] * 1e9, 2),
        "reference_step_nanoseconds": round(REFERENCE_STEP * 1e9, 2),
        "resumptions_per_replication": work.resumptions,
        "bars": [asdict(bar) for bar in bars],
        "passed": all(bar.met is not False for bar in bars if bar.ratio),
    }


class Work:
    """What is timed: the Kursk baseline prepared once, warmed up in both executors."""

    def __init__(self) -> None:
        self.kernel = SalientKernel()
        self.prepared = self.kernel.prepare(load("kursk/baseline"))
        self.rows = rows_of(self.prepared, MANY)
        self.compared: list[LoadedScenario] = [load(name) for name in COMPARED]
        self.cores = min(2, default_workers())
        first = self.block("compiled", self.rows)
        self.block("simpy", self.rows[:2])
        self.resumptions = mean_resumptions(first)

    def measure(self) -> dict[str, float]:
        """One round: every piece of work once, alternating, in seconds; ratios within the round."""
        few = self.rows[:FEW]
        before = seconds(plain_loop)
        cpu = time.process_time()
        simpy = seconds(lambda: self.block("simpy", few)) / FEW
        cpu = (time.process_time() - cpu) / FEW
        same = seconds(lambda: [self.block("compiled", few) for _ in range(REPEATS)]) / (FEW * REPEATS)
        one = seconds(lambda: self.on_threads(1)) / MANY
        both = seconds(lambda: self.on_threads(self.cores)) / MANY
        paired = seconds(lambda: compare(self.compared, replications=1000, seed=SEED, executor="compiled"))
        return {
            "step": (before + seconds(plain_loop)) / (2 * STEPS),
            "simpy": cpu,
            "replication": one,
            "resumption": one / self.resumptions,
            "one_core": simpy / same,
            "two_cores": simpy / same * (one / both),
            "scaling": one / both,
            "compare": paired,
        }

    def block(self, executor: str, rows: Floats) -> Any:
        """Replications 0, 1, … of the rows in the calling thread, with daily paths."""
        return self.kernel.run_block(
            self.prepared.model, rows, seed=SEED, first=0, executor=executor, paths=True, logs=0
        )

    def on_threads(self, workers: int) -> None:
        """All replications in chunks, as an ensemble runs them, the blocks thrown away."""
        run_chunks(self.chunk, [(0, MANY)], workers, deliver=lambda block: None)

    def chunk(self, first: int, last: int) -> Any:
        """Replications first to last - 1 on the compiled executor."""
        return self.kernel.run_block(
            self.prepared.model,
            self.rows[first:last],
            seed=SEED,
            first=first,
            executor="compiled",
            paths=True,
            logs=0,
        )


def executor_bars(middle: dict[str, float]) -> list[Bar]:
    """Time of a replication and a resumption, and how much faster the compiled executor is."""
    one, resumption, step = middle["replication"], middle["resumption"], middle["step"]
    return [
        time_bar("compiled, Kursk baseline of 90 days, one core", one, "µs a replication", 160.0, step),
        time_bar("compiled, one core", resumption, "ns a resumption", 180.0, step),
        ratio_bar("compiled against SimPy, one core", middle["one_core"], 180.0),
        ratio_bar("compiled against SimPy, two cores", middle["two_cores"], 340.0, cores=2),
    ]


def ensemble_bars(middle: dict[str, float]) -> list[Bar]:
    """Scaling over threads, and a comparison as a whole."""
    compared = middle["compare"]
    return [
        ratio_bar("scaling from 1 to 2 threads", middle["scaling"], 1.7, cores=2),
        time_bar("compare three scenarios, 1,000 paired replications", compared, "s", 1.0, middle["step"]),
    ]


def start_bars(bare: Start, compiling: Start, warm: Start, middle: dict[str, float]) -> list[Bar]:
    """First run on a new machine, later starts, and the CPU time of compiling in replications of the same model.

    A new machine has to make bytecode of every package too, numba's own among them, as an installer often does before.
    That belongs to a first run, and is in its seconds; it is no compiling of the model, so the budget leaves it out.
    """
    budget = (compiling.cpu - warm.cpu) / middle["simpy"]
    return [
        time_bar("first run on a new machine, compilation included", bare.seconds, "s", 20.0, bare.step),
        time_bar("later starts, until one replication is done", warm.seconds, "s", 0.9, warm.step),
        Bar("compilation, in SimPy replications of the same model", round(budget, 1), "replications",
            f"at most {MOST_TO_COMPILE}", budget <= MOST_TO_COMPILE, ratio=True),
    ]  # fmt: skip


def million_bar(wanted: bool) -> Bar:
    """Memory of a million replications, outcomes only, streamed to disk; minutes, so only when asked for."""
    gigabytes = None
    if wanted:
        with tempfile.TemporaryDirectory() as folder:
            gigabytes = float(python(MILLION, folder))
    name, met = "memory of a million replications, outcomes only (--million)", None
    if gigabytes is not None:
        met, gigabytes = gigabytes <= 1.0, round(gigabytes, 3)
    return Bar(name, gigabytes, "GB", "at most 1", met, ratio=False)


def time_bar(name: str, measured: float, unit: str, most: float, step: float) -> Bar:
    """A bar from above for a time [s], told in a unit of seconds and judged in steps; it makes no bench fail."""
    scale = SCALES[unit.split()[0]]
    steps, steps_bar = measured / step, most / scale / REFERENCE_STEP
    return Bar(
        name, round(measured * scale, 3), unit, f"at most {most:g}", steps <= steps_bar, ratio=False,
        steps=round(steps, 2), steps_bar=round(steps_bar, 2),
    )  # fmt: skip


def ratio_bar(name: str, value: float, least: float, cores: int = 1) -> Bar:
    """A bar from below for a ratio; not judged where the machine lacks the cores."""
    met = value >= least if default_workers() >= cores else None
    return Bar(name, round(value, 2), "times", f"at least {least:g}", met, ratio=True)


def starts() -> tuple[Start, Start, Start]:
    """Each in a new process: a first run with all caches empty, one that only lacks the model, the median later one."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {"SALIENT_CACHE": f"{folder}/first", "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | kept
        bare = started(environment)
        environment["SALIENT_CACHE"] = f"{folder}/second"
        compiling, *later = (started(environment) for _ in range(4))
    return bare, compiling, sorted(later, key=lambda one: one.seconds)[1]


def started(environment: dict[str, str]) -> Start:
    """One start, with the speed of the machine before and after it."""
    before, cpu = seconds(plain_loop), os.times()
    taken = seconds(lambda: python(ONE, environment=environment))
    end, after = os.times(), seconds(plain_loop)
    children = end.children_user + end.children_system - cpu.children_user - cpu.children_system
    return Start(taken, children, (before + after) / (2 * STEPS))


def python(code: str, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """Run code in a new interpreter and return what it prints."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def rows_of(prepared: Prepared, n: int) -> Floats:
    """Parameter rows (n, width) of replications 0 to n - 1."""
    draws = uniforms(SEED, 0, n, prepared.varying, width=prepared.width, chance=prepared.chance)
    return prepared.fill(draws)


def mean_resumptions(block: Any) -> float:
    """Mean number of times a process is resumed in a replication."""
    return round(float(np.mean(block.steps)), 1)


def plain_loop() -> float:
    """A loop of plain Python, whose speed stands for that of the machine at the moment."""
    total = 0.0
    for number in range(STEPS):
        total += number * 0.5 % 7.0
    return total


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes [s]."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    name = Path("/proc/cpuinfo")
    models = [line for line in name.read_text().splitlines() if "model name" in line] if name.exists() else []
    return {
        "system": platform.system(),
        "processor": models[0].partition(":")[2].strip() if models else platform.processor(),
        "cores": default_workers(),
        "python": platform.python_version(),
    }
