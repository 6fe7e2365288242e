"""Where compiled code is kept between starts: a folder of its own for each version of model, engine, numba, Python
and CPU.

The folder's name holds a hash of every file of sim/model and sim/engine and of the scenario's choices and columns, the
versions and the bounds-check flag. A lock keeps two starts from compiling at once. numba itself is not imported: a
later start needs llvmlite alone (see `kept_code.py`).
"""

import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

ROOT = Path(__file__).resolve().parents[1]
HASHED = ("model", "engine", "scenario/values/choices.py", "scenario/schema/columns.py")


def source_files(names: Sequence[str], root: Path) -> list[Path]:
    """The source files that names of files and folders stand for, at any depth.

    A name that stands for none raises: what is hashed of nothing guards nothing, and stale results would be used.
    """
    found: list[Path] = []
    for name in names:
        place = root / name
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place] * place.is_file()
        if not files:
            raise FileNotFoundError(f"{place}: results depend on it, but there is no such source file")
        found += files
    return found


def fingerprint() -> str:
    """Hash of all that decides the compiled code."""
    from llvmlite import binding

    digest = hashlib.sha256()
    for file in source_files(HASHED, ROOT):
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    facts = (
        *map(version, ("numba", "llvmlite", "numpy")),
        sys.version,
        platform.machine(),
        binding.get_host_cpu_name(),
        os.environ.get("NUMBA_BOUNDSCHECK", ""),
        str(ROOT),
    )
    digest.update("|".join(facts).encode())
    return digest.hexdigest()[:16]


def roots() -> list[Path]:
    """Where the cache may stand, best first: SALIENT_CACHE alone, else the user's folder, then a temporary one."""
    chosen = os.environ.get("SALIENT_CACHE")
    if chosen:
        return [Path(chosen)]
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return [user_cache_path("salient"), Path(tempfile.gettempdir()) / f"salient-{user}"]


def folder() -> Path | None:
    """The cache folder in the first place that can be written; None where none can."""
    name = fingerprint()
    for root in roots():
        try:
            path = root / name
            path.mkdir(parents=True, exist_ok=True)
            probe = path / f".probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
            return path
        except OSError:
            continue
    return None
