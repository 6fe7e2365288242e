"""No run, one run, a few runs: what is said is never more than they show, and nothing is no zero."""

import json
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from streamlit.testing.v1 import AppTest

import sim
from sim.analysis.comparison import differences, pair_numbers
from sim.analysis.drivers import median_numbers
from sim.analysis.survival.incidence import cumulative_incidence, first_events
from sim.analysis.uncertainty import (
    mean_interval,
    share_errors,
    share_intervals,
    share_numbers,
    standard_error,
    student_t95,
)
from sim.experiment.kernel import SalientKernel
from sim.report import charts
from sim.report.comparison.words import interval_sentence
from sim.report.words import numbers as words
from sim.report.words.outcomes import label
from tests.called import salient
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")

A, B = "kursk/undecided", "kursk/undecided-withdraw-now"
UNKNOWN = {"se": None, "low": None, "high": None}


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make replications fail: which of them, and in the scenarios of these names (all where none is given)."""
    whole, prepared = SalientKernel.run_block, SalientKernel.prepare

    def fail(*names: str, which: Any = lambda number: number >= 0) -> None:
        doomed: list[Any] = []

        def prepare(self: SalientKernel, loaded: Any) -> Any:
            made = prepared(self, loaded)
            if not names or loaded.name in names:
                doomed.append(made.model)
            return made

        def run_block(self: SalientKernel, model: Any, rows: Any, **settings: Any) -> Any:
            block = whole(self, model, rows, **settings)
            if any(model is one for one in doomed):
                numbers = np.arange(block.first, block.first + len(rows))
                block.faults[which(numbers)] = 1
                block.outcomes[which(numbers)] = np.nan
            return block

        monkeypatch.setattr(SalientKernel, "prepare", prepare)
        monkeypatch.setattr(SalientKernel, "run_block", run_block)
        monkeypatch.setattr(SalientKernel, "traceback_of", lambda *_: "made to fail")

    return fail


def numbers_of(content: Any) -> list[float]:
    """Every number of a nested JSON value that is no count."""
    if isinstance(content, dict):
        counts = {"n", "n_pairs"}
        return [one for key, value in content.items() if key not in counts for one in numbers_of(value)]
    return [content] if isinstance(content, int | float) and not isinstance(content, bool) else []


def opened(name: str, **query: str) -> AppTest:
    """A page of the app."""

    page = drawn(name, query)
    assert not page.exception
    return page


# no run


def test_a_summary_of_no_runs_has_no_sentence_and_no_number(
    failing: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    failing()
    code, out, err = salient(capsys, "run", A, "--replications", 12, "--out", tmp_path)
    assert code == 1
    assert "None of 12 runs could be finished" in out
    assert "foothold" not in out
    assert " 0" not in out.replace("None of 12", "")
    assert "none of 12 replications could be finished" in err
    assert "repeat it with: salient replay kursk/undecided --replication 0" in err
    assert any(tmp_path.rglob("manifest.json"))


@pytest.mark.parametrize("others", [[], ["b/x.yaml"]], ids=["alone", "beside another of its name"])
def test_the_command_that_repeats_a_failure_finds_the_file_it_is_about(
    others: list[str], failing: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "x.yaml").write_text(f"extends: tutorial/baseline\ntitle: in {folder}\nhorizon_days: 20\n")
    failing()
    _, _, err = salient(capsys, "run", "a/x.yaml", *others, "--replications", 12, "--set", "start=2030-05-02")
    command = err.splitlines()[0].partition("repeat it with: ")[2]
    assert command == "salient replay a/x.yaml --replication 0 --seed 1 --set start=2030-05-02"
    code, out, _ = salient(capsys, *shlex.split(command)[1:])
    assert (code, "replication 0" in out) == (0, True)


def test_an_uploaded_file_names_no_folder_of_the_machine() -> None:
    from sim.session.inputs.uploads import load_upload

    assert load_upload("mine", "extends: tutorial/baseline\n").reference == "mine.yaml"


def test_json_of_no_runs_is_null_throughout(failing: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    failing()
    code, out, _ = salient(capsys, "run", A, "--replications", 12, "--out", tmp_path, "--json")
    content = json.loads(out)
    assert code == 1
    assert (content["replications"], content["failures"]) == (12, 12)
    assert {entry["n"] for entry in content["outcomes"].values()} == {0}
    assert numbers_of(content["outcomes"]) == []


def test_several_scenarios_of_which_one_has_no_run_are_answered_but_for_that_one(
    failing: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    failing(B)
    code, out, err = salient(capsys, "run", A, B, "--replications", 40, "--out", tmp_path)
    assert code == 1
    assert out.count("could be finished") == 1
    assert out.count("the foothold is no longer held (35 km² or less) in") == 1
    assert err.count("salient:") == 1


@pytest.mark.parametrize("doomed", [A, B])
def test_a_comparison_of_which_one_scenario_has_no_run_shows_the_other_alone(
    failing: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path, doomed: str
) -> None:
    failing(doomed)
    command = ("compare", A, B, "kursk/undecided-hold", "--replications", 40, "--out", tmp_path)
    code, out, err = salient(capsys, *command)
    assert code == 1
    assert err.count("\n") == 1
    assert f"{doomed}: none of 40 replications could be finished" in err
    lines = [line for line in out.splitlines() if line.startswith("  ")]
    nothing = [line for line in lines if f"No run of {doomed} could be finished" in line]
    assert len(nothing) == (2 if doomed == A else 1)
    assert (len(lines) > len(nothing)) == (doomed == B)
    [row] = [line for line in out.splitlines() if line.startswith(f"{label('first_event')}: neither ")]
    assert row.count("%") == 2
    code, out, _ = salient(capsys, *command, "--json")
    content = json.loads(out)
    assert code == 1
    assert numbers_of(content["differences"][B]) == []
    assert bool(numbers_of(content["differences"]["kursk/undecided-hold"])) == (doomed == B)


def test_a_comparison_with_no_pair_says_so_and_no_more(
    failing: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    failing()
    few = ("--replications", 12, "--out", tmp_path)
    code, out, err = salient(capsys, "compare", A, B, *few)
    assert code == 1
    assert f"No run of {A} could be finished" in out
    assert "With " not in out
    assert "%" not in out.replace("95%", "")
    assert err.count("repeat it with") == 2
    code, out, _ = salient(capsys, "compare", A, B, *few, "--json")
    assert code == 1
    assert numbers_of(json.loads(out)["differences"]) == []


def test_where_some_runs_fail_only_whole_pairs_are_compared_and_counted(
    failing: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    failing(which=lambda number: number % 4 == 0)
    code, out, err = salient(capsys, "compare", A, B, "--replications", 40, "--out", tmp_path)
    assert code == 0
    assert f"10 of {A} and 10 of {B} failed; only whole pairs are compared" in " ".join(out.split())
    assert err.count("10 replications failed and are left out") == 2
    code, out, _ = salient(capsys, "compare", A, B, "--replications", 40, "--out", tmp_path, "--json")
    assert code == 0
    assert json.loads(out)["differences"][B]["holder_lost"]["n_pairs"] == 30


def test_runs_that_fail_in_one_scenario_alone_break_their_pairs(
    failing: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    failing(B, which=lambda number: number % 4 == 0)
    command = ("compare", A, B, "--replications", 40, "--out", tmp_path)
    code, out, err = salient(capsys, *command)
    assert code == 0
    assert f"Of 40 runs each, 10 of {B} failed; only whole pairs are compared" in " ".join(out.split())
    assert err.count("10 replications failed and are left out") == 1
    _, out, _ = salient(capsys, *command, "--json")
    content = json.loads(out)
    assert [run["failures"] for run in content["runs"]] == [0, 10]
    assert [run["outcomes"]["holder_lost"]["n"] for run in content["runs"]] == [40, 30]
    assert content["differences"][B]["holder_lost"]["n_pairs"] == 30


def test_a_stored_result_of_no_runs_opens_as_one_sentence(
    failing: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing()
    monkeypatch.setenv("SALIENT_RESULTS", str(tmp_path))
    pair = sim.compare([A, B], replications=12, out=tmp_path)
    page = opened("runs", open=",".join(one.folder.name for one in pair))
    assert [one.value for one in page.title] == ["No run of A and B could be finished: there is nothing to compare"]
    assert "None of 12 runs" in page.error[0].value
    assert not page.metric


def test_summarise_of_no_runs_is_null_and_its_curves_are_no_number(failing: Any) -> None:
    failing()
    nothing = sim.run(A, replications=12)
    assert numbers_of(sim.summarise(nothing)["outcomes"]) == []
    assert np.isnan(first_events(nothing.arrays).shares["neither"]).all()
    assert np.isnan(cumulative_incidence(nothing.arrays, "truce").share).all()


def test_the_title_of_a_comparison_without_runs_is_no_finding(failing: Any) -> None:
    failing()

    page = opened("compare", seed="987")
    [title] = [one.value for one in page.title]
    assert title == "No run of A and B could be finished: there is nothing to compare"


# one run


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_one_run_has_a_share_and_no_interval(value: float) -> None:
    assert share_numbers(np.array([value, np.nan])) == {"n": 1, "mean": value, **UNKNOWN}
    assert share_numbers(np.array([np.nan])) == {"n": 0, "mean": None, **UNKNOWN}


def test_the_error_of_one_value_is_not_known_anywhere() -> None:
    one = np.array([30.0])
    assert standard_error(one) is None
    assert standard_error(np.array([])) is None
    assert mean_interval(one) == (30.0, None, None, None)
    assert median_numbers(one) == {"n": 1, "median": 30.0, **UNKNOWN}
    assert np.isnan(share_errors(np.array([5.0]), np.arange(9.0))).all()
    assert np.isnan(share_intervals(np.array([0.0, 1.0]), np.zeros(2), 1)).all()


@pytest.mark.parametrize("share", [False, True])
@pytest.mark.parametrize("change", [0.0, 1.0])
def test_one_pair_has_a_difference_and_no_interval(share: bool, change: float) -> None:
    numbers = pair_numbers(np.array([change]), share=share)
    assert numbers == {"mean": change, **UNKNOWN, "p_greater": change, "p_equal": 1.0 - change, "n_pairs": 1}


def test_json_of_one_run_has_no_error_and_no_interval(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = salient(capsys, "compare", A, B, "--replications", 1, "--out", tmp_path, "--json")
    content = json.loads(out)

    def unknown(entry: Any) -> list[Any]:
        if not isinstance(entry, dict):
            return []
        own = [entry[key] for key in UNKNOWN if key in entry and not isinstance(entry[key], dict)]
        return own + [one for value in entry.values() for one in unknown(value)]

    found = [*unknown(content["runs"]), *unknown(content["differences"])]
    assert len(found) > 200
    assert set(found) == {None}


def test_text_of_one_run_says_that_it_is_too_few(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = salient(capsys, "compare", A, B, "--replications", 1, "--out", tmp_path)
    assert code == 0
    assert "1 pair, too few to tell)" in out
    assert " to +" not in out
    assert "100%" not in out
    code, out, _ = salient(capsys, "run", A, "--replications", 1, "--out", tmp_path)
    assert code == 0
    assert "Only 1 run: too few to tell." in out
    assert out.count("1 run, too few to tell") > 20
    assert "9 runs in 10" not in out
    assert "%" not in out


@pytest.mark.parametrize("n", [1, 2, 3])
def test_charts_of_few_runs_are_drawn(n: int) -> None:
    pair = [one.arrays for one in sim.compare([A, B], replications=n)]
    entry = differences(*pair)["holder_lost"]
    for name in ("holder_lost", "area_end_km2", "holder_captured"):
        _, frame = charts.paired_differences(*pair, name, "light", "people", letter="B")
        assert len(frame)
    _, frame = charts.event_curves(pair, "truce")
    assert frame["low"].isna().all() == (n == 1)
    assert (words.TOO_FEW in interval_sentence(entry, "persons")) == (n == 1)


@pytest.mark.parametrize(("runs", "said"), [("1", "Only 1 run: too few"), ("3", "Only 3 runs: too few")])
@pytest.mark.parametrize("name", ["outlook", "compare"])
def test_a_page_of_few_runs_says_that_they_are_few(name: str, runs: str, said: str) -> None:
    page = opened(name, runs=runs, seed="4321")
    assert any(said in one.value for one in page.warning)
    assert not any("could not be made" in one.value for one in page.error)
    assert not any("No clear difference" in one.value for one in page.title)


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("names", [(A,), (A, B)])
def test_a_stored_result_of_few_runs_is_drawn_and_says_that_it_is_few(
    n: int, names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALIENT_RESULTS", str(tmp_path))
    stored = sim.compare(names, replications=n, out=tmp_path)
    page = opened("runs", open=",".join(one.folder.name for one in stored))
    assert any(one.value.startswith(f"Only {n} run") for one in page.warning)
    assert not page.error


# a few runs


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 15, 62])
def test_student_t_is_that_of_scipy(degrees: int) -> None:
    assert student_t95(degrees) == pytest.approx(stats.t.ppf(0.975, degrees), rel=3e-3)


@pytest.mark.parametrize("values", [[1.0, 4.0], [3.0, 3.0, 9.0], [0.0, 0.0, 2.0, 8.0, 8.5]])
def test_the_interval_of_few_values_is_that_of_the_textbook(values: list[float]) -> None:
    mean, error, low, high = mean_interval(values)
    scipy = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert (mean, error) == pytest.approx((np.mean(values), stats.sem(values)))
    assert (low, high) == pytest.approx((scipy.low, scipy.high), abs=3e-3 * (scipy.high - scipy.low))


@pytest.mark.parametrize("n", [2, 5, 19])
def test_few_values_that_are_all_alike_do_not_show_that_there_is_no_spread(n: int) -> None:
    assert mean_interval(np.full(n, 30.0)) == (30.0, 0.0, None, None)
    assert pair_numbers(np.full(n, -1.0))["low"] is None


def test_many_values_that_are_all_alike_have_no_spread() -> None:
    assert mean_interval(np.full(20, 30.0)) == (30.0, 0.0, 30.0, 30.0)


@pytest.mark.parametrize("change", [-1.0, 0.0, 1.0])
def test_a_share_that_changes_alike_in_three_pairs_may_change_otherwise_in_the_next(change: float) -> None:
    numbers = pair_numbers(np.full(3, change), share=True)
    reach = 1.0 - 0.05 ** (1.0 / 3.0)  # Hanley and Lippman-Hand 1983
    assert numbers["low"] == pytest.approx(max(-1.0, change - reach))
    assert numbers["high"] == pytest.approx(min(1.0, change + reach))


def test_few_runs_are_counted_and_not_told_as_hundredths(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert words.frequency({"kind": "share", **share_numbers(np.array([0.0, 1.0]))}) == "1 of 2 futures"
    assert words.frequency({"kind": "share", **share_numbers(np.array([1.0, 1.0, 0.0]))}) == "2 of 3 futures"
    _, out, _ = salient(capsys, "run", A, "--replications", 3, "--out", tmp_path)
    assert "of 10 " not in out
    assert "9 runs in 10" not in out
    assert "67%" not in out


@pytest.mark.parametrize("n", [2, 3, 5, 19, 20, 63, 64])
def test_the_interval_of_a_share_holds_the_share_and_stays_a_share(n: int) -> None:
    for count in range(n + 1):
        numbers = share_numbers(np.arange(n) < count)
        assert numbers["mean"] == count / n
        assert 0.0 <= numbers["low"] <= numbers["mean"] <= numbers["high"] <= 1.0
        assert numbers["high"] - numbers["low"] > 1.0 / n
