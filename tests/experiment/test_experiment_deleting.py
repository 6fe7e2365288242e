"""Results kept on disk are removed one at a time, and nothing that no run wrote."""

import errno
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fake_kernel import FakeKernel
from stored_fakes import N, fake, fakes

from sim.errors import InputError, StorageError
from sim.experiment.results.listing import stored
from sim.experiment.results.removal import delete
from sim.experiment.store import folders as store


def test_deleting_removes_that_folder_and_no_other(tmp_path):
    fake(tmp_path, seed=2)
    one, other = fakes(tmp_path)
    delete(one, tmp_path)
    assert not one.folder.exists()
    assert [file.name for file in tmp_path.iterdir()] == [other.name]
    with pytest.raises(StorageError, match="not there any more"):
        delete(one, tmp_path)


def test_a_damaged_result_can_be_deleted(tmp_path):
    (fake(tmp_path).folder / "manifest.json").unlink()
    [one] = stored(tmp_path)
    delete(one, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_only_folders_of_the_root_are_deleted(tmp_path):
    [one] = fakes(tmp_path / "here")
    (tmp_path / "there").mkdir()
    for folder in (one.folder, tmp_path / "there" / ".." / "here" / one.name / "..", tmp_path):
        with pytest.raises(InputError, match="is no result folder of"):
            delete(replace(one, folder=folder), tmp_path / "there")
    assert one.folder.exists()


def test_a_folder_that_is_no_result_is_not_deleted(tmp_path):
    [one] = fakes(tmp_path)
    (tmp_path / "notes").mkdir()
    with pytest.raises(InputError, match="notes is no result folder"):
        delete(replace(one, folder=tmp_path / "notes"), tmp_path)
    assert (tmp_path / "notes").exists()


def test_a_link_is_not_followed(tmp_path):
    [one] = fakes(tmp_path / "elsewhere")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / one.name).symlink_to(one.folder)
    [linked] = stored(tmp_path / "root", kernel=FakeKernel())
    with pytest.raises(InputError, match="is a link"):
        delete(linked, tmp_path / "root")
    assert one.folder.exists()
    assert linked.folder.is_symlink()


def test_a_result_that_holds_something_else_is_not_deleted(tmp_path):
    folder = fake(tmp_path).folder
    (folder / "my notes.txt").write_text("keep me")
    [one] = stored(tmp_path, kernel=FakeKernel())
    with pytest.raises(InputError, match=r"holds my notes\.txt, which no run wrote"):
        delete(one, tmp_path)
    assert (folder / "my notes.txt").read_text() == "keep me"


def test_a_result_that_changed_since_it_was_listed_is_not_deleted(tmp_path):
    [one] = fakes(tmp_path)
    fake(tmp_path, replications=2 * N)
    with pytest.raises(StorageError, match="has changed since it was listed"):
        delete(one, tmp_path)
    assert store.read_manifest(one.folder)["replications"] == 2 * N


def test_a_change_at_the_last_moment_is_put_back(tmp_path, monkeypatch):
    [one] = fakes(tmp_path)
    rename = Path.rename

    def rename_and_change(self, target):
        moved = rename(self, target)
        if Path(target).name == "old":
            (Path(target) / "manifest.json").write_text("{}")
        return moved

    monkeypatch.setattr(Path, "rename", rename_and_change)
    with pytest.raises(StorageError, match="has changed since it was listed"):
        delete(one, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [one.name]


def test_what_the_disk_refuses_is_a_sentence_and_leaves_the_result(tmp_path, monkeypatch):
    [one] = fakes(tmp_path)

    def refuse(self, target):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StorageError, match=r"cannot be deleted \(Permission denied\)"):
        delete(one, tmp_path)
    assert one.folder.exists()


def busy(_, ignore_errors=False):
    if not ignore_errors:
        raise OSError(errno.EBUSY, "busy")


def test_a_removal_that_was_cut_short_is_ended_by_the_next(tmp_path, monkeypatch):
    fake(tmp_path, seed=2)
    one, other = fakes(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", busy)
        with pytest.raises(StorageError, match="taken from the list"):
            delete(one, tmp_path)
    assert [left.name for left in stored(tmp_path, kernel=FakeKernel())] == [other.name]
    delete(other, tmp_path)
    assert list(tmp_path.iterdir()) == []
