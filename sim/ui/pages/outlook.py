"""Outlook: the answer of one scenario, in words and pictures, without a click."""

from __future__ import annotations

import streamlit as st

from sim.report import words
from sim.ui import downloads, navigation, panels, pictures, refining, sidebar, state, tables
from sim.ui.answers import Answer
from sim.ui.sidebar import Inputs

PAGE = "outlook"
STILL_WORKS = "The inputs are kept: reset the last change in the sidebar, or choose another scenario."
CARDS = (
    ("truce_in_force", "General truce"),
    ("foothold_ended", "Foothold not held"),
    ("withdrawal_ordered_day", "Withdrawal ordered"),
)
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
        _cards(answer)
        _against_the_untuned(inputs)
        for row in CHARTS:
            for column, name in zip(st.columns(2, gap="medium"), row, strict=True):
                with column:
                    panels.chart(answer, name)
        downloads.section(answer, PAGE)
        with st.expander("All outcomes as a table"):
            st.dataframe(tables.outcomes_table(answer), hide_index=True)


def _cards(answer: Answer) -> None:
    """Three shares, each with its interval."""
    summary = answer.summaries[0]
    for column, (name, label) in zip(st.columns(len(CARDS)), CARDS, strict=True):
        entry = summary["outcomes"][name]
        with column, st.container(border=True):
            st.metric(label, card_value(entry))
            st.caption(interval(entry, summary["horizon_days"]))


def card_value(entry: words.Entry) -> str:
    """A share with the precision of the title's."""
    return words.frequency(entry, "").split(" (")[0].strip()


def interval(entry: words.Entry, horizon: int) -> str:
    """The simulation interval of a share, with its horizon."""
    low, high = words.percent(entry["low"]), words.percent(entry["high"])
    return f"by day {horizon}; 95% simulation interval {low} to {high}"


def _against_the_untuned(inputs: Inputs) -> None:
    """A way to set what was changed against the scenario as it is."""
    chosen = inputs.choice.scenarios[0]
    if chosen.sets:
        both = state.link(state.COMPARE, inputs.choice.with_scenario(0, chosen.bare).with_scenario(1, chosen))
        navigation.link(state.COMPARE, "Compare with the scenario unchanged, run by run", both)
