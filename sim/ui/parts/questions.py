"""What to ask next: questions with their findings, each a link to its comparison.

Findings come from results at hand. What is missing is made in the background once the page's own answer rests, one
question after the other, and the line says so until then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from sim.language.saying import say, spoken
from sim.report.answered.questions import rest
from sim.report.drawing.palette import LETTERS
from sim.report.outlook.questions import declared
from sim.report.words.markdown import plain
from sim.report.words.numbers import counted
from sim.report.words.outcomes import ENTRIES
from sim.session.answers.answers import Answer, Request
from sim.session.answers.questions import Finding, findings, first_look, request_of
from sim.session.background.refinery import Progress
from sim.session.inputs.address import Choice
from sim.session.inputs.questions import CHANGED, Asked, asked_in, asked_of
from sim.session.inputs.scenarios import last_written
from sim.ui import acts, navigation, page_state
from sim.ui.parts import panels, refining

GIVEN_UP = "questions that cannot be computed"
ASKED = "asked"
HEADER = spoken("What to ask next")
FIRST_THE_ANSWER = spoken("*To be computed once the answer above is refined.*")
WAITS = spoken("*To be computed next.*")
NOT_MADE = spoken("*Could not be computed here; Compare tries again.*")
SO_FAR = spoken("*So far, from {n:,} of {runs}:*")
FIRST_OR_NOT = spoken("What they tell *at any time* may come first or not, as in the last line of its card.")
RANGES = spoken("Along its whole range:")
NEXT = (
    ("timeline", spoken("See where, and in what order")),
    ("evidence", spoken("See what the answer rests on")),
)


def section(choice: Choice, answer: Answer) -> None:
    """The questions of the scenario at hand, then where else to go."""
    with panels.guarded(say("The questions"), say("The numbers above are not affected.")):
        asked = asked_of(choice)
        if not asked:
            return
        st.header(say(HEADER))
        if refining.rests(answer) and any(_to_make(asked, answer.request)):
            _watch(asked, answer.request)
        else:
            _lines(asked, answer.request, say(FIRST_THE_ANSWER))
        _elsewhere(asked, choice)


def opened_with(choice: Choice) -> Asked | None:
    """The question that a page was opened with, while it shows that comparison."""
    name = page_state.extra(ASKED)
    return asked_in(choice, name) if name else None


def repeated(one: Asked | None, answer: Answer) -> None:
    """Under the title: the question that opened the page, its whole finding, which scenario is which."""
    told = plain(rest(answer, one))
    if one is not None:
        labels = "; ".join(f"**{letter}** {plain(label)}" for letter, label in zip(LETTERS, one.labels, strict=False))
        told = " ".join(filter(None, (f"**{plain(one.asks)}**", told, f"{labels}.")))
    if told:
        st.markdown(told)


def bad_name() -> list[str]:
    """Where an address names a question that there is not."""
    known = [*declared("", last_written()), CHANGED]
    return page_state.not_offered(ASKED, known, say("No question is repeated."))


@st.fragment(run_every=refining.SECONDS_BETWEEN_LOOKS)
def _watch(asked: Sequence[Asked], like: Request) -> None:
    """Make what is missing, question by question; draw the page again when all of it is there."""
    acts.catch_up()
    for question, request in _to_make(asked, like):
        progress = refining.look(refining.QUESTIONS, request, start=True)
        if not progress.over:
            _lines(asked, like, say(WAITS), question, _so_far(progress))
            return
        _take_in(question, like, progress)
    st.rerun()


def _to_make(asked: Sequence[Asked], like: Request) -> Iterator[tuple[Asked, Request]]:
    """Questions with the runs that they lack: first findings of all before finer ones."""
    given_up = st.session_state.setdefault(GIVEN_UP, set())
    whole = {one.name: request_of(one, like) for one in asked}
    for stage in (first_look, Request.within_reach):
        for one in asked:
            known, request = findings.known(whole[one.name]), stage(whole[one.name])
            if whole[one.name] not in given_up and (known is None or known.replications < request.runs):
                yield one, request


def _take_in(question: Asked, like: Request, progress: Progress) -> None:
    """Put what was found into words; give up where more runs cannot be made."""
    request = request_of(question, like)
    findings.made(question, request)
    if progress.stuck:
        st.session_state[GIVEN_UP].add(request)


def _so_far(progress: Progress) -> str:
    goal = progress.goal or progress.at_hand
    return say("*Being computed: {done:,} of {runs}.*", done=progress.done, runs=counted(goal, "paired run"))


def _lines(asked: Sequence[Asked], like: Request, waits: str, now: Asked | None = None, so_far: str = "") -> None:
    """A line a question: the link, and what was found or what is being computed."""
    known = {one.name: findings.known(request_of(one, like)) for one in asked}
    given_up, links = st.session_state.get(GIVEN_UP, set()), []
    for one in asked:
        found = known[one.name]
        instead = say(NOT_MADE) if request_of(one, like) in given_up else so_far if one == now else waits
        text = instead if found is None else _told(one, found, like)
        label = f"**{plain(one.asks)}** {text}"
        links.append((label, page_state.link_within(one.choice, show=one.show, asked=one.name)))
    with st.container(key=refining.QUESTIONS, gap="small"):
        for label, query in links:
            navigation.link(page_state.COMPARE, label, query, wide=True)
    made = {name: one for name, one in known.items() if one is not None}
    of_shares = any(_is_share(name) for one in asked if one.name in made for name in one.tells)
    notes = (_rests_on([*made.values()]), say(FIRST_OR_NOT) if of_shares else "")
    st.markdown(f":small[{' '.join(filter(None, notes))}]")


def _told(asked: Asked, found: Finding, like: Request) -> str:
    """A finding, after how many runs it is of where the answer above is to have more, and small its note."""
    wanted, n = like.within_reach().runs, found.replications
    so_far = say(SO_FAR, n=n, runs=counted(wanted, "paired run")) if n < wanted else ""
    note = f":small[{plain(asked.note)}]" if asked.note else ""
    return " ".join(filter(None, (so_far, plain(found.text), note)))


def _is_share(outcome: str) -> bool:
    return ENTRIES[outcome].kind == "share"


def _rests_on(found: Sequence[Finding]) -> str:
    """How many runs stand behind the findings, and how pages tell them."""
    if not found:
        return say("Each opens a comparison, run by run with the same luck.")
    sizes = sorted({one.replications for one in found})
    runs = counted(sizes[0], "paired run") if len(sizes) == 1 else say(
        "{first:,} to {last:,} paired runs", first=sizes[0], last=sizes[-1]
    )
    return say("Findings from {runs} each. A question opens its comparison, run by run with the same luck.", runs=runs)


def _elsewhere(asked: Sequence[Asked], choice: Choice) -> None:
    """Pages that go on from the answer: inputs of the questions along their ranges, places and days, evidence."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say(RANGES), width="content")
        for one in (one for one in asked if one.along):
            within = Choice((one.base,), choice.seed, choice.runs)
            navigation.link(page_state.SWEEP, one.moved, page_state.link_within(within, along=one.along))
    with st.container(horizontal=True):
        for page, label in NEXT:
            navigation.link(page, say(label), page_state.link_within(choice))
