"""The app's table of contents: page settings, preparation once a server, navigation, the chosen page."""

from __future__ import annotations

import base64
from pathlib import Path

import streamlit as st

from sim.ui import acts, navigation, page_state, preparation
from sim.ui.inputs import sidebar
from sim.ui.pages import about, compare, evidence, outlook, sweep, track_record
from sim.ui.pages.runs import runs
from sim.ui.pages.timeline import timeline

ICON = Path(__file__).with_name("icon.png")
ICON_TEXT = f"data:image/png;base64,{base64.b64encode(ICON.read_bytes()).decode()}"  # no file that a server may forget
PAGES = {
    "outlook": ("Outlook", outlook.page),
    "compare": ("Compare", compare.page),
    "sweep": ("Sweep", sweep.page),
    "timeline": ("Map and timeline", timeline.page),
    "runs": ("Runs", runs.page),
    "evidence": ("Evidence", evidence.page),
    "track_record": ("Track record", track_record.page),
    "about": ("About and limits", about.page),
}
WITHOUT_ENGINE = ("runs", "evidence", "track_record", "about")


def main() -> None:
    """Draw the app once; Streamlit calls this at every change."""
    st.set_page_config(page_title="Salient", page_icon=ICON_TEXT, layout="wide", initial_sidebar_state=330)
    acts.catch_up()
    chosen = st.navigation(navigation.register(PAGES), position="top")
    name = chosen.url_path or next(iter(PAGES))
    page_state.arrive(name)
    navigation.names({one: title for one, (title, _) in PAGES.items()})
    if name in WITHOUT_ENGINE:
        preparation.begun(sidebar.first_request())
        chosen.run()
    else:
        preparation.then(sidebar.first_request(), chosen.run)
