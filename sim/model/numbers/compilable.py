"""Marks functions that run as plain Python under SimPy and compiled otherwise.

The mark only keeps a list: numba is a slow import and not everywhere, and most commands compile nothing. Whoever
compiles calls `tell_numba` first.
"""

from collections.abc import Callable
from typing import TypeVar

Function = TypeVar("Function", bound=Callable[..., object])

_laws: list[Callable[..., object]] = []
_tellers: list[Callable[[], None]] = []


def compilable(function: Function) -> Function:
    """Return the function itself, marked so that compiled code may call it."""
    _laws.append(function)
    return function


def tells_numba(teller: Callable[[], None]) -> Callable[[], None]:
    """Mark a function that tells numba of a body of its own for compiled code."""
    _tellers.append(teller)
    return teller


def tell_numba() -> None:
    """Tell numba of everything marked since the last time; ImportError where there is no numba."""
    from numba.extending import register_jitable

    while _tellers:
        _tellers.pop()()
    while _laws:
        register_jitable(no_cfunc_wrapper=True)(_laws.pop())
