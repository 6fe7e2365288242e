"""One run event by event: which run, its lanes, the map as of the chosen event, its log."""

from __future__ import annotations

import json
import secrets

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.analysis.settlements import STATES
from sim.experiment.failures import replay_command
from sim.language.saying import say, spoken
from sim.model.outcomes import RESULTS_VERSION
from sim.report.drawing.calendar import Calendar
from sim.report.drawing.palette import LETTERS
from sim.report.drawing.still import WIDTH, still
from sim.report.map import words as map_words
from sim.report.map.frames import map_frame
from sim.report.map.specs import map_spec
from sim.report.seen import words as seen_words
from sim.report.timeline import words as timeline_words
from sim.report.timeline.frames import EventRow, event_table, lanes_frame, nearest, shown_rows
from sim.report.timeline.specs import lanes_spec
from sim.report.words.markdown import plain
from sim.session.answers import replays
from sim.session.answers.answers import Request
from sim.session.inputs.tuned import file_name
from sim.ui import acts, page_state
from sim.ui.parts import drawing, what_was_seen
from sim.ui.parts.downloads import take_along

LARGEST_RUN = 999_999
MOST_EVENTS = 99_999
AS_TABLE = "events-as-table"
ALT_TABLE = spoken("Every event of this run: number, day, date, lane, what happens")


def first_to_show(overview: replays.Overview) -> int:
    """The typical run, else the first."""
    typical = overview.notable[0].replication
    return 0 if typical is None else typical


def draw(overview: replays.Overview, request: Request, beside: DeltaGenerator) -> str:
    """Draw the section, the run's number in the place beside the switch; returns its finding for the title."""
    number = replays.whole(page_state.extra("run"), 0, LARGEST_RUN)
    number = first_to_show(overview) if number is None else number
    run = replays.one_run(request.scenarios[0], request.seed, number, request.written)
    with beside:
        _by_number(overview, number)
    _worth_a_look(overview, number)
    if run.replay.failure is not None:
        st.write(plain(timeline_words.failed_sentence(number, run.replay.failure, request.scenarios[0].name)))
        _command(request, number)
        return timeline_words.failed_title(number)
    if run.rows:
        _steps(overview, request, run, number)
    else:
        st.write(say("Nothing happens in this run that the log would hold."))
    _log(run, number)
    _command(request, number)
    start, horizon = run.scenario.scenario.start, overview.chances.horizon
    return timeline_words.run_title(number, run.outcomes, start, horizon, overview.level)


# which run


def _by_number(overview: replays.Overview, number: int) -> None:
    """The run by its number, and the way to others."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        called = page_state.listened(page_state.controlled("timeline-run", number), _typed)
        st.number_input(say("Run"), 0, LARGEST_RUN, number, step=1, width=130, **called)
        st.button(say("Previous run"), disabled=number == 0, **acts.pressed(_to_run, number - 1))
        st.button(say("Next run"), disabled=number == LARGEST_RUN, **acts.pressed(_to_run, number + 1))
        st.button(say("Random run"), **acts.pressed(_to_any, overview.runs))


def _worth_a_look(overview: replays.Overview, number: int) -> None:
    """Typical, earliest truce, latest end, with the reason for the run shown and for one that there is not."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for one in overview.notable:
            st.button(
                timeline_words.label(one),
                key=f"timeline-{one.kind}",
                icon=":material/check:" if one.replication == number else None,
                disabled=one.replication is None,
                help=timeline_words.why(one, overview.level),
                **acts.pressed(_to_run, one.replication),
            )
    worth = [one for one in overview.notable if one.replication in (number, None)]
    sentences = [timeline_words.why(one, overview.level) for one in worth]
    if sentences:
        st.caption(" ".join(dict.fromkeys(sentences)))


def _to_run(number: int) -> None:
    page_state.set_extra("run", number)
    page_state.set_extra("event", None)


def _typed(number: int | None) -> None:
    _to_run(number or 0)


def _to_any(runs: int) -> None:
    _to_run(secrets.randbelow(max(runs, 1)))


# its events


def _steps(overview: replays.Overview, request: Request, run: replays.OneRun, number: int) -> None:
    """The chosen event in words, the ways to others, and what is drawn of it."""
    with_small = page_state.extra("small") == "1"
    shown = shown_rows(run.rows, with_small)
    place = nearest(shown, replays.whole(page_state.extra("event"), 0, MOST_EVENTS)) or 0
    row = shown[place]
    with st.container(key="event"):
        st.header(plain(row.sentence))
    st.caption(timeline_words.event_line(place, len(shown), row, run.scenario.scenario.start))
    _step_buttons(shown, place)
    left, right = st.columns([6, 5], gap="large")
    with left:
        _lanes(overview, request, run, row, with_small)
    with right:
        _map(overview, request, run, row)


def _step_buttons(shown: tuple[EventRow, ...], place: int) -> None:
    last = len(shown) - 1
    ways = {
        say("First"): 0, say("Previous"): max(place - 1, 0), say("Next"): min(place + 1, last), say("Last"): last,
    }  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for label, wanted in ways.items():
            st.button(label, disabled=wanted == place, **acts.pressed(_to_event, shown[wanted].number))
        small = page_state.extra("small") == "1"
        called = page_state.listened(page_state.controlled("timeline-small", small), _keep_small)
        st.toggle(say("Show small events"), small, help=say(timeline_words.SMALL_HELP), **called)


def _to_event(number: int) -> None:
    page_state.set_extra("event", number)


def _keep_small(small: bool) -> None:
    page_state.set_extra("small", "1" if small else None)


def _lanes(overview: replays.Overview, request: Request, run: replays.OneRun, row: EventRow, with_small: bool) -> None:
    horizon = overview.chances.horizon
    seen = [one for one in run.scenario.sights() if one.known or what_was_seen.asked()]
    frame = lanes_frame(run.rows, run.held_km2, horizon, row, with_small, seen)
    spec = lanes_spec(request.theme, Calendar(run.scenario.scenario.start, horizon))
    drawing.draw(frame, spec, key="timeline-lanes", alt=say(timeline_words.ALT_LANES))
    marks = seen_words.reading([one for one in seen if 0 <= one.day <= horizon])
    notes = " ".join(filter(None, (say(timeline_words.HOW_TO_READ_LANES), marks, _source(run, request))))
    st.caption(plain(notes))
    what_was_seen.switch(run.scenario)
    start, number = run.scenario.scenario.start, run.replay.replication
    title = timeline_words.run_title(number, run.outcomes, start, horizon, overview.level)
    take_along(
        f"run-events-{run.replay.replication}",
        lambda: still(spec, frame, title, notes, request.theme),
        lambda: event_table(run.rows),
    )


def _source(run: replays.OneRun, request: Request) -> str:
    return timeline_words.run_source(run.replay.replication, request.seed, str(RESULTS_VERSION))


def _map(overview: replays.Overview, request: Request, run: replays.OneRun, row: EventRow) -> None:
    before, states = run.states[row.number - 1], run.states[row.number]
    changed = [place for place, (old, new) in enumerate(zip(before, states, strict=True)) if old != new]
    frame = map_frame(
        overview.sketch,
        [map_words.STATE_SHARES[state_] for state_ in states],
        [map_words.state_text(state_) for state_ in states],
        [STATES[state_] for state_ in states],
        changed[0] if changed else None,
    )
    spec = map_spec(request.theme, overview.sketch.extent, "state")
    places = zip(overview.scenario.theatre.settlements, states, strict=True)
    of_settlements = [state_ for place, state_ in places if not place.open_ground]
    title = say("After this event {standing}.", standing=map_words.states_line(of_settlements))
    st.markdown(plain(title))
    drawing.draw(frame, spec, key="timeline-run-map", alt=say(map_words.ALT["run_map"]))
    notes = f"{say(map_words.HOW_TO_READ['run_map'])} {_source(run, request)}"
    st.caption(notes)
    when = timeline_words.run_event(run.replay.replication, row)
    fixed = map_spec(request.theme, overview.sketch.extent, "state", WIDTH)
    take_along(
        f"run-states-{run.replay.replication}",
        lambda: still(fixed, frame, f"{when} {title}", notes, request.theme),
        lambda: map_words.states_data(overview.scenario.theatre, run.rows, run.states),
    )


# to take along


def as_csv(run: replays.OneRun) -> str:
    """The log as a table."""
    return str(event_table(run.rows).to_csv(index=False))


def as_json(run: replays.OneRun) -> str:
    """Outcomes and log as `salient replay --json` prints them."""
    return json.dumps(run.replay.as_json(), indent=2, ensure_ascii=False)


def _log(run: replays.OneRun, number: int) -> None:
    """All events, in an expander that is filled when it is opened."""
    label = say("All {n} events of this run as a table", n=len(run.rows))
    with st.expander(label, key=AS_TABLE, on_change="rerun") as part:
        if part.open:
            _events(run, f"run-{number}-events")


def _events(run: replays.OneRun, name: str) -> None:
    st.dataframe(drawing.headed(event_table(run.rows)), hide_index=True, alt=say(ALT_TABLE))
    with st.container(horizontal=True):
        st.download_button(
            say("Events (CSV)"), lambda: as_csv(run), f"{name}.csv", "text/csv",
            key="download-events-csv", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            say("Run (JSON)"), lambda: as_json(run), f"{name}.json", "application/json",
            key="download-events-json", on_click="ignore",
        )  # fmt: skip


def _command(request: Request, number: int) -> None:
    chosen = request.scenarios[0]
    name, sets, where = chosen.name, chosen.sets, ""
    if chosen.upload:
        name, sets, where = file_name(chosen, LETTERS[0]), (), say(" (its file: page Outlook, *Take it along*)")
    st.caption(say("The same run on the command line{where}:", where=where))
    st.code(replay_command(name, number, request.seed, sets), language=None, wrap_lines=True)
