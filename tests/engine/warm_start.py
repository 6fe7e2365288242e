"""A start of its own: one replication by the compiled executor; prints, as JSON, what it took."""

import json
import sys
import time

from sim.engine import cache
from sim.engine.cache import folder
from sim.experiment.running.running import run
from sim.scenario.loading import load

if __name__ == "__main__":
    compiled_here = []
    compile_apart = cache._compile_apart
    cache._compile_apart = lambda place: compiled_here.append(place) or compile_apart(place)
    loaded, start = load("tutorial/baseline"), time.perf_counter()
    run(loaded, replications=1, executor="compiled")
    print(
        json.dumps(
            {
                "compiled": len(compiled_here),
                "seconds": time.perf_counter() - start,
                "folder": str(folder()),
                "numba": "numba" in sys.modules,
            }
        )
    )
