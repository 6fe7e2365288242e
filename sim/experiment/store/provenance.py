"""What a result depends on besides scenario and seed: versions, the model's own code, the design."""

import hashlib
import importlib.metadata
import platform
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.engine.cache import source_files
from sim.experiment.design.unit_cube import Design

PACKAGE = Path(__file__).resolve().parents[2]
# Code that decides numbers; a change in it makes stored results stale even when no version was raised.
DECIDING = ("units.py", "scenario", "model", "engine", "experiment/design")


def provenance(executor: str, design: Design, results_version: int) -> dict[str, Any]:
    """Versions that a stored result must share with this installation to be used again."""
    stepper = "simpy" if executor == "simpy" else "numba"
    return {
        "salient": version_of("salient-sim"),
        "results_version": results_version,
        "code": code_fingerprint(),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "machine": platform.machine(),
        "numpy": version_of("numpy"),
        "scipy": version_of("scipy"),
        stepper: version_of(stepper),
        "design": design,
    }


@lru_cache(maxsize=16)
def version_of(distribution: str) -> str:
    """Installed version of a distribution, or "none"."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "none"


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """First 12 hex digits of a hash of the source files that decide numbers."""
    digest = hashlib.sha256()
    for file in source_files(DECIDING, PACKAGE):
        digest.update(file.relative_to(PACKAGE).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def git_commit() -> str | None:
    """Commit of the checkout this package runs from, "-dirty" when changed; None outside a checkout."""
    if not (PACKAGE.parent / ".git").exists():
        return None
    command = [
        "git",
        "-C",
        str(PACKAGE.parent),
        "describe",
        "--always",
        "--dirty",
        "--abbrev=40",
        "--exclude=*",
    ]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() or None
