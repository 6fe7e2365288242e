"""Sweep: one input along its range, three outcomes as curves with bands, all else as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from sim.language.saying import say, spoken
from sim.report.words.markdown import plain
from sim.report.words.measures import Level
from sim.report.words.outcomes import MAIN, label
from sim.session.answers.sweeps import MOST_TOLD, TOLD_FIRST, Swept
from sim.session.inputs.sweeping import inputs_of, path_asked, sweep
from sim.ui import page_state
from sim.ui.inputs import sidebar
from sim.ui.inputs.acting_here import ALONG
from sim.ui.inputs.sidebar import Inputs
from sim.ui.parts import downloads, drawing, panels, refining

PAGE = page_state.SWEEP
TELL = "tell"
AS_TABLE, TAKE_ALONG = "sweep-as-table", "sweep-take-along"
ALT_TABLE = spoken("A row a stop of the input, a column an outcome with its 95% interval")
NOT_ANY = spoken("No run could be finished at some of the stops")
LINES_OF_NAMES = 74  # pixels: three lines


def page() -> None:
    """Draw the page."""
    sidebar.beside(PAGE, say("The sweep"), _drawn)


def _drawn(inputs: Inputs) -> None:
    """All but the sidebar."""
    chosen = inputs.choice.scenarios[0]
    offered = inputs_of(chosen.bare)
    path, told = _asked_for(offered)
    along = sweep(chosen, path, inputs.request.written)
    answer = refining.current_answer(replace(inputs.request, scenarios=along.scenarios))
    swept = Swept(along, answer)
    empty = panels.all_failed(answer)
    st.title(say(NOT_ANY) if empty else swept.headline(told))
    panels.whose_answer(inputs.scenarios["A"], chosen, reason=False)  # no other levels are told here
    panels.what_this_is(inputs.scenarios["A"])
    refining.progress(answer)
    panels.warn_of_address([*inputs.complaints, *_bad_keys(offered)])
    panels.warn_of_few(answer)
    if empty:
        return
    _choices(offered, path, told, swept.at)
    for column, outcome in zip(st.columns(len(told), gap="medium"), told, strict=True):
        with column:
            _chart(swept, outcome)
    with st.expander(say("All stops as a table"), key=AS_TABLE, on_change="rerun") as part:
        if part.open:
            table = swept.table(told)
            st.dataframe(drawing.headed(table), hide_index=True, alt=say(ALT_TABLE), row_height=LINES_OF_NAMES)
    _take_along(inputs, swept, path, told)


def _asked_for(offered: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """The input and the outcomes that the address names, as far as there are such."""
    path, told = path_asked(offered, page_state.extra(ALONG)), (page_state.extra(TELL) or "").split(",")
    known = tuple(dict.fromkeys(name for name in told if name in MAIN))[:MOST_TOLD]
    return path, known or TOLD_FIRST


def _bad_keys(offered: dict[str, str]) -> list[str]:
    """What of the address there is not."""
    complaints = page_state.not_offered(ALONG, list(offered), say("The first input is moved instead."))
    asked = page_state.extra(TELL)
    unknown = [name for name in (asked or "").split(",") if name and name not in MAIN]
    return [*complaints, *(page_state.no_such(TELL, name, MAIN, say("It is left out.")) for name in unknown)]


def _choices(offered: dict[str, str], path: str, told: Sequence[str], at: Level) -> None:
    """Which input is moved, and which outcomes are told, where no longer held is `at` an area."""
    paths = list(offered)
    st.selectbox(
        say("Moved along its range"),
        paths,
        paths.index(path),
        format_func=lambda one: offered.get(one, one),
        **page_state.listened(page_state.controlled(ALONG, path), partial(page_state.set_extra, ALONG)),
    )
    st.multiselect(  # over the whole page, so that the names of those chosen are in sight
        say("Outcomes (at most {n})", n=MOST_TOLD),
        MAIN,
        list(told),
        format_func=partial(label, at=at),
        max_selections=MOST_TOLD,
        **page_state.listened(page_state.controlled(TELL, list(told)), _set_told),
    )


def _set_told(outcomes: Sequence[str]) -> None:
    page_state.set_extra(TELL, ",".join(outcomes) or None)


def _chart(swept: Swept, outcome: str) -> None:
    """One outcome along the input, with its notes and its download."""
    with panels.guarded(say("This chart"), say("The others are not affected; reload the page to try again.")):
        picture, answer = swept.picture(outcome), swept.answer
        st.header(plain(picture.title))
        notes = f"{picture.how_to_read} {panels.source_line(answer)}"
        moved, name = swept.sweep.control.label, answer.request.scenarios[0].name
        told = say("{input} moved in {scenario}.", input=moved, scenario=name)
        with panels.under_chart(picture, f"sweep_{outcome}", notes, told, answer.request.theme):
            pass


def _take_along(inputs: Inputs, swept: Swept, path: str, told: Sequence[str]) -> None:
    """The link, and a command for each stop."""
    label = say("Take it along: link, the same on the command line")
    with st.expander(label, key=TAKE_ALONG, on_change="rerun") as part:
        if part.open:
            query = page_state.link(inputs.choice, along=path, tell=",".join(told))
            st.code(downloads.share_link(str(st.context.url or ""), query), language=None, wrap_lines=True)
            st.write(say("A command a stop; each gives the same numbers."))
            st.code(swept.commands(), language=None, wrap_lines=True)
