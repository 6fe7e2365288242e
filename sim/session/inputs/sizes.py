"""How many runs a page asks for: a quick answer first, then more."""

from __future__ import annotations

from functools import lru_cache

from sim.experiment.kernel import SalientKernel
from sim.experiment.running.running import chosen_executor

QUICK = 200
FEW_SCENARIOS, QUICK_OF_MANY = 4, 100  # more than a comparison has: the stops of a sweep
STAGES = (500, 2000, 8000)
QUICK_SIMPY = 20
STAGES_SIMPY = (60,)
DEFAULT_RUNS = 2000


def quick_size(scenarios: int = 1) -> int:
    """Paired runs of the first answer of so many scenarios, each."""
    if executor() != "compiled":
        return QUICK_SIMPY
    return QUICK if scenarios <= FEW_SCENARIOS else QUICK_OF_MANY


def stages() -> tuple[int, ...]:
    """Paired runs of the finer answers, on offer in the menu; the last is the most that a page ends with."""
    return STAGES if executor() == "compiled" else STAGES_SIMPY


def next_size(replications: int, runs: int) -> int | None:
    """The size that refines an answer of this size on the way to `runs`; None where it is there."""
    most = min(runs, stages()[-1])
    sizes = (*(stage for stage in stages() if stage < most), most)
    return next((size for size in sizes if size > replications), None)


@lru_cache(maxsize=1)
def executor() -> str:
    """The fastest executor that runs here."""
    return chosen_executor(None, SalientKernel())
