"""The pages by name, for main and for links between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import streamlit as st

from sim.language.saying import say

PAGES = "pages of the app"
NAMES = ("outlook", "compare", "sweep", "timeline", "runs", "evidence", "track_record", "about")  # in addresses


def register(pages: Mapping[str, tuple[str, Callable[[], None]]]) -> list[Any]:
    """Pages from (title, function) by name, the first one the default; known to links from now on."""
    made = {
        name: st.Page(function, title=say(title), url_path=name, default=place == 0)
        for place, (name, (title, function)) in enumerate(pages.items())
    }
    st.session_state[PAGES] = made
    return list(made.values())


def page(name: str) -> Any:
    """The page of a name, to link to."""
    return st.session_state[PAGES][name]


def link(name: str, label: str, query: Mapping[str, str], text: str = "", *, wide: bool = False) -> None:
    """A link to a page with its address, as wide as its words or its place; a page drawn alone has none."""
    if name in st.session_state.get(PAGES, {}):
        width: Literal["stretch", "content"] = "stretch" if wide else "content"
        st.page_link(page(name), label=label, query_params=dict(query), help=text or None, width=width)


def names(titles: Mapping[str, str]) -> None:
    """The names of the pages over a page, in sight on a phone alone: there Streamlit hides them in the sidebar."""
    with st.container(horizontal=True, gap="small", key="page-names"):
        for name, title in titles.items():
            st.page_link(page(name), label=say(title), width="content")


def drawn_again() -> None:
    """A button out of sight, which the script of the page presses where light became dark or the other way."""
    st.button(say("Draw again"), key="other-colours")
