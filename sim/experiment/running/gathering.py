"""One scenario's replications being gathered: read from the store where they are, run where they are not."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiment.chunks.packing import fits
from sim.experiment.chunks.places import place_of, shelf_at
from sim.experiment.failures import Failure, failures_of, replay_command
from sim.experiment.kernel import BlockLike, Kernel
from sim.experiment.running.making import Makers, Threads
from sim.experiment.running.work import Settings, Work
from sim.experiment.store import folders as store
from sim.experiment.store import parquet
from sim.experiment.store.provenance import provenance
from sim.experiment.store.recorded import EVENTS, OUTCOMES, PATHS, Recorded
from sim.experiment.store.records import KEPT_PATHS, Part, Range, Records

SECONDS_BETWEEN_SAVES = 1.0
LARGEST_PART = 32_768  # replications saved at once: what is written is copied


class Gathering:
    """Records of one scenario, extended to as many replications as asked for."""

    def __init__(self, loaded: Any, settings: Settings, kernel: Kernel, makers: Makers | None = None) -> None:
        self.loaded, self.settings, self.kernel = loaded, settings, kernel
        self.work, self.makers = Work.of(loaded, settings, kernel), makers or Threads()
        self.prepared = self.work.prepared
        n_paths = len(kernel.path_names) if settings.paths else 0
        self.records = Records(len(kernel.outcomes), n_paths, self.prepared.horizon_days)
        versions = provenance(settings.executor, settings.design, kernel.results_version)
        own_name = getattr(loaded, "stored_name", loaded.name)  # a label such as a/x belongs to one command only
        self.key = store.Key(own_name, loaded.hash, settings.seed, settings.executor, versions)
        place, root = place_of(self.key, paths=settings.paths, logs=settings.logs), settings.share or settings.out
        self.shelf = None if root is None else shelf_at(root, place)
        self.seconds = 0.0
        self.computed = 0
        self.stored = 0
        self._taken_on = False
        self._unsaved: list[Range] = []
        self._saved_at = time.monotonic()

    def open_store(self, expected: int) -> None:
        """Take in what is stored of the replications that are expected, at most; room for them is made once."""
        if self.settings.out is not None:
            self._open_store(self.settings.out, expected)

    def extend(self, n: int, progress: Callable[[int], None]) -> None:
        """Run what is missing of the first n replications."""
        missing = self.records.missing(n)
        done = n - sum(last - first for first, last in missing)
        progress(done)
        if not missing:
            return
        if self.settings.out is not None:
            store.refuse_foreign(self.folder)

        def deliver(made: BlockLike | Part, *, kept: bool = False) -> None:
            nonlocal done
            self._take(made, kept)
            done += len(made.faults)
            progress(done)

        if not self._taken_on:
            self.makers.take_on(self.work)
            self._taken_on = True
        start = time.perf_counter()
        try:
            self.makers.make(self.work, missing, deliver)
        except KeyboardInterrupt:
            self.save()
            raise
        finally:
            self.seconds += time.perf_counter() - start

    def values(self, name: str, n: int) -> NDArray[np.float64]:
        """Values (replication,) of one outcome in the first n replications."""
        number = [outcome.name for outcome in self.kernel.outcomes].index(name)
        return self.records.outcomes[number, :n]

    def failures(self, n: int) -> tuple[Failure, ...]:
        """Failures among the first n replications, those that are stored as they were stored."""
        stored: tuple[Failure, ...] = ()
        if self.stored and self.records.faults[: self.stored].any():
            file = self.folder / OUTCOMES
            rows = parquet.read_failures(file, min(n, self.stored))
            stored = tuple(Failure(seed=self.settings.seed, **row) for row in rows)
        faults = self.records.faults[:n].copy()
        faults[: self.stored] = 0
        return stored + failures_of(
            faults, self.settings.seed, self.kernel.fault_message, self.work.traceback_of, self._command_of
        )

    @property
    def folder(self) -> Path:
        """Where the result stands, or would stand."""
        return (self.settings.out or store.DEFAULT_ROOT) / self.key.folder_name

    def save(self) -> None:
        """Keep finished chunks on disk, if there is a folder of results, in case the run does not end."""
        self._saved_at = time.monotonic()
        if self.shelf is None:
            return
        for begin, end in _joined(self._unsaved):
            for first in range(begin, end, LARGEST_PART):
                self.shelf.save(self.records.part(first, min(first + LARGEST_PART, end)))
        self._unsaved.clear()

    def forget_chunks(self, below: int | None = None) -> None:
        """Remove the chunks on disk, or those of the first replications once their result is written."""
        self._unsaved.clear()
        if self.shelf is not None:
            self.shelf.remove(below=below)

    def _take(self, made: BlockLike | Part, kept: bool) -> None:
        if self.settings.read_log is not None:
            self.settings.read_log(made.events)
        self.records.place(made, keep_events=self.settings.read_log is None)
        if not kept:
            self._unsaved.append((made.first, made.first + len(made.faults)))
        self.computed += len(made.faults)
        if time.monotonic() - self._saved_at > SECONDS_BETWEEN_SAVES:
            self.save()

    def _open_store(self, out: Path, expected: int) -> None:
        store.prepare_root(out)
        assert self.shelf is not None
        if self.settings.fresh:
            self.forget_chunks()
            return
        shape = self.records.n_outcomes, self.records.n_paths, self.prepared.horizon_days + 1
        for part in self.shelf.load(below=expected):
            if fits(part, *shape):
                self.records.grow(min(expected, 2 * (part.first + len(part.faults))))
                self.records.place(part)
        recorded = store.find(out, self.key, paths=self.settings.paths, logs=self.settings.logs)
        if recorded is not None:
            self._read_stored(recorded, expected)
            self.shelf.remove(below=self.stored)

    def _read_stored(self, recorded: Recorded, expected: int) -> None:
        """Take in a stored result; of one that another program made up, what can be read."""
        n, end = min(recorded.replications, expected), 0
        try:
            if parquet.rows_of(self.folder / OUTCOMES) != recorded.replications:
                raise ValueError(f"{OUTCOMES} does not hold {recorded.replications:,} rows")
            self.records.grow(n)
            paths, events = self._stored_paths(n), self._stored_events(n, recorded)
            for outcomes, faults in parquet.read_outcomes(self.folder / OUTCOMES, n, self.kernel.outcomes):
                first, end = end, end + len(faults)
                logged = events[(events["replication"] >= first) & (events["replication"] < end)]
                self.records.place(Part(first, outcomes, faults, paths[first:end], logged))
        except parquet.DAMAGE as error:
            store.tell_computed_again(self.folder, str(error) or type(error).__name__)
            return
        if end == n:
            self.stored = recorded.replications

    def _stored_paths(self, n: int) -> NDArray[np.float32]:
        """Paths (replication, day, series), all that were kept; ValueError if some are missing."""
        if not self.records.n_paths:
            return np.zeros((0, 0, 0), dtype=np.float32)
        names, horizon = self.kernel.path_names, self.prepared.horizon_days
        paths = parquet.read_paths(self.folder / PATHS, n, names, horizon)
        if len(paths) != min(n, KEPT_PATHS):
            raise ValueError("paths of some replications are missing")
        return paths

    def _stored_events(self, n: int, recorded: Recorded) -> NDArray[Any]:
        if not self.settings.logs or EVENTS not in (recorded.files or {}):
            return np.zeros(0, dtype=[("replication", np.int64)])
        return parquet.read_events(self.folder / EVENTS, n, self.settings.logs, self.kernel.event_words)

    def _command_of(self, replication: int) -> str:
        sets, processes = getattr(self.loaded, "sets", ()), self.settings.processes
        reference = getattr(self.loaded, "reference", self.loaded.name)
        if processes:
            own = ", ".join(processes)
            return (
                f"sim.run(sim.load({reference!r}, {list(sets)}), seed={self.settings.seed}, "
                f"replications={replication + 1}, processes=[{own}])"
            )
        return replay_command(reference, replication, self.settings.seed, sets)


def _joined(ranges: list[Range]) -> list[Range]:
    """Ranges in order, neighbours made one."""
    joined: list[Range] = []
    for first, last in sorted(ranges):
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
