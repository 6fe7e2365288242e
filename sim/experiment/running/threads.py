"""Threads that take chunks of replications; the compiled executor runs without the interpreter's lock.

A chunk starts small and grows to about a tenth of a second of work. Which thread takes which chunk has no
bearing on results: a replication depends on its number alone.
"""

import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sim.experiment.store.records import Range

Result = TypeVar("Result")

FIRST_CHUNK = 64
SMALLEST_CHUNK = 32
LARGEST_CHUNK = 16_384
SECONDS_PER_CHUNK = 0.1
MOST_WAITING = 1  # results of each thread that nobody has taken yet: a slow disk does not fill the memory


def default_workers() -> int:
    """Number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class Pace:
    """How long a chunk takes [seconds], how many replications it has; the last ones take a share of that at least."""

    seconds: float
    smallest: int
    largest: int
    last_share: float = 0.0


@dataclass
class Chunks:
    """Ranges still to do, handed out in chunks sized by the speed seen so far; safe across threads."""

    ranges: list[Range]
    workers: int
    size: int = FIRST_CHUNK
    pace: Pace = field(default_factory=lambda: Pace(SECONDS_PER_CHUNK, SMALLEST_CHUNK, LARGEST_CHUNK))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> Range | None:
        """Next chunk, or None when all are taken; the last ones shrink so that threads end together."""
        with self._lock:
            if not self.ranges:
                return None
            left = sum(last - first for first, last in self.ranges)
            least = max(self.pace.smallest, int(self.size * self.pace.last_share))
            size = min(self.size, max(least, -(-left // (2 * self.workers))))
            first, last = self.ranges[0]
            if last - first <= size:
                self.ranges.pop(0)
                return first, last
            self.ranges[0] = (first + size, last)
            return first, first + size

    def took(self, done: int, seconds: float) -> None:
        """Learn the speed: `done` replications took so many seconds in one thread."""
        size = int(done * self.pace.seconds / max(seconds, 1e-6))
        with self._lock:
            self.size = min(max(size, self.pace.smallest), self.pace.largest)

    def give_back(self, ranges: Sequence[Range]) -> None:
        """Hand out again what was taken and not made."""
        with self._lock:
            self.ranges[:0] = ranges

    def stop(self) -> None:
        """Hand out nothing more."""
        with self._lock:
            self.ranges.clear()


@dataclass(frozen=True)
class _Failed:
    error: BaseException


class _Ended:
    """A thread has ended."""


class _Mailbox:
    """What threads hand in, kept until it is delivered: Ctrl-C at any instant loses nothing."""

    def __init__(self) -> None:
        self._items: deque[Any] = deque()
        self._ready = threading.Semaphore(0)

    def put(self, item: Any) -> None:
        self._items.append(item)
        self._ready.release()

    @property
    def waiting(self) -> int:
        """How many items nobody has handled yet."""
        return len(self._items)

    def handle_next(self, handle: Callable[[Any], None]) -> None:
        """Wait for an item and handle it; if that is interrupted the item stays."""
        self._ready.acquire()
        self._handle_first(handle)

    def handle_next_after_interrupt(self, handle: Callable[[Any], None]) -> None:
        """The same without the semaphore, whose count an interrupt may have spoilt."""
        while not self._items:
            time.sleep(0.005)
        self._handle_first(handle)

    def _handle_first(self, handle: Callable[[Any], None]) -> None:
        handle(self._items[0])
        self._items.popleft()


class _Crew:
    """Threads that outlive a run and are used again: the engine keeps buffers for each thread it has seen."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)

    def start(self, job: Callable[[], None]) -> None:
        """Give the job to a thread that is idle, else to a new one."""
        if not self._idle.acquire(blocking=False):
            threading.Thread(target=self._serve, name="salient-worker", daemon=True).start()
        self._jobs.put(job)

    def _serve(self) -> None:
        while True:
            self._jobs.get()()
            self._idle.release()


_crew = _Crew()


def _forget_crew() -> None:
    """A forked process has none of the threads."""
    global _crew
    _crew = _Crew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_crew)


def run_chunks(
    task: Callable[[int, int], Result],
    ranges: Sequence[Range],
    workers: int,
    deliver: Callable[[Result], None],
    first_chunk: int = FIRST_CHUNK,
) -> None:
    """Run task(first, last) over the ranges in threads and deliver each result in the calling thread.

    On Ctrl-C chunks under way are finished and delivered (one perhaps twice), then KeyboardInterrupt goes on
    its way; a second Ctrl-C does not wait for them. An error in a thread is raised here after the others end.
    """
    most = sum(last - first for first, last in ranges)
    chunks = Chunks(list(ranges), max(1, min(workers, most)), first_chunk)
    mailbox = _Mailbox()
    ended: set[_Ended] = set()
    failed: list[BaseException] = []

    def handle(item: Any) -> None:
        if isinstance(item, _Ended):
            ended.add(item)
        elif isinstance(item, _Failed):
            failed.append(item.error)
        else:
            deliver(item)

    for _ in range(chunks.workers):
        _crew.start(lambda: _work(task, chunks, mailbox))
    try:
        while len(ended) < chunks.workers:
            mailbox.handle_next(handle)
        if failed:
            raise failed[0]
    except BaseException as error:
        chunks.stop()
        while len(ended) < chunks.workers and isinstance(error, KeyboardInterrupt):
            mailbox.handle_next_after_interrupt(handle)
        raise


def _work(task: Callable[[int, int], Any], chunks: Chunks, mailbox: _Mailbox) -> None:
    """Take chunks until none is left; an error ends this thread and the handing out of chunks."""
    try:
        while (chunk := chunks.take()) is not None:
            start = time.perf_counter()
            result = task(*chunk)
            chunks.took(chunk[1] - chunk[0], time.perf_counter() - start)
            mailbox.put(result)
            while mailbox.waiting > MOST_WAITING * chunks.workers and chunks.ranges:
                time.sleep(0.002)
    except BaseException as error:  # the calling thread raises it
        chunks.stop()
        mailbox.put(_Failed(error))
    mailbox.put(_Ended())
