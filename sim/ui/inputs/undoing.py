"""Undo and redo of inputs, as buttons that say what they change; the browser's back and forward do the same."""

from __future__ import annotations

import streamlit as st

from sim.language.saying import say, spoken
from sim.session.inputs.steps import BACK, ON
from sim.ui import acts, page_state

WAYS = {spoken("Undo"): BACK, spoken("Redo"): ON}
ICONS = {"Undo": ":material/undo:", "Redo": ":material/redo:"}


def buttons(page: str) -> None:
    """Both buttons, and under them what each would change; one with nothing to do cannot be pressed."""
    steps = page_state.steps(page)
    with st.container(horizontal=True, gap="small"):
        for label, way in WAYS.items():
            st.button(
                say(label), key=f"{page}-{label.lower()}", icon=ICONS[label], type="tertiary",
                disabled=steps.beside(way) is None, **acts.pressed(page_state.step, page, way),
            )  # fmt: skip
    told = [f"{say(label)}: {steps.told(way)}" for label, way in WAYS.items() if steps.beside(way) is not None]
    if told:
        st.caption("  \n".join(told))
