"""The bench judges by ratios only, and reports each bar beside what was measured."""

from dataclasses import replace

import pytest

from sim.experiment import bench as measuring

MIDDLE = {
    "step": 60e-9,
    "simpy": 0.03,
    "replication": 110e-6,
    "resumption": 120e-9,
    "one_core": 300.0,
    "two_cores": 590.0,
    "scaling": 1.9,
    "compare": 0.6,
}

BARE, COMPILING = measuring.Start(16.0, 16.0, 60e-9), measuring.Start(12.0, 12.0, 60e-9)
WARM = measuring.Start(0.7, 0.7, 60e-9)


class StoodStill:
    """Stands in for the real work: every round measures the same."""

    resumptions = 2000.0

    def __init__(self, middle: dict[str, float]) -> None:
        self.middle = middle

    def measure(self) -> dict[str, float]:
        return self.middle


def bench_of(monkeypatch: pytest.MonkeyPatch, **changed: float) -> dict[str, object]:
    monkeypatch.setattr(measuring, "Work", lambda: StoodStill(MIDDLE | changed))
    monkeypatch.setattr(measuring, "starts", lambda: (BARE, COMPILING, WARM))
    monkeypatch.setattr(measuring, "default_workers", lambda: 2)
    return measuring.bench()


def test_a_machine_that_meets_every_bar_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    result = bench_of(monkeypatch)
    assert result["passed"]
    assert [bar["met"] for bar in result["bars"]] == [True] * 9 + [None]  # type: ignore[index, attr-defined]


@pytest.mark.parametrize("ratio", ["one_core", "two_cores", "scaling"])
def test_a_missed_ratio_fails(monkeypatch: pytest.MonkeyPatch, ratio: str) -> None:
    assert not bench_of(monkeypatch, **{ratio: 1.0})["passed"]


@pytest.mark.parametrize("duration", ["replication", "resumption", "compare"])
def test_a_slow_machine_is_told_so_and_passes(monkeypatch: pytest.MonkeyPatch, duration: str) -> None:
    result = bench_of(monkeypatch, **{duration: 10.0})
    assert result["passed"]
    assert False in [bar["met"] for bar in result["bars"]]  # type: ignore[index, attr-defined]


def test_a_machine_half_as_fast_meets_what_it_met(monkeypatch: pytest.MonkeyPatch) -> None:
    slower = {name: 2.0 * MIDDLE[name] for name in ("step", "replication", "resumption", "compare", "simpy")}
    result = bench_of(monkeypatch, **slower)
    bars = {bar["name"]: bar for bar in result["bars"]}  # type: ignore[attr-defined]
    one = bars["compiled, Kursk baseline of 90 days, one core"]
    assert (one["value"], one["bar"], one["met"]) == (220.0, "at most 160", True)
    assert one["steps"] < one["steps_bar"] == pytest.approx(2560.0)


def test_a_fast_machine_flatters_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    result = bench_of(monkeypatch, step=30e-9, replication=100e-6)
    [one, *_] = result["bars"]  # type: ignore[misc]
    assert (one["value"], one["met"]) == (100.0, False)


def test_compiling_has_a_budget_in_replications(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "default_workers", lambda: 2)
    [*_, within] = measuring.start_bars(BARE, COMPILING, WARM, MIDDLE)
    [*_, beyond] = measuring.start_bars(BARE, replace(COMPILING, cpu=16.0), WARM, MIDDLE)
    assert (within.value, within.met, within.ratio) == (376.7, True, True)
    assert (beyond.met, beyond.ratio) == (False, True)


def test_bytecode_is_in_a_first_run_but_no_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "default_workers", lambda: 2)
    [first, _, compiling] = measuring.start_bars(replace(BARE, seconds=25.0, cpu=25.0), COMPILING, WARM, MIDDLE)
    assert (first.value, first.met) == (25.0, False)
    assert compiling.value == 376.7


def test_a_start_that_compiles_has_bytecode_and_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    caches = []

    def seen(environment: dict[str, str]) -> measuring.Start:
        caches.append((environment["SALIENT_CACHE"], environment["PYTHONPYCACHEPREFIX"]))
        return measuring.Start(float(len(caches)), 0.0, 60e-9)

    monkeypatch.setattr(measuring, "started", seen)
    bare, compiling, warm = measuring.starts()
    assert [one.seconds for one in (bare, compiling, warm)] == [1.0, 2.0, 4.0]
    [(first, bytecode), *others] = caches
    assert bytecode not in (first, others[0][0])
    assert others == [(others[0][0], bytecode)] * 4
    assert others[0][0] != first


def test_scaling_is_not_judged_on_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "default_workers", lambda: 1)
    assert measuring.ratio_bar("scaling", 1.0, 1.7, cores=2).met is None
