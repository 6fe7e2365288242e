"""Every file of a result is hashed: what was edited, cut, lost or added is named, and never used again."""

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from fake_kernel import FakeKernel, FakeLoaded

from sim.errors import StorageError
from sim.experiment.ensemble import Interrupted
from sim.experiment.results.listing import stored
from sim.experiment.results.reopening import reopen
from sim.experiment.results.verify import verify
from sim.experiment.running import gathering, making
from sim.experiment.running import threads as workers
from sim.experiment.running.running import run

N = 300
TABLES = ("outcomes.parquet", "inputs.parquet", "paths.parquet", "events.parquet")


def fake(root, **settings):
    return run(FakeLoaded(), **{"replications": N, "logs": 2, "out": root, "kernel": FakeKernel()} | settings)


def same(one, other):
    return (
        all(np.array_equal(one.outcomes[name], other.outcomes[name], equal_nan=True) for name in other.outcomes)
        and all(np.array_equal(one.paths[name], other.paths[name], equal_nan=True) for name in other.paths)
        and np.array_equal(one.events, other.events)
    )


def edit_table(file):
    """One number changed, as pandas writes it."""
    table = pd.read_parquet(file)
    names = dict(zip(TABLES, ("area", "attacker.people", "stock", "time"), strict=True))
    name = names[file.name]
    table.loc[1, name] = 0.25
    table.to_parquet(file)


def flip_a_bit(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def cut(file):
    file.write_bytes(file.read_bytes()[:-20])


WAYS = {"edited": edit_table, "flipped": flip_a_bit, "cut": cut, "missing": Path.unlink}
CASES = [(name, way) for name in TABLES for way in WAYS]


@pytest.mark.parametrize(("name", "way"), CASES)
def test_verify_names_the_file_that_is_not_as_it_was_written(tmp_path, name, way):
    folder = fake(tmp_path).folder
    WAYS[way](folder / name)
    kernel = FakeKernel()
    report = verify(folder, kernel=kernel)
    assert not report.equal
    assert [line.split()[0] for line in report.differences] == [name]
    assert kernel.ran == []


@pytest.mark.parametrize(("name", "way"), CASES)
def test_what_is_not_as_it_was_written_is_not_opened(tmp_path, name, way):
    folder = fake(tmp_path).folder
    WAYS[way](folder / name)
    [row] = stored(tmp_path, kernel=FakeKernel())
    with pytest.raises(StorageError, match=f"is damaged: .*{re.escape(name)}"):
        reopen(row, kernel=FakeKernel())


@pytest.mark.parametrize(("name", "way"), CASES)
def test_nor_used_again_but_computed_with_a_line_that_says_why(tmp_path, name, way, caplog):
    first = fake(tmp_path)
    WAYS[way](first.folder / name)
    again = fake(tmp_path)
    assert again.manifest["timings"]["replications_computed"] == N
    assert same(again, first)
    [line] = [record.getMessage() for record in caplog.records]
    assert f"is not used again: {name} " in line
    caplog.clear()
    assert fake(tmp_path).manifest["timings"]["replications_computed"] == 0
    assert caplog.records == []


def test_the_line_stands_on_stderr(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from fake_kernel import *; "
        "from sim.experiment.running.running import run; "
        "run(FakeLoaded(), replications=9, out=sys.argv[2], kernel=FakeKernel())"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parents[1] / "experiment"), str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""
    [file] = tmp_path.rglob("paths.parquet")
    file.unlink()
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout == ""
    assert told.stderr == f"salient: {file.parent} is not used again: paths.parquet is missing; computing it again\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["timings"].update(seconds=0.001),
        lambda content: content.update(failures=1),
        lambda content: content["scenario"].update(shift=0.5),
        lambda content: content["files"]["paths.parquet"].update(size=3),
        lambda content: content.pop("digest"),
        lambda content: content.pop("files"),
        lambda content: content.pop("git_commit"),
    ],
)
def test_a_manifest_that_was_changed_is_told(tmp_path, change, caplog):
    first = fake(tmp_path)
    file = first.folder / "manifest.json"
    content = json.loads(file.read_text())
    change(content)
    file.write_text(json.dumps(content))
    report = verify(first.folder, kernel=FakeKernel())
    assert not report.equal
    assert report.differences[0].startswith("manifest.json ")
    [row] = stored(tmp_path, kernel=FakeKernel())
    assert row.damage.startswith("manifest.json ")
    assert same(fake(tmp_path), first)
    assert "is not used again: manifest.json " in caplog.text


def test_a_manifest_laid_out_in_another_way_is_the_same(tmp_path):
    file = fake(tmp_path).folder / "manifest.json"
    content = json.loads(file.read_text())
    file.write_text(json.dumps(dict(reversed(content.items()))))
    assert verify(file.parent, kernel=FakeKernel()).equal


def test_verify_names_what_was_added(tmp_path):
    folder = fake(tmp_path).folder
    (folder / "notes.txt").write_text("mine")
    (folder / "Thumbs.db").write_text("left by a desktop")
    report = verify(folder, kernel=FakeKernel())
    assert report.differences == ("notes.txt is no file of this run",)
    assert reopen(stored(tmp_path, kernel=FakeKernel())[0], kernel=FakeKernel()).replications == N


def test_verify_compares_paths_and_logs_with_a_fresh_run(tmp_path):
    class Other(FakeKernel):
        def run_block(self, model, rows, **settings):
            block = super().run_block(model, rows, **settings)
            block.events["time"] += 0.25
            block.paths[:, 3, 1] += 0.5
            return block

    report = verify(fake(tmp_path).folder, kernel=Other())
    assert report.differences == (
        "daily path stock: a fresh run gives other numbers", "events: time is another in a fresh run",
    )  # fmt: skip
    assert verify(fake(tmp_path).folder, kernel=FakeKernel()).equal


def test_verify_counts_the_events_and_finds_other_failures(tmp_path):
    class Other(FakeKernel):
        def run_block(self, model, rows, **settings):
            return super().run_block(model, rows, **{**settings, "logs": min(settings["logs"], 1)})

    folder = fake(tmp_path, kernel=FakeKernel(fails=frozenset({5}))).folder
    other = Other(fails=frozenset({6}))
    differences = verify(folder, kernel=other).differences
    assert "other replications fail now; the first is 5" in differences
    assert "events: a fresh run logs 2 of them, stored were 4" in differences


# results from before


def as_written_before(folder):
    file = folder / "manifest.json"
    content = json.loads(file.read_text())
    for name in ("files", "digest"):
        content.pop(name, None)
    content["content"].pop("events", None)
    file.write_text(json.dumps(content))


def test_a_result_without_hashes_opens_with_a_note_and_is_computed_again(tmp_path, caplog):
    first = fake(tmp_path)
    as_written_before(first.folder)
    [row] = stored(tmp_path, kernel=FakeKernel())
    assert row.damage == ""
    assert row.run.note.startswith("it was written before results carried the hashes of their files; only its numbers")
    assert reopen(row, kernel=FakeKernel()).replications == N
    report = verify(first.folder, kernel=FakeKernel())
    assert report.equal
    assert report.notes == (row.run.note,)
    assert same(fake(tmp_path), first)
    assert "is not used again: it was written before results carried the hashes" in caplog.text
    assert stored(tmp_path, kernel=FakeKernel())[0].run.note == ""


def test_the_numbers_of_a_result_without_hashes_are_still_checked(tmp_path):
    folder = fake(tmp_path).folder
    as_written_before(folder)
    table = pd.read_parquet(folder / "outcomes.parquet").drop(columns="area")
    table["ending"] = table["ending"].astype("category")
    table.to_parquet(folder / "outcomes.parquet")
    with pytest.raises(StorageError, match="does not hold the numbers"):
        reopen(stored(tmp_path, kernel=FakeKernel())[0], kernel=FakeKernel())


# chunks of a run that was interrupted


def interrupted(root, monkeypatch, **settings):
    monkeypatch.setattr(making, "FIRST_CHUNK", 16)
    monkeypatch.setattr(workers, "LARGEST_CHUNK", 32)
    monkeypatch.setattr(gathering, "SECONDS_BETWEEN_SAVES", 0.0)
    with pytest.raises(Interrupted):
        fake(root, workers=1, kernel=FakeKernel(interrupt_at=150), **settings)
    [folder] = root.iterdir()
    return folder, sorted(folder.glob("*.npz"))


def with_arrays(change):
    """A chunk written again as NumPy writes it, with some numbers changed."""

    def edit(file):
        with np.load(file) as content:
            arrays = {name: content[name].copy() for name in content.files}
        change(arrays)
        written = io.BytesIO()
        np.savez(written, **arrays)
        file.write_bytes(written.getvalue())

    return edit


def other_area(arrays):
    arrays["outcomes"][:, 1] = 9.0


def no_such_ending(arrays):
    arrays["outcomes"][:, 2] = 77.0


def no_fault(arrays):
    arrays["faults"][:] = 3


def fewer_rows(arrays):
    arrays["outcomes"] = arrays["outcomes"][:-1]


@pytest.mark.parametrize(
    "harm",
    [with_arrays(other_area), with_arrays(no_such_ending), with_arrays(no_fault), with_arrays(fewer_rows), flip_a_bit,
     cut, lambda file: (file.unlink(), file.symlink_to("/dev/zero"))],
    ids=["edited", "a category that is none", "faults", "rows", "flipped", "cut", "a device"],
)  # fmt: skip
def test_a_chunk_that_is_not_as_it_was_written_is_computed_again(tmp_path, harm, monkeypatch):
    _, files = interrupted(tmp_path / "runs", monkeypatch)
    harm(files[1])
    kernel = FakeKernel()
    assert same(fake(tmp_path / "runs", kernel=kernel), fake(tmp_path / "whole"))
    assert 0 < sum(last - first for first, last in kernel.ran) < N
    assert len(list((tmp_path / "runs").iterdir())) == (2 if files[1].is_symlink() else 1)


def test_a_chunk_of_another_run_or_place_is_not_taken_over(tmp_path, monkeypatch, caplog):
    _, other = interrupted(tmp_path / "other", monkeypatch, seed=2)
    _, files = interrupted(tmp_path / "runs", monkeypatch)
    shutil.copyfile(other[0], files[0])
    files[1].write_bytes(files[2].read_bytes())
    assert same(fake(tmp_path / "runs"), fake(tmp_path / "whole"))
    assert caplog.text.count("is damaged; its replications are computed again") == 2
