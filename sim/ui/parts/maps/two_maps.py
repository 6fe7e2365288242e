"""The maps of the scenarios of a comparison side by side, on one day; the day can play."""

from __future__ import annotations

import streamlit as st

from sim.language.saying import say, spoken
from sim.report.drawing.palette import LETTERS
from sim.report.map import words as map_words
from sim.report.words.markdown import plain
from sim.session.answers import replays
from sim.session.answers.answers import Request
from sim.ui import acts
from sim.ui.parts import panels, what_was_seen
from sim.ui.parts.maps import day_map, playing

SIDE_BY_SIDE = 2
NO_RUNS = spoken("No run of this scenario ended without failure, so there is nothing to draw.")


def section(request: Request) -> None:
    """Every map under its letter; drawn by itself while the day moves on."""
    every = playing.every()
    st.fragment(_drawn, run_every=every)(request, every is not None)


def _drawn(request: Request, watched: bool) -> None:
    acts.catch_up()
    if playing.must_draw_all(watched):
        st.rerun()
    with panels.guarded(say("The maps"), say("The other subjects are not affected.")):
        within = request.within_reach()
        maps = [replays.overview(one, within.seed, within.runs, within.written) for one in within.scenarios]
        day = playing.day_shown("compare-day", maps[0].chances.horizon)
        for start in range(0, len(maps), SIDE_BY_SIDE):
            columns = st.columns(SIDE_BY_SIDE, gap="medium")
            for column, place in zip(columns, range(start, len(maps)), strict=False):
                with column:
                    _one(maps[place], within, day, LETTERS[place])
        st.caption(plain(say(map_words.HOW_TO_READ["map"])))
        what_was_seen.switch(maps[0].scenario)


def _one(overview: replays.Overview, request: Request, day: int, letter: str) -> None:
    title = map_words.most_runs_title(overview.chances, day, overview.scenario.scenario.start)
    st.header(plain(f"{letter}: {title}"))
    if overview.chances.n:
        day_map.draw(overview, request, day, f"{letter}: {title}", f"compare-map-{letter}", letter)
    else:
        st.write(say(NO_RUNS))
