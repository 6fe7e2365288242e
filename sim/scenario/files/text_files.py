"""Text from a file that somebody named: regular files only, of sane size, in UTF-8, and never a wait without end."""

import codecs
import gzip
import io
import os
import stat
import zlib
from collections.abc import Callable
from pathlib import Path

from sim.errors import InputError

LARGEST_FILE = 512 * 1024  # bytes; the largest shipped file has 25 thousand
NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a pipe that nobody writes into opens at once
PACKED = ".gz"
LINK_TO_NOTHING = "is a link that ends in no file; mend the link or name another file"
KINDS: dict[str, Callable[[int], bool]] = {
    "a folder": stat.S_ISDIR,
    "a pipe": stat.S_ISFIFO,
    "a socket": stat.S_ISSOCK,
    "a device": lambda mode: stat.S_ISCHR(mode) or stat.S_ISBLK(mode),
}
MARKS = (  # UTF-32 first: its mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def kind_of(file: Path) -> str:
    """What a path leads to where that is no regular file: `a folder`, `a pipe`, `a device`; else nothing."""
    try:
        return _kind(file.stat().st_mode)
    except (OSError, ValueError):
        return ""


def ends_nowhere(file: Path) -> bool:
    """Whether a path is a link that leads to nothing, or back to itself."""
    return os.path.islink(file) and not os.path.exists(file)  # neither raises, whatever the name is


def _kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    return next((name for name, fits in KINDS.items() if fits(mode)), "no file")


def read_text(file: Path, shown: str, largest: int = LARGEST_FILE) -> str:
    """The text of a regular file of at most so many bytes; every refusal begins with the name shown.

    A file whose name ends with .gz is unpacked, to as many bytes at most.
    """
    try:
        with open(os.open(file, os.O_RDONLY | NO_WAIT), "rb") as opened:
            if kind := _kind(os.fstat(opened.fileno()).st_mode):
                raise InputError(f"{shown}: is {kind}, not a file; name a regular file")
            content = opened.read(largest + 1)
    except OSError as fault:
        raise InputError(f"{shown}: {_why_unread(file, fault)}") from None
    except ValueError:
        raise InputError(f"{shown}: is no path (it holds a sign that no path can); correct it") from None
    if file.suffix == PACKED:
        content = _unpacked(content, shown, largest)
    if len(content) > largest:
        raise InputError(f"{shown}:1:1: is larger than {largest // 1024} KiB, more than is needed; shorten it")
    return text_of(content, shown)


def _unpacked(content: bytes, shown: str, largest: int) -> bytes:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(content)).read(largest + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise InputError(f"{shown}: is no whole gzip file ({fault}); pack it again, or give it unpacked") from None


def _why_unread(file: Path, fault: OSError) -> str:
    """What a path that could not be opened is, and what to do."""
    if ends_nowhere(file):
        return LINK_TO_NOTHING
    if isinstance(fault, FileNotFoundError):
        return "no such file; check the spelling of the path"
    if isinstance(fault, IsADirectoryError):
        return "is a folder, not a file; name a file in it"
    if kind := kind_of(file):
        return f"is {kind}, not a file; name a regular file"
    return f"{fault.strerror}; give a file that can be read"


def text_of(content: bytes, shown: str) -> str:
    """The text in bytes that should be UTF-8; what is not is told with its place and, where known, its name."""
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), _without_mark(content))
    if encoding:
        raise InputError(f"{shown}:1:1: is {encoding} text, not UTF-8; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode("utf-8-sig", errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise InputError(
            f"{shown}:{line}:{column}: byte {fault.start + 1:,} of the file (0x{content[fault.start]:02X}) "
            "is not UTF-8 text; save the file as UTF-8"
        ) from None


def _without_mark(content: bytes) -> str:
    """UTF-16 without a mark, known by the zero in each pair of bytes of the first letters."""
    first = content[:64]
    pairs = len(first) // 2
    zeros = max(first[place::2].count(0) for place in (0, 1))
    return "UTF-16" if pairs >= 2 and zeros > 0.7 * pairs and first.count(0) == zeros else ""
