"""Kill runs and deletions at every kind of moment, start again, and count what is corrupt, different or left behind.

`python -m tests.edges.kill_loop 100` kills 100 times: every second time at a moment spread over the length of an
undisturbed run, else before one of its steps on the file system, of which half are the last renames. Half of the runs
extend a result that stands there already, so that one must give way; each fifth is a deletion. Prints the figures and
leaves with 1 unless nothing is corrupt, vanished, different, left behind or gone that is not ours.
"""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pandas as pd

sys.path[:0] = [str(Path(__file__).parents[1] / "experiment")]

from fake_kernel import FakeKernel, FakeLoaded  # noqa: E402

from sim.experiment.results.listing import stored  # noqa: E402
from sim.experiment.results.removal import delete  # noqa: E402
from sim.experiment.running import gathering, making  # noqa: E402
from sim.experiment.running.running import run  # noqa: E402
from sim.experiment.store import plain_files  # noqa: E402
from sim.experiment.store.soundness import is_whole  # noqa: E402

FEW, MANY, LOGS = 300, 900, 4
LAST_RENAMES = 3  # the last chunk, moving aside, taking the place: met as often as all the rest
MINE = ".my-removing-notes"
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.scandir", "fcntl.flock"}


def run_here(root, n):
    """A run with many small chunks, each of them saved."""
    making.FIRST_CHUNK, gathering.SECONDS_BETWEEN_SAVES = 64, 0.0
    return run(FakeLoaded(), replications=n, seed=1, logs=LOGS, workers=1, out=root, kernel=FakeKernel())


def delete_here(root):
    """Delete all results, as the page Runs does."""
    for one in stored(root, kernel=FakeKernel()):
        delete(one, root)


def die_at_step(number, root):
    """Kill this process before its step of that number on the file system; the names of the steps until then."""
    names = []

    def step(name):
        if len(names) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        names.append(name)

    def watch(event, details):
        if event in STEPS and (event == "fcntl.flock" or str(root) in str(details)):
            step(event)

    sync = os.fsync
    plain_files.os.fsync = lambda descriptor: (step("fsync"), sync(descriptor))[1]
    sys.addaudithook(watch)
    return names


def in_child(work, after=None):
    """Do the work in a process of its own; killed after so many seconds, if any. Whether it came to its end."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            work()
            os._exit(0)
        os._exit(1)
    if after is not None:
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0, "a run failed without being killed"
        return True
    return False


def steps_of(work, root):
    """The steps on the file system that an undisturbed run takes, in order."""
    receive, send = os.pipe()

    def counted():
        names = die_at_step(-1, root)
        work()
        os.write(send, " ".join(names).encode())

    assert in_child(counted)
    os.close(send)
    with os.fdopen(receive) as told:
        return told.read().split()


def tables(folder):
    return {file.name: pd.read_parquet(file) for file in folder.glob("*.parquet")}


def results(root):
    return [one for one in root.iterdir() if not one.name.startswith(".")]


class Loop:
    """Roots to kill in, the run that nothing disturbed, and the count of what went wrong."""

    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="salient-kills-"))
        self.counts = Counter(kills=0, ended=0, corrupt=0, vanished=0, different=0, strays=0, foreign=0)
        self.moments = Counter()
        for n in (FEW, MANY):
            assert in_child(lambda n=n: run_here(self.home / str(n), n))
        [self.whole] = results(self.home / str(MANY))
        self.undisturbed = tables(self.whole)
        self.lengths, self.steps = {}, {}
        for kind in ("new", "longer", "delete"):
            root, work = self._begin(kind)
            self.steps[kind] = steps_of(work, root)
            root, work = self._begin(kind)
            begun = time.monotonic()
            assert in_child(work)
            self.lengths[kind] = time.monotonic() - begun

    def _begin(self, kind):
        """A root, and what is done in it."""
        root = self.home / "root"
        shutil.rmtree(root, ignore_errors=True)
        if kind == "new":
            root.mkdir()
        else:
            shutil.copytree(self.home / str(FEW), root)
        (root / MINE).mkdir()
        (root / MINE / "mine").write_text("keep me")
        if kind == "delete":
            return root, lambda: delete_here(root)
        return root, lambda: run_here(root, MANY)

    def round(self, number, share):
        """One kill; `share` is how far into the work."""
        kind = "delete" if number % 5 == 4 else ("new", "longer")[number // 4 % 2]
        root, work = self._begin(kind)
        if number % 2:
            ended = in_child(work, self.lengths[kind] * share)
        else:
            steps = self.steps[kind]
            step = int(share * len(steps))
            if number % 4 == 0:
                renames = [place for place, name in enumerate(steps) if name == "os.rename"][-LAST_RENAMES:]
                step = renames[number // 4 % len(renames)]
            ended = in_child(lambda: (die_at_step(step, root), work()))
        self.counts["ended" if ended else "kills"] += 1
        self.moments[self._moment(root, kind)] += 1
        self._after_the_kill(root, kind)
        self._after_the_next_start(root)

    def _moment(self, root, kind):
        """What the kill left to see."""
        hidden = [one for one in root.iterdir() if one.name.startswith(".") and one.name != MINE]
        rooms = sorted({room.name for one in hidden if one.is_dir() for room in one.iterdir() if "." not in room.name})
        chunks = "chunks" if any("-partial-" in one.name and "-writing-" not in one.name for one in hidden) else ""
        left = ", ".join(filter(None, [chunks, *rooms])) or ("a workshop" if hidden else "nothing")
        return f"{kind}: {left} left, {len(results(root))} in place"

    def _after_the_kill(self, root, kind):
        """What is in plain sight is whole at any time, and the list alone brings back what was there."""
        self.counts["corrupt"] += sum(not is_whole(one) for one in results(root))
        rows = stored(root, kernel=FakeKernel())
        self.counts["corrupt"] += sum(bool(row.damage) or not is_whole(row.folder) for row in rows)
        self.counts["vanished"] += kind == "longer" and len(rows) != 1

    def _after_the_next_start(self, root):
        """The same command gives the undisturbed result and leaves nothing else, in plain sight or hidden."""
        assert in_child(lambda: run_here(root, MANY))
        found = results(root)
        self.counts["corrupt"] += sum(not is_whole(one) for one in found)
        now = tables(found[0]) if len(found) == 1 else {}
        same = set(now) == set(self.undisturbed) and all(now[name].equals(self.undisturbed[name]) for name in now)
        self.counts["different"] += not same
        self.counts["strays"] += len([one for one in root.iterdir() if one.name.startswith(".") and one.name != MINE])
        self.counts["foreign"] += (root / MINE / "mine").read_text() != "keep me"

    def close(self):
        shutil.rmtree(self.home, ignore_errors=True)


def kill(rounds):
    """So many kills, spread evenly; what went wrong, and which moments were met."""
    loop = Loop()
    try:
        number = 0
        while loop.counts["kills"] < rounds:
            loop.round(number, (number * 0.6180339887 + 0.25) % 1.0)
            number += 1
        return loop.counts, loop.moments
    finally:
        loop.close()


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    start = time.monotonic()
    counted, met = kill(wanted)
    for moment, times in sorted(met.items()):
        print(f"  {times:3} × {moment}")
    print(", ".join(f"{name} {count}" for name, count in counted.items()), f"({time.monotonic() - start:.0f} s)")
    sys.exit(any(counted[name] for name in ("corrupt", "vanished", "different", "strays", "foreign")))
