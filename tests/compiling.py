"""The model compiled before any test's clock runs, each variant in a process of its own, side by side."""

import os
import subprocess
import sys
from collections.abc import Iterable

VARIABLE = "NUMBA_BOUNDSCHECK"
WITH_CHECKS = "test_parity_bounds_checks"
WITHOUT_THE_MODEL = (
    "tests/conventions/", "tests/editors/", "tests/scenario/", "tests/session/", "tests/test_planted_faults",
    "tests/test_readme",
)  # fmt: skip
IS_KEPT = "import sys; from sim.engine.cache import is_ready; sys.exit(not is_ready())"
COMPILE = "import sim; sim.run('tutorial/baseline', replications=1, executor='compiled')"
Variant = tuple[tuple[str, str], ...]  # the environment's variables that make it another
USUAL, CHECKED = (), ((VARIABLE, "1"),)


def needed(tests: Iterable[str]) -> set[Variant]:
    """The variants that tests of these names run."""
    names = [name for name in tests if not name.startswith(WITHOUT_THE_MODEL)]
    return ({USUAL} if names else set()) | ({CHECKED} if any(WITH_CHECKS in name for name in names) else set())


def missing(variants: Iterable[Variant]) -> set[Variant]:
    """Those of which this machine keeps no compiled code yet."""
    return {one for one, code in _each(IS_KEPT, variants).items() if code}


def compile_all(variants: Iterable[Variant]) -> None:
    """Compile and keep each; a fault is left to the tests, which show it."""
    _each(COMPILE, variants)


def _each(code: str, variants: Iterable[Variant]) -> dict[Variant, int]:
    """Run code for each variant at once; the exit codes."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-c", code]
    running = {one: subprocess.Popen(command, env=os.environ | dict(one), **quiet) for one in variants}
    return {one: process.wait() for one, process in running.items()}
