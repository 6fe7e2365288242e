"""Replications of one scenario in blocks, by either executor.

The one door through which experiments reach the engine.
"""

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.blocks import Block
from sim.engine.cache import is_ready
from sim.engine.compiled_blocks import compiled_block
from sim.engine.plain_blocks import simpy_block
from sim.engine.theatre import Model
from sim.errors import ExecutorUnavailable

if TYPE_CHECKING:
    from sim.engine.simpy_engine import OwnProcess


def executor_available(name: str) -> bool:
    """Whether an executor runs on this machine; numba has no wheel everywhere, and is slow to import."""
    if name == "simpy":
        return True
    try:
        if not _is_installed("numba"):
            return False
        if not is_ready():
            import numba  # noqa: F401
    except ImportError:
        return False
    return name == "compiled"


@cache
def _is_installed(package: str) -> bool:
    """Looked for once: every answer of a page asks."""
    return find_spec(package) is not None


def run_block(
    model: Model,
    rows: NDArray[np.float64],
    *,
    seed: int,
    first: int,
    executor: str,
    paths: bool = True,
    logs: int = 0,
    own_processes: "tuple[OwnProcess, ...]" = (),
) -> Block:
    """Run one replication a row (n, P), numbered from `first`; keep the logs of the first `logs` of them.

    Processes of your own (`own_processes`, plain SimPy) run on the SimPy executor only: the compiled one refuses them.
    """
    if executor == "simpy":
        return simpy_block(model, rows, seed, first, paths, logs, own_processes)
    if own_processes:
        raise ExecutorUnavailable(
            "a process of your own is plain SimPy: use executor='simpy' (the compiled one cannot run it)"
        )
    if not executor_available("compiled"):
        raise ExecutorUnavailable("numba is not installed here: use --executor simpy (slower, same results)")
    return compiled_block(model, rows, seed, first, paths, logs)
