"""What a page has in its address, and how inputs change it: the address is the only state of a page.

Inputs are drawn from the address at every run; moving one calls back, which writes the address anew. So the
browser's back and forward undo and redo, and a link is all another reader needs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from sim.errors import InputError
from sim.ui.address import Choice, Query, Read, query_of, read
from sim.ui.worlds import Chosen

OUTLOOK_DEFAULT = Choice((Chosen("kursk/baseline"),))
COMPARE_DEFAULT = Choice((Chosen("kursk/undecided"), Chosen("kursk/undecided-withdraw-now")))
COMPARE = "compare"
OWN_KEYS = ("tune", "show", "day", "run", "event", "small", "q", "basis", "group", "parameter", "open", "of")
WITH_SCENARIOS = ("outlook", COMPARE, "timeline", "evidence")
PAGE, LAST, REFUSED = "page shown last", "address of ", "change refused"


def default_of(page: str) -> Choice:
    """What a page shows when its address says nothing."""
    return COMPARE_DEFAULT if page == COMPARE else OUTLOOK_DEFAULT


def arrive(page: str) -> None:
    """Coming from another page without an address, take up what was left here; called before a page is drawn."""
    arrived = st.session_state.get(PAGE) != page
    st.session_state[PAGE] = page
    kept = st.session_state.get(LAST + _shared_by(page))
    if arrived and kept and page in WITH_SCENARIOS and not st.query_params:
        st.query_params.from_dict(kept)


def current(page: str) -> Read:
    """The choice in the address of a page."""
    found = _read(page)
    st.session_state[LAST + _shared_by(page)] = {
        key: values for key, values in _query().items() if page == COMPARE or key not in OWN_KEYS
    }
    return found


def put(page: str, change: Callable[[Choice], Choice]) -> None:
    """Change the choice of a page; its own keys stay. A choice that cannot be run is refused with a sentence.

    For callbacks of inputs.
    """
    own = {key: values for key, values in _query().items() if key in OWN_KEYS}
    try:
        query = query_of(change(_read(page).choice))
    except InputError as fault:
        st.session_state[REFUSED] = str(fault).removeprefix("--set ")
    else:
        st.query_params.from_dict({**query, **own})


def refused() -> str:
    """Why the last change was not made; said once."""
    return str(st.session_state.pop(REFUSED, ""))


def extra(key: str) -> str | None:
    """One of the page's own keys in the address."""
    return st.query_params.get(key)


def set_extra(key: str, value: object) -> None:
    """Set one of the page's own keys, or take it away with None. For callbacks of inputs."""
    if value is None:
        if key in st.query_params:
            del st.query_params[key]
    elif st.query_params.get(key) != str(value):
        st.query_params[key] = str(value)


def controlled(key: str, value: Any) -> str:
    """Set an input to what the address says before it is drawn; return its key.

    The input is given the same as its default too: an input whose script arrives late starts at its default, and
    would else write that into the address.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def link(choice: Choice, **own_keys: object) -> dict[str, str]:
    """Parameters of an address that shows a choice."""
    return {**query_of(choice), **{key: str(value) for key, value in own_keys.items()}}


def _read(page: str) -> Read:
    most = 4 if page == COMPARE else 1
    return read(_query(), default_of(page), most, OWN_KEYS)


def _query() -> Query:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _shared_by(page: str) -> str:
    """Pages about one scenario show the same one."""
    return page if page == COMPARE else "one scenario"
