"""The button that keeps on disk what a page shows."""

from __future__ import annotations

import streamlit as st

from sim.errors import SalientError
from sim.experiment.store import chosen_root
from sim.report import stored_runs
from sim.report.markdown import plain
from sim.ui import kept, navigation
from sim.ui.answers import Answer

LABEL = "Keep this result"
STILL_WORKS = "Nothing on this page is affected."


def draw(answer: Answer) -> None:
    """The button; once pressed, where the result is and the way to it, or why it cannot be kept."""
    about = f"Stores the runs shown in {plain(stored_runs.where(chosen_root()))}, to open and compare on the page Runs"
    if not st.button(LABEL, key="keep this result", help=about):
        return
    try:
        with st.spinner("Writing"):
            results = kept.keep_shown(answer)
    except SalientError as fault:
        st.error(f"The result could not be kept: {plain(str(fault))}. {STILL_WORKS}")
        return
    st.success(plain(stored_runs.kept_sentence(results, chosen_root())))
    navigation.link("runs", "Open it on the page Runs", {kept.OPEN: kept.address_of(results)})
