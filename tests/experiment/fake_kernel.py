"""A stand-in for the model and the engine: outcomes are simple sums of the parameter row, at once."""

import threading
import time
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np

from sim.experiment.design.unit_cube import uniforms
from sim.experiment.inputs import Input
from sim.experiment.kernel import Prepared

HORIZON = 10
WIDTH = 12
EVENT = np.dtype([("replication", "i8"), ("time", "f8"), ("process", "i4"), ("kind", "i4"), ("subject", "i4"),
                  ("value_a", "f8"), ("value_b", "f8")])  # fmt: skip


@dataclass(frozen=True)
class FakeOutcome:
    name: str
    kind: str
    categories: tuple[str, ...] = ()
    unit: str = ""
    about: str = ""


@dataclass(frozen=True)
class FakeSeries:
    name: str
    unit: str = ""
    about: str = ""


DRAWN = (
    Input("attacker.people", "persons", "People of the attacker", "parameter", (), 0, 0.0, 1.0, "uniform [0, 1]",
          "reported", "a-map"),
    Input("talks.mode", "choice", "How they talk", "form", ("openly", "apart", "not"), 3),
    Input("supply.cut", "yes/no", "Whether the road is cut on day 0", "chance", (), 7),
)  # fmt: skip


@dataclass(frozen=True)
class FakeBlock:
    first: int
    outcomes: np.ndarray
    paths: np.ndarray
    faults: np.ndarray
    events: np.ndarray


@dataclass(frozen=True)
class FakeLoaded:
    name: str = "fake/baseline"
    hash: str = "0123456789abcdef"
    shift: float = 0.0
    changed: tuple[str, ...] = ()


@dataclass
class FakeKernel:
    """Counts what it runs; fails where asked to; stops with Ctrl-C after so many blocks."""

    fails: frozenset[int] = frozenset()
    interrupt_at: int | None = None
    seconds_per_block: float = 0.0
    meeting: threading.Barrier | None = None  # where every thread waits for the others with its first block
    results_version: int = 1
    outcomes: tuple[FakeOutcome, ...] = (
        FakeOutcome("foothold_ended", "share"),
        FakeOutcome("area", "amount"),
        FakeOutcome("ending", "category", ("holds", "withdraws", "falls")),
        FakeOutcome("truce_day", "day"),
    )
    path_names: tuple[str, ...] = ("area", "stock")
    event_words: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"kind": ("starts", "ends")})
    ran: list[tuple[int, int]] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    def available(self, executor):
        return True

    def describe(self, loaded):
        return {"name": loaded.name, "hash": loaded.hash, "shift": loaded.shift}

    def load_described(self, description):
        return FakeLoaded(**description)

    def prepare(self, loaded):
        return Prepared(
            model=SimpleNamespace(shift=loaded.shift),
            fill=lambda uniforms: uniforms.copy(),
            varying=frozenset({0, 3, 7}),
            chance=frozenset({7}),
            width=WIDTH,
            horizon_days=HORIZON,
        )

    def _meet_at_first(self):
        if threading.get_ident() not in self.threads:
            self.threads.add(threading.get_ident())
            if self.meeting is not None:
                self.meeting.wait(timeout=60.0)

    @property
    def series(self):
        return tuple(FakeSeries(name, "km²", f"{name} by day") for name in self.path_names)

    def inputs(self, loaded):
        return DRAWN

    def inputs_of(self, loaded, seed, replications, *, first=0, design="sobol"):
        columns = [one.column for one in DRAWN]
        draws = uniforms(seed, first, first + replications, columns, width=WIDTH, chance=(7,), design=design)
        people, mode, cut = draws[:, columns].T
        options = np.array(DRAWN[1].options)
        given = [people, options[(mode * 3).astype(int)], cut < 0.5]
        return {one.path: values for one, values in zip(DRAWN, given, strict=True)}

    def run_block(self, model, rows, *, seed, first, executor, paths, logs):
        self._meet_at_first()
        if self.seconds_per_block:
            time.sleep(self.seconds_per_block)
        n = len(rows)
        if self.interrupt_at is not None and first + n > self.interrupt_at:
            raise KeyboardInterrupt
        self.ran.append((first, first + n))
        number = np.arange(first, first + n)
        area = rows[:, 0] + rows[:, 3] + rows[:, 7] + model.shift
        outcomes = np.stack(
            [area > 1.5, area, np.floor(rows[:, 3] * 3), np.where(rows[:, 7] < 0.5, 10 * rows[:, 0], np.nan)],
            axis=1,
        ).astype(float)
        days = np.arange(HORIZON + 1)
        series = np.stack([area[:, None] * days, rows[:, :1] + 0 * days], axis=2).astype(np.float32)
        events = np.zeros(min(logs, n) * 2, dtype=EVENT)
        events["replication"] = np.repeat(number[:logs], 2)
        events["kind"] = np.tile([0, 1], min(logs, n))
        events["time"] = np.tile([0.5, 1.5], min(logs, n))
        faults = np.array([3 if k in self.fails else 0 for k in number], dtype=np.int64)
        kept = series if paths else np.zeros((0, HORIZON + 1, 2), dtype=np.float32)
        return FakeBlock(first, outcomes, kept, faults, events)

    def fault_message(self, code):
        return f"fault {code}: a delay is not a number"

    def traceback_of(self, model, row, seed, replication):
        return f"Traceback of replication {replication}: row starts with {row[0]}"
