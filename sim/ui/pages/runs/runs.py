"""Runs: the results kept on disk, to open, to set against each other, and to delete after asking."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from sim.errors import SalientError
from sim.experiment.results.listing import Stored, stored, unfinished
from sim.experiment.results.notes import Notes, forget
from sim.experiment.results.pairing import why_unpaired
from sim.experiment.results.removal import delete
from sim.experiment.store.folders import chosen_root
from sim.experiment.store.permission import read_only
from sim.language.saying import say, spoken
from sim.report import stored_runs
from sim.report.words.markdown import plain
from sim.session.answers import stored as kept
from sim.session.answers.answers import Answer, Request, best_answer
from sim.session.inputs.scenarios import last_written
from sim.ui import acts, page_state
from sim.ui.pages.runs import opened, own, remarks
from sim.ui.parts import downloads, panels

STILL_WORKS = spoken("The other pages are not affected; reload this page to try again.")
TOLD = "told about stored results"
SHOWN, MANY = "rows of stored results", 20
BADGES = {
    stored_runs.CURRENT: "",
    stored_runs.OTHER_VERSION: "orange",
    stored_runs.DAMAGED: "red",
}


@dataclass
class Told:
    """What came of a deletion, to be said once: what is gone, and why the others are not."""

    gone: list[Stored] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def page() -> None:
    """Draw the page: the list, or the results that the address names."""
    with panels.guarded(say("The list of results"), say(STILL_WORKS)):
        root = chosen_root()
        try:
            results, begun = stored(root), unfinished(root)
        except SalientError as fault:
            st.title(say("The results cannot be listed"))
            st.error(f"{plain(str(fault))}. {say(STILL_WORKS)}")
            return
        wanted = kept.named_in(page_state.extra(kept.OPEN), results)
        if wanted.results:
            opened.draw(wanted.results, wanted.complaints, root)
            return
        st.title(stored_runs.shelf_title(results))
        if read_only():
            st.info(say(stored_runs.READ_ONLY))
        _tell(wanted.complaints)
        own.section(root)
        if results:
            where, size = plain(stored_runs.where(root)), stored_runs.total(results)
            st.caption(say("In the folder {where}, {size} on disk.", where=where, size=size))
            _list(results, root)
        else:
            _empty(root)
        if begun:
            st.info(stored_runs.unfinished_sentence(begun))


def _tell(complaints: Sequence[str]) -> None:
    """What could not be opened, and what came of the last deletion; each is said once."""
    panels.warn_of_address(complaints)
    told = st.session_state.setdefault(TOLD, Told())
    for gone in told.gone:
        st.session_state.pop(_key(gone), None)
    if told.gone:
        st.success(plain(stored_runs.deleted_sentence(told.gone)))
    for reason in told.refused:
        st.error(plain(reason))
    told.gone, told.refused = [], []


def _empty(root: Path) -> None:
    """What makes results, where there are none."""
    st.write(
        say(
            "Results are kept when the command line runs a scenario, and when you choose *Keep this result* under "
            "*Take it along* on the pages Outlook and Compare. This makes the first one, of what Outlook shows:"
        )
    )
    downloads.keep_button(_shown_on_outlook)
    st.write(say("So does this command:"))
    st.code(stored_runs.first_command(root), language=None, wrap_lines=True)


def _shown_on_outlook() -> Answer:
    """What the page Outlook showed last, or would show first."""
    choice = page_state.left_choice()
    return best_answer(Request(choice.scenarios, choice.seed, choice.runs, panels.theme(), last_written()))


def _list(results: Sequence[Stored], root: Path) -> None:
    """What can be done with the results selected, then a row a result."""
    known = remarks.read(root)
    actions = st.container()
    shown = _filtered(results, known)
    selected = [result for result in shown[: _rows_shown()] if _row(result, known)]
    if len(shown) > _rows_shown():
        more = min(MANY, len(shown) - _rows_shown())
        st.button(say("Show {n} more", n=more), **acts.pressed(_show_more, _rows_shown()))
    with actions:
        _actions(selected, known, root)
        remarks.of_selected(selected, known, root)


def _filtered(results: Sequence[Stored], known: Notes) -> list[Stored]:
    """All results where they are few, else those that hold every word of the reader's."""
    if len(results) <= MANY:
        return list(results)
    label = say("Filter by title, scenario, seed or note")
    words = st.text_input(label, placeholder=say("hold seed 1")).lower().split()
    return [result for result in results if _holds(result, known, words)]


def _holds(result: Stored, known: Notes, words: Sequence[str]) -> bool:
    return all(word in stored_runs.searched(result, known.of(result.name)) for word in words)


def _rows_shown() -> int:
    return int(st.session_state.get(SHOWN, MANY))


def _show_more(shown: int) -> None:
    st.session_state[SHOWN] = shown + MANY


def _row(result: Stored, known: Notes) -> bool:
    """One result as a line to select, with what a reader wrote to it."""
    written = stored_runs.remarks(known.of(result.name), known.base == result.name)
    state = stored_runs.state(result)
    badge = f" :{BADGES[state]}-badge[{say(state)}]" if BADGES[state] else ""
    label = f"**{plain(stored_runs.title(result))}**{badge}"
    why = stored_runs.stale_sentence([result.run]) if result.run is not None and not result.damage else ""
    lines = [label, plain(stored_runs.details(result)), *([plain(written)] if written else [])]
    return st.checkbox("  \n".join(lines), key=_key(result), help=plain(why) if why else None)


def _key(result: Stored) -> str:
    return f"select {result.name}"


def _actions(selected: Sequence[Stored], known: Notes, root: Path) -> None:
    """Open, compare, delete; where one is not possible, why."""
    damaged = [result for result in selected if result.damage]
    reason = why_unpaired(selected) if len(selected) > 1 and not damaged else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        _button_to_open(say("Open"), selected, known, len(selected) == 1 and not damaged)
        _button_to_open(say("Compare"), selected, known, len(selected) > 1 and not damaged and not reason)
        if st.button(say("Delete…"), disabled=not selected or read_only()):
            st.dialog(plain(stored_runs.delete_question(selected)))(_ask)(tuple(selected), root)
    if damaged:
        st.warning("\n\n".join(plain(stored_runs.damage_sentence(result)) for result in damaged))
    elif reason:
        st.warning(say("These cannot be compared run by run: {reason}", reason=plain(reason)))
    else:
        st.caption(stored_runs.selected_sentence(selected))


def _button_to_open(label: str, selected: Sequence[Stored], known: Notes, possible: bool) -> None:
    """A button for the view; the base is what a reader said, else the oldest, which the command line writes first."""
    chosen = sorted(selected, key=lambda result: (result.name != known.base, result.written))
    st.button(label, disabled=not possible, **acts.pressed(_open, chosen))


def _open(selected: Sequence[Stored]) -> None:
    page_state.set_extra(kept.OPEN, kept.address_of(selected))


def _ask(selected: tuple[Stored, ...], root: Path) -> None:
    """The question before anything is deleted; Cancel stands first."""
    st.markdown(
        "\n".join(f"- **{plain(stored_runs.title(one))}**: {plain(stored_runs.details(one))}" for one in selected)
    )
    st.write(stored_runs.loss_sentence(selected))
    with st.container(horizontal=True):
        cancelled = st.button(say("Cancel"), key="cancel deletion")
        confirmed = st.button(say("Delete"), key="confirm deletion", **acts.pressed(_delete, selected, root))
    if cancelled or confirmed:
        st.rerun()


def _delete(selected: tuple[Stored, ...], root: Path) -> None:
    """Delete each; a refusal of one does not keep the others."""
    told = st.session_state.setdefault(TOLD, Told())
    for result in selected:
        try:
            delete(result, root)
        except SalientError as fault:
            told.refused.append(str(fault))
            continue
        told.gone.append(result)
        with suppress(SalientError):  # that notes cannot be read stands on the page already
            forget(root, result.name)
