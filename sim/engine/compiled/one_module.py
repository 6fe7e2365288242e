"""Compiles many functions as one module: linked, optimised and made machine code once, for the entry.

numba makes every function a module of its own: all that it calls is linked in, optimised and turned into machine code
before the next one is. Of some 370 functions one is ever called, so half of the work is thrown away. Here each keeps
its own code alone until the entry collects what it reaches. Functions that were held so are of no use to whoever
compiles later in the same process, numba's own among them, so a process of its own does this (see `cache.py`).

This changes two methods of numba that are not its public interface. Tried with numba 0.61.2 and 0.68.1; where they
differ, `fits` says so, and the usual way is taken.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

NEEDED = ("finalize", "_get_module_for_linking", "_linking_libraries", "_finalized")


def fits() -> bool:
    """Whether numba has what is changed here."""
    from numba.core import codegen

    library, engine = getattr(codegen, "CPUCodeLibrary", None), getattr(codegen, "JITCPUCodegen", None)
    made_with = getattr(library, "__init__", None)
    known = (*vars(codegen.CodeLibrary), *vars(library), *made_with.__code__.co_names) if made_with else ()
    return set(NEEDED) <= set(known) and hasattr(engine, "set_env")


@contextmanager
def holding_back() -> Iterator[Callable[[Any], None]]:
    """Within, functions are compiled as far as their own code; the function given makes a library of them whole."""
    from numba.core.codegen import CPUCodeLibrary, JITCPUCodegen
    from numba.core.compiler_lock import global_compiler_lock

    finalize, set_env = CPUCodeLibrary.finalize, JITCPUCodegen.set_env

    def make_whole(library: Any) -> None:
        library._linking_libraries = callers_first(library)
        library._finalized = False
        with global_compiler_lock:
            finalize(library)

    CPUCodeLibrary.finalize = _hold
    JITCPUCodegen.set_env = _leave_environment
    try:
        yield make_whole
    finally:
        CPUCodeLibrary.finalize, JITCPUCodegen.set_env = finalize, set_env


def _hold(library: Any) -> None:
    """In place of linking, optimising and making machine code."""
    library._finalized = True


def _leave_environment(engine: Any, name: str, environment: Any) -> None:
    """Code that is not in memory has no place for what its Python errors would need."""


def callers_first(library: Any) -> list[Any]:
    """All libraries that one reaches, each behind whoever calls it: the linker takes only what is asked for by then."""
    ended: list[Any] = []
    seen = {library}
    path = [(library, iter(library._linking_libraries))]
    while path:
        called = path[-1][1]
        following = next((other for other in called if other not in seen), None)
        if following is None:
            ended.append(path.pop()[0])
        else:
            seen.add(following)
            path.append((following, iter(following._linking_libraries)))
    return ended[-2::-1]
