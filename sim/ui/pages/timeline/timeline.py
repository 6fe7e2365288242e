"""Map and timeline: the chance that ground is held by day, and one run event by event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from sim.language.saying import say, spoken
from sim.report.words.markdown import plain
from sim.report.words.numbers import counted
from sim.session.answers import replays
from sim.ui import acts, navigation, page_state
from sim.ui.inputs import sidebar
from sim.ui.inputs.sidebar import Inputs
from sim.ui.pages.timeline import all_runs, one_run
from sim.ui.parts import panels, what_was_seen
from sim.ui.parts.maps import playing

PAGE = "timeline"
ALL_RUNS, ONE_RUN = spoken("All runs, by day"), spoken("One run, event by event")


def page() -> None:
    """Draw the page."""
    sidebar.beside(PAGE, say("The map"), _by_itself)


def _by_itself(inputs: Inputs) -> None:
    """All but the sidebar, so that a step in time leaves the rest as it is; again and again while the day plays."""
    every = playing.every()
    st.fragment(_drawn, run_every=every)(inputs, every is not None)


def _drawn(inputs: Inputs, watched: bool) -> None:
    acts.catch_up()
    if playing.must_draw_all(watched):
        st.rerun()
    with panels.guarded(say("The map"), say(sidebar.STILL_WORKS)):
        title = st.container()
        switch, beside = st.columns([4, 7], gap="small", vertical_alignment="bottom")
        request = inputs.request.within_reach()
        overview = replays.overview(request.scenarios[0], request.seed, request.runs, request.written)
        with switch:
            _switch(overview)
        section = one_run if page_state.extra("run") is not None else all_runs
        finding = section.draw(overview, request, beside)
        with title:
            st.title(plain(finding))
            panels.what_this_is(inputs.scenarios["A"])
            panels.warn_of_address([*inputs.complaints, *_bad_numbers(overview)])
            if overview.failures:
                st.warning(
                    say(
                        "{n:,} of {runs} failed and are in no number here; each can be looked at under *One run* by "
                        "its number, which says why.",
                        n=overview.failures, runs=counted(overview.runs, "run"),
                    )
                )
        navigation.link("outlook", say("Back to the outlook of this scenario"), page_state.link(inputs.choice))


def _switch(overview: replays.Overview) -> None:
    """Between all runs and one; the address says which: a link with a run shows that run."""
    shown = ONE_RUN if page_state.extra("run") is not None else ALL_RUNS
    st.segmented_control(
        say("Show"),
        [ALL_RUNS, ONE_RUN],
        default=shown,
        label_visibility="collapsed",
        format_func=say,
        **page_state.listened(page_state.controlled(f"{PAGE}-show", shown), partial(_to, overview)),
    )


def _to(overview: replays.Overview, wanted: str | None) -> None:
    if wanted is None:  # the choice shown was pressed again
        return
    playing.stop()
    page_state.set_extra("run", one_run.first_to_show(overview) if wanted == ONE_RUN else None)
    for name in ("event", "small"):
        page_state.set_extra(name, None)


def _bad_numbers(overview: replays.Overview) -> Sequence[str]:
    """What the address says of day, run and event and cannot be used."""
    limits = {"day": overview.chances.horizon, "run": one_run.LARGEST_RUN, "event": one_run.MOST_EVENTS}
    return [
        say(
            "{name} = {text} is no whole number from 0 to {most:,}; another {name} is shown.",
            name=name, text=text, most=most,
        )
        for name, most in limits.items()
        if (text := page_state.extra(name)) is not None and replays.whole(text, 0, most) is None
    ] + page_state.not_offered("small", ["1"], say("Small events are left out.")) + what_was_seen.complaints()
