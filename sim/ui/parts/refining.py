"""The line under an answer: how many runs it rests on, and the refinement that goes on while one reads."""

from __future__ import annotations

import logging
import time
import uuid

import streamlit as st

from sim.language.saying import say
from sim.report.words.numbers import counted
from sim.session.answers.answers import Answer, Request, best_answer
from sim.session.background.refinery import Progress, refinery
from sim.session.inputs.scenarios import last_written
from sim.ui import acts

log = logging.getLogger("salient.app")
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_DRAW = 0.4  # the browser may share the processors
READER, STOPPED = "reader", "request stopped"
QUESTIONS = "questions"  # the part that asks for runs beside an answer, on one page


def current_answer(request: Request) -> Answer:
    """The best answer at hand for these inputs; for what was looked at or asked before, no more is made."""
    request = request.within_reach()
    look_away(QUESTIONS)
    if not _stopped(request):
        refinery.look(_reader(), request, start=False)
    return best_answer(request)


def rests(answer: Answer) -> bool:
    """Whether nothing more is made for an answer, so that other parts of its page may ask for runs."""
    return _stopped(answer.request) or complete(answer)


def complete(answer: Answer) -> bool:
    """Whether an answer has all the runs that were asked for; one that the reader stopped rests without."""
    return answer.replications >= answer.request.runs


def look(part: str, request: Request, *, start: bool) -> Progress:
    """A part of the page looks at something else beside the answer: how far it is."""
    return refinery.look(f"{_reader()} {part}", request, start)


def look_away(part: str) -> None:
    """A part of the page is closed."""
    refinery.leave(f"{_reader()} {part}")


def progress(answer: Answer) -> None:
    """Say how many runs stand behind the page; refine while there is more to gain and nobody stopped it."""
    request = answer.request
    if _stopped(request):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(say("{runs}; refining is stopped.", runs=counted(answer.replications, "paired run")))
            st.button(say("Go on refining"), type="tertiary", key="go-on", **acts.pressed(_go_on))
        return
    now = refinery.look(_reader(), request, start=False)
    if now.over and now.at_hand <= answer.replications:
        note = say("more runs could not be made; what is shown stands") if now.stuck else say("done")
        runs = counted(answer.replications, "paired run")
        st.caption(say("{runs}; {note}.", runs=runs, note=note))
    else:
        _watch(request, answer.replications, time.monotonic())


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _watch(request: Request, shown: int, drawn_at: float) -> None:
    """Start the next stage once the page has had time to be drawn; draw again when it is done."""
    acts.catch_up()
    if _stopped(request):
        st.rerun()
    now = _look(request, start=time.monotonic() > drawn_at + SECONDS_TO_DRAW)
    if now is None or now.over or now.at_hand > shown:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            say(
                "Quick answer from {runs}; refining, {done:,} of {goal:,} runs on the way to {most:,}.",
                runs=counted(shown, "paired run"), done=now.done, goal=now.goal, most=request.runs,
            )
        )
        st.button(say("Stop refining"), type="tertiary", key="stop", **acts.pressed(_stop, request))


def _look(request: Request, start: bool) -> Progress | None:
    """How far it is; None where the page must be drawn again: scenario files were edited, or looking failed."""
    try:
        return refinery.look(_reader(), request, start) if last_written() == request.written else None
    except Exception:
        log.exception("refining stopped")
        _stop(request)
        return None


def _stop(request: Request) -> None:
    st.session_state[STOPPED] = request
    refinery.leave(_reader())


def _go_on() -> None:
    st.session_state[STOPPED] = None


def _stopped(request: Request) -> bool:
    return bool(st.session_state.get(STOPPED) == request)


def _reader() -> str:
    """What tells this session from others."""
    return str(st.session_state.setdefault(READER, uuid.uuid4().hex))
