"""Where compiled code is kept between starts, and how it is come by: a folder of its own for each version of model,
engine, numba, Python and CPU.

The folder's name holds a hash of every file of sim/model and sim/engine and of the scenario's choices and columns, the
versions and the bounds-check flag. A lock keeps two starts from compiling at once. numba itself is not imported, and on
Linux llvmlite neither: a later start needs the kept code alone (see `kept_code.py`).
"""

import contextlib
import gc
import hashlib
import itertools
import os
import platform
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from sim.engine.compiled.kept_code import Code, Entry, compiled, is_kept, kept, save
from sim.model.numbers.compilable import tell_numba

ROOT = Path(__file__).resolve().parents[1]
HASHED = ("model", "engine", "scenario/values/choices.py", "scenario/values/laws.py", "scenario/values/law_forms.py",
          "scenario/schema/columns.py")
PROCESSORS = Path("/proc/cpuinfo")
TELLING = ("vendor_id", "cpu family", "model", "stepping", "flags")  # as Linux tells of x86 processors
_compiling = threading.Lock()


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
    digest = hashlib.sha256()
    for file in source_files(HASHED, ROOT):
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    facts = (
        *map(version, ("numba", "llvmlite", "numpy")),
        sys.version,
        platform.machine(),
        processor(),
        os.environ.get("NUMBA_BOUNDSCHECK", ""),
    )
    digest.update("|".join(facts).encode())
    return digest.hexdigest()[:16]


def processor() -> str:
    """What numba compiles for: the kind of this machine's processor, and what it can do."""
    with contextlib.suppress(OSError, UnicodeDecodeError), PROCESSORS.open(encoding="ascii") as told:
        first = itertools.takewhile(str.strip, told)  # of many processors that are alike; an empty line ends each
        facts = [line.rstrip() for line in first if line.partition(":")[0].strip() in TELLING]
        if len(facts) == len(TELLING):
            return "\n".join(facts)
    from llvmlite import binding

    return str(binding.get_host_cpu_name())


def roots() -> list[Path]:
    """Where the cache may stand, best first: SALIENT_CACHE alone, else the user's folder, then a temporary one."""
    chosen = os.environ.get("SALIENT_CACHE")
    if chosen:
        return [Path(chosen)]
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return [user_cache_path("salient"), Path(tempfile.gettempdir()) / f"salient-{user}"]


def folder() -> Path | None:
    """The cache folder of this version; None where none can be written."""
    return folder_named(fingerprint())


def folder_named(name: str) -> Path | None:
    """A folder in the first place that can be written; None where none can."""
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


def compiled_entry() -> Entry:
    """The compiled entry point: loaded from the cache folder, or compiled once under a lock."""
    with _compiling:
        return _load_entry()


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection.

    Compiling makes many small objects that live on, and a fifth of its time went into them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def is_ready() -> bool:
    """Whether compiled code of this version is kept, so that a start needs no numba."""
    return is_kept(code_folder())


def keep(place: Path) -> None:
    """What a process does that compiles for others: compile and keep, once where several begin."""
    from filelock import FileLock

    with FileLock(str(place / "compiling.lock")):
        if kept(place) is None:
            save(_compiled_code(apart=True), place)


@cache
def code_folder() -> Path | None:
    """The cache folder, looked for once."""
    return folder()


@cache
def _load_entry() -> Entry:
    place = code_folder()
    if place is not None:
        return Entry(_kept_or_compiled(place))
    warnings.warn("no folder can be written: compiled code is not kept, every start compiles again", stacklevel=2)
    return Entry(_compiled_code())


def _kept_or_compiled(place: Path) -> Code:
    """The code kept in a folder; where there is none another process compiles it, or, where that fails, this one."""
    code = kept(place)
    if code is None:
        _compile_apart(place)
        code = kept(place)
    if code is None:
        code = _compiled_code()
        save(code, place)
    return code


def _compile_apart(place: Path) -> None:
    """Have a process of its own compile, and keep the code in a folder; whoever calls meets the reason of a failure.

    This process would hold 200 MB of the compiler for good, and the other may leave numba in a state in which nothing
    else can be compiled (see `one_module.py`), which takes half the time.
    """
    places = [str(ROOT.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    code = "import sys; from pathlib import Path; from sim.engine.cache import keep; keep(Path(sys.argv[1]))"
    with contextlib.suppress(OSError):
        subprocess.run(
            [sys.executable, "-c", code, str(place)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def _compiled_code(apart: bool = False) -> Code:
    """The entry compiled here and now; `apart` in a process that compiles nothing else."""
    from numba.core.errors import NumbaWarning

    with warnings.catch_warnings(), _without_collection():
        warnings.simplefilter("ignore", NumbaWarning)
        from sim.engine.compiled.compiled_engine import SIGNATURE, ensemble

        tell_numba()
        return compiled(ensemble, SIGNATURE, apart)
