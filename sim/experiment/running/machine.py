"""What this machine has left: memory, disk and threads, as far as the operating system says; None where it does not.

Memory is the least of what is free, what the control group leaves (a container, a service) and what `ulimit -v` leaves.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

PROC, GROUPS = Path("/proc"), Path("/sys/fs/cgroup")
UNLIMITED = 1 << 60  # what control groups write for no limit, and more than any machine has


def free_memory() -> int | None:
    """Bytes that may still be used."""
    if sys.platform == "win32":
        return _free_on_windows()
    known = [left for left in (_free_of_all(), *_left_of_groups(), _left_of_address_space()) if left is not None]
    return max(0, min(known)) if known else None


def free_disk(folder: Path) -> int | None:
    """Bytes free where a folder stands or would stand."""
    for place in (folder.absolute(), *folder.absolute().parents):
        if place.is_dir():
            try:
                return shutil.disk_usage(place).free
            except OSError:
                return None
    return None


def most_threads() -> int | None:
    """Threads that this user may have, those that run already among them."""
    known = [_number(PROC / "sys/kernel/threads-max"), _number(PROC / "sys/vm/max_map_count", share=0.25)]
    known += [_number(folder / "pids.max") for folder in _folders_of_group("pids")]
    known.append(limit_of("RLIMIT_NPROC"))
    found = [number for number in known if number is not None]
    return min(found) if found else None


def _free_of_all() -> int | None:
    for line in _lines(PROC / "meminfo"):
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2  # where nothing tells what is free
    except (AttributeError, ValueError, OSError):
        return None


def _left_of_groups() -> Iterator[int]:
    """What each control group above this process leaves; what only caches files can be given back."""
    for folder in _folders_of_group("memory"):
        for most, used, cached in (
            ("memory.max", "memory.current", "inactive_file"),
            ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
        ):
            limit, usage = _number(folder / most), _number(folder / used)
            if limit is not None and usage is not None and limit < UNLIMITED:
                rows = [line.split() for line in _lines(folder / "memory.stat")]
                yield limit - usage + sum(int(row[1]) for row in rows if len(row) == 2 and row[0] == cached)


def _left_of_address_space() -> int | None:
    limit, lines = limit_of("RLIMIT_AS"), _lines(PROC / "self/statm")
    if limit is None or not lines:
        return limit
    return limit - int(lines[0].split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _folders_of_group(controller: str) -> Iterator[Path]:
    """Folders of the control groups of this process and of those above, in either version of the file system."""
    for line in _lines(PROC / "self/cgroup"):
        number, controllers, path = line.split(":", 2)
        if number == "0":
            root = GROUPS
        elif controller in controllers.split(","):
            root = GROUPS / controller
        else:
            continue
        here = root / path.lstrip("/")
        yield from (folder for folder in (here, *here.parents) if folder.is_relative_to(root))


def limit_of(name: str) -> int | None:
    try:
        import resource
    except ImportError:
        return None
    number: int | None = getattr(resource, name, None)
    if number is None:
        return None
    soft, _ = resource.getrlimit(number)
    return None if soft == resource.RLIM_INFINITY else soft


def _number(file: Path, share: float = 1.0) -> int | None:
    """The whole number in a file, or None: `max` says that there is no limit."""
    try:
        return int(int("".join(_lines(file))) * share)
    except ValueError:
        return None


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return []


def _free_on_windows() -> int | None:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)] + [
            (name, ctypes.c_ulonglong)
            for name in ("total", "free", "total_paged", "free_paged", "total_virtual", "free_virtual", "extended")
        ]

    status = Status()
    status.length = ctypes.sizeof(Status)
    told = getattr(ctypes, "windll").kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # noqa: B009
    return int(status.free) if told else None
