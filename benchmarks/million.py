"""How much memory a million replications take on the command line, without the running: python -m benchmarks.million

The model answers at once, with the same few replications again and again, so that what is measured is gathering,
storing and summarising. Twice: run and stored, then read again. Another number may follow the name.
"""

import resource
import subprocess
import sys
import tempfile
from typing import Any

import numpy as np

from sim.cli import main
from sim.engine.blocks import EVENT_DTYPE, Block
from sim.experiment.kernel import SalientKernel

DRAWN = 64
MILLION = 1_000_000
in_earnest = SalientKernel.run_block
models: dict[int, tuple[Any, Block]] = {}


def at_once(kernel: SalientKernel, model: Any, rows: np.ndarray, **settings: Any) -> Block:
    """A block without running it."""
    if id(model) not in models:
        few = np.repeat(rows[:1], DRAWN, axis=0)
        block = in_earnest(kernel, model, few, seed=1, first=0, executor="compiled", paths=True, logs=0)
        models[id(model)] = model, block  # the model lives on, so that its number is nobody else's
    drawn, n = models[id(model)][1], len(rows)
    places = np.arange(n) % DRAWN
    paths = drawn.paths[places if settings["paths"] else places[:0]]
    zeros = np.zeros(n, dtype=np.int64)
    return Block(settings["first"], drawn.outcomes[places], paths, zeros, zeros, np.zeros(0, EVENT_DTYPE))


def measured(arguments: list[str]) -> None:
    """Run one command in this process and print the most memory it had on stderr."""
    SalientKernel.run_block = at_once  # type: ignore[method-assign, assignment]
    try:
        main(arguments)
    finally:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{most / (1 << 30 if sys.platform == 'darwin' else 1 << 20):.2f} GiB at most", file=sys.stderr)


def both(n: int) -> None:
    """Run and store, then read again, each in a process of its own."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "benchmarks.million", "--", "run", "tutorial/baseline", "--quiet"]
        for what in ("run and stored", "read again"):
            print(what, flush=True)
            subprocess.run([*command, "--replications", str(n), "--out", out], stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--"]:
        measured(sys.argv[2:])
    else:
        both(int(sys.argv[1]) if sys.argv[1:] else MILLION)
