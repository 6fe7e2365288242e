"""One box that finds any input by everyday words; what was found stands open under it.

An input that a page names and a reader asks for is marked where it stands; one without a control in sight is put into
the box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from sim.language.saying import say, spoken
from sim.scenario.loaded import Leaf, LoadedScenario
from sim.session.inputs.everyday import to_find
from sim.ui import page_state

LABEL = spoken("Find an input")
PLACEHOLDER = spoken("For example: long-run tempo")
SOUGHT = "sought"  # the script of the page knows it


def asked_for(name: str, bare: LoadedScenario, place: int) -> Sequence[Leaf]:
    """The box, under a name of its own; the values that a reader looks for."""
    offered = to_find(bare)
    key = f"{name}-find"
    standing = [path for path in page_state.standing(key, []) if path in offered]
    sought = page_state.newly_sought(place)
    if sought in offered and sought not in standing:
        standing = [sought, *standing]
    asked: list[str] = st.multiselect(
        say(LABEL),
        list(offered),
        standing,
        format_func=lambda path: offered[path][0] if path in offered else path,
        key=page_state.controlled(key, standing),
        placeholder=say(PLACEHOLDER),
    )
    return [offered[path][1] for path in asked]


@contextmanager
def shown(path: str, place: int) -> Iterator[None]:
    """Around a control: the one that was asked for last is marked, so that the page goes there."""
    sought = page_state.sought()
    if sought is None or (sought.path, sought.place) != (path, place):
        yield
        return
    with st.container(key=f"{SOUGHT}-{sought.number}"):
        yield
