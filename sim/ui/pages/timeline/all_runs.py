"""The chance that each settlement is still with the holder: the map of a day, the bands of all days, the table."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.language.saying import say, spoken
from sim.report.drawing.calendar import Calendar
from sim.report.drawing.still import still
from sim.report.map import words as map_words
from sim.report.map.strips import strips_frame, strips_height, strips_spec
from sim.report.words.markdown import plain
from sim.session.answers import replays
from sim.session.answers.answers import Request
from sim.ui.parts import downloads, drawing, what_was_seen
from sim.ui.parts.maps import day_map, playing

AS_TABLE = "day-as-table"
ALT_TABLE = spoken("Every settlement on the day chosen: axis, ground, in how many runs it is held and contested")
NO_RUNS = spoken("No run of this scenario ended without failure, so there is nothing to draw.")


def draw(overview: replays.Overview, request: Request, beside: DeltaGenerator) -> str:
    """Draw the section, its slider in the place beside the switch; returns its finding for the title."""
    start, chances = overview.scenario.scenario.start, overview.chances
    if not chances.n:
        st.write(say(NO_RUNS))
        return map_words.most_runs_title(chances, 0, start)
    with beside:
        day = playing.day_shown("timeline-day", chances.horizon)
    title = map_words.most_runs_title(chances, day, start)
    left, right = st.columns([6, 5], gap="large")
    with left:
        day_map.draw(overview, request, day, title, "timeline-map")
        what_was_seen.switch(overview.scenario)
    with right:
        _strips(overview, request, day)
    with st.expander(say("Day {day} as a table", day=day), key=AS_TABLE, on_change="rerun") as part:
        if part.open:
            table = map_words.chances_table(chances, overview.scenario.theatre, day)
            st.dataframe(drawing.headed(table), hide_index=True, alt=say(ALT_TABLE))
    return title


def _strips(overview: replays.Overview, request: Request, day: int) -> None:
    chances = overview.chances
    frame = strips_frame(chances, overview.scenario.theatre, day)
    size = str(strips_height(len(chances.names))), Calendar(overview.scenario.scenario.start, chances.horizon)
    title = map_words.strips_title(chances)
    notes = f"{say(map_words.HOW_TO_READ['strips'])} {day_map.source(overview, request)}"
    st.header(plain(title))
    spec, alone = strips_spec(request.theme, *size), strips_spec(request.theme, *size, "alone")
    drawing.draw(frame, spec, key="timeline-strips", alt=say(map_words.ALT["strips"]))
    st.caption(notes)
    downloads.take_along(
        "chances-by-day",
        lambda: still(alone, frame, title, notes, request.theme),
        lambda: map_words.chances_data(chances),
    )
