"""Results kept on disk are listed, whatever their state."""

import errno
import os
from pathlib import Path

import pytest
from fake_kernel import FakeKernel
from stored_fakes import N, fake

from sim.errors import StorageError
from sim.experiment.ensemble import Interrupted
from sim.experiment.results.listing import look, stored, unfinished
from sim.experiment.results.reopening import reopen
from sim.experiment.running import making
from sim.experiment.running.running import run
from sim.scenario.loading import load


def test_no_folder_means_no_results(tmp_path):
    assert stored(tmp_path / "nowhere") == ()
    assert unfinished(tmp_path / "nowhere") == ()


def test_each_result_is_listed_newest_first_with_what_its_manifest_says(tmp_path):
    first, second = fake(tmp_path, seed=1), fake(tmp_path, seed=2, kernel=FakeKernel(fails=frozenset({5})))
    os.utime(first.folder / "manifest.json", ns=(10**18, 10**18))
    newest, oldest = stored(tmp_path, kernel=FakeKernel())
    assert (newest.folder, oldest.folder) == (second.folder, first.folder)
    assert (newest.run.name, newest.run.seed, newest.run.replications, newest.run.failures) == (
        "fake/baseline", 2, N, 1,
    )  # fmt: skip
    assert newest.current
    assert newest.run.stale == ()
    assert oldest.written.year == 2001
    assert newest.size_bytes == sum(file.stat().st_size for file in second.folder.iterdir())
    assert newest.files == ("events.parquet", "inputs.parquet", "manifest.json", "outcomes.parquet", "paths.parquet")


def test_a_shipped_scenario_is_listed_with_its_title(tmp_path):
    run(load("tutorial/baseline", ["horizon_days=30"]), replications=5, out=tmp_path)
    [one] = stored(tmp_path)
    assert one.run.title == load("tutorial/baseline").scenario.title
    assert (one.run.sets, one.run.horizon_days) == (("horizon_days=30",), 30)


def test_what_another_version_made_is_stale_and_says_why(tmp_path):
    fake(tmp_path)
    [one] = stored(tmp_path, kernel=FakeKernel(results_version=2))
    assert not one.current
    assert not one.damage
    assert one.run.stale == ("model 1, now 2",)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json is missing"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "manifest.json cannot be read"),
        (lambda folder: (folder / "manifest.json").write_text('{"name": 3}'), "manifest.json cannot be read"),
        (lambda folder: (folder / "outcomes.parquet").unlink(), "outcomes.parquet is missing"),
        (lambda folder: (folder / "outcomes.parquet").write_bytes(b""), "outcomes.parquet is cut short"),
        (lambda folder: (folder / "paths.parquet").write_bytes(b"PAR1 half"), "paths.parquet is cut short"),
        (lambda folder: (folder / "events.parquet").unlink(), "events.parquet is missing"),
    ],
)
def test_a_damaged_result_is_listed_with_a_sentence_and_does_not_open(tmp_path, harm, says):
    harm(fake(tmp_path).folder)
    [one] = stored(tmp_path, kernel=FakeKernel())
    assert one.damage.startswith(says)
    assert not one.current
    with pytest.raises(StorageError, match=r"is damaged: .*; delete it and run the scenario again"):
        reopen(one, kernel=FakeKernel())


def test_folders_that_no_run_wrote_are_not_listed(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "manifest.json").write_text('{"name": "something else"}')
    (tmp_path / "file").write_text("")
    assert stored(tmp_path) == ()


def test_a_folder_that_cannot_be_read_is_listed_with_a_sentence(tmp_path, monkeypatch):
    closed = fake(tmp_path).folder
    iterdir = Path.iterdir

    def refuse(self):
        if self == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return iterdir(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    [one] = stored(tmp_path)
    assert one.damage == "the folder cannot be read (Permission denied); make it readable"
    assert one.run is None


def test_a_root_that_cannot_be_read_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="the folder of results cannot be read"):
        stored(tmp_path / "file")


def test_an_interrupted_run_is_no_result_but_unfinished(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "FIRST_CHUNK", 16)
    with pytest.raises(Interrupted):
        fake(tmp_path, replications=300, workers=1, kernel=FakeKernel(interrupt_at=150))
    assert stored(tmp_path) == ()
    [begun] = unfinished(tmp_path)
    assert begun.name.startswith("fake-baseline-seed1-")
    assert begun.size_bytes > 0


def test_a_folder_never_written_is_nothing(tmp_path):
    assert look(tmp_path / "nothing") is None
