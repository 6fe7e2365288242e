"""Machine code put in its place in this process, without a linker.

llvmlite links any code, but to load it takes 55 MB in every process that runs the model. What numba makes of the model
on Linux with an x86-64 processor needs little: every address in it is written out whole (R_X86_64_64 of the System V
ABI, its supplement for AMD64), nothing is written to, and a few functions of the C library are called. Code that
needs anything else is left to llvmlite. What is left out are the tables by which C++ unwinds a stack: nothing throws.
"""

import ctypes
import mmap
import platform
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass

ELF_X86_64 = b"\x7fELF\x02\x01\x01", 1, 62  # 64 bits, little-endian; relocatable; machine
HEADER, SECTION, SYMBOL, RELOCATION = "<16xHH20xQ10xHHH", "<IIQQQQIIQQ", "<IBBHQQ", "<QQq"
SYMBOLS, RELOCATIONS, NO_BITS, UNWINDING = 2, 4, 8, 0x7000_0001  # types of sections
WRITTEN, IN_MEMORY = 1, 2  # flags of sections
OUTSIDE, FIRST_SPECIAL = 0, 0xFF00  # instead of the section of a symbol
WHOLE_ADDRESS = 1  # type of relocation


@dataclass(frozen=True)
class Section:
    """A section as the file tells it: where its name and bytes stand, and what belongs to it."""

    name: int
    kind: int
    flags: int
    address: int
    offset: int
    size: int
    link: int
    info: int
    alignment: int
    entry: int


@dataclass(frozen=True)
class Placed:
    """Code in the memory of this process, there as long as this is kept, and where the function asked for begins."""

    memory: mmap.mmap
    address: int


def placed(code: bytes, function: str, stand_ins: Mapping[str, int]) -> Placed | None:
    """The code of an object file, whose function can be called; None where it needs more than is known here.

    `stand_ins` are addresses of names that no library of this process has.
    """
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return None
    try:
        return _placed(code, function, stand_ins)
    except (_MoreThanKnown, OSError, ValueError, IndexError, struct.error):
        return None


class _MoreThanKnown(Exception):
    """The code needs what only a linker does."""


def _placed(code: bytes, function: str, stand_ins: Mapping[str, int]) -> Placed:
    sections = _sections(code)
    starts, size = _room(sections)
    memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    base = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    for number, start in starts.items():
        one = sections[number]
        memory[start : start + one.size] = code[one.offset : one.offset + one.size]
    names, addresses = _symbols(code, sections, {number: base + start for number, start in starts.items()}, stand_ins)
    for one in sections:
        if one.kind == RELOCATIONS and one.info in starts:
            for offset, what, more in struct.iter_unpack(RELOCATION, code[one.offset : one.offset + one.size]):
                if what & 0xFFFF_FFFF != WHOLE_ADDRESS or addresses[what >> 32] is None:
                    raise _MoreThanKnown
                if offset + struct.calcsize("<Q") > sections[one.info].size:
                    raise _MoreThanKnown
                struct.pack_into("<Q", memory, starts[one.info] + offset, addresses[what >> 32] + more)
    address = addresses[names.index(function)] if function in names else None
    if address is None:
        raise _MoreThanKnown
    _make_executable(base, size)
    return Placed(memory, address)


def _sections(code: bytes) -> list[Section]:
    """The sections of a file of the one kind that is known."""
    magic, relocatable, machine = ELF_X86_64
    if len(code) < struct.calcsize(HEADER) or not code.startswith(magic):
        raise _MoreThanKnown
    kind, this_machine, offset, size, count, _ = struct.unpack_from(HEADER, code)
    if (kind, this_machine, size) != (relocatable, machine, struct.calcsize(SECTION)):
        raise _MoreThanKnown
    return [Section(*struct.unpack_from(SECTION, code, offset + number * size)) for number in range(count)]


def _room(sections: list[Section]) -> tuple[dict[int, int], int]:
    """Where each section that is used begins, by its number, and how many bytes all take."""
    starts, end = dict[int, int](), 0
    for number, one in enumerate(sections):
        if one.flags & IN_MEMORY and one.size and one.kind != UNWINDING:
            if one.flags & WRITTEN or one.kind == NO_BITS:
                raise _MoreThanKnown
            starts[number] = end + -end % max(one.alignment, 1)
            end = starts[number] + one.size
    if not end:
        raise _MoreThanKnown
    return starts, end


def _symbols(
    code: bytes, sections: list[Section], starts: Mapping[int, int], stand_ins: Mapping[str, int]
) -> tuple[list[str], list[int | None]]:
    """Names and addresses in the order of the file; None for what lies in a section that is not used."""
    [table] = [one for one in sections if one.kind == SYMBOLS]
    texts = sections[table.link].offset
    names, addresses = list[str](), list[int | None]()
    for place, _, _, section, value, _ in struct.iter_unpack(SYMBOL, code[table.offset : table.offset + table.size]):
        name = code[texts + place : code.index(b"\0", texts + place)].decode()
        if section == OUTSIDE and name:
            addresses.append(stand_ins[name] if name in stand_ins else _of_the_process(name))
        else:
            addresses.append(starts[section] + value if section in starts and section < FIRST_SPECIAL else None)
        names.append(name)
    return names, addresses


def _of_the_process(name: str) -> int:
    """The address of a function of a library that this process has loaded."""
    try:
        function = getattr(ctypes.CDLL(None), name)
    except AttributeError:
        raise _MoreThanKnown from None
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def _make_executable(base: int, size: int) -> None:
    """From now on these pages can be run and no more be written."""
    protect = ctypes.CDLL(None, use_errno=True).mprotect
    protect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    if protect(base, size, mmap.PROT_READ | mmap.PROT_EXEC):
        raise OSError(ctypes.get_errno(), "mprotect")
