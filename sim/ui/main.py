"""The app's table of contents: page settings, preparation once a server, navigation, the chosen page."""

from __future__ import annotations

import base64
from pathlib import Path

import streamlit as st

from sim.language.saying import spoken
from sim.ui import acts, navigation, page_state, preparation, reader
from sim.ui.inputs import language, sidebar
from sim.ui.pages import about, compare, evidence, outlook, sweep, track_record
from sim.ui.pages.runs import runs
from sim.ui.pages.timeline import timeline

ICON = Path(__file__).with_name("icon.png")
ICON_TEXT = f"data:image/png;base64,{base64.b64encode(ICON.read_bytes()).decode()}"  # no file that a server may forget
PAGES = {
    "outlook": (spoken("Outlook"), outlook.page),
    "compare": (spoken("Compare"), compare.page),
    "sweep": (spoken("Sweep"), sweep.page),
    "timeline": (spoken("Map and timeline"), timeline.page),
    "runs": (spoken("Runs"), runs.page),
    "evidence": (spoken("Evidence"), evidence.page),
    "track_record": (spoken("Track record"), track_record.page),
    "about": (spoken("About and limits"), about.page),
}
WITHOUT_ENGINE = ("runs", "evidence", "track_record", "about")


def main() -> None:
    """Draw the app once; Streamlit calls this at every change."""
    st.set_page_config(page_title="Salient", page_icon=ICON_TEXT, layout="wide", initial_sidebar_state=330)
    reader.listen()
    acts.catch_up()
    chosen = st.navigation(navigation.register(PAGES), position="top")
    name = chosen.url_path or next(iter(PAGES))
    page_state.arrive(name)
    navigation.names({one: title for one, (title, _) in PAGES.items()})
    navigation.drawn_again()
    if name in WITHOUT_ENGINE:
        preparation.begun(sidebar.first_request())
        chosen.run()
    else:
        preparation.then(sidebar.first_request(), chosen.run)
    language.chooser()
