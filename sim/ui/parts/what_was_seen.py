"""What was seen of the ground over its charts: by day 0 always, what came later only when asked for."""

from __future__ import annotations

import streamlit as st

from sim.language.saying import say
from sim.report.drawing.palette import LETTERS
from sim.report.seen import words
from sim.report.words.markdown import plain
from sim.scenario.loaded import LoadedScenario
from sim.session.answers.answers import Answer
from sim.ui import page_state
from sim.ui.parts import drawing, panels

LATER = "later"
TABLE = "seen-as-table"


def asked() -> bool:
    """Whether the address asks for what came later."""
    return page_state.extra(LATER) == "1"


def complaints() -> list[str]:
    """Where an address says of it what cannot be."""
    return page_state.not_offered(LATER, ["1"], say("What was seen later is left out."))


def with_later(answer: Answer, name: str) -> str:
    """The name of a picture of the ground, with what came later where that is asked for."""
    kind, colon, letter = name.partition(":")
    return f"{kind}_later{colon}{letter}" if kind == "area" and asked() else name


def switch(scenario: LoadedScenario) -> bool:
    """The switch, where anything was seen after day 0 and by the horizon, and the sentence on what it is worth."""
    horizon = scenario.scenario.horizon_days
    if not any(not one.known and one.day <= horizon for one in scenario.sights()):
        return False
    called = page_state.listened(page_state.controlled("seen-later", asked()), _keep)
    st.toggle(say(words.ASK), asked(), help=say(words.ASK_HELP), **called)
    if asked():
        st.markdown(words.knowing())
    return asked()


def _keep(later: bool) -> None:
    page_state.set_extra(LATER, "1" if later else None)


def section(answer: Answer) -> None:
    """The switch and the tables, of each theatre that names what was seen of it."""
    with panels.guarded(say("What was seen of the ground"), say("The numbers above are not affected.")):
        scenarios = answer.request.loaded()
        if not any(one.sights() for one in scenarios):
            return
        later = switch(scenarios[0])
        with st.expander(say(words.AS_TABLE), key=TABLE, on_change="rerun") as part:
            if part.open:
                for place in (place for place, one in enumerate(scenarios) if one.sights()):
                    _table(answer, place, later)


def _table(answer: Answer, place: int, later: bool) -> None:
    results, sights = answer.results[place], answer.request.loaded()[place].sights()
    if len(answer.results) > 1:
        st.markdown(f"**{LETTERS[place]}** {plain(results.name)}")
    table = words.table(results, sights, later=later)
    st.dataframe(drawing.headed(table), hide_index=True, alt=say(words.ALT_TABLE))
    if later:
        st.caption(plain(words.inside(results, sights)))
