"""Threads of the server share what they allocate from, where the C library lets them."""

import os
import platform
import re
import subprocess
import sys

import pytest

THREADS = 6
ALLOCATE = f"""
import ctypes, sys, threading
{{before}}
library = ctypes.CDLL(None)
library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
together = threading.Barrier({THREADS})

def allocate():
    together.wait()
    library.malloc(4096)
    together.wait()

threads = [threading.Thread(target=allocate) for _ in range({THREADS})]
[one.start() for one in threads], [one.join() for one in threads]
library.fopen.restype, library.fopen.argtypes = ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_char_p]
library.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
library.fclose.argtypes = [ctypes.c_void_p]
told = library.fopen(b"/dev/stdout", b"w")
library.malloc_info(0, told)
library.fclose(told)
"""
SHARING = "from sim.ui.server.beginning import share_memory; share_memory()"


def arenas(before: str) -> int:
    """How many arenas so many threads have been given, as malloc_info(3) tells."""
    usual = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    code = [sys.executable, "-c", ALLOCATE.format(before=before)]
    done = subprocess.run(code, env=usual, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return len(re.findall(r"<heap nr=", done.stdout))


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="arenas are those of the GNU C library")
def test_threads_share_what_they_allocate_from():
    assert arenas("") > 2
    assert arenas(SHARING) == 2


def test_a_library_that_knows_of_no_arenas_is_left_alone(monkeypatch):
    from sim.ui.server import beginning

    class Other:
        pass

    monkeypatch.setattr(beginning.ctypes, "CDLL", lambda name: Other())
    beginning.share_memory()
