"""One bad result folder spoils only itself: it is a row that says so, and every other one lists, opens and deletes."""

import json
import os
import time
from pathlib import Path

import pytest
from fake_kernel import FakeKernel, FakeLoaded

from sim.errors import SalientError, StorageError
from sim.experiment.results.listing import stored
from sim.experiment.results.removal import delete
from sim.experiment.results.reopening import reopen
from sim.experiment.results.verify import verify
from sim.experiment.running.running import run
from tests.machine import patience

if not hasattr(os, "mkfifo"):
    pytest.skip("Windows has no pipes in folders", allow_module_level=True)

N = 40
DEEP = 100_000


def fake(root, **settings):
    return run(FakeLoaded(), **{"replications": N, "logs": 2, "out": root, "kernel": FakeKernel()} | settings)


def edited(*way_and_value):
    """A harm: one value of the manifest replaced."""
    *way, last, value = way_and_value

    def harm(folder):
        content = inner = json.loads((folder / "manifest.json").read_text())
        for key in way:
            inner = inner[key]
        inner[last] = value
        (folder / "manifest.json").write_text(json.dumps(content))

    return harm


def told(content):
    """A harm: the manifest has these bytes."""
    return lambda folder: (folder / "manifest.json").write_bytes(content)


def in_place(name, make):
    """A harm: something else stands where a file of the result was."""

    def harm(folder):
        (folder / name).unlink()
        make(folder / name)

    return harm


def deep_inside(folder):
    file = folder / "manifest.json"
    file.write_text(file.read_text().replace('"seed": 1,', f'"seed": {"[" * DEEP}{"]" * DEEP},', 1))


HARMS = {
    "100,000 deep": told(b"[" * DEEP),
    "100,000 deep inside": deep_inside,
    "no text": edited("scenario", "text", None),
    "a list for a mapping": edited("scenario", []),
    "a word for a number": edited("replications", "forty"),
    "no whole number": edited("replications", 40.5),
    "a number beyond all machines": edited("replications", 10**12),
    "a number of 5,000 digits": told(b'{"seed": ' + b"9" * 5000 + b"}"),
    "a number for a list": edited("sets", 3),
    "a list for versions": edited("versions", [["numpy", "1.0"]]),
    "nothing for hashes": edited("content", None),
    "not UTF-8": told(b"\xff\xfe\x00"),
    "empty": told(b""),
    "20 MB": told(b" " * 20_000_000),
    "a pipe for the manifest": in_place("manifest.json", os.mkfifo),
    "an endless device for the manifest": in_place("manifest.json", lambda file: file.symlink_to("/dev/zero")),
    "a dangling link for the manifest": in_place("manifest.json", lambda file: file.symlink_to("nowhere")),
    "a folder for the manifest": in_place("manifest.json", Path.mkdir),
    "a pipe for outcomes": in_place("outcomes.parquet", os.mkfifo),
    "an endless device for paths": in_place("paths.parquet", lambda file: file.symlink_to("/dev/zero")),
    "a link to itself for events": in_place("events.parquet", lambda file: file.symlink_to(file.name)),
    "no events": lambda folder: (folder / "events.parquet").unlink(),
    "a foreign table": in_place("outcomes.parquet", lambda file: file.write_bytes(b"PAR1" + b"\0" * 5000 + b"PAR1")),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_bad_folder_is_a_row_that_says_so(tmp_path, harm):
    bad, good = fake(tmp_path, seed=1).folder, fake(tmp_path, seed=2).folder
    harm(bad)
    start = time.monotonic()
    rows = {row.folder: row for row in stored(tmp_path, kernel=FakeKernel())}
    assert set(rows) == {bad, good}
    assert rows[bad].damage
    assert "\n" not in rows[bad].damage
    assert len(rows[bad].damage) < 400
    assert rows[good].damage == ""
    assert reopen(rows[good], kernel=FakeKernel()).replications == N
    with pytest.raises(StorageError, match="is damaged"):
        reopen(rows[bad], kernel=FakeKernel())
    report = verify(bad, kernel=FakeKernel())
    assert not report.equal
    assert report.differences
    delete(rows[good], tmp_path)
    assert time.monotonic() - start < patience(5.0)
    if all(path.is_file() and not path.is_symlink() for path in bad.iterdir()):
        again = fake(tmp_path / "again", seed=1)
        assert list(fake(tmp_path, seed=1).outcomes["area"]) == list(again.outcomes["area"])
    else:
        with pytest.raises(SalientError, match="which no run wrote"):
            fake(tmp_path, seed=1)


def test_a_title_nested_deeply_is_no_title(tmp_path):
    folder = fake(tmp_path).folder
    edited("scenario", "text", "title: " + "[" * DEEP)(folder)
    [row] = stored(tmp_path, kernel=FakeKernel())
    assert row.damage or row.run.title is None


@pytest.mark.parametrize("moment", [-1, 2**40, 253_402_300_800])
def test_a_clock_gone_wrong_spoils_no_list(tmp_path, moment):
    os.utime(fake(tmp_path).folder / "manifest.json", (0, moment))
    [row] = stored(tmp_path, kernel=FakeKernel())
    assert row.damage == ""


def test_a_name_that_is_no_text_can_be_shown(tmp_path):
    folder = fake(tmp_path).folder
    folder.rename(tmp_path / "\udcff-seed1-0123456789")
    [row] = stored(tmp_path, kernel=FakeKernel())
    assert row.name.encode() == "\N{REPLACEMENT CHARACTER}-seed1-0123456789".encode()
    delete(row, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_schema_leaves_room_for_what_a_later_version_adds(tmp_path):
    from sim.experiment.store.recorded import sealed

    file = fake(tmp_path).folder / "manifest.json"
    file.write_text(json.dumps(sealed({**json.loads(file.read_text()), "weather": {"rain": [1, 2]}})))
    [row] = stored(tmp_path, kernel=FakeKernel())
    assert row.damage == ""


def test_a_claim_of_many_runs_is_compared_with_the_table_first(tmp_path):
    from sim.experiment.store.recorded import sealed

    folder = fake(tmp_path).folder
    content = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(sealed({**content, "replications": 10**12})))
    [row] = stored(tmp_path, kernel=FakeKernel())
    with pytest.raises(StorageError, match=r"does not hold the 1,000,000,000,000 runs"):
        reopen(row, kernel=FakeKernel())
    with pytest.raises(StorageError, match=r"it holds 40 rows, manifest\.json says 1,000,000,000,000"):
        verify(folder, kernel=FakeKernel())
    assert fake(tmp_path).manifest["timings"]["replications_computed"] == N


# deleting and replacing


def others(folder):
    return {path for path in folder.rglob("*") if path.name not in ("manifest.json", "outcomes.parquet")}


@pytest.mark.parametrize(
    "make",
    [
        lambda file: (file.mkdir(), (file / "mine").write_text("keep me")),
        lambda file: file.symlink_to("/etc/hostname"),
        os.mkfifo,
    ],
    ids=["a folder", "a link", "a pipe"],
)
def test_what_has_the_name_of_a_table_and_is_none_is_not_deleted(tmp_path, make):
    folder = fake(tmp_path).folder
    in_place("events.parquet", make)(folder)
    before = others(folder)
    [row] = stored(tmp_path, kernel=FakeKernel())
    with pytest.raises(SalientError, match=r"holds events\.parquet .*, which no run wrote; nothing was deleted"):
        delete(row, tmp_path)
    assert others(folder) == before


def test_a_table_that_the_manifest_does_not_list_is_not_deleted(tmp_path):
    folder = fake(tmp_path, paths=False).folder
    (folder / "paths.parquet").write_bytes(b"my own")
    [row] = stored(tmp_path, kernel=FakeKernel())
    with pytest.raises(SalientError, match=r"holds paths\.parquet, which no run wrote"):
        delete(row, tmp_path)
    assert (folder / "paths.parquet").read_bytes() == b"my own"


def test_a_longer_run_does_not_take_away_notes_in_the_folder_it_replaces(tmp_path):
    folder = fake(tmp_path).folder
    (folder / "notes.txt").write_text("keep me")
    kernel = FakeKernel()
    with pytest.raises(SalientError, match=r"holds notes\.txt, which no run wrote, and is to be replaced; move that"):
        fake(tmp_path, replications=2 * N, kernel=kernel)
    assert kernel.ran == []
    assert (folder / "notes.txt").read_text() == "keep me"


@pytest.mark.parametrize("make", [lambda place: place.symlink_to("elsewhere"), lambda place: place.write_text("mine")])
def test_a_link_or_a_file_where_the_result_goes_is_left_alone(tmp_path, make):
    place = fake(tmp_path / "elsewhere").folder
    (tmp_path / "root").mkdir()
    make(tmp_path / "root" / place.name)
    with pytest.raises(SalientError, match="not a result folder; move it elsewhere"):
        fake(tmp_path / "root")
    assert [path.name for path in (tmp_path / "root").iterdir()] == [place.name]
