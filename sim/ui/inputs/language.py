"""The chooser of the language, where there is more than one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sim.language.catalogues import offered
from sim.language.saying import current, say
from sim.ui import page_state, reader


def chooser() -> None:
    """Under the inputs; each language under its own name."""
    names = offered()
    if len(names) < 2:
        return
    code = current().code if current().code in names else next(iter(names))
    st.sidebar.selectbox(
        say("Language"),
        list(names),
        list(names).index(code),
        format_func=names.__getitem__,
        **page_state.listened(
            page_state.controlled("language", code), partial(page_state.set_extra, reader.IN_ADDRESS)
        ),
    )
