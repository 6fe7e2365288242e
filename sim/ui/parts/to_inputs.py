"""From where a page names an input to the input itself: a button that shows it in the sidebar, wherever it stands.

What is asked for is marked in the sidebar; the script of the page scrolls to it, and opens a sidebar that is closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from sim.language.saying import say, spoken
from sim.report.words.markdown import plain
from sim.scenario.loaded import Leaf, LoadedScenario
from sim.session.inputs.controls import control_of
from sim.ui import acts, page_state

MOST_NAMED = 6
HELP = spoken("Shows this input in the sidebar")


def labels(leaves: Sequence[Leaf], scenario: LoadedScenario) -> dict[str, str]:
    """The names that inputs have on their controls, by path."""
    return {leaf.path: control_of(leaf, scenario).label for leaf in leaves}


def links(page: str, name: str, named: Mapping[str, str], before: str, place: int = 0) -> None:
    """Buttons with the names of inputs (labels by path) of one of a page's scenarios; `name` tells such rows apart."""
    if not named:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"to-inputs-{name}"):
        st.caption(before, width="content")
        for path, label in [*named.items()][:MOST_NAMED]:
            st.button(
                plain(label), key=f"{page}-{name}-to-{path}", type="tertiary", help=say(HELP),
                **acts.pressed(page_state.seek, page, path, place),
            )  # fmt: skip
