"""Compiles many functions as one module: linked, optimised and made machine code once, for the entry.

numba makes every function a module of its own: all that it calls is linked in, optimised and turned into machine code
before the next one is. Of some 520 functions one is ever called, so half of the work is thrown away. Here each keeps
its own code alone, as it was lowered, until the entry collects what it reaches and all is optimised together. Functions
that were held so are of no use to whoever compiles later in the same process, numba's own among them, so a process of
its own does this (see `cache.py`).

This changes three methods of numba that are not its public interface. Tried with numba 0.61.2 and 0.68.1; where they
differ, `fits` says so, and the usual way is taken.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

NEEDED = ("finalize", "_optimize_functions", "_linking_libraries", "_final_module", "_finalized")
GROUP = 25  # about the root of how many libraries there are


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
    simplify = CPUCodeLibrary._optimize_functions

    def make_whole(library: Any) -> None:
        with global_compiler_lock:
            link(library, callers_first(library))
            finalize(library)

    CPUCodeLibrary.finalize, CPUCodeLibrary._optimize_functions = _hold, _leave_for_later
    JITCPUCodegen.set_env = _leave_environment
    try:
        yield make_whole
    finally:
        CPUCodeLibrary.finalize, CPUCodeLibrary._optimize_functions = finalize, simplify
        JITCPUCodegen.set_env = set_env


def _hold(library: Any) -> None:
    """In place of linking, optimising and making machine code."""
    library._finalized = True


def _leave_for_later(library: Any, module: Any) -> None:
    """In place of simplifying the functions of one module."""


def _leave_environment(engine: Any, name: str, environment: Any) -> None:
    """Code that is not in memory has no place for what its Python errors would need."""


def link(library: Any, others: list[Any]) -> None:
    """Make one module of a library and all that it reaches, whose functions stay only where they are called.

    In groups: the linker goes through all that it has already, each time it is given more.
    """
    from llvmlite.binding import Linkage

    whole = library._final_module
    own = {one.name for one in whole.functions if not one.is_declaration}
    for first in range(0, len(others), GROUP):
        group, *more = [other._final_module.clone() for other in others[first : first + GROUP]]
        for module in more:
            group.link_in(module)
        whole.link_in(group)
    for one in whole.functions:
        if one.linkage == Linkage.external and not one.is_declaration and one.name not in own:
            one.linkage = "linkonce_odr"
    library._linking_libraries, library._finalized = [], False


def callers_first(library: Any) -> list[Any]:
    """All libraries that one reaches, each behind whoever calls it."""
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
