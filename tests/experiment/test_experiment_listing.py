"""Results kept on disk: listed whatever their state, opened with the numbers they had, removed one at a time."""

import errno
import hashlib
import json
import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fake_kernel import FakeKernel, FakeLoaded

import sim.cli.ensembles
from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.errors import InputError, SalientError, StorageError
from sim.experiment.ensemble import Interrupted
from sim.experiment.kernel import SalientKernel
from sim.experiment.results import keeping
from sim.experiment.results.keeping import keep
from sim.experiment.results.listing import look, stored, unfinished
from sim.experiment.results.pairing import why_unpaired
from sim.experiment.results.removal import delete
from sim.experiment.results.reopening import reopen
from sim.experiment.running import gathering
from sim.experiment.running.running import compare, run
from sim.experiment.store import folders as store
from sim.experiment.store import parquet
from sim.experiment.store.recorded import read, sealed
from sim.scenario.loading import load

N = 60
THEATRES = {"kursk": ("kursk/hold", "kursk/withdraw-now"), "tutorial": ("tutorial/baseline", "tutorial/leave-early")}


class Failing(SalientKernel):
    """Replications 3 and 40 fail."""

    def run_block(self, model, rows, **settings):
        block = super().run_block(model, rows, **settings)
        block.faults[:] = np.isin(np.arange(block.first, block.first + len(rows)), (3, 40))
        return block


def fake(root, **changes):
    settings = {"seed": 1, "replications": N, "logs": 2} | changes
    kernel = settings.pop("kernel", None) or FakeKernel()
    loaded = settings.pop("loaded", FakeLoaded())
    return run(loaded, out=root, kernel=kernel, **settings)


def fakes(root, **changes):
    """The result folders after one more run."""
    fake(root, **changes)
    return stored(root, kernel=FakeKernel())


def same(one, other):
    return all(
        np.array_equal(first[name], second[name], equal_nan=True)
        for first, second in ((one.outcomes, other.outcomes), (one.paths, other.paths))
        for name in {**first, **second}
    )


# listing


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
    assert newest.files == ("events.parquet", "manifest.json", "outcomes.parquet", "paths.parquet")


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
    monkeypatch.setattr(gathering, "FIRST_CHUNK", 16)
    with pytest.raises(Interrupted):
        fake(tmp_path, replications=300, workers=1, kernel=FakeKernel(interrupt_at=150))
    assert stored(tmp_path) == ()
    [begun] = unfinished(tmp_path)
    assert begun.name.startswith("fake-baseline-seed1-")
    assert begun.size_bytes > 0


# opening


@pytest.mark.parametrize("theatre", THEATRES)
@pytest.mark.parametrize("kernel", [SalientKernel, Failing])
def test_an_opened_result_is_the_run_that_was_stored(tmp_path, theatre, kernel):
    scenarios = [load(name) for name in THEATRES[theatre]]
    originals = compare(scenarios, replications=N, seed=4, out=tmp_path, logs=3, kernel=kernel())
    by_name = {one.run.name: one for one in stored(tmp_path)}
    opened = [reopen(by_name[scenario.name]) for scenario in scenarios]
    for one, original in zip(opened, originals, strict=True):
        assert same(one, original)
        assert summarise(one) == summarise(original)
        assert one.failures == original.failures
        assert one.loaded.hash == one.hash == original.hash
        assert one.replications == original.replications
        assert one.loaded.scenario == original.loaded.scenario
    assert differences(*opened) == differences(*originals)


def test_a_result_without_paths_opens_without_them(tmp_path):
    run(load("tutorial/baseline"), replications=5, out=tmp_path, paths=False)
    assert reopen(stored(tmp_path)[0]).paths == {}


def test_a_result_of_another_version_opens_as_far_as_it_is_known(tmp_path):
    fake(tmp_path)
    fewer = FakeKernel(results_version=2)
    fewer.outcomes = fewer.outcomes[:2]
    opened = reopen(stored(tmp_path, kernel=fewer)[0], kernel=fewer)
    assert list(opened.outcomes) == ["foothold_ended", "area"]


def test_a_scenario_that_this_version_cannot_read_is_a_sentence(tmp_path):
    folder = run(load("tutorial/baseline"), replications=5, out=tmp_path).folder
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["scenario"]["text"] += "no_such_value: 3\n"
    (folder / "manifest.json").write_text(json.dumps(sealed(manifest)))
    with pytest.raises(StorageError, match=r"this version cannot read its scenario .*no_such_value.*run the scenario"):
        reopen(stored(tmp_path)[0])


def reseal(folder):
    """Write the hashes of the files as they are now into the manifest, as whoever changes a result on purpose would."""
    content = read(folder).whole
    for name, told in content["files"].items():
        file = folder / name
        told.update(size=file.stat().st_size, sha256=hashlib.sha256(file.read_bytes()).hexdigest())
    (folder / "manifest.json").write_text(json.dumps(sealed(content)))


def test_numbers_changed_by_hand_do_not_open(tmp_path):
    first = fake(tmp_path)
    changed = {**first.outcomes, "area": first.outcomes["area"] + 1.0}
    identity = {"seed": 1, "hash": first.hash}
    parquet.write_outcomes(first.folder / "outcomes.parquet", identity, changed, FakeKernel().outcomes, {})
    with pytest.raises(StorageError, match=r"outcomes\.parquet (was changed|has grown|is cut short)"):
        reopen(stored(tmp_path, kernel=FakeKernel())[0], kernel=FakeKernel())
    reseal(first.folder)
    with pytest.raises(StorageError, match="does not hold the numbers"):
        reopen(stored(tmp_path, kernel=FakeKernel())[0], kernel=FakeKernel())


def test_too_few_rows_do_not_open(tmp_path):
    first = fake(tmp_path)
    fewer = {name: values[:10] for name, values in first.outcomes.items()}
    identity = {"seed": 1, "hash": first.hash}
    parquet.write_outcomes(first.folder / "outcomes.parquet", identity, fewer, FakeKernel().outcomes, {})
    reseal(first.folder)
    with pytest.raises(StorageError, match=f"does not hold the {N} runs"):
        reopen(stored(tmp_path, kernel=FakeKernel())[0], kernel=FakeKernel())


def test_a_result_deleted_meanwhile_is_a_sentence(tmp_path):
    [one] = fakes(tmp_path)
    shutil.rmtree(one.folder)
    with pytest.raises(StorageError, match="not there any more"):
        reopen(one, kernel=FakeKernel())


@pytest.mark.parametrize("name", ["outcomes.parquet", "paths.parquet"])
def test_random_damage_opens_unharmed_or_is_a_sentence(tmp_path, name):
    [one] = fakes(tmp_path)
    original = reopen(one, kernel=FakeKernel())
    whole = (one.folder / name).read_bytes()
    luck = random.Random(7)
    refused = damaged = 0
    for _ in range(150):
        harmed = bytearray(whole)
        for _ in range(luck.choice([1, 4, 40])):
            harmed[luck.randrange(4, len(whole) - 4)] = luck.randrange(256)
        (one.folder / name).write_bytes(bytes(harmed))
        damaged += bytes(harmed) != whole
        try:
            assert same(reopen(one, kernel=FakeKernel()), original)
        except StorageError:
            refused += 1
    assert refused == damaged > 100


# deleting


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


# keeping


def test_results_of_the_app_are_kept_as_the_command_line_keeps_them(tmp_path):
    scenarios = [load(name, ["horizon_days=30"]) for name in THEATRES["tutorial"]]
    kept = keep(scenarios, replications=N, seed=3, root=tmp_path)
    assert [one.run.name for one in kept] == list(THEATRES["tutorial"])
    assert all(one.current and one.folder.parent == tmp_path for one in kept)
    assert keeping.KEPT_LOGS == sim.cli.ensembles.KEPT_LOGS
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


# pairing


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


def test_a_folder_never_written_is_nothing(tmp_path):
    assert look(tmp_path / "nothing") is None
