"""One run of two scenarios side by side, with the same luck: where they part, and what each tells after that."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from sim.language.saying import say, spoken
from sim.report.drawing.palette import LETTERS
from sim.report.timeline import parting
from sim.report.timeline import words as timeline_words
from sim.report.timeline.frames import EventRow
from sim.report.words.markdown import plain
from sim.report.words.numbers import counted
from sim.session.answers import replays
from sim.session.answers.answers import Request
from sim.ui import acts, page_state
from sim.ui.parts import drawing, panels

if TYPE_CHECKING:
    import pandas as pd

LARGEST_RUN = 999_999
ROWS_IN_SIGHT = 12  # what comes after these is folded
NOTHING = spoken("Nothing more happens.")


def section(request: Request) -> None:
    """The run, where both part, and their logs."""
    with panels.guarded(say("These runs"), say("The other subjects are not affected.")):
        letters = LETTERS[1 : len(request.scenarios)]
        number = replays.whole(page_state.extra("run"), 0, LARGEST_RUN) or 0
        asked = page_state.extra("with")
        letter = asked if asked in letters else letters[0]
        _chosen(number, letter, letters, request.runs)
        both = [request.scenarios[place] for place in (0, LETTERS.index(letter))]
        runs = [replays.one_run(chosen, request.seed, number, request.written) for chosen in both]
        for one, name in zip(runs, ("A", letter), strict=True):
            if one.replay.failure is not None:
                failed = timeline_words.failed_title(number)
                st.write(plain(say("{name}: {failed}. Choose another run.", name=name, failed=failed)))
                return
        titles = [panels.titled(one.scenario, chosen) for one, chosen in zip(runs, both, strict=True)]
        _both(number, letter, runs, titles)


def _chosen(number: int, letter: str, letters: Sequence[str], runs: int) -> None:
    """Which run, and which scenario is set beside A where there are several."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        called = page_state.listened(page_state.controlled("compare-run", number), _typed)
        st.number_input(say("Run"), 0, LARGEST_RUN, number, step=1, width=130, **called)
        st.button(say("Previous run"), disabled=number == 0, **acts.pressed(_to_run, number - 1))
        st.button(say("Next run"), disabled=number == LARGEST_RUN, **acts.pressed(_to_run, number + 1))
        st.button(say("Random run"), **acts.pressed(_to_any, runs))
        if len(letters) > 1:
            beside = page_state.controlled("compare-with", letter)
            st.selectbox(
                say("Beside A"), letters, letters.index(letter), width=110,
                **page_state.listened(beside, partial(page_state.set_extra, "with")),
            )  # fmt: skip


def _typed(number: int | None) -> None:
    _to_run(number or 0)


def _to_run(number: int) -> None:
    page_state.set_extra("run", number)


def _to_any(runs: int) -> None:
    _to_run(secrets.randbelow(max(runs, 1)))


def _both(number: int, letter: str, runs: Sequence[replays.OneRun], titles: Sequence[str]) -> None:
    """What is the same, folded; then both logs, under the titles of their scenarios, from where they part."""
    found = parting.parted(*(one.rows for one in runs))
    st.header(plain(parting.title(number, found, letter)))
    if found.same:
        with st.expander(parting.same_words(found)):
            _log(found.same, "both")
    if found.at is None:
        return
    st.caption(
        say(
            "*Day in {letter}* and *Day in A* tell when the other run has the same event, if at all: *same* is on that "
            "day, word for word; a day, on another or with other figures.",
            letter=letter,
        )
    )
    columns = st.columns(2, gap="medium")
    names = ("A", letter)
    logs = (found.first, found.second)
    for column, one, title, rows, name, other, its in zip(
        columns, runs, titles, logs, names, reversed(logs), reversed(names), strict=True
    ):
        with column:
            scenario = one.scenario.scenario
            course = timeline_words.run_title(number, one.outcomes, scenario.start, scenario.horizon_days, one.level)
            st.markdown(f"**{name}, {title}.** {plain(course)}.")
            _log(rows, name, other, its)


def _log(rows: Sequence[EventRow], name: str, other: Sequence[EventRow] | None = None, its: str = "") -> None:
    """The events that are not small, with when the other log has them; a sentence where there is none."""
    table = parting.events_table(rows, other, its)
    if table.empty:
        st.write(say(NOTHING))
        return
    in_sight = len(table) if other is None else ROWS_IN_SIGHT  # what both tell is folded as a whole
    _table(table[:in_sight], name)
    if len(table) > in_sight:
        with st.expander(say("{events} after these", events=counted(len(table) - in_sight, "event"))):
            _table(table[in_sight:], name)


def _table(rows: pd.DataFrame, name: str) -> None:
    told = say("Events of this run in {name}: day, date, what happens", name=name)
    st.table(drawing.headed(rows), hide_index=True, border="horizontal", alt=told)
