"""The reader's own scenarios on the page Runs: opened, compared, taken along, and deleted after asking."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from sim.errors import SalientError
from sim.experiment.results.own_scenarios import delete_file
from sim.experiment.store.permission import read_only
from sim.language.saying import say, say_many, spoken
from sim.report import stored_runs
from sim.report.drawing.palette import LETTERS
from sim.report.words.markdown import code, plain
from sim.session.inputs.address import Choice
from sim.session.inputs.own.kept import Own, own_scenarios
from sim.ui import acts, navigation, page_state
from sim.ui.parts import panels

LIST, TOLD = "own-scenarios", "told about own scenarios"
STILL_WORKS = spoken("The results are not affected.")
HOW = spoken(
    "Select one to open it, two to four of the same map to compare them. More are made in the sidebar of Outlook and "
    "Compare: *Make this a scenario of your own*."
)


def section(root: Path) -> None:
    """The list in an expander that is filled when it is opened; nothing where none is kept."""
    with panels.guarded(say("Your own scenarios"), say(STILL_WORKS)):
        found = own_scenarios(root)
        _tell()
        if not found:
            return
        with st.expander(say("Scenarios of your own ({n})", n=len(found)), key=LIST, on_change="rerun") as part:
            if part.open:
                _list(found, root)


def _tell() -> None:
    """What came of the last deletion, once."""
    for failed, sentence in st.session_state.pop(TOLD, ()):
        (st.error if failed else st.success)(plain(sentence))


def _list(found: Sequence[Own], root: Path) -> None:
    """What can be done with those selected, then a row a scenario."""
    actions = st.container()
    selected = [one for one in found if _row(one)]
    with actions:
        _actions(selected, root)


def _row(one: Own) -> bool:
    badge = f" :red-badge[{say('cannot be used')}]" if one.fault else ""
    lines = [f"**{plain(one.title)}**{badge}"]
    lines += [plain(f"{one.file.name} · {stored_runs.when(one.written)}"), *([plain(one.note)] if one.note else [])]
    return st.checkbox("  \n".join(lines), key=f"select own {one.file.name}", help=plain(one.fault) or None)


def _actions(selected: Sequence[Own], root: Path) -> None:
    """Links to what is selected, its files, and a way to delete it."""
    usable = [one for one in selected if not one.fault]
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(selected) == len(usable) == 1:
            navigation.link("outlook", say("Open in Outlook"), _query(usable))
        if len(selected) == len(usable) and _comparable(usable):
            navigation.link("compare", say("Compare"), _query(usable))
        for one in selected:
            file = f"{one.file.name}.yaml"
            st.download_button(file, one.file.text, file, "application/yaml", key=f"take own {file}", on_click="ignore")
        if st.button(say("Delete…"), key="delete own", disabled=not selected or read_only()):
            question = say_many("Delete this scenario?", "Delete {n} scenarios?", len(selected))
            st.dialog(question)(_ask)(tuple(selected), root)
    st.caption(say(HOW))


def _comparable(usable: Sequence[Own]) -> bool:
    return 2 <= len(usable) <= len(LETTERS) and len({one.map for one in usable}) == 1


def _query(usable: Sequence[Own]) -> dict[str, str]:
    return page_state.link_within(Choice(tuple(one.chosen for one in usable)))


def _ask(selected: tuple[Own, ...], root: Path) -> None:
    """The question before anything is deleted; Cancel stands first."""
    st.markdown("\n".join(f"- **{plain(one.title)}** ({code(one.file.name)}). {plain(one.note)}" for one in selected))
    st.write(say("Whoever uses this folder loses it. This cannot be undone; links made of it still open it."))
    with st.container(horizontal=True):
        cancelled = st.button(say("Cancel"), key="cancel deletion of own")
        confirmed = st.button(say("Delete"), key="confirm deletion of own", **acts.pressed(_delete, selected, root))
    if cancelled or confirmed:
        st.rerun()


def _delete(selected: tuple[Own, ...], root: Path) -> None:
    """Delete each; a refusal of one does not keep the others."""
    told = []
    for one in selected:
        try:
            delete_file(root, one.file)
        except SalientError as fault:
            told.append((True, f"{fault}."))
            continue
        told.append((False, say("“{title}” is deleted.", title=one.title)))
    st.session_state[TOLD] = told
