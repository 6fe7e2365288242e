"""More runs in the background: one process of its own refines what pages look at, scenario by scenario.

It gets one job at a time: the smallest there is, so that all readers get on, of the newest request. What nobody looks
at any more is dropped, also in the middle of a run.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any

from sim.experiment.running.helping import stand_by
from sim.session.answers.answers import Request
from sim.session.answers.shelf import Crossing, Results, Shelf, cross, shelf, simulate
from sim.session.background.lookers import Look, Readers
from sim.session.inputs.scenarios import Chosen, loaded
from sim.session.inputs.sizes import next_size

log = logging.getLogger("salient.app")
NEW_PROCESSES = 3  # after the first, in the life of a server
BEFORE_ALL_READERS = "the server"


@dataclass(frozen=True)
class Job:
    """So many runs of one scenario, plain or crossed."""

    chosen: Chosen = field(compare=False)
    scenario_hash: str
    seed: int
    replications: int
    written: float
    crossed: bool = False


@dataclass(frozen=True)
class Progress:
    """How far a page is, for all its scenarios together: runs at hand, and runs done towards the next stage, if any."""

    at_hand: int
    goal: int | None
    done: int
    stuck: bool  # the next stage cannot be made here

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.goal is None or self.stuck


class Cancelled(Exception):
    """Nobody looks at this job any more."""


class Changed(Exception):
    """The scenario was edited since the page read it."""


_signals: dict[str, Any] = {}


def refine(job: Job) -> Results | Crossing:
    """In the background process: one scenario's runs, on one processor; stops between chunks when dropped."""

    def progress(done: int, total: int) -> None:
        if _signals["dropped"].value:
            raise Cancelled
        _signals["done"].value = done

    scenario = loaded(job.chosen, job.written)
    if scenario.hash != job.scenario_hash:
        raise Changed(job.chosen.name)
    run = cross if job.crossed else simulate
    return run(scenario, job.seed, job.replications, workers=1, progress=progress)


def stand_back(signals: dict[str, Any]) -> None:
    """Give way to pages that wait for an answer; end when the server ends, however it ends."""
    _signals.update(signals)
    if hasattr(os, "nice"):
        os.nice(10)
    stand_by()


class Worker:
    """One process in the background, spawned for its first job; how far it is with a job, and how that is dropped."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._told = {"done": context.Value("q", 0), "dropped": context.Value("q", 0)}
        self._pool = ProcessPoolExecutor(1, context, initializer=stand_back, initargs=(self._told,))

    @property
    def done(self) -> int:
        """Runs of its job that are done."""
        return int(self._told["done"].value)

    def take(self, job: Job) -> Future[Results | Crossing]:
        """Begin a job."""
        self._told["done"].value = self._told["dropped"].value = 0
        return self._pool.submit(refine, job)

    def drop(self) -> None:
        """Stop the job under way."""
        self._told["dropped"].value = 1


@dataclass
class Refinery:
    """What readers look at and the job under way for them; safe across sessions."""

    kept: Shelf = field(default_factory=lambda: shelf)
    new_worker: Callable[[], Worker] = Worker
    _readers: Readers = field(default_factory=Readers)
    _worker: Worker | None = None
    _breaks: int = 0
    _running: tuple[Job, Future[Results | Crossing]] | None = None
    _failed: set[Job] = field(default_factory=set)
    _ended: bool = False
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def broken(self) -> bool:
        """Whether background processes ended too often to start another."""
        return self._breaks > NEW_PROCESSES

    def look(self, reader: str, request: Request, start: bool = True) -> Progress:
        """A reader looks at this now: how far it is. Without `start` no job begins for it yet."""
        with self._lock:
            look = self._readers.note(reader, request, start)
            self._go_on()
            return self._progress(look)

    def poll(self, request: Request) -> None:
        """Begin with what the first reader will look at."""
        self.look(BEFORE_ALL_READERS, request)

    def leave(self, reader: str) -> None:
        """A reader looks at nothing any more."""
        with self._lock:
            self._readers.leave(reader)
            self._go_on()

    def end(self) -> None:
        """Begin nothing more: the server ends, and with it the background process."""
        self._ended = True

    def _go_on(self) -> None:
        """Take in what is done, drop what nobody wants, begin what is wanted most."""
        # One job at a time: another process would compete with the pages' own first answers. What runs is dropped only
        # when no page waits for it; then the shortest job goes first, so that nobody waits behind a long one.
        self.kept.hold(self._readers.keys())
        self._take_in()
        looks = self._readers.newest_first()
        if self._running is not None:
            if self._worker and not any(self._running[0] in self._jobs(look) for look in looks):
                self._worker.drop()
            return
        jobs = [self._jobs(look) for look in looks if look.ready]
        possible = [job for together in jobs if not self._stuck(together) for job in together]
        if possible and not self._ended:
            self._start(min(possible, key=lambda job: job.replications))

    def _at_hand(self, look: Look) -> int:
        return min(look.request.runs, *(self.kept.size(key) for key in look.keys))

    def _jobs(self, look: Look) -> list[Job]:
        """The jobs that bring all scenarios of a page to its next stage; none at the last."""
        goal, request = next_size(self._at_hand(look), look.request.runs), look.request
        return [
            Job(chosen, scenario_hash, seed, goal, request.written, crossed)
            for chosen, (scenario_hash, seed, crossed) in zip(request.scenarios, look.keys, strict=True)
            if goal is not None and self.kept.size((scenario_hash, seed, crossed)) < goal
        ]

    def _progress(self, look: Look) -> Progress:
        """Runs done towards the next stage are counted as if all scenarios went on together."""
        at_hand, jobs, scenarios = self._at_hand(look), self._jobs(look), len(look.keys)
        if not jobs:
            return Progress(at_hand, None, at_hand, stuck=False)
        goal = jobs[0].replications
        part = sum(self._runs_done() for job in jobs if self._running is not None and job == self._running[0])
        done = ((scenarios - len(jobs)) * goal + min(part, goal)) // scenarios
        return Progress(at_hand, goal, done, self._stuck(jobs))

    def _runs_done(self) -> int:
        return self._worker.done if self._worker else 0

    def _stuck(self, jobs: list[Job]) -> bool:
        return self.broken or any(job in self._failed for job in jobs)

    def _start(self, job: Job) -> None:
        try:
            self._worker = self._worker or self.new_worker()
            future = self._worker.take(job)
        except (OSError, RuntimeError):  # no process could be started, it ended, or the server ends
            self._lose_process()
        else:
            self._running = (job, future)
            future.add_done_callback(self._next)

    def _next(self, future: Future[Results | Crossing]) -> None:
        """A job is over: go on without waiting for a page to look, unless the process is lost."""
        if not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool):
            with self._lock:
                self._go_on()

    def _take_in(self) -> None:
        """Put what the job under way gave on the shelf, if it is over; dropped or not."""
        if self._running is None or not self._running[1].done():
            return
        (job, future), self._running = self._running, None
        fault = CancelledError() if future.cancelled() else future.exception()
        if fault is None:
            self.kept.put(future.result())
        elif isinstance(fault, BrokenProcessPool | CancelledError):
            self._lose_process()
        elif not isinstance(fault, Cancelled):
            self._failed.add(job)
            log.error("refining failed", exc_info=fault)

    def _lose_process(self) -> None:
        """The background process ended; the next look starts another, a few times."""
        self._worker = None
        if self._ended:
            return
        self._breaks += 1
        log.error("the background process was lost (%d of %d times)", self._breaks, NEW_PROCESSES + 1)


refinery = Refinery()
