"""More runs in the background: one process of its own refines the answers that pages ask for, stage by stage.

The newest inputs win: what nobody looks at any more is dropped before it starts.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

from sim.ui.answers import Answer, Request, Shelf, answer_to, next_size, shelf


def refine(request: Request, replications: int) -> Answer:
    """In the background process: the same answer from more runs, on one processor."""
    return answer_to(request, replications, workers=1)


def leave_with_parent() -> None:
    """End the background process when the server ends, however it ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_leave, args=(parent,), daemon=True).start()


def _wait_and_leave(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)


@dataclass
class Refinery:
    """Stages under way, by request; safe across sessions."""

    kept: Shelf = field(default_factory=lambda: shelf)
    _pool: ProcessPoolExecutor | None = None
    _under_way: dict[Request, Future[Answer]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    broken: bool = False

    def poll(self, request: Request) -> int | None:
        """Take in what is done, start the next stage and say its size; None when nothing is left to do."""
        with self._lock:
            self._take_in()
            best = self.kept.best(request)
            size = None if best is None or self.broken else next_size(best.replications)
            if size is not None and request not in self._under_way:
                self._start(request, size)
            return None if self.broken else size

    def drop(self, request: Request) -> None:
        """Nobody looks at this any more: cancel the stage unless it is running already."""
        with self._lock:
            waiting = self._under_way.get(request)
            if waiting is not None and waiting.cancel():
                del self._under_way[request]

    def _start(self, request: Request, size: int) -> None:
        try:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=leave_with_parent)
            self._under_way[request] = self._pool.submit(refine, request, size)
        except (OSError, BrokenProcessPool):
            self.broken = True

    def _take_in(self) -> None:
        done = [request for request, future in self._under_way.items() if future.done()]
        for request in done:
            future = self._under_way.pop(request)
            if future.cancelled():
                continue
            if future.exception() is None:
                self.kept.put(future.result())
            else:
                self.broken = True


refinery = Refinery()
