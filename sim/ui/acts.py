"""What a reader does: noted at once, done before anything is drawn next.

A newer request of the browser ends the drawing of a page wherever that touches Streamlit's state, and a callback with
it: nobody calls it again, and a slider moved at that moment would jump back. So a callback only puts its act on a list,
which nothing interrupts; the act is done at the next drawing and taken off the list when it is done. One that is
interrupted is begun anew, so acts must be harmless to begin again until their last touch of the state.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

Act = Callable[[], None]
NOTED = "acts of the reader"


def noting(act: Callable[..., None], *args: Any) -> Act:
    """A callback that notes an act."""
    return partial(_noted().append, partial(act, *args))


def pressed(act: Callable[..., None], *args: Any) -> dict[str, Any]:
    """The callback of a button, for its call."""
    return {"on_click": noting(act, *args)}


def catch_up() -> None:
    """Do what the reader did since; a page and a part that is drawn by itself begin with it."""
    noted = _noted()
    while noted:
        try:
            noted[0]()
        except Exception:
            noted.pop(0)
            raise
        noted.pop(0)


def _noted() -> list[Act]:
    noted: list[Act] = st.session_state.setdefault(NOTED, [])
    return noted
