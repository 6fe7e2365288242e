"""Spares numba work that does nothing for the model's functions, a fifth and more of a cold compile.

Of some 25 passes that every function goes through, fourteen look for what the model does not use: functions within
functions, array expressions, `with`, `literally`, what is to be inlined before types are known. They change nothing and
build anew what the next pass builds again. A function in which another stands, and those of numba's own, go through
all. And what `+` or `<` makes of two kinds of numbers is found once, not at every place: numba asks each time whether
arrays are meant.

This changes two methods of numba that are not its public interface, in a process that compiles nothing else. Tried with
numba 0.61.2 and 0.68.1; where they differ, `fits` says so, and the usual way is taken.
"""

import operator
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

IDLE = (
    "WithLifting", "InlineClosureLikes", "RewriteSemanticConstants", "DeadBranchPrune", "MakeFunctionToJitFunction",
    "InlineInlinables", "FindLiterallyCalls", "LiteralUnroll", "LiteralPropagationSubPipelinePass", "InlineOverloads",
    "NopythonRewrites", "DumpParforDiagnostics",
)  # fmt: skip
OPERATORS = frozenset(one for one in vars(operator).values() if callable(one))


def fits() -> bool:
    """Whether numba has what is changed here, and every pass that is left out."""
    from numba.core import compiler
    from numba.core.types import functions

    return all(hasattr(compiler, name) for name in (*IDLE, "Compiler")) and hasattr(functions, "BaseFunction")


@contextmanager
def sparing() -> Iterator[None]:
    """Within, functions go through the passes that do something, and operators on numbers are looked up once."""
    from numba.core.compiler import Compiler
    from numba.core.types.functions import BaseFunction

    pipelines, call_type = Compiler.define_pipelines, BaseFunction.get_call_type
    Compiler.define_pipelines = lambda compiler: _without_idle(pipelines(compiler), compiler.state.func_id)
    BaseFunction.get_call_type = _once(call_type)
    try:
        yield
    finally:
        Compiler.define_pipelines, BaseFunction.get_call_type = pipelines, call_type


def _without_idle(pipelines: list[Any], function: Any) -> list[Any]:
    """Pipelines without the idle passes, where a function is plain."""
    if is_plain(function.modname, function.code):
        for one in pipelines:
            one.passes[:] = [each for each in one.passes if each[0].__name__ not in IDLE]
    return pipelines


def is_plain(module: str, code: CodeType) -> bool:
    """Whether a function is none of numba's own and holds no other: no lambda, no comprehension."""
    return module.partition(".")[0] != "numba" and not any(isinstance(one, CodeType) for one in code.co_consts)


def _once(call_type: Callable[..., Any]) -> Callable[..., Any]:
    """`get_call_type` that remembers what an operator makes of which kinds of numbers."""
    from numba.core import types

    known: dict[Any, Any] = {}

    def remembered(function: Any, context: Any, args: tuple[Any, ...], kws: Any) -> Any:
        plain = not kws and all(isinstance(one, types.Number | types.Boolean) for one in args)
        if not plain or not _is_operator(function.typing_key):
            return call_type(function, context, args, kws)
        asked = function, context, args
        if asked not in known:
            known[asked] = call_type(function, context, args, kws)
        return known[asked]

    return remembered


def _is_operator(key: Any) -> bool:
    """Whether what is called is one of Python's operators; some keys of numba's cannot be hashed."""
    return callable(key) and getattr(key, "__module__", "") == "_operator" and key in OPERATORS
