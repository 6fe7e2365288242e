"""What other laws make of a comparison: a box that is filled, in the background, once somebody opens it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import streamlit as st

from sim.language.saying import say, spoken
from sim.report.words.markdown import plain
from sim.report.words.numbers import counted
from sim.session.answers.answers import Answer, Request
from sim.session.answers.laws import Laws, crossed_request, laws_of
from sim.session.answers.taking_along import command_of
from sim.session.background.refinery import Progress
from sim.session.inputs.questions import Asked
from sim.session.inputs.scenarios import last_written
from sim.ui import acts
from sim.ui.parts import drawing, panels, refining

log = logging.getLogger("salient.app")
LAWS = "rival-laws"
LABEL = spoken("What other laws say: the same with each mechanism's law drawn, law by law")
WHAT_LAWS_SAY = spoken(
    "**In other runs, with each mechanism's law drawn (the table above has each scenario's own laws), law by law:**"
)
FIRST_THE_ANSWER = spoken("What other laws say is computed once the answer above is refined.")
OTHER_RUNS = spoken(
    "These numbers are of other runs than the table on top: {pairs} with laws drawn in every run, where the table has "
    "each scenario's own laws. Means and differences of all runs need not be the table's."
)
ALT_LAWS = spoken(
    "Each outcome law by law: every scenario's mean, and each difference against A with its sign and interval"
)
ALT_SPLIT = spoken("Each difference: which share of its spread parameters, chance and laws have alone, and together")
SPLIT_NOTE = spoken(
    "Share of the variance (95%): what parameters, chance and laws do alone, whatever the others; together: what they "
    "do only jointly. A true nothing shows as a small number of either sign. The weights of the laws are judgement."
)
LINES_OF_LAWS = 66  # pixels: two lines; up to 64 (4rem) no text wraps
PINNED = {"outcome": st.column_config.TextColumn(pinned=True, width="medium")}


def section(answer: Answer, question: Asked | None) -> None:
    """The box, and over it what it comes to where a question opened the page; else nothing is computed while closed."""
    request, is_open = answer.request, bool(st.session_state.get(LAWS))
    if question is not None:
        with panels.guarded(say("This part"), say("The numbers above are not affected.")):
            _in_sight(answer, question, is_open)
    with st.expander(say(LABEL), key=LAWS, on_change="rerun") as part:
        if not part.open:
            if question is None:
                refining.look_away(LAWS)
            return
        with panels.guarded(say("This part"), say("The numbers above are not affected.")):
            _opened(answer, crossed_request(request), explained=question is not None)


def _in_sight(answer: Answer, question: Asked, is_open: bool) -> None:
    """How many laws agree on what the question tells; made in the background once the answer of the page rests."""
    asked = crossed_request(answer.request)
    laws = laws_of(asked)
    if laws is not None:
        refining.look(LAWS, asked, start=False)
        st.markdown(say(WHAT_LAWS_SAY))
        _told(laws, laws.about(question.tells, answer), explained=False)
    elif refining.complete(answer) and not is_open:
        _watch(asked)
    elif not is_open:
        st.caption(say(FIRST_THE_ANSWER))


def _told(laws: Laws, lines: Sequence[str], explained: bool) -> None:
    """The sentences; where that does not stand above already, what a law is, and what to make of them."""
    if not explained and laws.what_a_law_is:
        st.caption(plain(laws.what_a_law_is))
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if not explained:
        st.caption(plain(laws.what_to_make_of_it))


def _opened(answer: Answer, asked: Request, *, explained: bool) -> None:
    st.markdown(
        say(
            "Here each mechanism's law is drawn in every run by its weight, whatever a scenario chooses; each pair is "
            "run eight times, so that what parameters, chance and laws do can be told apart. The same on the command "
            "line:"
        )
    )
    st.code(f"{command_of(answer.request, asked.runs)} --forms", language=None, wrap_lines=True)
    refining.look(LAWS, asked, start=False)
    laws = laws_of(asked)
    if laws is None:
        _watch(asked)
    else:
        _shown(answer, laws, explained)


@st.fragment(run_every=refining.SECONDS_BETWEEN_LOOKS)
def _watch(asked: Request) -> None:
    """Begin, say how far it is, and draw the page again when it is there."""
    acts.catch_up()
    now = _looked(asked)
    if now is None or now.stuck:
        st.caption(say("These runs could not be made; what is shown above stands. Reload the page to try again."))
    elif now.over:
        st.rerun()
    else:
        st.caption(say(
            "Crossing the laws: {done:,} of {pairs}, each run eight times.",
            done=now.done, pairs=counted(asked.runs, "pair"),
        ))


def _looked(asked: Request) -> Progress | None:
    """How far it is; None where that cannot be told."""
    try:
        if last_written() != asked.written:
            st.rerun()
        return refining.look(LAWS, asked, start=True)
    except Exception:
        log.exception("crossing the laws stopped")
        return None


def _shown(answer: Answer, laws: Laws, explained: bool) -> None:
    """Sentences, tables, then a chart an outcome."""
    request = answer.request
    _told(laws, laws.sentences(answer), explained)
    st.caption(say(OTHER_RUNS, pairs=counted(laws.request.runs, "pair")))
    look: dict[str, Any] = {"column_config": drawing.columns(PINNED), "row_height": LINES_OF_LAWS, "hide_index": True}
    st.dataframe(drawing.headed(laws.table()), alt=say(ALT_LAWS), **look)
    st.header(say("What the spread of the differences comes of"))
    st.dataframe(drawing.headed(laws.split_table()), alt=say(ALT_SPLIT), **look)
    st.caption(say(SPLIT_NOTE))
    for name in laws.outcomes:
        picture = laws.picture(name)
        st.header(plain(picture.title))
        notes = f"{picture.how_to_read} {panels.source_of(request, laws.request.runs)}"
        with panels.under_chart(picture, f"by_law_{name}", notes, panels.context_of(request), request.theme):
            pass
