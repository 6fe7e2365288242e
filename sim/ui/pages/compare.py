"""Compare: two to four scenarios with the same luck, pair by pair."""

from __future__ import annotations

import streamlit as st

from sim.ui import downloads, panels, pictures, refining, sidebar, state, views

PAGE = state.COMPARE
STILL_WORKS = "The inputs are kept: reset the last change in the sidebar, or choose other scenarios."


def page() -> None:
    """Draw the page."""
    with panels.guarded("The comparison", STILL_WORKS):
        inputs = sidebar.several_scenarios(PAGE)
        answer = refining.current_answer(inputs.request)
        st.title(pictures.comparison_headline(answer))
        panels.scenarios_line(inputs.scenarios)
        panels.what_this_is(inputs.scenarios["A"])
        refining.progress(answer)
        panels.warn_of_address(inputs.complaints)
        panels.warn_of_failures(answer)
        if panels.all_failed(answer):
            return
        if len({scenario.hash for scenario in inputs.scenarios.values()}) < len(inputs.scenarios):
            st.info("Two of these scenarios are the same; choose another one, or change only one of them.")
        views.of_several(answer, inputs.scenarios)
        downloads.section(answer)
