"""Compare: two or three scenarios with the same luck, pair by pair."""

from __future__ import annotations

import streamlit as st

from sim.report.palette import LETTERS
from sim.ui import downloads, panels, pictures, refining, sidebar, tables
from sim.ui.answers import Answer
from sim.ui.pictures import CURVES, PEOPLE

STILL_WORKS = "The inputs are kept: reset the last change in the sidebar, or choose other scenarios."


def page() -> None:
    """Draw the page."""
    with panels.guarded("The comparison", STILL_WORKS):
        inputs = sidebar.compare_inputs()
        answer = refining.current_answer(inputs.request)
        st.title(pictures.comparison_headline(answer.differences))
        panels.scenarios_line(inputs.scenarios)
        panels.what_this_is(inputs.scenarios["A"])
        refining.progress(answer)
        panels.warn_of_failures(answer)
        panels.warn_of_unknown(sidebar.unknown_inputs())
        if len({scenario.hash for scenario in inputs.scenarios.values()}) < len(inputs.scenarios):
            st.info("Two of these scenarios are the same; choose another one, or change only one of them.")
        st.markdown("\n".join(f"- {line}" for line in pictures.findings(answer.differences)))
        _charts(answer)
        with st.expander("What differs between these scenarios"):
            st.dataframe(tables.differing_values(inputs.scenarios), hide_index=True)
        downloads.section(answer)
        with st.expander("All outcomes as a table"):
            st.dataframe(tables.outcomes_table(answer), hide_index=True)


def _charts(answer: Answer) -> None:
    letters, others = LETTERS[: len(answer.names)], LETTERS[1 : len(answer.names)]
    _row(answer, [f"curves_{event}" for event in CURVES])
    _row(answer, [f"area_{letter}" for letter in letters], letters)
    _row(answer, [f"people_{letter}" for letter in letters], letters)
    for letter in others:
        _row(answer, [f"pairs_{outcome}_{letter}" for outcome in PEOPLE])
    panels.chart(answer, "exit_modes")


def _row(answer: Answer, names: list[str], letters: tuple[str, ...] = ()) -> None:
    """Charts side by side; below each other on a phone."""
    for number, (column, name) in enumerate(zip(st.columns(len(names), gap="medium"), names, strict=True)):
        with column:
            panels.chart(answer, name, letters[number] if letters else "")
