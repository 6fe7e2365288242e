"""The day on a map: a slider, and Play, which is off until it is pressed and moves the day on by itself.

It ends by Pause, by moving the slider, at the last day, and by leaving the page. While it plays the day stands in the
session alone; where it ends, the address has it, so that the browser's back does not step through every day.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import streamlit as st

from sim.language.saying import say
from sim.session.answers import replays
from sim.ui import acts, page_state

FIRST_DAY_SHOWN = 30
SECONDS_A_STEP = 1.0
STEPS = 30  # from the first day to the last
ON_TIME = 0.6  # of a step: drawn sooner, it was drawn for another reason
DAY = "day"


@dataclass(frozen=True)
class Playing:
    """The day that is shown, and since when [s]."""

    day: int
    since: float


def every() -> float | None:
    """How often the part with the map is drawn anew [s], if the day moves on."""
    return SECONDS_A_STEP if _playing() is not None else None


def must_draw_all(watched: bool) -> bool:
    """Whether Play or Pause was pressed since the page began to draw this part by itself."""
    return (_playing() is not None) != watched


def stop() -> None:
    """The day moves on no more."""
    st.session_state.pop(page_state.PLAYING, None)


def day_shown(name: str, horizon: int) -> int:
    """The day of the slider, drawn here with its button; one step on where it plays."""
    playing = _moved_on(horizon)
    asked = replays.whole(page_state.extra(DAY), 0, horizon)
    shown = playing.day if playing else min(FIRST_DAY_SHOWN, horizon) if asked is None else asked
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        called = page_state.listened(page_state.controlled(name, shown), _to)
        chosen: int = st.slider(say("Day on the map"), 0, horizon, shown, **called)
        label, icon = (say("Pause"), ":material/pause:") if playing else (say("Play"), ":material/play_arrow:")
        act = acts.pressed(_to, shown) if playing else acts.pressed(_play, chosen, horizon)
        st.button(label, key=f"{name}-play", icon=icon, **act)
    return chosen


def _playing() -> Playing | None:
    found: Playing | None = st.session_state.get(page_state.PLAYING)
    return found


def _play(day: int, horizon: int) -> None:
    """Begin at the day shown, or anew where that is the last."""
    st.session_state[page_state.PLAYING] = Playing(0 if day == horizon else day, time.monotonic())


def _to(day: int) -> None:
    """Stand still at a day."""
    stop()
    page_state.set_extra(DAY, day)


def _moved_on(horizon: int) -> Playing | None:
    """What plays, a step later where it is time; at the last day the page is drawn anew, standing still."""
    playing = _playing()
    if playing is None or time.monotonic() - playing.since < ON_TIME * SECONDS_A_STEP:
        return playing
    day = playing.day + math.ceil(horizon / STEPS)
    if day >= horizon:
        _to(horizon)
        st.rerun()
    moved = Playing(day, time.monotonic())
    st.session_state[page_state.PLAYING] = moved
    return moved
