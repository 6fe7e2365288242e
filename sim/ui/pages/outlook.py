"""Outlook: the answer of one scenario, in words and pictures, without a click."""

from __future__ import annotations

import streamlit as st

from sim.ui import downloads, navigation, panels, pictures, refining, sidebar, state, views
from sim.ui.sidebar import Inputs

PAGE = "outlook"
STILL_WORKS = "The inputs are kept: reset the last change in the sidebar, or choose another scenario."


def page() -> None:
    """Draw the page."""
    with panels.guarded("The answer", STILL_WORKS):
        inputs = sidebar.one_scenario(PAGE)
        answer = refining.current_answer(inputs.request)
        st.title(pictures.headline(answer.summaries[0]))
        panels.what_this_is(inputs.scenarios["A"])
        refining.progress(answer)
        panels.warn_of_address(inputs.complaints)
        panels.warn_of_failures(answer)
        if panels.all_failed(answer):
            return
        views.cards(answer)
        _against_the_unchanged(inputs)
        views.of_one(answer)
        downloads.section(answer)


def _against_the_unchanged(inputs: Inputs) -> None:
    """A way to set what was changed against the scenario as it is."""
    chosen = inputs.choice.scenarios[0]
    if chosen.sets:
        both = inputs.choice.with_scenario(0, chosen.bare).with_scenario(1, chosen)
        navigation.link(state.COMPARE, "Compare with the scenario unchanged, run by run", state.link(both))
