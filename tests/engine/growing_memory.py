"""A process of its own that runs 50 calls of 1,000 replications and prints by how much its memory grew [MB].

With `leak` on the command line it keeps what each of a quarter of the calls returns, to show that the measure sees it;
with `short` it makes 1,500 calls of 2 replications, as the app does in an hour of moved sliders.
"""

import gc
import resource
import sys
from pathlib import Path

from sim.engine.blocks import Block
from sim.engine.replication import run_block
from sim.engine.theatre import model_of
from sim.experiment.design.unit_cube import uniforms
from sim.model.world.parameters import P, fill, plan
from sim.scenario.loading import load

WARM_UP, CALLS, REPLICATIONS = 5, 50, 1000
SHORT_CALLS, SHORT_REPLICATIONS = 1500, 2
STATISTICS = Path("/proc/self/statm")


def memory() -> float:
    """Memory held now, or the most so far where the system does not tell [MB]."""
    gc.collect()
    if STATISTICS.exists():
        return int(STATISTICS.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def growth(leak: bool, calls: int, replications: int) -> float:
    """Growth of memory over the calls [MB]."""
    loaded = load("tutorial/baseline", ["horizon_days=30"])  # what leaks does so with each replication, or each step
    model, made = model_of(loaded), plan(loaded)
    rows = fill(made, uniforms(1, 0, replications, made.varying.tolist(), width=P))
    kept: list[Block] = []
    before = 0.0
    for call in range(WARM_UP + (calls // 4 if leak else calls)):
        if call == WARM_UP:
            before = memory()
        first = call * replications
        block = run_block(model, rows, seed=1, first=first, executor="compiled", logs=5)
        if leak:
            kept.append(block)
    return memory() - before


if __name__ == "__main__":
    many = (SHORT_CALLS, SHORT_REPLICATIONS) if "short" in sys.argv else (CALLS, REPLICATIONS)
    print(growth("leak" in sys.argv, *many))
