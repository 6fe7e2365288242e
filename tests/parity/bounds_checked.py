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

from sim.engine import replication  # noqa: E402
from sim.engine.cache import folder  # noqa: E402
from sim.model.world.events import LOG_FIELDS  # noqa: E402


@njit
def write_beyond(values, place):
    """The planted fault: one past the end."""
    values[place] = 1.0


def in_a_small_function() -> None:
    write_beyond(np.zeros(3), 3)


def in_the_executor() -> None:
    """Give the executor a log of ten entries where its code believes in thousands."""
    replication._buffers.log = np.zeros((10, len(LOG_FIELDS)))
    with patch.object(replication, "RAISED_BY_PROCESSES", ()):
        case_named("tutorial/baseline").run("compiled")


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
    replication._buffers = replication.Buffers()
    for name in sys.argv[1:]:
        report["digests"][name] = digest(case_named(name).run("compiled"))
    print(json.dumps(report))
