"""Harm result folders at random; list, open, verify, delete and run again: each is told or gives the same numbers.

`python -m tests.edges.fuzz_results 2000 1` harms 2,000 of them with seed 1 and prints what came of it; a fault prints
the number that repeats it: `python -m tests.edges.fuzz_results 1 SEED NUMBER`.
"""

import contextlib
import logging
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "experiment")]

from fake_kernel import FakeKernel, FakeLoaded  # noqa: E402
from harm import MEANT, WAYS  # noqa: E402

from sim.errors import InputError, SalientError  # noqa: E402
from sim.experiment.kernel import SalientKernel  # noqa: E402
from sim.experiment.results.listing import NAMED_LIKE_A_RESULT, stored, unfinished  # noqa: E402
from sim.experiment.results.removal import delete  # noqa: E402
from sim.experiment.results.reopening import reopen  # noqa: E402
from sim.experiment.results.verify import verify  # noqa: E402
from sim.experiment.running.running import run  # noqa: E402
from sim.scenario.loading import load  # noqa: E402

N, LOGS, SECONDS = 40, 3, 5.0
IDENTITY = ["seed", "scenario", "replication", "day", "fault_message", "fault_traceback", "fault_command"]
MINE = ".my-removing-notes"


class Fake(FakeKernel):
    """Refuses a description that is none, as the real loader does."""

    def load_described(self, description):
        try:
            return FakeLoaded(description["name"], str(description["hash"]), float(description["shift"]))
        except ValueError as error:
            raise InputError(f"no scenario: {error}") from error


class Slow(Exception):
    """Something took longer than it may."""


@contextlib.contextmanager
def limited(what):
    def ring(*_):
        raise Slow(what)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    start = time.monotonic()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if time.monotonic() - start > SECONDS:
        raise Slow(what)


def same(one, other):
    """Whether two ensembles hold the same numbers, and the same logs where both have them."""
    return all(
        set(first) == set(second)
        and all(np.array_equal(first[name], second[name], equal_nan=True) for name in first)
        for first, second in ((one.outcomes, other.outcomes), (one.paths, other.paths))
    ) and (one.events is None or other.events is None or same_log(one.events, other.events))


def same_log(one, other):
    names = one.dtype.names
    return names == other.dtype.names and all(np.array_equal(one[name], other[name]) for name in names)


def tables(folder):
    """Every table of a result without what merely identifies its rows."""
    found = {}
    for file in folder.glob("*.parquet"):
        with file.open("rb") as content:
            names = [name for name in pq.read_schema(content).names if name not in IDENTITY]
            found[file.name] = pd.read_parquet(content, columns=names).astype("object")
    return found


class Fuzzer:
    """One result, made once and copied for each harm."""

    def __init__(self, kernel=None, loaded=None):
        self.kernel, self.loaded = kernel or Fake(), loaded or FakeLoaded()
        self.home = Path(tempfile.mkdtemp(prefix="salient-fuzz-"))
        self.original = self.run(self.home / "original")
        self.tables = tables(self.original.folder)
        self.counts = Counter()

    def run(self, root, **settings):
        settings = {"replications": N, "seed": 1, "logs": LOGS, "workers": 1} | settings
        return run(self.loaded, out=root, kernel=self.kernel, **settings)

    def close(self):
        shutil.rmtree(self.home, ignore_errors=True)

    def one(self, number, seed):
        """Harm one copy and do with it what can be done; AssertionError says what went wrong."""
        luck = random.Random(f"{seed} {number}")
        place = self.home / "one"
        shutil.rmtree(place, ignore_errors=True)
        root, canary = place / "root", place / "canary"
        shutil.copytree(self.home / "original", root)
        for kept in (canary, root / MINE):
            kept.mkdir(parents=True)
            (kept / "mine").write_text("keep me")
        [folder] = [one for one in root.iterdir() if one.name != MINE]
        way = luck.choice(WAYS)
        way(folder, luck)
        try:
            self.do_all(root, way, luck)
        except Exception as error:
            raise AssertionError(f"{way.__name__}, number {number}, seed {seed}: {error!r}") from error
        for kept in (canary, root / MINE):
            assert (kept / "mine").read_text() == "keep me", f"{way.__name__}, number {number}: a foreign file is gone"

    def do_all(self, root, way, luck):
        deleted = False
        for one in self.list(root):
            self.told_or_same(way, "open", lambda one=one: same(reopen(one, kernel=self.kernel), self.original))
            self.told_or_same(way, "verify", lambda one=one: self.verifies(one.folder))
            if luck.random() < 0.3:
                before = {path: path.lstat().st_mode for path in one.folder.rglob("*")}
                with limited("delete"), self.telling("delete"):
                    delete(one, root)
                    deleted = True
                    self.counts["delete: done"] += 1
                    assert all(path.name != "mine" for path in before), "a foreign file was deleted"
        self.told_or_same(way, "rerun", lambda: same(self.run(root), self.original))
        left = [path.name for path in root.iterdir() if path.name.startswith(".") and path.name != MINE]
        assert not left, f"left behind: {left}"
        assert not deleted or len(self.list(root)) >= 1

    def list(self, root):
        with limited("list"):
            rows = stored(root, kernel=self.kernel)
            unfinished(root)
        wanted = {one.name for one in root.iterdir() if one.is_dir() and NAMED_LIKE_A_RESULT.fullmatch(one.name)}
        assert wanted <= {row.folder.name for row in rows}, "a folder is not listed"
        return rows

    def verifies(self, folder):
        """Whether verify says that all comes out the same, which must be so; None where it says what is wrong."""
        if not verify(folder, kernel=self.kernel, workers=1).equal:
            return None
        return all(table.equals(self.tables[name]) for name, table in tables(folder).items())

    def told_or_same(self, way, what, does):
        with limited(what), self.telling(what):
            equal = does()
            self.counts[f"{what}: {'same' if equal else 'told'}"] += 1
            if what == "verify" or way not in MEANT:
                assert equal in (True, None), f"{what} gives other numbers and says nothing"

    @contextlib.contextmanager
    def telling(self, what):
        try:
            yield
        except SalientError as error:
            words = str(error)
        else:
            return
        self.counts[f"{what}: told"] += 1
        assert words.strip(), what
        assert "\n" not in words, words


def fuzz(n, seed, first=0, **of):
    """Harm n folders; how often each thing was told or came out the same."""
    logging.getLogger("salient.results").setLevel(logging.ERROR)
    fuzzer = Fuzzer(**of)
    try:
        for number in range(first, first + n):
            fuzzer.one(number, seed)
        return fuzzer.counts
    finally:
        fuzzer.close()
        logging.getLogger("salient.results").setLevel(logging.NOTSET)


def fuzz_the_model(n, seed):
    """The same with the real model and its loader."""
    return fuzz(n, seed, kernel=SalientKernel(), loaded=load("tutorial/baseline", ["horizon_days=30"]))


if __name__ == "__main__":
    wanted, chosen, start = (*map(int, sys.argv[1:]), *(200, 1, 0)[len(sys.argv) - 1 :])
    begun = time.monotonic()
    for line, count in sorted(fuzz(wanted, chosen, start).items()):
        print(f"{line}: {count:,}")
    print(f"{wanted:,} folders harmed, no fault, {time.monotonic() - begun:.0f} s")
