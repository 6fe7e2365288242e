"""Machine code of the entry point, kept in a file and called without numba.

Importing numba and readying it to read its own cache costs three times what loading the code does. So the object
file that numba made is kept with a few facts about it; it is put in its place (see `linking.py`) or linked by llvmlite
alone, and called by address. The call follows numba's convention: a place for the result, a place for an exception,
then the arguments, each array as the seven parts of its view. Files are of one version of numba each (see `cache.py`);
where the code needs a symbol that only numba brings, numba is loaded after all.
"""

import ctypes
import hashlib
import json
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.engine.compiled import less_work, linking, one_module

FILE = "entry.code"
FREES = "NRT_MemInfo_call_dtor"  # code that allocates nothing names it and never calls it: any function will do
NUMBERS = {"float64": ctypes.c_double, "int64": ctypes.c_int64}


@dataclass(frozen=True)
class Code:
    """An object file: its function, what that takes (kind and dimensions; 0 of a number), and what it needs."""

    function: str
    arguments: tuple[tuple[str, int], ...]
    needs: tuple[str, ...]
    machine_code: bytes


class _ExceptionParts(ctypes.Structure):
    """What numba tells of an exception: pickled class, arguments and place; whether they were made at run time."""

    _fields_ = (
        ("pickled", ctypes.c_void_p),
        ("length", ctypes.c_int32),
        ("hash", ctypes.c_void_p),
        ("builder", ctypes.c_void_p),
        ("made_at_run_time", ctypes.c_int32),
    )


def compiled(function: Callable[..., None], signature: Any, apart: bool = False) -> Code:
    """A function compiled for one signature; numba's own ways into it are left out, as nobody comes by them.

    `apart` says that this process does nothing else with numba, so that all may be made as one module.
    """
    from numba import njit

    with ExitStack() as changes:
        if apart and less_work.fits():
            changes.enter_context(less_work.sparing())
        held = changes.enter_context(one_module.holding_back()) if apart and one_module.fits() else None
        dispatcher = njit(signature, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)
        [result] = dispatcher.overloads.values()
        if held:
            held(result.library)
    _, _, (machine_code, _) = result.library.serialize_using_object_code()
    return Code(
        result.fndesc.llvm_func_name,
        tuple((str(getattr(kind, "dtype", kind)), getattr(kind, "ndim", 0)) for kind in result.signature.args),
        _needed(result.library),
        machine_code,
    )


def _needed(library: Any) -> tuple[str, ...]:
    """Names that are declared in the code and defined elsewhere; intrinsics of LLVM are no names."""
    module = library._final_module
    declared = [one.name for one in (*module.functions, *module.global_variables) if one.is_declaration]
    return tuple(name for name in declared if not name.startswith("llvm."))


def save(code: Code, folder: Path) -> None:
    """Keep code in a folder: written beside its place, then renamed."""
    facts = asdict(code)
    facts["machine_code"] = hashlib.sha256(code.machine_code).hexdigest()
    written = folder / f".{FILE}-{os.getpid()}"
    written.write_bytes(json.dumps(facts).encode() + b"\n" + code.machine_code)
    written.replace(folder / FILE)


def is_kept(folder: Path | None) -> bool:
    """Whether code stands in a folder; whether it is whole shows when it is read."""
    return folder is not None and (folder / FILE).is_file()


def kept(folder: Path) -> Code | None:
    """The code kept in a folder, if it is whole: LLVM ends the process over a damaged file."""
    try:
        line, _, machine_code = (folder / FILE).read_bytes().partition(b"\n")
        facts = json.loads(line)
        if hashlib.sha256(machine_code).hexdigest() != facts["machine_code"]:
            return None
        arguments = tuple((str(kind), int(dimensions)) for kind, dimensions in facts["arguments"])
        return Code(facts["function"], arguments, tuple(facts["needs"]), machine_code)
    except (OSError, ValueError, KeyError, TypeError):
        return None


class Entry:
    """Code linked into this process; calling it releases the interpreter's lock, as other threads may run it too."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self._held, address = _placed(code) or _linked(code)
        self._call = _prototype(code.arguments)(address)

    def __call__(self, *values: Any) -> None:
        """Run on arguments of exactly the kinds that were compiled; what the code raises is raised here."""
        words = [word for value, kind in zip(values, self.code.arguments, strict=True) for word in _words(value, *kind)]
        told = ctypes.pointer(_ExceptionParts())
        result = ctypes.c_void_p()
        if self._call(ctypes.byref(result), ctypes.byref(told), *words):
            raise _exception(told.contents)


def _placed(code: Code) -> tuple[object, int] | None:
    """What holds the code, and where its function begins; None where it takes LLVM or numba."""
    if any(name.startswith("NRT_") and name != FREES for name in code.needs):
        return None
    held = linking.placed(code.machine_code, code.function, {FREES: _any_function()})
    return None if held is None else (held, held.address)


def _linked(code: Code) -> tuple[object, int]:
    """The same by LLVM, with what numba brings where the code needs it."""
    from llvmlite import binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    machine = binding.Target.from_default_triple().create_target_machine(jit=True)
    held = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
    _find_symbols(code.needs)
    held.add_object_file(binding.ObjectFileRef.from_data(code.machine_code))
    held.finalize_object()
    return held, held.get_function_address(code.function)


def _any_function() -> int:
    return ctypes.cast(ctypes.pythonapi.Py_IsInitialized, ctypes.c_void_p).value or 0


def _prototype(arguments: Sequence[tuple[str, int]]) -> Any:
    words: list[Any] = []
    for kind, dimensions in arguments:
        pointers = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
        words += [*pointers, *[ctypes.c_int64] * (2 * dimensions)] if dimensions else [NUMBERS[kind]]
    return ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *words)


def _words(value: Any, kind: str, dimensions: int) -> tuple[Any, ...]:
    """One argument as the words that numba passes: an array has no owner here, as the caller holds it."""
    if not dimensions:
        return (value,)
    if value.dtype != np.dtype(kind) or value.ndim != dimensions or not value.flags.c_contiguous:
        raise TypeError(f"the compiled model takes a contiguous {kind} array of {dimensions} dimensions")
    return (None, None, value.size, value.itemsize, value.ctypes.data, *value.shape, *value.strides)


def _exception(told: _ExceptionParts) -> BaseException:
    """What the code raised; of one made at run time the SimPy executor has to say what it is."""
    if told.made_at_run_time:
        return ArithmeticError("compiled code raised an exception")
    kind, arguments, _ = pickle.loads(ctypes.string_at(told.pickled, told.length))
    exception: BaseException = kind(*(arguments or ()))
    return exception


def _find_symbols(names: Sequence[str]) -> None:
    """Have numba bring what this process lacks; off Linux nobody has tried without it."""
    from llvmlite import binding

    if [name for name in names if name.startswith("NRT_")] == [FREES] and not binding.address_of_symbol(FREES):
        binding.add_symbol(FREES, _any_function())
    if sys.platform == "linux" and all(binding.address_of_symbol(name) for name in names):
        return
    from numba.core.registry import cpu_target
    from numba.core.runtime import rtsys

    rtsys.initialize(cpu_target.target_context)
    missing = [name for name in names if not binding.address_of_symbol(name)]
    if missing:
        raise ImportError(f"numba has no {', '.join(missing)}")
