"""A range of replications in pieces that each fit into memory and become a chunk, cut at the same places by all."""

from collections.abc import Iterator, Sequence

import numpy as np

from sim.experiment.kernel import BlockLike
from sim.experiment.running.making import FIRST_CHUNK_SIMPY, Threads
from sim.experiment.running.work import Work
from sim.experiment.store.records import KEPT_PATHS, Part, Range

PIECE, PIECE_SIMPY = 32_768, 512  # replications of a chunk at most: what is packed is copied, what is lost made again
BLOCK = 2_048  # replications run at once where one thread makes a piece


def pieces(first: int, last: int, executor: str) -> Iterator[Range]:
    """The range, cut at multiples of the largest piece."""
    largest = PIECE_SIMPY if executor == "simpy" else PIECE
    while first < last:
        end = min(last, (first // largest + 1) * largest)
        yield first, end
        first = end


def without(ranges: Sequence[Range], first: int, last: int) -> list[Range]:
    """Ranges but for replications first to last - 1."""
    cut = [piece for begin, end in ranges for piece in ((begin, min(end, first)), (max(begin, last), end))]
    return [(begin, end) for begin, end in cut if begin < end]


def within(ranges: Sequence[Range], first: int, last: int) -> list[Range]:
    """What ranges have in common with replications first to last - 1."""
    both = [(max(begin, first), min(end, last)) for begin, end in ranges]
    return [(begin, end) for begin, end in both if begin < end]


def made_alone(work: Work, first: int, last: int) -> Part:
    """A piece made in the thread of the caller."""
    size = FIRST_CHUNK_SIMPY if work.settings.executor == "simpy" else BLOCK
    return joined([work.block(begin, min(begin + size, last)) for begin in range(first, last, size)])


def made_together(work: Work, first: int, last: int) -> Part:
    """A piece made in as many threads as the settings of the work say."""
    blocks: list[BlockLike | Part] = []

    def deliver(made: BlockLike | Part, *, kept: bool = False) -> None:
        blocks.append(made)

    Threads().make(work, [(first, last)], deliver)
    return joined(blocks)


def joined(blocks: Sequence[BlockLike | Part]) -> Part:
    """Blocks that follow each other as one part, with the paths that are kept of it."""
    rows = sorted(blocks, key=lambda block: block.first)
    first = rows[0].first
    kept = max(0, KEPT_PATHS - first)
    return Part(
        first,
        np.concatenate([block.outcomes for block in rows]),
        np.concatenate([block.faults for block in rows]),
        np.concatenate([block.paths for block in rows if len(block.paths)] or [rows[0].paths])[:kept],
        np.concatenate([block.events for block in rows]),
    )


