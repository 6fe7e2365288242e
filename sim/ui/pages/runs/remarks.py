"""What a reader writes to the result selected: a note, and that others are set against it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from sim.errors import SalientError
from sim.experiment.results.listing import Stored
from sim.experiment.results.notes import LONGEST_NOTE, Notes, annotate, notes, pin
from sim.experiment.store.permission import read_only
from sim.language.saying import say, spoken
from sim.report import stored_runs
from sim.report.words.markdown import plain
from sim.ui import acts, page_state

NOTE = "note"
NOT_WRITTEN = spoken("The results are not affected.")


def read(root: Path) -> Notes:
    """The notes of a folder; a warning and none where they cannot be read."""
    try:
        return notes(root)
    except SalientError as fault:
        st.warning(f"{plain(str(fault))}. {say(NOT_WRITTEN)}")
        return Notes()


def of_selected(selected: Sequence[Stored], known: Notes, root: Path) -> None:
    """A note to the one result that is selected, and whether it is the base of comparisons."""
    fault = page_state.fault(NOTE)
    if fault:
        st.error(f"{plain(fault)}. {say(NOT_WRITTEN)}")
    if len(selected) != 1 or read_only():
        return
    [one] = selected
    is_base = known.base == one.name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            say("Note"),
            known.of(one.name),
            max_chars=LONGEST_NOTE,
            placeholder=say("why this result was kept, what to look at"),
            **page_state.listened(
                page_state.controlled(f"note {one.name}", known.of(one.name)), partial(_write, root, one.name)
            ),
        )
        st.button(
            say("Unpin it as base") if is_base else say("Pin it as base"),
            help=say(stored_runs.BASE_HELP),
            **acts.pressed(_pin, root, None if is_base else one.name),
        )


def _write(root: Path, name: str, text: str) -> None:
    _do(lambda: annotate(root, name, text))


def _pin(root: Path, name: str | None) -> None:
    _do(lambda: pin(root, name))


def _do(act: acts.Act) -> None:
    """What cannot be written is told once, at the next drawing."""
    page_state.say_fault(NOTE, "")
    try:
        act()
    except SalientError as fault:
        page_state.say_fault(NOTE, str(fault))
