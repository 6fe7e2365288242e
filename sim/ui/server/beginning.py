"""What a server does before its first visitor comes."""

from __future__ import annotations

import ctypes
import sys
import threading
from contextlib import suppress

M_ARENA_MAX, ARENAS = -8, 2  # of mallopt(3) in malloc.h of the GNU C library
QUICK_TURNS = 0.0005  # s between turns of threads: pages are handed out in many short turns meanwhile


def share_memory() -> None:
    """Let the threads of the server share what they allocate from; to be called before there are many.

    The GNU C library gives up to eight threads a core an arena each, and what a thread has given back stays in its
    arena, while every rerun of a page begins a thread. Elsewhere nothing is done.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def prepare() -> None:
    """Load the model and compute the first answer in a thread, while the server answers already."""
    threading.Thread(target=_prepare, name="salient-preparation", daemon=True).start()


def _prepare() -> None:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(QUICK_TURNS)
    try:
        _load()
    finally:
        sys.setswitchinterval(usual)


def _load() -> None:
    from sim.ui import preparation
    from sim.ui.inputs import sidebar

    preparation.begun(sidebar.first_request()).over.wait()
