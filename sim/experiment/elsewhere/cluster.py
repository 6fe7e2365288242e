"""Replications made by the workers of a Dask cluster, in chunks of some seconds of work.

Dask knows which worker is free, gives the chunk of a lost one to another, and may be told at any time of more workers.
Results do not pass through its scheduler: a worker keeps its chunk on the shelf that all see, or hands it to the caller
when that asks for it, one at a time. Where the scheduler itself is lost, what is finished stands on the shelf, and what
is not is asked for again.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sim.errors import InputError, SalientError
from sim.experiment.chunks.packing import Label
from sim.experiment.chunks.places import as_folder, shelf_at
from sim.experiment.chunks.shelf import Shelf
from sim.experiment.elsewhere.agreement import sample_of, versions_here
from sim.experiment.elsewhere.connecting import Connection, Lost, log, losing
from sim.experiment.elsewhere.order import Order
from sim.experiment.elsewhere.pieces import within, without
from sim.experiment.elsewhere.workers import Assignment, Facts, Made, facts, make
from sim.experiment.running.making import FIRST_CHUNK_SIMPY, Deliver
from sim.experiment.running.threads import Chunks, Pace
from sim.experiment.running.work import Work
from sim.experiment.store.records import Part, Range

FIRST_CHUNK = 2_048
KEPT = Pace(seconds=20.0, smallest=512, largest=1 << 20, last_share=0.1)
SENT_BACK = Pace(seconds=20.0, smallest=512, largest=1 << 17, last_share=0.1)  # a chunk of 131,072 has 60 MB
WAITING = 2  # chunks asked for of each slot: one that runs and one that waits
RETRIES = 3
READ_AGAIN = 10  # times: a shared disk may show a file to one machine before another
AGAIN_AFTER = 0.5
ANSWER_IN = 600.0  # seconds in which each worker says whether it agrees; the first may have to compile


@dataclass
class _Asked:
    """What is under way: futures with their ranges, and the ranges that nobody has delivered yet."""

    left: list[Range]
    flying: dict[Any, Range] = field(default_factory=dict)

    def delivered(self, part: Part) -> None:
        self.left = without(self.left, part.first, part.first + len(part.faults))


class Cluster:
    """The workers of a Dask cluster."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler at an address, or begin so many workers here (`local:2`)."""
        self._connection: Connection | None = None
        self._address = address
        self._assignments: dict[int, Assignment] = {}

    def take_on(self, work: Work) -> None:
        """Ask every worker whether it agrees with this machine and sees where chunks are kept."""
        if work.settings.processes:
            raise InputError("processes of your own run on this machine only; leave the cluster out")
        if self._connection is None:
            self._connection = Connection(self._address)
        assignment = Assignment(Order.of(work), tuple(versions_here(work).items()), sample_of(work))
        while True:
            try:
                self._assign(assignment, work)
                return
            except Lost:
                self._here.again()

    def make(self, work: Work, missing: Sequence[Range], deliver: Deliver) -> None:
        """Make the ranges, through losses of workers and of the scheduler."""
        asked, lost = _Asked(list(missing)), False
        while asked.left:
            try:
                if lost:
                    self._come_back(work, asked, deliver)
                lost = False
                self._make_once(work, asked, deliver)
            except Lost:
                lost = True

    def let_go(self) -> None:
        """Leave the cluster."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def _here(self) -> Connection:
        assert self._connection is not None
        return self._connection

    def _make_once(self, work: Work, asked: _Asked, deliver: Deliver) -> None:
        """Ask for chunks, a few more than are being made, and deliver them as they come; KeyboardInterrupt cancels."""
        assignment = self._assignments[id(work)]
        first = FIRST_CHUNK_SIMPY if work.settings.executor == "simpy" else FIRST_CHUNK
        pace = KEPT if assignment.root else SENT_BACK
        chunks = Chunks(list(asked.left), 1, first, pace)
        try:
            while True:
                self._ask(assignment, chunks, asked)
                if not asked.flying:
                    return
                self._take_in(assignment, chunks, asked, deliver)
        except BaseException:
            self._cancel(assignment, chunks, asked, deliver)
            raise

    def _ask(self, assignment: Assignment, chunks: Chunks, asked: _Asked) -> None:
        chunks.workers = self._here.slots()
        while len(asked.flying) < WAITING * chunks.workers and (chunk := chunks.take()) is not None:
            name = f"salient-{assignment.order.key.folder_name}-{chunk[0]}-{chunk[1]}-{secrets.token_hex(4)}"
            with losing():
                future = self._here.client.submit(make, assignment, *chunk, key=name, pure=False, retries=RETRIES)
            asked.flying[future] = chunk

    def _take_in(self, assignment: Assignment, chunks: Chunks, asked: _Asked, deliver: Deliver) -> None:
        for future in self._here.finished(asked.flying, AGAIN_AFTER):
            made = _result(future, sent_back=not assignment.root)
            chunk = asked.flying.pop(future)
            if made.computed:
                chunks.took(made.computed, made.seconds)
            self._hand_on(assignment, made, asked, deliver)
            chunks.give_back(within(asked.left, *chunk))  # where a chunk on the shelf is not as it was written

    def _hand_on(self, assignment: Assignment, made: Made, asked: _Asked, deliver: Deliver) -> None:
        shelf = shelf_at(assignment.root, assignment.order.place) if assignment.root else None
        for part in made.parts:
            deliver(part)
            asked.delivered(part)
        for label in made.labels:
            part_there = None if shelf is None else _read(shelf, label)
            if part_there is not None:
                deliver(part_there, kept=True)
                asked.delivered(part_there)

    def _cancel(self, assignment: Assignment, chunks: Chunks, asked: _Asked, deliver: Deliver) -> None:
        """Give up what nobody has begun; what is finished is delivered."""
        chunks.stop()
        try:
            finished = [future for future in asked.flying if future.status == "finished"]
            for future in finished:
                self._hand_on(assignment, _result(future, sent_back=not assignment.root), asked, deliver)
            with losing():
                self._here.client.cancel(list(asked.flying), force=True)
        except (Lost, SalientError):
            pass
        asked.flying.clear()

    def _come_back(self, work: Work, asked: _Asked, deliver: Deliver) -> None:
        """Come back to a scheduler that was lost, and deliver the chunks that workers had kept by then."""
        self._here.again()
        assignment = self._assign(self._assignments[id(work)], work)
        if not assignment.root:
            return
        shelf = shelf_at(assignment.root, assignment.order.place)
        for label in shelf.labels():
            if any(first <= label.first and label.last <= last for first, last in asked.left):
                self._hand_on(assignment, Made(labels=(label,)), asked, deliver)

    def _assign(self, assignment: Assignment, work: Work) -> Assignment:
        """Ask all workers whether they agree, and note where they keep what they make."""
        assigned = replace(assignment, root=self._root_seen_by_all(assignment, work))
        self._assignments[id(work)] = assigned
        return assigned

    def _root_seen_by_all(self, assignment: Assignment, work: Work) -> str:
        """Where workers keep chunks, `""` where one of them does not see it; refuses workers that do not agree."""
        settings = work.settings
        chosen = settings.share or settings.out
        folder = None if chosen is None else as_folder(chosen)
        root = "" if chosen is None else str(folder.absolute() if folder is not None else chosen)
        probe = shelf_at(root, assignment.order.place).note("probe", {"luck": secrets.token_hex(8)}) if root else ""
        told = self._facts(assignment, root, probe)
        _refuse(told)
        blind = sorted(worker for worker, one in told.items() if not one.sees)
        if not root or not blind:
            return root
        if settings.share is not None:
            raise InputError(
                f"--share {settings.share}: {blind[0]} cannot write there; name a place that all workers reach, or "
                "leave --share out: then chunks are sent back to this machine"
            )
        log.warning("salient: %s does not see %s, so workers send their chunks back to this machine", blind[0], root)
        return ""

    def _facts(self, assignment: Assignment, root: str, probe: str) -> dict[str, Facts]:
        """What each worker says of itself."""
        workers = self._here.workers()
        client = self._here.client
        with losing():
            asked = {
                worker: client.submit(facts, assignment, root, probe, workers=[worker], pure=False, retries=0)
                for worker in workers
            }
        until = time.monotonic() + ANSWER_IN
        waiting = dict.fromkeys(asked.values(), (0, 0))
        while waiting and time.monotonic() < until:
            for future in self._here.finished(waiting, AGAIN_AFTER):
                waiting.pop(future)
            present = set(self._here.workers())
            for worker in [worker for worker, future in asked.items() if future in waiting and worker not in present]:
                waiting.pop(asked.pop(worker))  # gone before it answered
        return {worker: _fact(future) for worker, future in asked.items()}


def _fact(future: Any) -> Facts:
    """What a worker answered; one that could not be asked does not have this version of Salient."""
    with losing():
        if future.status == "finished":
            told: Facts = future.result()
            return told
        error = future.exception(timeout=1) if future.status == "error" else TimeoutError("no answer")
    reason = (str(error) or type(error).__name__).splitlines()[0]
    return Facts(f"cannot run this version of Salient ({type(error).__name__}: {reason})")


def _refuse(told: dict[str, Facts]) -> None:
    for worker, one in sorted(told.items()):
        if one.refusal:
            raise InputError(_refusal(f"the worker {worker}", one.refusal))


def _refusal(who: str, why: str) -> str:
    return (
        f"{who} {why}, so its numbers would not be those of this machine; install the same versions there "
        "(pip install -c constraints.txt), run all on one platform, or leave it out of the cluster"
    )


def _result(future: Any, *, sent_back: bool) -> Made:
    """What a worker has made; raises what it could not do, in a sentence. Chunks come from the worker itself."""
    from distributed.scheduler import KilledWorker

    with losing():
        error = future.exception() if future.status == "error" else None
        made: Made | None = None if error is not None else future.client.gather(future, direct=sent_back)
    if isinstance(error, KilledWorker):
        raise SalientError(
            f"{RETRIES + 1} workers in a row were lost with one chunk, the last {error.last_worker.address}; look "
            "whether they have enough memory. What is finished is kept, the same command goes on from there"
        )
    if isinstance(error, ImportError | AttributeError):
        raise InputError(_refusal("a worker that has joined", f"cannot run this version of Salient ({error})"))
    if error is not None:
        raise error
    assert made is not None
    if made.refusal:
        raise InputError(_refusal("a worker that has joined", made.refusal))
    return made


def _read(shelf: Shelf, label: Label) -> Part | None:
    """A chunk that another machine has just kept; None where it is not there, or not as it was written."""
    for attempts_left in reversed(range(READ_AGAIN)):
        part = shelf.read(label)
        if part is not None or label.name in shelf.names() or not attempts_left:
            return part
        time.sleep(AGAIN_AFTER)
    return None
