"""A kill at any instant leaves nothing half done: the next to open the results puts right what is provably ours."""

import errno
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_kernel import FakeKernel, FakeLoaded

from sim.experiment.results.listing import stored
from sim.experiment.results.removal import delete
from sim.experiment.results.verify import verify
from sim.experiment.running.running import run
from sim.experiment.store import plain_files
from sim.experiment.store.soundness import is_whole
from sim.experiment.store.workshop import sweep, workshop
from tests.children import child

N = 60
HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")


def fake(root, **settings):
    return run(FakeLoaded(), **{"replications": N, "logs": 2, "out": root, "kernel": FakeKernel()} | settings)


def killed_in_workshop(root, place, make):
    """A workshop as a kill leaves it, filled by a process that is dead when this returns."""
    forked = os.fork()
    if forked == 0:
        with workshop(root, place) as shop:
            make(shop)
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(forked, 0)
    [shop] = [one for one in root.iterdir() if one.name.startswith(f".{place}-writing-")]
    return shop


def users_own(root):
    """Hidden folders whose names look like ours and are a user's."""
    names = (".my-removing-notes", ".my-writing-room", ".x-seed1-0123456789-writing-77", ".x-seed1-0123456789-old-77",
             ".x-removing-0123456789ab0123456789ab", ".empty-writing-0123456789ab0123456789ab")  # fmt: skip
    for name in names:
        (root / name).mkdir(parents=True)
        if "empty" not in name:
            (root / name / "mine").write_text("keep me")
    return {root / name for name in names}


def test_a_users_own_hidden_folders_are_never_touched(tmp_path):
    own = users_own(tmp_path)
    folder = fake(tmp_path).folder
    [row] = stored(tmp_path, kernel=FakeKernel())
    fake(tmp_path, replications=2 * N)
    [row] = stored(tmp_path, kernel=FakeKernel())
    delete(row, tmp_path)
    assert set(tmp_path.iterdir()) == own
    assert all((one / "mine").read_text() == "keep me" for one in own if "empty" not in one.name)
    assert not folder.exists()


@pytest.mark.parametrize("start", ["run", "list", "delete"])
def test_what_a_kill_left_half_written_is_gone_after_the_next_start(tmp_path, start):
    fake(tmp_path, seed=2)
    shop = killed_in_workshop(tmp_path, "a-seed1-0123456789", lambda shop: (shop / "new").mkdir())
    if start == "run":
        fake(tmp_path, seed=2)
    else:
        [row] = stored(tmp_path, kernel=FakeKernel())
        if start == "delete":
            shop = killed_in_workshop(tmp_path, "a-seed1-0123456789", lambda shop: (shop / "new").mkdir())
            delete(row, tmp_path)
    assert not shop.exists()


def test_a_workshop_is_left_alone_while_its_process_lives(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from sim.experiment.store.workshop import workshop\n"
        "with workshop(Path(sys.argv[1]), 'a-seed1-0123456789') as shop:\n"
        "    (shop / 'new').mkdir(); print('ready', flush=True); time.sleep(60)\n"
    )
    with child(str(tmp_path), program=[sys.executable, "-c", code]) as living:
        assert living.stdout.readline() == "ready\n"
        fake(tmp_path)
        stored(tmp_path, kernel=FakeKernel())
        [shop] = tmp_path.glob(".a-seed1-*")
        assert (shop / "new").is_dir()
        living.kill()
    sweep(tmp_path)
    assert not shop.exists()


def test_a_process_does_not_sweep_what_another_thread_of_it_writes(tmp_path):
    with workshop(tmp_path, "a-seed1-0123456789") as shop:
        sweep(tmp_path)
        assert shop.is_dir()
    assert not shop.exists()


def move(folder, room):
    return lambda shop: shutil.move(folder, shop / room)


@pytest.mark.parametrize("room", ["old", "new"])
def test_a_finished_result_in_a_workshop_comes_back_to_the_list(tmp_path, room):
    folder = fake(tmp_path).folder
    killed_in_workshop(tmp_path, folder.name, move(folder, room))
    assert not folder.exists()
    [row] = stored(tmp_path, kernel=FakeKernel())
    assert (row.folder, row.damage) == (folder, "")
    assert verify(folder, kernel=FakeKernel()).equal
    assert [one.name for one in tmp_path.iterdir()] == [folder.name]


def test_of_two_finished_results_the_new_one_takes_the_place(tmp_path):
    longer = fake(tmp_path / "longer", replications=2 * N).folder
    folder = fake(tmp_path).folder
    killed_in_workshop(tmp_path, folder.name, lambda shop: (move(folder, "old")(shop), move(longer, "new")(shop)))
    rows = {row.folder: row for row in stored(tmp_path, kernel=FakeKernel())}
    assert rows[folder].run.replications == 2 * N


def test_a_half_written_one_does_not(tmp_path):
    longer = fake(tmp_path / "longer", replications=2 * N).folder
    (longer / "paths.parquet").write_bytes(b"PAR1")
    folder = fake(tmp_path).folder
    killed_in_workshop(tmp_path, folder.name, lambda shop: (move(folder, "old")(shop), move(longer, "new")(shop)))
    [row] = [row for row in stored(tmp_path, kernel=FakeKernel()) if row.folder == folder]
    assert row.run.replications == N


def test_what_stands_in_the_place_stays_there(tmp_path):
    folder = fake(tmp_path).folder
    other = fake(tmp_path / "other", replications=2 * N).folder
    killed_in_workshop(tmp_path, folder.name, move(other, "old"))
    [row] = [row for row in stored(tmp_path, kernel=FakeKernel()) if row.folder == folder]
    assert row.run.replications == N
    assert not list(tmp_path.glob(".*"))


def test_chunks_of_a_result_that_stands_are_forgotten(tmp_path):
    from sim.experiment.chunks.partial import Partial
    from sim.experiment.store.records import Records

    folder = fake(tmp_path).folder
    partial = Partial(tmp_path / f".{folder.name}-partial-paths-2")
    records = Records(4, 2, 10)
    records.grow(2 * N)
    for first, last in ((0, N), (N, 2 * N)):
        partial.save(records.part(first, last))
    fake(tmp_path)
    assert [file.name.split("-")[0] for file in partial.folder.iterdir()] == [str(N)]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells the name of an open file")
def test_files_and_names_are_on_the_disk_before_the_result_takes_its_place(tmp_path, monkeypatch):
    done, sync, rename = [], os.fsync, Path.rename

    def synced(descriptor):
        done.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")).name)
        sync(descriptor)

    def renamed(self, target):
        done.append(f"rename {self.name}")
        return rename(self, target)

    monkeypatch.setattr(plain_files.os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    fake(tmp_path)
    files = ["outcomes.parquet", "inputs.parquet", "paths.parquet", "events.parquet", "manifest.json"]
    assert done == [*files, "new", "rename new", tmp_path.name]


def write_and_list(root: Path) -> None:
    for _ in range(5):
        fake(root, fresh=True)
        stored(root, kernel=FakeKernel())


def test_three_processes_at_once_leave_one_whole_result_and_nothing_else(tmp_path):
    """Begun anew, not forked: what writes files keeps threads, and a fork of a process with threads may die or hang."""
    spawn = multiprocessing.get_context("spawn")
    children = [spawn.Process(target=write_and_list, args=(tmp_path,)) for _ in range(3)]
    for one in children:
        one.start()
    for one in children:
        one.join()
    assert [one.exitcode for one in children] == [0, 0, 0]
    [folder] = tmp_path.iterdir()
    assert is_whole(folder)


@pytest.mark.slow
def test_five_kills_spread_over_a_run_leave_nothing_corrupt_different_or_behind():
    """The command kills a hundred times: `python -m tests.edges.kill_loop 100`."""
    start = time.monotonic()
    command = [sys.executable, "kill_loop.py", "5"]
    told = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert told.returncode == 0, f"{told.stdout}{told.stderr} after {time.monotonic() - start:.0f} s"
    assert "kills 5, " in told.stdout


def test_a_result_that_another_process_exchanges_meanwhile_gives_way(tmp_path, monkeypatch):
    """Moved aside between two looks, and another put in its place: neither is a reader's fault."""
    listed, rename, exchanged = Path.iterdir, Path.rename, []
    folder = fake(tmp_path).folder

    def gone_once(self):
        if self == folder and not exchanged:
            exchanged.append("listed")
            raise FileNotFoundError(errno.ENOENT, "moved aside", str(self))
        return listed(self)

    def taken_once(self, target):
        if self == folder and len(exchanged) < 2:
            exchanged.append("renamed")
            shutil.rmtree(folder)
        if Path(target) == folder and len(exchanged) == 2:
            exchanged.append("placed")
            folder.mkdir()
            (folder / "manifest.json").touch()
        return rename(self, target)

    monkeypatch.setattr(Path, "iterdir", gone_once)
    monkeypatch.setattr(Path, "rename", taken_once)
    assert is_whole(fake(tmp_path, fresh=True).folder)
    assert exchanged == ["listed", "renamed", "placed"]
    assert list(listed(tmp_path)) == [folder]
