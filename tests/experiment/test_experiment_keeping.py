"""Results of the app are kept as those of the command line, and compared where their luck is the same."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from fake_kernel import FakeKernel, FakeLoaded
from stored_fakes import N, fake, fakes

import sim.cli.runs.ensembles
from sim.errors import SalientError, StorageError
from sim.experiment.results import keeping
from sim.experiment.results.keeping import keep
from sim.experiment.results.pairing import why_unpaired
from sim.experiment.running.running import run
from sim.experiment.store import folders as store
from sim.experiment.store import parquet
from sim.scenario.loading import load

THEATRES = {"kursk": ("kursk/hold", "kursk/withdraw-now"), "tutorial": ("tutorial/baseline", "tutorial/leave-early")}


def test_results_of_the_app_are_kept_as_the_command_line_keeps_them(tmp_path):
    scenarios = [load(name, ["horizon_days=30"]) for name in THEATRES["tutorial"]]
    kept = keep(scenarios, replications=N, seed=3, root=tmp_path)
    assert [one.run.name for one in kept] == list(THEATRES["tutorial"])
    assert all(one.current and one.folder.parent == tmp_path for one in kept)
    assert keeping.KEPT_LOGS == sim.cli.runs.ensembles.KEPT_LOGS
    again = run(scenarios[0], replications=N, seed=3, out=tmp_path, logs=keeping.KEPT_LOGS)
    assert again.manifest["timings"]["replications_computed"] == 0
    assert keep(scenarios, replications=N, seed=3, root=tmp_path) == kept


def test_keeping_fewer_runs_leaves_the_longer_result(tmp_path):
    [longer] = keep([FakeLoaded()], replications=N, seed=1, root=tmp_path, kernel=FakeKernel())
    [same_folder] = keep([FakeLoaded()], replications=10, seed=1, root=tmp_path, kernel=FakeKernel())
    assert same_folder == longer


def test_a_full_disk_is_said_in_one_sentence(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(parquet, "write_paths", full)
    with pytest.raises(StorageError, match="No space left on device"):
        keep([FakeLoaded()], replications=N, seed=1, root=tmp_path, kernel=FakeKernel())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SalientError, match="cannot write results"):
        keep([FakeLoaded()], replications=N, seed=1, root=tmp_path / "file", kernel=FakeKernel())


def test_one_rule_says_where_results_are_kept(monkeypatch, tmp_path):
    monkeypatch.delenv(store.ROOT_VARIABLE, raising=False)
    assert store.chosen_root() == Path("results")
    monkeypatch.setenv(store.ROOT_VARIABLE, str(tmp_path))
    assert store.chosen_root() == tmp_path


def test_results_with_the_same_luck_can_be_compared(tmp_path):
    other = FakeLoaded(name="fake/other", hash="fedcba9876543210", shift=1.0)
    fake(tmp_path)
    pair = fakes(tmp_path, loaded=other)
    assert why_unpaired(pair) == ""
    assert why_unpaired(pair[:1]) == ""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"seed": 2}, "their luck differs, so runs cannot be paired; run {second} again with seed 1."),
        ({"replications": 90}, "run {first} with 90 replications, which adds to those it has."),
        ({"map": "another"}, "stand on different maps"),
        ({"horizon_days": 30}, "looks 10 days ahead, {second} 30 days"),
        ({"design": "random"}, "draw their luck in different ways"),
        ({"versions": (("salient", "0.0"),)}, "made by different versions of the model"),
    ],
)
def test_others_are_told_what_to_do(tmp_path, change, says):
    [one] = fakes(tmp_path)
    other = replace(one, run=replace(one.run, name="second", **change))
    assert says.format(first=one.run.name, second="second") in why_unpaired([one, other])


def test_damaged_or_too_many_results_are_not_compared(tmp_path):
    [one] = fakes(tmp_path)
    assert "is damaged and cannot be compared" in why_unpaired([one, replace(one, damage="cut short")])
    assert "select at most 4" in why_unpaired([one] * 5)
