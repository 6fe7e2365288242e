"""Who makes the replications of a run: the one seam between what is asked for and what computes it.

Whoever makes them is told of the work, makes any ranges of it in chunks of its own choice and in any order, and lets go
at the end. Here are the threads of this process, which serve unless somebody else is named; workers of a cluster are in
`sim.experiment.elsewhere`. As a replication depends on its number alone, none of this has a bearing on results.
"""

from collections.abc import Sequence
from typing import Protocol

from sim.experiment.kernel import BlockLike
from sim.experiment.running.threads import FIRST_CHUNK, run_chunks
from sim.experiment.running.work import Work
from sim.experiment.store.records import Part, Range

FIRST_CHUNK_SIMPY = 8


class Deliver(Protocol):
    """Takes in replications that were made, in the thread of whoever asked for them."""

    def __call__(self, made: BlockLike | Part, *, kept: bool = False) -> None:
        """`kept` says that they stand where chunks are kept already, and need not be saved."""


class Makers(Protocol):
    """Who makes replications."""

    def take_on(self, work: Work) -> None:
        """Be told of the work, once before any of it is made; an InputError says why it cannot be done there."""

    def make(self, work: Work, missing: Sequence[Range], deliver: Deliver) -> None:
        """Make every replication of the ranges and deliver each at least once, always with the same numbers.

        On Ctrl-C what is finished is delivered, then KeyboardInterrupt goes on its way.
        """

    def let_go(self) -> None:
        """Give back what was taken for the work; called once at the end, however it ends."""


class Threads:
    """The threads of this process."""

    def take_on(self, work: Work) -> None:
        """Threads can do any work."""

    def make(self, work: Work, missing: Sequence[Range], deliver: Deliver) -> None:
        """Make replications in as many threads as the settings say; SimPy's, which hold the interpreter, in one."""
        simpy = work.settings.executor == "simpy"
        run_chunks(
            work.block,
            missing,
            workers=1 if simpy else work.settings.workers,
            deliver=deliver,
            first_chunk=FIRST_CHUNK_SIMPY if simpy else FIRST_CHUNK,
        )

    def let_go(self) -> None:
        """Threads stay for the next run."""
