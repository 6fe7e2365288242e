"""What jobs of an array have made, gathered into a result: what is missing or was made twice is named, then completed.

A chunk counts only with the bytes that its name proves. Of every chunk one replication is made again here before the
result is written: a machine that computes wrongly writes whole files too.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import InputError, StorageError
from sim.experiment.chunks.packing import Label, fits
from sim.experiment.chunks.places import shelves_at
from sim.experiment.chunks.shelf import Shelf
from sim.experiment.elsewhere.agreement import other_versions
from sim.experiment.elsewhere.jobs import JOB, ORDER
from sim.experiment.elsewhere.order import Order
from sim.experiment.kernel import Kernel, SalientKernel
from sim.experiment.running.gathering import Gathering
from sim.experiment.running.making import Makers
from sim.experiment.running.need import refuse_more_than_there_is
from sim.experiment.running.running import finish, need_of
from sim.experiment.store.folders import log, prepare_root
from sim.experiment.store.provenance import provenance
from sim.experiment.store.recorded import read
from sim.experiment.store.records import Part, Range
from sim.experiment.store.soundness import harmed

MOST_SAMPLED = 256  # chunks of which one replication is made again

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Standing:
    """What stands on the shelf of one run: which of the replications are missing, and what was made twice.

    `doubles` has each range with how often it was made; `disputed` are ranges that two chunks hold with different
    numbers, `wrong` chunks of which a replication comes out otherwise here.
    """

    name: str
    replications: int
    chunks: int
    jobs: int
    gaps: tuple[Range, ...]
    doubles: tuple[tuple[int, int, int], ...]
    disputed: tuple[Range, ...]
    wrong: tuple[Range, ...]
    sampled: int
    made_here: int = 0
    folder: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The same as a plain mapping; a range is [first, last + 1]."""
        ranges = {name: [list(one) for one in getattr(self, name)] for name in ("gaps", "doubles", "disputed", "wrong")}
        plain = {"scenario": self.name, **{name: getattr(self, name) for name in ("replications", "chunks", "jobs")}}
        return {**plain, **ranges, "sampled": self.sampled, "made_here": self.made_here, "folder": self.folder}


@dataclass(frozen=True)
class Way:
    """How to gather: from a folder or an address into results in `out`, making what is missing by `makers` or threads.

    `told` hears of each run what stands there before anything is made; with `look_only` nothing is.
    """

    root: Path | str
    out: Path
    workers: int = 1
    makers: Makers | None = None
    look_only: bool = False
    told: Callable[[Standing], None] = lambda standing: None
    progress: Progress = lambda done, total: None


def gather(way: Way) -> list[Standing]:
    """Gather every run that jobs have left there; InputError where they have left none, or ran another version."""
    ordered = [(shelf, orders) for shelf in shelves_at(way.root) if (orders := shelf.notes(ORDER))]
    if not ordered:
        raise InputError(
            f"{way.root}: no array job has left anything here; name the --out or --share of `salient run --range`"
        )
    try:
        return [_gathered(shelf, orders, way) for shelf, orders in ordered]
    finally:
        if way.makers is not None:
            way.makers.let_go()


def _gathered(shelf: Shelf, orders: Sequence[dict[str, Any]], way: Way) -> Standing:
    order, total = _order(shelf, orders)
    kernel = SalientKernel()
    settings = order.settings(workers=way.workers, out=way.out, share=str(way.root))
    gathering = Gathering(_scenario(order, kernel), settings, kernel, way.makers)
    refuse_more_than_there_is(need_of([gathering], total), way.out)
    gathering.records.grow(total)
    disputed = _take_in(gathering, shelf, total)
    wrong, sampled = _sampled(gathering, shelf.labels())
    standing = Standing(
        gathering.loaded.name, total, len(shelf.labels()), len(shelf.notes(JOB)),
        tuple(gathering.records.missing(total)), _doubles(shelf), tuple(disputed), tuple(wrong), sampled,
    )  # fmt: skip
    way.told(standing)
    return standing if way.look_only else _completed(gathering, standing, way)


def _completed(gathering: Gathering, standing: Standing, way: Way) -> Standing:
    """Make what is missing, write the result, and read its files again."""
    n = standing.replications
    prepare_root(way.out)
    gathering.extend(n, lambda done: way.progress(done, n))
    ensemble = finish(gathering, n)
    assert ensemble.folder is not None
    harm = harmed(ensemble.folder, read(ensemble.folder))
    if harm:
        raise StorageError(f"{ensemble.folder}: {'; '.join(harm)}; run it again")
    return replace(standing, made_here=gathering.computed, folder=str(ensemble.folder))


def _order(shelf: Shelf, orders: Sequence[dict[str, Any]]) -> tuple[Order, int]:
    """The order of a shelf, of which only the number of replications may differ: the largest counts."""
    total = max(int(one["replications"]) for one in orders)
    plain = {name: value for name, value in orders[0].items() if name != "replications"}
    try:
        order = Order.model_validate_json(json.dumps(plain))
    except ValueError as error:
        raise InputError(f"{shelf.address}: another version of Salient wrote its order; gather it there") from error
    here = provenance(order.executor, order.design, SalientKernel().results_version)
    differences = list(other_versions(dict(order.versions), here))
    if differences:
        raise InputError(
            f"{shelf.address}: its jobs ran with {', '.join(differences[:3])}; gather where they ran, or run them again"
        )
    return order, total


def _scenario(order: Order, kernel: Kernel) -> Any:
    """The scenario: from its file where that still is what was run, as it knows base and changes; else by its texts."""
    from sim.scenario.loading import load

    try:
        loaded = load(order.reference, order.sets)
    except InputError:
        return order.scenario(kernel)
    return loaded if loaded.hash == order.hash else order.scenario(kernel)


def _take_in(gathering: Gathering, shelf: Shelf, total: int) -> list[Range]:
    """Place every chunk; those replications that two hold with different numbers count as missing. Their ranges."""
    records, disputed = gathering.records, list[Range]()
    shape = records.n_outcomes, records.n_paths, gathering.prepared.horizon_days + 1
    for part in shelf.load(below=total):
        if not fits(part, *shape) or part.first + len(part.faults) > total:
            log.warning("salient: chunk %s-%s is not of this run", part.first, part.first + len(part.faults))
            continue
        if not _agrees(gathering, part):
            disputed.append((part.first, part.first + len(part.faults)))
        records.place(part)
    for first, last in disputed:
        records.done[first:last] = False
    return disputed


def _agrees(gathering: Gathering, part: Part) -> bool:
    """Whether what is there already of these replications has the same numbers."""
    records, where = gathering.records, slice(part.first, part.first + len(part.faults))
    there = records.done[where]
    failed = part.faults != 0
    outcomes = np.where(failed[:, None], np.nan, part.outcomes)
    same = np.array_equal(records.outcomes[:, where].T[there], outcomes[there], equal_nan=True)
    return same and np.array_equal(records.faults[where][there], part.faults[there])


def _sampled(gathering: Gathering, labels: Sequence[Label]) -> tuple[list[Range], int]:
    """Make one replication of each chunk again; chunks that hold another count as missing. Those, and how many made."""
    records, wrong = gathering.records, list[Range]()
    chosen = [label for label in labels if records.done[label.first : label.last].all() and label.first < label.last]
    chosen = chosen[:: max(1, -(-len(chosen) // MOST_SAMPLED))]
    for label in chosen:
        one = label.first + int(label.proof[:8], 16) % (label.last - label.first)
        block = gathering.work.block(one, one + 1)
        outcomes = np.where(block.faults[0] != 0, np.nan, block.outcomes[0])
        same = np.array_equal(outcomes, records.outcomes[:, one], equal_nan=True)
        if not same or block.faults[0] != records.faults[one]:
            wrong.append((label.first, label.last))
    for first, last in wrong:
        records.done[first:last] = False
    return wrong, len(chosen)


def _doubles(shelf: Shelf) -> tuple[tuple[int, int, int], ...]:
    """Ranges that were made, or asked of jobs, more than once, with how often; in order of replication."""
    asked = Counter((int(note["first"]), int(note["last"])) for note in shelf.notes(JOB))
    found = {(first, last, times) for (first, last), times in asked.items() if times > 1}
    end = 0
    for label in shelf.labels():
        twice = label.first, min(end, label.last)
        end = max(end, label.last)
        if twice[0] < twice[1] and not any(first <= twice[0] and twice[1] <= last for first, last, _ in found):
            found.add((*twice, 2))
    return tuple(sorted(found))
