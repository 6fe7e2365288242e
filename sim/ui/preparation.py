"""What happens once a server, before the first page: the fast engine, the first answer, a quiet heap."""

from __future__ import annotations

import gc

import streamlit as st

from sim.engine.cache import folder
from sim.ui.answers import Request, best_answer, executor
from sim.ui.refinery import refinery

COLD = "Preparing the fast engine: about half a minute, only once on this machine."
WARM = "Loading the model."


def prepare(first: Request) -> None:
    """Make ready what every visitor needs, with a sentence while that takes time."""
    if _done:
        return
    with st.spinner(COLD if compiles() else WARM):
        _prepare(first)


def compiles() -> bool:
    """Whether the engine must still be compiled for this machine."""
    if executor() != "compiled":
        return False
    place = folder()
    return place is None or not any(place.rglob("*.nbi"))


@st.cache_resource(show_spinner=False)
def _prepare(_first: Request) -> bool:
    """Compute the first answer, then put what is loaded out of the garbage collector's sight."""
    best_answer(_first)
    refinery.poll(_first)
    gc.collect()
    gc.freeze()
    _done.append(True)
    return True


_done: list[bool] = []
