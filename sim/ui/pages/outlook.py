"""Outlook: the answer of one scenario, in words and pictures, without a click."""

from __future__ import annotations

from itertools import chain

import streamlit as st

from sim.language.saying import say
from sim.report.answered import pictures
from sim.ui.inputs import sidebar
from sim.ui.inputs.sidebar import Inputs
from sim.ui.parts import downloads, panels, questions, refining, views, what_was_seen

PAGE = "outlook"


def page() -> None:
    """Draw the page."""
    sidebar.beside(PAGE, say("The answer"), _drawn)


def _drawn(inputs: Inputs) -> None:
    """All but the sidebar."""
    answer = refining.current_answer(inputs.request)
    views.make(answer, chain.from_iterable(views.ONE))
    st.title(pictures.headline(answer.summaries[0]))
    panels.whose_answer(inputs.scenarios["A"], inputs.choice.scenarios[0])
    panels.what_this_is(inputs.scenarios["A"])
    refining.progress(answer)
    panels.warn_of_address([*inputs.complaints, *what_was_seen.complaints()])
    panels.warn_of_failures(answer)
    panels.warn_of_few(answer)
    if panels.all_failed(answer):
        return
    views.cards(answer)
    under_the_answer = st.container(key=views.UNDER_THE_ANSWER)
    views.of_one(answer)
    downloads.section(answer)
    with under_the_answer:  # charts go first: somebody who moves a slider waits for them
        questions.section(inputs.choice, answer)
