"""The chance that each settlement is still with the holder: the map of a day, the bands of all days, the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.analysis.settlements import STANDINGS
from sim.model.outcomes import RESULTS_VERSION
from sim.report.drawing.calendar import Calendar
from sim.report.drawing.specs import Spec
from sim.report.drawing.still import WIDTH, png, still
from sim.report.map import words as map_words
from sim.report.map.frames import map_frame
from sim.report.map.specs import map_spec
from sim.report.map.strips import strips_frame, strips_height, strips_spec
from sim.report.seen import words as seen_words
from sim.report.words import numbers as words
from sim.report.words.markdown import plain
from sim.session.answers import replays
from sim.session.answers.answers import Request
from sim.ui import page_state
from sim.ui.parts import drawing, what_was_seen

if TYPE_CHECKING:
    import pandas as pd

FIRST_DAY_SHOWN = 30
AS_TABLE = "day-as-table"
ALT_TABLE = "Every settlement on the day chosen: axis, ground, in how many runs it is held and contested"
NO_RUNS = "No run of this scenario ended without failure, so there is nothing to draw."


def draw(overview: replays.Overview, request: Request, beside: DeltaGenerator) -> str:
    """Draw the section, its slider in the place beside the switch; returns its finding for the title."""
    start, chances = overview.scenario.scenario.start, overview.chances
    if not chances.n:
        st.write(NO_RUNS)
        return map_words.most_runs_title(chances, 0, start)
    with beside:
        day = _day(chances.horizon)
    title = map_words.most_runs_title(chances, day, start)
    left, right = st.columns([6, 5], gap="large")
    with left:
        _map(overview, request, day, title)
    with right:
        _strips(overview, request, day)
    with st.expander(f"Day {day} as a table", key=AS_TABLE, on_change="rerun") as part:
        if part.open:
            table = map_words.chances_table(chances, overview.scenario.theatre, day)
            st.dataframe(table, hide_index=True, alt=ALT_TABLE)
    return title


def source(overview: replays.Overview, request: Request) -> str:
    """Runs, seed, version and day of the evidence behind the numbers."""
    cut_off = f"{overview.scenario.scenario.start:%Y-%m-%d}"
    return words.source_line(overview.runs, request.seed, str(RESULTS_VERSION), cut_off)


def _day(horizon: int) -> int:
    """The chosen day; the slider only selects what was computed."""
    day = replays.whole(page_state.extra("day"), 0, horizon)
    shown = min(FIRST_DAY_SHOWN, horizon) if day is None else day
    key = page_state.controlled("timeline-day", shown)
    called = page_state.listened(key, partial(page_state.set_extra, "day"))
    chosen: int = st.slider("Day on the map", 0, horizon, shown, **called)
    return chosen


def _map(overview: replays.Overview, request: Request, day: int, title: str) -> None:
    entries, standings = overview.chances.entries(day), overview.chances.standings[:, day]
    frame = map_frame(
        overview.sketch,
        [entry["mean"] for entry in entries],
        [map_words.in_tenths(entry) for entry in entries],
        [map_words.held_sentence(entry, one) for entry, one in zip(entries, standings, strict=True)],
        standings=[STANDINGS[one] for one in standings] if overview.chances.n >= words.ENOUGH_RUNS else (),
    )
    scenario = overview.scenario
    told = seen_words.on_day(scenario.sights(), scenario.scenario.start, day, later=what_was_seen.asked())
    notes = " ".join(filter(None, (map_words.HOW_TO_READ["map"], told, source(overview, request))))
    spec = map_spec(request.theme, overview.sketch.extent)
    drawing.draw(frame, spec, key="timeline-map", alt=map_words.ALT["map"])
    st.caption(plain(notes))
    what_was_seen.switch(scenario)
    fixed = map_spec(request.theme, overview.sketch.extent, width=WIDTH)
    take_along(
        f"chances-day-{day}",
        lambda: still(fixed, frame, title, notes, request.theme),
        lambda: map_words.chances_data(overview.chances),
    )


def _strips(overview: replays.Overview, request: Request, day: int) -> None:
    chances = overview.chances
    frame = strips_frame(chances, overview.scenario.theatre, day)
    size = str(strips_height(len(chances.names))), Calendar(overview.scenario.scenario.start, chances.horizon)
    title, notes = map_words.strips_title(chances), f"{map_words.HOW_TO_READ['strips']} {source(overview, request)}"
    st.header(plain(title))
    spec, alone = strips_spec(request.theme, *size), strips_spec(request.theme, *size, "alone")
    drawing.draw(frame, spec, key="timeline-strips", alt=map_words.ALT["strips"])
    st.caption(notes)
    take_along(
        "chances-by-day",
        lambda: still(alone, frame, title, notes, request.theme),
        lambda: map_words.chances_data(chances),
    )


def take_along(name: str, picture: Callable[[], Spec], data: Callable[[], pd.DataFrame]) -> None:
    """The numbers and the picture of one chart, made only when they are asked for."""
    with st.popover("Download", type="tertiary"):
        files: tuple[tuple[str, str, str, Callable[[], str | bytes]], ...] = (
            ("Data (CSV)", "csv", "text/csv", lambda: str(data().to_csv(index=False))),
            ("Picture (PNG)", "png", "image/png", lambda: png(picture())),
        )
        for label, ending, mime, make in files:
            key = f"take-{ending}-{name.rstrip('0123456789')}"
            st.download_button(label, make, f"{name}.{ending}", mime, key=key, on_click="ignore")
