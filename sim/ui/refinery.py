"""More runs in the background: one process of its own refines what pages look at, scenario by scenario.

The newest inputs win: what nobody looks at any more is dropped, also in the middle of a run.
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
from typing import Any

from sim.ui.answers import Request, next_size, size_at_hand
from sim.ui.results import Results, Shelf, shelf, simulate
from sim.ui.worlds import Chosen, loaded

log = logging.getLogger("salient.app")


@dataclass(frozen=True)
class Job:
    """So many runs of one scenario."""

    chosen: Chosen
    scenario_hash: str
    seed: int
    replications: int
    written: float


@dataclass(frozen=True)
class Progress:
    """How far the next stage of a page is: runs done of runs wanted, for all its scenarios together."""

    goal: int
    done: int


class Cancelled(Exception):
    """Nobody looks at this job any more."""


_signals: dict[str, Any] = {}


def refine(job: Job, ticket: int) -> Results:
    """In the background process: one scenario's runs, on one processor; stops between chunks when dropped."""
    _signals["done"].value = 0

    def progress(done: int, total: int) -> None:
        if _signals["dropped"].value == ticket:
            raise Cancelled
        _signals["done"].value = done

    return simulate(loaded(job.chosen, job.written), job.seed, job.replications, workers=1, progress=progress)


def stand_back(signals: dict[str, Any]) -> None:
    """Give way to pages that wait for an answer; end when the server ends, however it ends."""
    _signals.update(signals)
    if hasattr(os, "nice"):
        os.nice(10)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_leave, args=(parent,), daemon=True).start()


def _wait_and_leave(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)


@dataclass
class UnderWay:
    """A job that was handed to the background process."""

    future: Future[Results]
    ticket: int


@dataclass
class Refinery:
    """Jobs under way; safe across sessions."""

    kept: Shelf = field(default_factory=lambda: shelf)
    broken: bool = False
    _pool: ProcessPoolExecutor | None = None
    _signals: dict[str, Any] = field(default_factory=dict)
    _under_way: dict[Job, UnderWay] = field(default_factory=dict)
    _failed: set[Job] = field(default_factory=set)
    _tickets: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def poll(self, request: Request, start: bool = True) -> Progress | None:
        """Take in what is done, start the next stage and say how far it is; None when nothing is left to do."""
        with self._lock:
            self._take_in()
            at_hand = size_at_hand(request, self.kept)
            goal = next_size(at_hand, request.runs)
            if goal is None or at_hand == 0:
                return None
            jobs = self._wanted(request, goal)
            if start and not self._stuck(jobs):
                for job in jobs:
                    if job not in self._under_way:
                        self._start(job)
            return None if self._stuck(jobs) else Progress(goal, self._done(request, jobs, goal))

    def stuck(self, request: Request) -> bool:
        """Whether this page cannot be refined here: a job of it failed, or there is no background process."""
        with self._lock:
            goal = next_size(size_at_hand(request, self.kept), request.runs)
            return goal is not None and self._stuck(self._wanted(request, goal))

    def drop(self, request: Request) -> None:
        """Nobody looks at this any more: take its jobs off the list, and stop the one that runs."""
        hashes = {scenario.hash for scenario in request.loaded()}
        with self._lock:
            for job in [job for job in self._under_way if job.scenario_hash in hashes and job.seed == request.seed]:
                under_way = self._under_way.pop(job)
                if not under_way.future.cancel():
                    self._signals["dropped"].value = under_way.ticket

    def close(self) -> None:
        """End the background process."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(cancel_futures=True)
                self._pool = None

    def _wanted(self, request: Request, goal: int) -> list[Job]:
        """The jobs that bring all scenarios of a page to a size."""
        jobs = []
        for chosen, scenario in zip(request.scenarios, request.loaded(), strict=True):
            best = self.kept.best(scenario.hash, request.seed)
            if best is None or best.replications < goal:
                jobs.append(Job(chosen, scenario.hash, request.seed, goal, request.written))
        return jobs

    def _done(self, request: Request, jobs: list[Job], goal: int) -> int:
        """Runs done towards the next stage, as if all scenarios went on together."""
        scenarios = len(request.scenarios)
        running = any(job in self._under_way and self._under_way[job].future.running() for job in jobs)
        part = min(int(self._signals["done"].value), goal) if running else 0
        return ((scenarios - len(jobs)) * goal + part) // scenarios

    def _stuck(self, jobs: list[Job]) -> bool:
        return self.broken or any(job in self._failed for job in jobs)

    def _start(self, job: Job) -> None:
        try:
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                self._signals = {"done": context.Value("q", 0), "dropped": context.Value("q", 0)}
                self._pool = ProcessPoolExecutor(1, context, initializer=stand_back, initargs=(self._signals,))
            self._tickets += 1
            self._under_way[job] = UnderWay(self._pool.submit(refine, job, self._tickets), self._tickets)
        except (OSError, BrokenProcessPool):
            self.broken = True

    def _take_in(self) -> None:
        done = [job for job, under_way in self._under_way.items() if under_way.future.done()]
        for job in done:
            future = self._under_way.pop(job).future
            fault = None if future.cancelled() else future.exception()
            if future.cancelled() or isinstance(fault, Cancelled):
                continue
            if fault is None:
                self.kept.put(future.result())
            elif isinstance(fault, BrokenProcessPool):
                self.broken = True
            else:
                self._failed.add(job)
                log.error("refining failed", exc_info=fault)


refinery = Refinery()
