"""A start of its own: loads the compiled entry point and prints, as JSON, what numba's cache did.

With a folder on the command line a small function is cached there, to show that the counters tell hit from miss.
"""

import json
import sys
import time

from numba import config, njit

from sim.engine.cache import folder


def small(x):
    return x + 1.0


def counts(dispatcher) -> dict:
    stats = dispatcher.stats
    return {
        "hits": sum(stats.cache_hits.values()),
        "misses": sum(stats.cache_misses.values()),
        "path": str(stats.cache_path),
    }


if __name__ == "__main__":
    start = time.perf_counter()
    if len(sys.argv) > 1:
        config.CACHE_DIR = sys.argv[1]
        report = counts(njit("float64(float64)", cache=True)(small))
    else:
        from sim.engine.replication import compiled_entry

        report = counts(compiled_entry())
    print(json.dumps({**report, "seconds": time.perf_counter() - start, "folder": str(folder())}))
