"""One box that finds any input by everyday words; what was found stands open under it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sim.scenario.loaded import Leaf, LoadedScenario
from sim.session.inputs.everyday import to_find
from sim.ui import page_state

LABEL = "Find an input"
PLACEHOLDER = "For example: long-run tempo"


def asked_for(name: str, bare: LoadedScenario) -> Sequence[Leaf]:
    """The box, under a name of its own; the values that a reader looks for."""
    offered = to_find(bare)
    key = f"{name}-find"
    standing = [path for path in page_state.standing(key, []) if path in offered]
    asked: list[str] = st.multiselect(
        LABEL,
        list(offered),
        standing,
        format_func=lambda path: offered[path][0] if path in offered else path,
        key=page_state.controlled(key, standing),
        placeholder=PLACEHOLDER,
    )
    return [offered[path][1] for path in asked]
