"""More runs in the background: one process of its own refines the answers that pages ask for, stage by stage.

The newest inputs win: what nobody looks at any more is dropped before it starts.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

from sim.ui.answers import Answer, Request, Shelf, answer_to, next_size, shelf

log = logging.getLogger("salient.app")


def refine(request: Request, replications: int) -> Answer:
    """In the background process: the same answer from more runs, on one processor."""
    return answer_to(request, replications, workers=1)


def stand_back() -> None:
    """Give way to pages that wait for an answer; end when the server ends, however it ends."""
    if hasattr(os, "nice"):
        os.nice(10)
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
    _failed: set[Request] = field(default_factory=set)
    broken: bool = False

    def poll(self, request: Request, start: bool = True) -> int | None:
        """Take in what is done, start the next stage and say its size; None when nothing is left to do."""
        with self._lock:
            self._take_in()
            best = self.kept.best(request)
            if best is None or self.stuck(request):
                return None
            size = next_size(best.replications)
            if start and size is not None and request not in self._under_way:
                self._start(request, size)
            return None if self.broken else size

    def stuck(self, request: Request) -> bool:
        """Whether this answer cannot be refined here: its stage failed, or there is no background process."""
        return self.broken or request in self._failed

    def drop(self, request: Request) -> None:
        """Nobody looks at this any more: cancel the stage unless it is running already."""
        with self._lock:
            waiting = self._under_way.get(request)
            if waiting is not None and waiting.cancel():
                del self._under_way[request]

    def close(self) -> None:
        """End the background process."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(cancel_futures=True)
                self._pool = None

    def _start(self, request: Request, size: int) -> None:
        try:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=stand_back)
            self._under_way[request] = self._pool.submit(refine, request, size)
        except (OSError, BrokenProcessPool):
            self.broken = True

    def _take_in(self) -> None:
        done = [request for request, future in self._under_way.items() if future.done()]
        for request in done:
            future = self._under_way.pop(request)
            if future.cancelled():
                continue
            fault = future.exception()
            if fault is None:
                self.kept.put(future.result())
            elif isinstance(fault, BrokenProcessPool):
                self.broken = True
            else:
                self._failed.add(request)
                log.error("refining failed", exc_info=fault)


refinery = Refinery()
