"""The map of a day: in how many runs each settlement is with the holder, and what was seen by then."""

from __future__ import annotations

import streamlit as st

from sim.analysis.settlements import STANDINGS
from sim.language.dates import full_date
from sim.language.saying import say
from sim.model.outcomes import RESULTS_VERSION
from sim.report.drawing.still import WIDTH, still
from sim.report.map import words as map_words
from sim.report.map.frames import map_frame, seen_by
from sim.report.map.scale import scale_frame, scale_height, scale_spec, top_km2
from sim.report.map.specs import map_spec
from sim.report.seen import words as seen_words
from sim.report.words import numbers as words
from sim.report.words.markdown import plain
from sim.session.answers import replays
from sim.session.answers.answers import Request
from sim.ui.parts import downloads, drawing, what_was_seen


def source(overview: replays.Overview, request: Request) -> str:
    """Runs, seed, version and day of the evidence behind the numbers."""
    cut_off = full_date(overview.scenario.scenario.start)
    return words.source_line(overview.runs, request.seed, str(RESULTS_VERSION), cut_off)


def draw(overview: replays.Overview, request: Request, day: int, title: str, key: str, letter: str = "") -> None:
    """The map with its notes and what can be taken along.

    `letter` names its scenario where several stand side by side, which share the words on how to read them.
    """
    chances, loaded, later = overview.chances, overview.scenario, what_was_seen.asked()
    entries, standings, start = chances.entries(day), chances.standings[:, day], loaded.scenario.start
    frame = map_frame(
        overview.sketch,
        [entry["mean"] for entry in entries],
        [map_words.in_tenths(entry) for entry in entries],
        [map_words.held_sentence(entry, one) for entry, one in zip(entries, standings, strict=True)],
        standings=[STANDINGS[one] for one in standings] if chances.n >= words.ENOUGH_RUNS else (),
        seen=seen_by(loaded.theatre, start, day, later=later),
    )
    told = seen_words.on_day(loaded.sights(), start, day, later=later)
    notes = " ".join(filter(None, (say(map_words.HOW_TO_READ["map"]), told, source(overview, request))))
    alt = say(map_words.ALT["map"])
    alt = f"{letter}: {alt}" if letter else alt
    drawing.draw(frame, map_spec(request.theme, overview.sketch.extent), key=key, alt=alt)
    st.caption(plain(notes if not letter else " ".join(filter(None, (told, source(overview, request))))))
    fixed = map_spec(request.theme, overview.sketch.extent, width=WIDTH)
    downloads.take_along(
        f"chances{f'-{letter.lower()}' if letter else ''}-day-{day}",
        lambda: still(fixed, frame, title, notes, request.theme),
        lambda: map_words.chances_data(chances),
    )
    _scale(overview, request, day, f"{key}-scale", letter)


def _scale(overview: replays.Overview, request: Request, day: int, key: str, letter: str) -> None:
    """What was seen of the ground and what maps of the runs show, on one scale, where anything may be told of it."""
    loaded, maps = overview.scenario, overview.maps_km2
    start = loaded.scenario.start
    newest = seen_words.newest_by(loaded.sights(), day, later=what_was_seen.asked())
    if not newest:
        return
    low, _, high = maps[day]
    title = seen_words.scale_title(start, day, low, high)
    notes = f"{map_words.HOW_TO_READ['scale']} {source(overview, request)}"
    frame = scale_frame(maps, start, day, newest)
    spec = scale_spec(request.theme, str(scale_height(len(newest) + 1)), str(top_km2(maps, newest)))
    st.markdown(plain(f"{letter}: {title}" if letter else title))
    alt = say(map_words.ALT["scale"])
    alt = f"{letter}: {alt}" if letter else alt
    drawing.draw(frame, spec, key=key, alt=alt)
    st.caption(plain(notes))
    downloads.take_along(
        f"ground{f'-{letter.lower()}' if letter else ''}-day-{day}",
        lambda: still(spec, frame, title, notes, request.theme),
        lambda: frame,
    )
