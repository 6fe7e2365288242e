"""A precision that is asked for: how often it is what it says, and what happens where it is not reached."""

import functools
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim.experiment.running.running
from sim.experiment.kernel import SalientKernel
from tests.called import salient

A, B = "kursk/undecided", "kursk/undecided-hold"


@pytest.fixture
def at_most_600(monkeypatch: pytest.MonkeyPatch) -> None:
    """No run may have more than 600 replications."""
    for name in ("run", "compare"):
        whole = getattr(sim.experiment.running.running, name)
        monkeypatch.setattr(sim.experiment.running.running, name, functools.partial(whole, max_replications=600))


@pytest.mark.usefixtures("at_most_600")
def test_a_precision_that_is_not_reached_is_an_answer_that_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    command = ("run", A, "--precision", "truce_in_force=0.01", "--out", tmp_path)
    code, out, err = salient(capsys, *command)
    assert code == 1
    assert "People killed or wounded, 9 runs in 10" in out
    assert out.count("95%") > 10
    assert "The precision asked for is not reached: after 600 replications" in out
    assert err.count("\n") == 1
    assert "half-width of truce_in_force is 0.0" in err
    assert "0.01 was wanted" in err
    code, out, _ = salient(capsys, *command, "--json")
    asked = json.loads(out)["precision"]
    assert code == 1
    assert asked["enough"] is False
    assert asked["half_width_reached"] > asked["half_width_wanted"] == 0.01


@pytest.mark.usefixtures("at_most_600")
def test_a_comparison_short_of_its_precision_says_so_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    command = ("compare", A, B, "--precision", "holder_lost=0.5", "--out", tmp_path)
    code, out, err = salient(capsys, *command)
    assert code == 1
    assert f"{B} against {A}" in out
    assert "The precision asked for is not reached" in out
    assert err.count("the precision asked for is not reached") == 2
    code, out, _ = salient(capsys, *command, "--json")
    assert code == 1
    assert [run["precision"]["enough"] for run in json.loads(out)["runs"]] == [False, False]


def test_a_precision_that_is_reached_leaves_with_0(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = salient(capsys, "run", A, "--precision", "0.2", "--out", tmp_path, "--json")
    content = json.loads(out)
    assert (code, err) == (0, "")
    assert content["precision"]["enough"] is True
    assert content["replications"] == 1024


def test_a_number_of_replications_has_no_word_on_precision(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = salient(capsys, "run", A, "--replications", 20, "--out", tmp_path, "--json")
    assert "precision" not in json.loads(out)


def test_where_no_run_can_be_finished_no_precision_is_sought(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    whole = SalientKernel.run_block

    def run_block(self, model, rows, **settings):
        block = whole(self, model, rows, **settings)
        block.faults[:] = 1
        block.outcomes[:] = np.nan
        return block

    monkeypatch.setattr(SalientKernel, "run_block", run_block)
    code, out, err = salient(capsys, "run", A, "--precision", "0.01", "--out", tmp_path, "--json")
    content = json.loads(out)
    assert code == 1
    assert content["replications"] == content["failures"] == 512
    assert content["precision"] == {
        "outcome": "foothold_ended", "half_width_wanted": 0.01, "half_width_reached": None, "enough": False
    }  # fmt: skip
    assert err.count("\n") == 1
    assert "none of 512 replications could be finished" in err


# what the docs say of it


def benchmark() -> Any:
    """The module benchmarks.precision_coverage, also where the repository's root is not on the path."""
    name = "benchmarks_precision_coverage"
    if name not in sys.modules:
        file = Path(__file__).parents[2] / "benchmarks" / "precision_coverage.py"
        spec = importlib.util.spec_from_file_location(name, file)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def test_the_published_coverage_is_that_of_200_seeds_and_two_outcomes_or_more() -> None:
    script = benchmark()
    report = json.loads(script.NUMBERS.read_text(encoding="utf-8"))
    assert report["seeds"] == 200
    assert report["truth_replications"] >= 200_000
    assert len(report["lines"]) >= 2
    assert all(line["in_use"]["held"] >= 0.93 for line in report["lines"])


def test_the_page_on_uncertainty_shows_the_published_coverage() -> None:
    script = benchmark()
    report = json.loads(script.NUMBERS.read_text(encoding="utf-8"))
    page = script.PAGE.read_text(encoding="utf-8")
    assert f"{script.START}\n{script.table(report)}\n{script.END}" in page
    assert script.COMMAND in page


@pytest.mark.parametrize(("held", "share"), [(200, 1.0), (190, 0.95), (0, 0.0)])
def test_coverage_is_a_share_with_an_interval_of_its_own(held: int, share: float) -> None:
    coverage = benchmark().Coverage.of([True] * held + [False] * (200 - held))
    assert coverage.held == share
    assert coverage.low <= share <= coverage.high
    if held == 190:
        # 190 of 200: .9104 to .9726 (statsmodels.stats.proportion.proportion_confint, method wilson)
        assert (coverage.low, coverage.high) == (0.9104, 0.9726)
