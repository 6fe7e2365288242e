"""In which language the reader reads: asked for in the address, kept for the session.

A script run says it first; a fragment that is drawn alone, or a file made for a download, runs in a thread of its own
and finds it by the session.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from sim.language import catalogues
from sim.language.saying import ENGLISH, Language, found_by, speak, spoken

IN_ADDRESS = "lang"
KEPT = spoken("language of the reader")


def listen() -> None:
    """Take up the language of the address, else go on in that of the session; called first in every run."""
    asked = st.query_params.get(IN_ADDRESS)
    if asked is not None:
        st.session_state[KEPT] = asked
    speak(chosen())
    found_by(chosen)


def chosen() -> Language:
    """The language of the session; English outside of one."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return ENGLISH
    return catalogues.language(str(st.session_state.get(KEPT, ENGLISH.code)))
