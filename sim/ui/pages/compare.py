"""Compare: two to four scenarios with the same luck, pair by pair."""

from __future__ import annotations

import streamlit as st

from sim.report.palette import LETTERS
from sim.ui import downloads, panels, pictures, refining, sidebar, state, tables
from sim.ui.answers import Answer
from sim.ui.pictures import CURVES, PEOPLE
from sim.ui.sidebar import Inputs

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
        if len({scenario.hash for scenario in inputs.scenarios.values()}) < len(inputs.scenarios):
            st.info("Two of these scenarios are the same; choose another one, or change only one of them.")
        st.markdown("\n".join(f"- {line}" for line in pictures.findings(answer.differences)))
        _sections(answer, inputs)
        downloads.section(answer, PAGE)


def _sections(answer: Answer, inputs: Inputs) -> None:
    """Charts by subject; only the open one is drawn."""
    letters, others = LETTERS[: len(answer.names)], LETTERS[1 : len(answer.names)]
    sections = {
        "What comes first": [[f"curves_{event}" for event in CURVES]],
        "Ground": [[f"area:{letter}" for letter in letters]],
        "People": [*([f"pairs_{outcome}:{letter}" for outcome in PEOPLE] for letter in others), ["exit_modes"]],
    }
    opened = st.tabs([*sections, "All outcomes"], key="show", on_change="rerun")
    for tab, rows in zip(opened, sections.values(), strict=False):
        if tab.open:
            with tab:
                for row in rows:
                    _row(answer, row)
    if opened[-1].open:
        with opened[-1]:
            st.header("What differs between these scenarios")
            st.dataframe(tables.differing_values(inputs.scenarios), hide_index=True)
            st.header("All outcomes")
            st.dataframe(tables.outcomes_table(answer), hide_index=True)


def _row(answer: Answer, names: list[str]) -> None:
    """Charts side by side; below each other on a phone."""
    for column, name in zip(st.columns(len(names), gap="medium"), names, strict=True):
        with column:
            panels.chart(answer, name, name.partition(":")[2])
