"""A process of its own in which compiled code checks its bounds: shows that it does, then runs the parity set.

Prints one JSON object: what the planted write did, the cache folder, and the fingerprint of each case.
"""

import json
import os
import sys
from collections.abc import Callable
from unittest.mock import patch

assert os.environ["NUMBA_BOUNDSCHECK"] == "1"

import numpy as np  # noqa: E402
from both_executors import digest  # noqa: E402
from numba import njit  # noqa: E402
from wide_set import case_named  # noqa: E402

from sim.engine import compiled_blocks  # noqa: E402
from sim.engine.cache import folder  # noqa: E402
from sim.model.world.fields import DAYS, SIZES  # noqa: E402


@njit
def write_beyond(values, place):
    """The planted fault: one past the end."""
    values[place] = 1.0


def in_a_small_function() -> None:
    write_beyond(np.zeros(3), 3)


def in_the_executor() -> None:
    """Give the executor series of ten days, and more days to play."""
    case = case_named("tutorial/baseline")
    memory = compiled_blocks.memories.of(case.model)
    memory.wholes[SIZES.index(DAYS)] = 10
    with patch.object(compiled_blocks, "RAISED_BY_PROCESSES", ()):
        case.run("compiled")


def what_is_raised(plant: Callable[[], None]) -> str:
    try:
        plant()
    except IndexError as error:
        return f"IndexError: {error}"
    return "nothing"


if __name__ == "__main__":
    report = {
        "planted": [what_is_raised(in_a_small_function), what_is_raised(in_the_executor)],
        "folder": str(folder()),
        "digests": {},
    }
    compiled_blocks.memories.by_sizes.clear()
    for name in sys.argv[1:]:
        report["digests"][name] = digest(case_named(name).run("compiled"))
    print(json.dumps(report))
