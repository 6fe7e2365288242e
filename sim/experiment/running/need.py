"""What a run needs of the machine, compared with what is left of it before any work; what cannot be is told at once.

Figures are estimates on the safe side of what was measured (benchmarks/million.py): numbers of a million replications
take some 0.4 GB, beside the 0.3 GB of the program itself, which it has by then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p
from pathlib import Path

from sim.errors import InputError
from sim.experiment.kernel import OutcomeLike
from sim.experiment.running import machine
from sim.experiment.running.precision import Precision
from sim.experiment.store.parquet import INPUT_ROWS, ROWS_PER_GROUP
from sim.experiment.store.records import KEPT_PATHS

BYTES_BESIDE = 17  # of each replication: fault, done, and what sorting one outcome takes
COPIES_PERCENT = 120  # and numbers on their way
COPIES_OF_GROUP = 3  # rows that are written or read at once
BYTES_PER_LOG = 64 * 300  # events of a replication
BYTES_PER_THREAD = 1 << 20  # a log, paths, and the part of a stack that is used
SPARE_THREADS = 64
RESERVED_FOR_THE_SYSTEM = 64 << 20


@dataclass(frozen=True)
class Need:
    """How much is asked for: replications and scenarios, outcomes and series, days, logs and threads.

    `inputs`: how many are drawn and stored for each replication.
    """

    replications: int
    scenarios: int
    outcomes: int
    series: int
    days: int
    logs: int
    workers: int
    inputs: int = 0

    @property
    def memory(self) -> int:
        """Bytes that the numbers of all scenarios take while they are made."""
        numbers = self.replications * (8 * self.outcomes + BYTES_BESIDE) * COPIES_PERCENT // 100
        kept = self.scenarios * (numbers + self._paths + self._logs)
        group = min(self.replications, ROWS_PER_GROUP) * 8 * self.outcomes * COPIES_OF_GROUP
        drawn = min(self.replications, INPUT_ROWS) * 8 * self.inputs * COPIES_OF_GROUP
        return kept + max(group, drawn) + self._threads * BYTES_PER_THREAD

    @property
    def disk(self) -> int:
        """Bytes that finished parts, and the result beside them until it stands, take at most."""
        numbers = self.replications * 8 * self.outcomes
        drawn = self.replications * 8 * self.inputs
        return self.scenarios * (numbers * 3 // 2 + drawn + 2 * self._paths + self._logs)

    @property
    def _threads(self) -> int:
        return min(self.workers, self.replications)

    @property
    def _paths(self) -> int:
        return min(self.replications, KEPT_PATHS) * self.series * self.days * 4

    @property
    def _logs(self) -> int:
        return min(self.replications, self.logs) * BYTES_PER_LOG


def refuse_more_than_there_is(need: Need, out: Path | None) -> None:
    """Refuse what does not fit into the memory, the disk or the threads of this machine."""
    threads = machine.most_threads()
    if threads is not None and need.workers > max(threads - SPARE_THREADS, 1):
        raise InputError(
            f"workers = {need.workers:,} needs as many threads, and this machine allows {threads:,}; "
            "one for each processor is fastest"
        )
    memory = machine.free_memory()
    if memory is not None and need.memory > memory - RESERVED_FOR_THE_SYSTEM:
        raise _too_much(need, need.memory, "memory", memory)
    disk = None if out is None else machine.free_disk(out)
    if disk is not None and need.disk > disk:
        raise _too_much(need, need.disk, f"disk for {out}", disk)


def refuse_hopeless_precision(target: Precision, outcomes: Sequence[OutcomeLike], most: int) -> None:
    """Refuse a share to be known better than the most replications can tell, even if all of them agreed."""
    if target.declared_in(outcomes).kind == "amount":
        return  # how much it varies is not known before
    if target.half_width >= reachable(most):
        return
    least = log(0.025) / log1p(-target.half_width)
    raise InputError(
        f"precision {target.outcome}={target.half_width:g} needs at least {least:,.0f} replications, and at most "
        f"{most:,} are run; ask for {1.05 * reachable(most):.1g} or more"
    )


def reachable(most: int) -> float:
    """Half-width of a share where all replications agree."""
    return float(1.0 - 0.025 ** (1.0 / most))


def _too_much(need: Need, wanted: int, of_what: str, left: int) -> InputError:
    each = f" of each of {need.scenarios} scenarios" if need.scenarios > 1 else ""
    fits = need.replications * left * 9 // (wanted * 10)
    fits -= fits % 10 ** max(len(str(fits)) - 2, 0)
    advice = f"ask for {fits:,} at most" if fits else "free some, or ask for fewer days, scenarios or threads"
    return InputError(
        f"replications = {need.replications:,}{each} need {amount(wanted)} of {of_what}, and {amount(left)} are free "
        f"here; {advice}"
    )


def amount(n_bytes: int) -> str:
    """Bytes as people say them: `328 GB`."""
    for unit, size in (("TB", 10**12), ("GB", 10**9)):
        if n_bytes >= size:
            return f"{n_bytes / size:,.1f} {unit}" if n_bytes < 10 * size else f"{n_bytes // size:,} {unit}"
    return f"{n_bytes // 10**6:,} MB"
