"""The bench judges by ratios only, and reports each bar beside what was measured."""

import pytest

from sim.experiment import bench as measuring

MIDDLE = {
    "replication": 300e-6,
    "resumption": 150e-9,
    "one_core": 60.0,
    "two_cores": 110.0,
    "scaling": 1.9,
    "compare": 0.6,
}


class StoodStill:
    """Stands in for the real work: every round measures the same."""

    resumptions = 2000.0

    def __init__(self, middle: dict[str, float]) -> None:
        self.middle = middle

    def measure(self) -> dict[str, float]:
        return self.middle


def bench_of(monkeypatch: pytest.MonkeyPatch, **changed: float) -> dict[str, object]:
    monkeypatch.setattr(measuring, "Work", lambda: StoodStill(MIDDLE | changed))
    monkeypatch.setattr(measuring, "starts", lambda: (20.0, 1.5))
    monkeypatch.setattr(measuring, "default_workers", lambda: 2)
    return measuring.bench()


def test_a_machine_that_meets_every_bar_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    result = bench_of(monkeypatch)
    assert result["passed"]
    assert [bar["met"] for bar in result["bars"]] == [True] * 8 + [None]  # type: ignore[index, attr-defined]


@pytest.mark.parametrize("ratio", ["one_core", "two_cores", "scaling"])
def test_a_missed_ratio_fails(monkeypatch: pytest.MonkeyPatch, ratio: str) -> None:
    assert not bench_of(monkeypatch, **{ratio: 1.0})["passed"]


@pytest.mark.parametrize("duration", ["replication", "resumption", "compare"])
def test_a_slow_machine_is_told_so_and_passes(monkeypatch: pytest.MonkeyPatch, duration: str) -> None:
    result = bench_of(monkeypatch, **{duration: 10.0})
    assert result["passed"]
    assert False in [bar["met"] for bar in result["bars"]]  # type: ignore[index, attr-defined]


def test_scaling_is_not_judged_on_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "default_workers", lambda: 1)
    assert measuring.ratio_bar("scaling", 1.0, 1.7, cores=2).met is None
