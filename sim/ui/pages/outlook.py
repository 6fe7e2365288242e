"""Outlook: the answer of one scenario, in words and pictures, without a click."""

from __future__ import annotations

import streamlit as st

from sim.report import outlook
from sim.scenario.distributions import central_value
from sim.scenario.loaded import Loaded
from sim.ui import downloads, navigation, panels, pictures, refining, sidebar, state, tables
from sim.ui.answers import Answer
from sim.ui.sidebar import Inputs

PAGE = "outlook"
STILL_WORKS = "The inputs are kept: reset the last change in the sidebar, or choose another scenario."
CHARTS = (("first_events", "area"), ("people", "acceptance_days"))


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
        _cards(answer, inputs.scenarios["A"])
        _against_the_untuned(inputs)
        for row in CHARTS:
            for column, name in zip(st.columns(2, gap="medium"), row, strict=True):
                with column:
                    panels.chart(answer, name)
        downloads.section(answer, PAGE)
        with st.expander("All outcomes as a table"):
            st.dataframe(tables.outcomes_table(answer), hide_index=True)


def _cards(answer: Answer, scenario: Loaded) -> None:
    """What comes first and when, what is held, how many people: each with its range."""
    threshold = central_value(scenario.scenario.ground.lost_below_km2)
    made = outlook.cards(answer.results[0], answer.summaries[0], scenario.scenario.start, threshold)
    for column, card in zip(st.columns(len(made)), made, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.metric(card.label, card.value)
            st.caption(card.note)


def _against_the_untuned(inputs: Inputs) -> None:
    """A way to set what was changed against the scenario as it is."""
    chosen = inputs.choice.scenarios[0]
    if chosen.sets:
        both = state.link(state.COMPARE, inputs.choice.with_scenario(0, chosen.bare).with_scenario(1, chosen))
        navigation.link(state.COMPARE, "Compare with the scenario unchanged, run by run", both)
