"""A scenario of the reader's own, made of what stands here: title, note, sources; in the address, or kept on disk."""

from __future__ import annotations

import hashlib
import shlex
from dataclasses import dataclass

import streamlit as st

from sim.errors import InputError, StorageError
from sim.experiment.results.own_scenarios import OwnFile, Taken, file_of, keep_file
from sim.experiment.store.folders import chosen_root
from sim.experiment.store.permission import read_only
from sim.language.saying import say, spoken
from sim.report import stored_runs
from sim.report.words.markdown import plain, shown
from sim.scenario.files import in_folder
from sim.session.inputs.address import Choice
from sim.session.inputs.own import composed, kept
from sim.session.inputs.own.kept import Own
from sim.session.inputs.scenarios import Chosen, loaded, title_of
from sim.ui import acts, page_state

OWN, TAKEN = "own scenario", "own scenario that stood in the way"
PRIVATE = spoken(
    "What stands here becomes a scenario of your own, with its changes as its values. The address holds all of it: a "
    "bookmark or a link brings it back, and nobody else sees it."
)
SHARED = spoken(
    "*Keep it* also writes it beside the results, where these lists, *Runs* and the command line find it, and where "
    "everybody who uses this app can see and delete it."
)
NOT_HERE = spoken("Scenarios are not kept on this server; *Take it along*, below the charts, has it as a file.")
KEPT, KEPT_BEFORE = spoken("Kept; on the command line:"), spoken("Kept without these changes; on the command line:")
NOT_MADE = spoken("The scenarios are as before.")


@dataclass(frozen=True)
class Asked:
    """What a reader asked for: what it is called and said of it, and whether it is to be kept."""

    title: str
    note: str
    source: str
    keep: bool


@dataclass(frozen=True)
class InTheWay:
    """What a reader asked for in a place of a page, and what is kept under its name already."""

    page: str
    place: int
    asked: Asked
    there: OwnFile


def offered(like: Chosen | None, here: Chosen | None) -> dict[str, Own]:
    """Scenarios to choose from beside the shipped ones, by name: what is kept, and what stands here."""
    found = kept.offered(chosen_root(), like)
    return found if here is None or not here.upload else {here.name: kept.as_own(here), **_without(found, here.name)}


def _without(found: dict[str, Own], name: str) -> dict[str, Own]:
    return {other: one for other, one in found.items() if other != name}


def title_in_list(own: dict[str, Own], name: str) -> str:
    """A scenario as people choose it: its title, then its name."""
    if name in own:
        return f"{shown(own[name].title)} ({name})"
    return shown(title_of(name)) if in_folder.file_of(name) else say(title_of(name))


def section(page: str, place: int, chosen: Chosen) -> None:
    """The fields and buttons, what came of them, and where the scenario is kept."""
    mark = hashlib.sha256(repr(chosen.bare).encode()).hexdigest()[:8]  # another scenario has other fields
    with st.expander(say("Make this a scenario of your own")):
        _form(page, place, chosen, f"own-{page}-{place}-{mark}")
    _told(page, place)
    if kept.is_kept(chosen_root(), chosen.bare):
        file = file_of(chosen_root(), chosen.name)
        command = shlex.join(["salient", "run", str(file)])
        st.caption(say(KEPT_BEFORE if chosen.sets else KEPT))
        st.code(command, language=None, wrap_lines=True)


def _form(page: str, place: int, chosen: Chosen, key: str) -> None:
    told = loaded(chosen.bare).scenario
    title, note = map(composed.in_one_line, (told.title, told.summary) if chosen.upload else ("", ""))
    with st.form(key, border=False):
        st.caption(say(PRIVATE))
        st.text_input(
            say("Title"), title[: composed.LONGEST_TITLE], max_chars=composed.LONGEST_TITLE, key=f"{key}-title",
            placeholder=say("What it assumes"),
        )
        st.text_area(
            say("Note"), note[: composed.LONGEST_NOTE], max_chars=composed.LONGEST_NOTE, key=f"{key}-note",
            placeholder=say("Why, and what to look at"),
        )
        st.text_input(
            say("Source of the changed values"),
            max_chars=composed.LONGEST_SOURCE,
            key=f"{key}-source",
            placeholder=say("A publication, or whose judgement"),
        )
        st.caption(say(NOT_HERE) if read_only() else say(SHARED))
        with st.container(horizontal=True):
            st.form_submit_button(say("Name it"), **acts.pressed(_make, page, place, key, False))
            if not read_only():
                st.form_submit_button(say("Keep it"), **acts.pressed(_make, page, place, key, True))


def _told(page: str, place: int) -> None:
    """Why the last one was not made; where another stands in its way, what that is, and a button to replace it."""
    fault = page_state.fault(OWN)
    if not fault:
        return
    way = st.session_state.get(TAKEN)
    if not isinstance(way, InTheWay) or (way.page, way.place) != (page, place):
        st.error(f"{plain(fault)}. {say(NOT_MADE)}")
        return
    there = kept.own_of(way.there)
    title, when, note = plain(there.title), stored_runs.when(there.written), plain(there.note)
    st.warning(
        say(
            "A scenario is kept under this name already: **{title}**, written {day}. {note} Choose another title, or "
            "replace it; it cannot be brought back.",
            title=title, day=when, note=note,
        )
    )
    st.button(say("Replace it"), **acts.pressed(_put, page, place, way.asked, way.there.text))


def _make(page: str, place: int, key: str, keep: bool) -> None:
    title, note, source = (str(st.session_state.get(f"{key}-{part}", "")) for part in ("title", "note", "source"))
    _put(page, place, Asked(title, note, source, keep))


def _put(page: str, place: int, asked: Asked, instead_of: str | None = None) -> None:
    """The scenario in its place, kept first where that is wanted; an act that can be begun again."""
    st.session_state.pop(TAKEN, None)

    def change(choice: Choice) -> Choice:
        own = composed.composed(choice.scenarios[place], asked.title, asked.note, asked.source)
        if asked.keep:
            try:
                keep_file(chosen_root(), own.name, own.upload, instead_of)
            except Taken as taken:
                st.session_state[TAKEN] = InTheWay(page, place, asked, taken.there)
                raise
            except StorageError as fault:
                raise InputError(str(fault)) from None
        return choice.with_scenario(place, own)

    page_state.put(page, change, OWN)
