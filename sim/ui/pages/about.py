"""About and limits: what this is and is not, what it leaves out, how to use, read, cite and report it."""

from __future__ import annotations

import streamlit as st

from sim.experiment.store.provenance import version_of
from sim.language.saying import say, spoken
from sim.model.outcomes import RESULTS_VERSION
from sim.report import about as about_words
from sim.report.words.numbers import counted
from sim.ui import navigation
from sim.ui.parts import panels

STILL_WORKS = spoken("The other pages are not affected; reload this page to try again.")
SECTIONS = {
    spoken("What it is not"): about_words.WHAT_IT_IS_NOT,
    spoken("What is left out"): about_words.LIMITS,
    spoken("Use with care"): about_words.CARE,
    spoken("How to read the numbers"): about_words.READING,
    spoken("What leaves this machine"): about_words.PRIVACY,
    spoken("By keyboard"): about_words.KEYBOARD,
}
TEXT_WIDTH = 800


def page() -> None:
    """Draw the page."""
    with panels.guarded(say("This page"), say(STILL_WORKS)), st.container(width=TEXT_WIDTH):
        st.title(say("About Salient and its limits"))
        st.markdown(say(about_words.WHAT_IT_DOES))
        _guide()
        for heading, text in SECTIONS.items():
            st.header(say(heading))
            st.markdown(say(text))
        _citation()
        _history()
        st.header(say("How to report an error"))
        st.markdown(say(about_words.FAULTS))


def _guide() -> None:
    """The first minute, a step and its page at a time."""
    st.header(say("A guided minute"))
    for number, step in enumerate(about_words.GUIDE, 1):
        st.markdown(f"{number}. {say(step.text)}")
        navigation.link(step.page, say(step.link), {})


def _citation() -> None:
    version = version_of("salient-sim")
    st.header(say("How to cite"))
    st.markdown(about_words.citation(version, RESULTS_VERSION))
    st.markdown(say(about_words.CITE_WITH))
    st.code(about_words.bibtex(version, RESULTS_VERSION), language="bibtex", wrap_lines=True)


def _history() -> None:
    st.header(say("Versions"))
    st.markdown(about_words.installed(version_of("salient-sim"), RESULTS_VERSION))
    with st.container(key="history"):
        for release in about_words.history():
            with st.expander(f"{release.name}, {counted(len(release.lines), 'change')}"):
                st.markdown("\n".join(f"- {line}" for line in release.lines))
