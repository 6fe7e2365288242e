"""The line under an answer: how many runs it rests on, and the refinement that goes on while one reads."""

from __future__ import annotations

import time

import streamlit as st

from sim.ui.answers import Answer, Request, quick_answer
from sim.ui.refinery import refinery

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_DRAW = 0.4  # the browser may share the processors
LOOKED_AT, STOPPED = "request looked at", "request stopped"


def current_answer(request: Request) -> Answer:
    """The best answer at hand for these inputs; what was looked at before is no longer refined."""
    before = st.session_state.get(LOOKED_AT)
    if before is not None and before != request:
        refinery.drop(before)
    st.session_state[LOOKED_AT] = request
    return quick_answer(request)


def progress(answer: Answer) -> None:
    """Say how many runs stand behind the page; refine while there is more to gain and nobody stopped it."""
    request = answer.request
    if st.session_state.get(STOPPED) == request:
        st.caption(f"{answer.replications:,} paired runs; refining is stopped.")
    elif refinery.poll(request, start=False) is None:
        note = "more runs could not be made; what is shown stands" if refinery.stuck(request) else "done"
        st.caption(f"{answer.replications:,} paired runs; {note}.")
    else:
        _watch(request, answer.replications, time.monotonic())


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _watch(request: Request, shown: int, drawn_at: float) -> None:
    """Start the next stage once the page has had time to be drawn; draw again when it is done."""
    goal = refinery.poll(request, start=time.monotonic() > drawn_at + SECONDS_TO_DRAW)
    best = refinery.kept.best(request)
    if goal is None or (best is not None and best.replications > shown):
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"Quick answer from {shown:,} paired runs; refining to {goal:,}.")
        if st.button("Stop", type="tertiary", key="stop"):
            refinery.drop(request)
            st.session_state[STOPPED] = request
            st.rerun()
