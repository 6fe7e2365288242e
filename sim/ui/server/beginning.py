"""What a server does before its first visitor comes."""

from __future__ import annotations

import sys
import threading

QUICK_TURNS = 0.0005  # s between turns of threads: pages are handed out in many short turns meanwhile


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
