"""The line under an answer: how many runs it rests on, and the refinement that goes on while one reads."""

from __future__ import annotations

import time

import streamlit as st

from sim.ui.answers import Answer, Request, best_answer, size_at_hand
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
    return best_answer(request)


def progress(answer: Answer) -> None:
    """Say how many runs stand behind the page; refine while there is more to gain and nobody stopped it."""
    request = answer.request
    if st.session_state.get(STOPPED) == request:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{answer.replications:,} paired runs; refining is stopped.")
            if st.button("Go on", type="tertiary", key="go-on"):
                st.session_state[STOPPED] = None
                st.rerun()
    elif refinery.poll(request, start=False) is None:
        note = "more runs could not be made; what is shown stands" if refinery.stuck(request) else "done"
        st.caption(f"{answer.replications:,} paired runs; {note}.")
    else:
        _watch(request, answer.replications, time.monotonic())


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _watch(request: Request, shown: int, drawn_at: float) -> None:
    """Start the next stage once the page has had time to be drawn; draw again when it is done."""
    under_way = refinery.poll(request, start=time.monotonic() > drawn_at + SECONDS_TO_DRAW)
    if under_way is None or size_at_hand(request) > shown:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"Quick answer from {shown:,} paired runs; refining, {under_way.done:,} of {under_way.goal:,} runs "
            f"on the way to {request.runs:,}."
        )
        if st.button("Stop", type="tertiary", key="stop"):
            refinery.drop(request)
            st.session_state[STOPPED] = request
            st.rerun()
