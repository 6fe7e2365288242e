"""Marks functions that run as plain Python under SimPy and compiled otherwise.

Where numba has no wheel the mark does nothing and the SimPy executor still runs everything.
"""

from collections.abc import Callable
from typing import TypeVar

Function = TypeVar("Function", bound=Callable[..., object])

try:
    from numba.extending import register_jitable
except ImportError:  # pragma: no cover - platforms without numba
    register_jitable = None


def compilable(function: Function) -> Function:
    """Return the function itself, registered so that compiled code may call it."""
    return function if register_jitable is None else register_jitable(function)
