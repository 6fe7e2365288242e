"""Threads that take chunks of replications; the compiled executor runs without the interpreter's lock.

A chunk starts small and grows to about a tenth of a second of work. Which thread takes which chunk has no
bearing on results: a replication depends on its number alone.
"""

import os
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Result = TypeVar("Result")
Range = tuple[int, int]  # replications first to last - 1

FIRST_CHUNK = 64
SMALLEST_CHUNK = 32
LARGEST_CHUNK = 16_384
SECONDS_PER_CHUNK = 0.1


def default_workers() -> int:
    """Number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class Chunks:
    """Ranges still to do, handed out in chunks sized by the speed seen so far; safe across threads."""

    ranges: list[Range]
    workers: int
    size: int = FIRST_CHUNK
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> Range | None:
        """Next chunk, or None when all are taken; the last ones shrink so that threads end together."""
        with self._lock:
            if not self.ranges:
                return None
            left = sum(last - first for first, last in self.ranges)
            size = min(self.size, max(SMALLEST_CHUNK, -(-left // (2 * self.workers))))
            first, last = self.ranges[0]
            if last - first <= size:
                self.ranges.pop(0)
                return first, last
            self.ranges[0] = (first + size, last)
            return first, first + size

    def took(self, done: int, seconds: float) -> None:
        """Learn the speed: `done` replications took so many seconds in one thread."""
        size = int(done * SECONDS_PER_CHUNK / max(seconds, 1e-6))
        with self._lock:
            self.size = min(max(size, SMALLEST_CHUNK), LARGEST_CHUNK)

    def stop(self) -> None:
        """Hand out nothing more."""
        with self._lock:
            self.ranges.clear()


@dataclass(frozen=True)
class _Failed:
    error: BaseException


class _Finished(Generic[Result]):
    """Mark in the queue: one thread has ended."""


def run_chunks(
    task: Callable[[int, int], Result],
    ranges: Sequence[Range],
    workers: int,
    deliver: Callable[[Result], None],
    first_chunk: int = FIRST_CHUNK,
) -> None:
    """Run task(first, last) over the ranges in threads and deliver each result in the calling thread.

    On Ctrl-C chunks under way are finished and delivered, then KeyboardInterrupt goes on its way; a second
    Ctrl-C does not wait for them.
    """
    chunks = Chunks(list(ranges), max(1, workers), first_chunk)
    results: queue.Queue[Result | _Failed | _Finished[Result]] = queue.Queue()
    threads = [
        threading.Thread(target=_work, args=(task, chunks, results), daemon=True)
        for _ in range(chunks.workers)
    ]
    for thread in threads:
        thread.start()
    try:
        _deliver_all(results, len(threads), deliver, chunks)
    except KeyboardInterrupt:
        chunks.stop()
        for thread in threads:
            thread.join()
        _deliver_rest(results, deliver)
        raise


def _work(
    task: Callable[[int, int], Result],
    chunks: Chunks,
    results: "queue.Queue[Result | _Failed | _Finished[Result]]",
) -> None:
    while (chunk := chunks.take()) is not None:
        start = time.perf_counter()
        try:
            result = task(*chunk)
        except BaseException as error:  # handed to the calling thread, which raises it
            chunks.stop()
            results.put(_Failed(error))
            break
        chunks.took(chunk[1] - chunk[0], time.perf_counter() - start)
        results.put(result)
    results.put(_Finished())


def _deliver_all(
    results: "queue.Queue[Result | _Failed | _Finished[Result]]",
    n_threads: int,
    deliver: Callable[[Result], None],
    chunks: Chunks,
) -> None:
    failed: _Failed | None = None
    while n_threads:
        result = results.get()
        if isinstance(result, _Finished):
            n_threads -= 1
        elif isinstance(result, _Failed):
            failed = failed or result
        else:
            try:
                deliver(result)
            except Exception:
                chunks.stop()
                raise
    if failed:
        raise failed.error


def _deliver_rest(
    results: "queue.Queue[Result | _Failed | _Finished[Result]]", deliver: Callable[[Result], None]
) -> None:
    while True:
        try:
            result = results.get_nowait()
        except queue.Empty:
            return
        if not isinstance(result, _Finished | _Failed):
            deliver(result)
