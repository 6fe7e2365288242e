"""Specifications of charts kept on disk between processes: a server that finds them there does without Altair.

Altair checks what it makes against the whole grammar of charts, and takes 27 MB and half a second to load. What a
specification says follows from its arguments and the code alone; so each stands beside the compiled code in a file,
in a folder named by a hash of the package and Altair's version. Where none can be written they are made each time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

Spec = dict[str, Any]
MOST = 1000  # files: scenarios of readers have charts of their own, and a server may have many readers
PACKAGE = Path(__file__).resolve().parents[2]


def kept_or_made(name: str, make: Callable[..., Spec], arguments: tuple[Any, ...]) -> Spec:
    """The specification of this name; made of the arguments, and kept, where there is none that is whole."""
    folder = _folder()
    file = folder and folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.json"
    if file is not None:
        with suppress(OSError, ValueError):
            return _read(file, name)
    spec: Spec = json.loads(json.dumps(make(*arguments)))  # the same whether it was kept or made
    if file is not None:
        with suppress(OSError):
            _write(file, {"name": name, "spec": spec})
    return spec


def _read(file: Path, name: str) -> Spec:
    """ValueError for a file that does not hold the specification of this name."""
    kept = json.loads(file.read_bytes())
    if not isinstance(kept, dict) or kept.get("name") != name or not isinstance(kept.get("spec"), dict):
        raise ValueError(f"{file}: not the specification of {name}")
    spec: Spec = kept["spec"]
    return spec


def _write(file: Path, content: dict[str, Any]) -> None:
    """Beside its place, then renamed: who reads meanwhile finds all or nothing. Not where there are many already."""
    if sum(1 for _ in file.parent.iterdir()) >= MOST:
        return
    beside = file.with_name(f".{file.name}-{os.getpid()}")
    beside.write_text(json.dumps(content), encoding="utf-8")
    beside.replace(file)


@cache
def _folder() -> Path | None:
    """Where this version of the package keeps its specifications; None where nothing can be written."""
    from sim.engine.cache import folder_named

    digest = hashlib.sha256(version("altair").encode())
    for file in sorted(PACKAGE.rglob("*.py")):
        digest.update(file.relative_to(PACKAGE).as_posix().encode())
        digest.update(file.read_bytes())
    return folder_named(f"charts-{digest.hexdigest()[:16]}")
