"""One job of an array: it makes a range of a run's replications, keeps them as chunks, and notes that it did.

Jobs know nothing of each other. What stands on the shelf already is not made again; a job that is repeated makes the
same chunks under the same names.
"""

import os
import platform
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sim.errors import InputError
from sim.experiment.chunks.packing import fits
from sim.experiment.chunks.places import shelf_at
from sim.experiment.chunks.shelf import Shelf
from sim.experiment.elsewhere.order import Order
from sim.experiment.elsewhere.pieces import made_together, pieces, without
from sim.experiment.kernel import SalientKernel
from sim.experiment.running.asked import as_text
from sim.experiment.running.work import Settings, Work
from sim.experiment.store.records import Range

ORDER, JOB = "order", "job"  # kinds of notes


@dataclass(frozen=True)
class Job:
    """What a job did: replications first to last - 1 of so many, how many of them it made and found, and where."""

    name: str
    first: int
    last: int
    replications: int
    made: int
    found: int
    place: str

    def as_json(self) -> dict[str, Any]:
        """The same as a plain mapping."""
        return {"scenario": self.name, **{name: value for name, value in vars(self).items() if name != "name"}}


def parsed_range(text: str, replications: int | None = None) -> Range:
    """`FROM:TO` as replications FROM to TO - 1, within the whole run where that is known."""
    first, colon, last = text.partition(":")
    if not (colon and first.strip().isdecimal() and last.strip().isdecimal()):
        raise InputError(f"--range {as_text(text)}: write FROM:TO with whole numbers, such as 5000:10000")
    chosen = int(first), int(last)
    if chosen[0] >= chosen[1]:
        raise InputError(f"--range {text}: it ends before it begins; TO is the first replication that is left out")
    if replications is not None and chosen[1] > replications:
        raise InputError(f"--range {text} goes beyond the {replications:,} replications of the run (--replications)")
    return chosen


def job(
    scenario: str,
    first: int,
    last: int,
    *,
    replications: int,
    sets: Sequence[str] = (),
    logs: int = 20,
    **settings: Any,
) -> Job:
    """Make replications first to last - 1 of a run of so many, as `salient run --range` does, wherever this is called.

    Settings are those of `sim.run` that concern how: seed, executor, design, workers, out, share, fresh, paths, logs.
    """
    from sim.experiment.running.running import settings_of
    from sim.scenario.loading import load

    chosen = parsed_range(f"{first}:{last}", replications)
    return make_range(load(scenario, sets), chosen, settings_of({**settings, "logs": logs}), replications)


def make_range(
    loaded: Any,
    chosen: Range,
    settings: Settings,
    replications: int | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Job:
    """Make replications of one scenario, in as many threads as the settings say, and keep them where they say."""
    work = Work.of(loaded, settings, SalientKernel())
    order, root = Order.of(work), settings.share or settings.out
    if root is None:
        raise InputError("a job of an array keeps its chunks in a folder; name one with --out or --share")
    shelf, total = shelf_at(root, order.place), replications or chosen[1]
    shelf.note(ORDER, {**order.model_dump(mode="json"), "replications": total})
    missing = [chosen] if settings.fresh else _missing(work, shelf, chosen)
    n, todo, start = chosen[1] - chosen[0], sum(last - first for first, last in missing), time.perf_counter()
    done = n - todo
    report(done, n)
    for first, last in missing:
        for piece in pieces(first, last, settings.executor):
            shelf.save(made_together(work, *piece))
            done += piece[1] - piece[0]
            report(done, n)
    seconds = round(time.perf_counter() - start, 3)
    where = {"host": platform.node(), "process": os.getpid(), "luck": secrets.token_hex(6)}
    shelf.note(JOB, {"first": chosen[0], "last": chosen[1], "made": todo, "seconds": seconds, **where})
    return Job(loaded.name, *chosen, total, todo, n - todo, str(root))


def _missing(work: Work, shelf: Shelf, chosen: Range) -> Sequence[Range]:
    """What of a range does not stand on the shelf, as it was written."""
    shape = len(work.kernel.outcomes), len(work.kernel.path_names) * work.settings.paths, work.prepared.horizon_days + 1
    missing = [chosen]
    for label in shelf.labels():
        if label.first < chosen[1] and chosen[0] < label.last:
            part = shelf.read(label)
            if part is not None and fits(part, *shape):
                missing = without(missing, label.first, label.last)
    return missing
