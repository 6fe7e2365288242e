"""Track record: forecasts of past cases against what happened, misses first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from sim.language.saying import say, spoken
from sim.report.hindcast import first_screen, names, plainly, record, specs, talks, words
from sim.report.hindcast.words import Entry
from sim.session.inputs.scenarios import loaded
from sim.ui import page_state
from sim.ui.parts import drawing, folding, panels

STILL_WORKS = spoken("The rest of the page is not affected.")
WIDE = 1000
CASE_KEY, PANEL_KEY, FOLDED = "record-case", "record-panel", "record-folded-"


def page() -> None:
    """Draw the page."""
    with panels.guarded(say("This page"), say("The other pages are not affected.")):
        told = record.track_record()
        st.title(first_screen.title(told))
        with st.container(width=WIDE):
            st.markdown("\n".join(f"- {line}" for line in first_screen.lines(told, _horizon())))
            st.markdown(say(record.INTRODUCTION))
            st.caption(record.made_of(told))
            _bars(told)
            _forecasts(told)
            _reliability(told)
            _panels(told)
            _wins(told)
            _full(told)
            _talks(talks.talks_record())


def _horizon() -> int:
    """The last day of the scenario with which Outlook opens."""
    return loaded(page_state.OUTLOOK_DEFAULT.scenarios[0]).scenario.horizon_days


def _bars(told: Entry) -> None:
    with panels.guarded(say("The list of bars"), say(STILL_WORKS)):
        missed = [bar for bar in told["bars"] if not bar["met"]]
        st.header(say("Missed"), anchor="missed")
        st.markdown(say(plainly.ABOUT_BARS))
        st.markdown("\n".join(f"- {line}" for line in plainly.missed_lines(told)))
        _table("missed", words.BAR_HEADS, words.bar_rows(missed), say("Bars that are missed, and by how much"))
        st.caption(say(plainly.BAR_TERMS))
        with st.expander(say("What is met")):
            met = [bar for bar in told["bars"] if bar["met"]]
            _table("met", words.BAR_HEADS, words.bar_rows(met), say("Bars that are met"))


def _forecasts(told: Entry) -> None:
    with panels.guarded(say("This chart"), say(STILL_WORKS)):
        head, theatre = st.container(), page_state.OUTLOOK_DEFAULT.scenarios[0].name.partition("/")[0]
        named = partial(record.case_name, told)
        case = st.selectbox(say("Case"), record.drawn_cases(told, theatre), key=CASE_KEY, format_func=named)
        head.header(say("Forecasts against what happened: {case}", case=named(case)), anchor="forecasts")
        st.markdown(plainly.fans_line(told, case))
        frame = pd.DataFrame(record.fan_rows(told, case))
        drawing.draw(frame, specs.fans_spec(panels.theme()), key="record-fans", alt=say(specs.ALT["fans"]))
        st.caption(say(specs.HOW_TO_READ["fans"]))


def _reliability(told: Entry) -> None:
    with panels.guarded(say("This chart"), say(STILL_WORKS)):
        st.header(say("Reliability"), anchor="reliability")
        named = {panel["name"]: panel for panel in told["panels"]}
        about = {name: words.called(panel) for name, panel in named.items()}
        panel = named[st.selectbox(say("Which forecasts"), list(named), key=PANEL_KEY, format_func=about.__getitem__)]
        st.markdown(plainly.reliability_line(panel))
        frame = pd.DataFrame(record.rank_rows(panel))
        drawing.draw(frame, specs.ranks_spec(panels.theme()), key="record-ranks", alt=say(specs.ALT["ranks"]))
        st.caption(say(specs.HOW_TO_READ["ranks"]))


def _panels(told: Entry) -> None:
    st.header(say("Skill over simple forecasts"), anchor="skill")
    st.markdown("\n".join((say(plainly.ABOUT_SKILL), "", *(f"- {line}" for line in plainly.skill_lines(told)))))
    for place, panel in enumerate(told["panels"]):
        alt = say("Scores by method: {name}", name=say(panel["name"]))
        _folded(f"panel-{place}", words.panel_title(panel), words.HEADS, words.panel_rows(panel), alt=alt)
    st.caption(f"{say(plainly.TERMS)} {say(words.NOTE)}")


def _wins(told: Entry) -> None:
    with panels.guarded(say("This table"), say(STILL_WORKS)):
        st.header(say("Where a simple forecast does better, and why"), anchor="wins")
        whole = {spoken("pockets and Kursk"), spoken("boxes")}
        wins = [win for win in told["wins_of_references"] if win["panel"] in whole]
        st.markdown(plainly.wins_line(told, wins))
        rows = words.win_rows(wins, names.group_name)
        _table("wins", words.WIN_HEADS, rows, say("Groups in which a simple forecast does better"))


def _full(told: Entry) -> None:
    if told["full"]:
        st.header(say("The full model beside the tempo alone"), anchor="full")
        st.markdown(plainly.full_line(told))
        st.markdown("\n".join(f"- {line}" for line in words.full_lines(told["full"])))
    st.caption(words.left_out_line(told["left_out"]))


def _talks(told: Entry) -> None:
    with panels.guarded(say("This part"), say(STILL_WORKS)):
        st.header(say(talks.TITLE), anchor="talks")
        st.markdown(say(talks.INTRODUCTION))
        st.markdown("\n".join(f"- {line}" for line in plainly.talks_lines(told)))
        _folded("offers", say(talks.OFFERS_TITLE), talks.OFFER_HEADS, talks.offer_rows(told), "offers")
        st.caption(f"{talks.lag_line(told)} {talks.left_out_line(told)}")
        _folded("lengths", say(talks.LENGTH_TITLE), talks.LENGTH_HEADS, talks.length_rows(told), "lengths")
        _folded("baseline", say(talks.BASELINE_TITLE), talks.BASELINE_HEADS, talks.baseline_rows(told), "baseline")
        _folded("joined", say(talks.JOINED_TITLE), talks.WORLD_HEADS, talks.world_rows(told["joined"]), "world")
        _folded("last", say(talks.NOT_FAILED_TITLE), talks.WORLD_HEADS, talks.world_rows(told["not_failed"]), "world")
        _folded("listed", say(talks.LISTED_TITLE), talks.LISTED_HEADS, talks.listed_rows(told))


def _folded(
    key: str, title: str, heads: tuple[str, ...], rows: Iterable[Sequence[str]], note: str = "", alt: str = ""
) -> None:
    """A table in an expander, drawn once it is opened; under it how to read it."""
    box = st.expander(title, key=f"{FOLDED}{key}", on_change="rerun")
    with panels.guarded(say("This table"), say(STILL_WORKS)), box as part:
        if part.open:
            _table(key, heads, rows, alt or title)
            if note:
                st.caption(say(talks.NOTES[note]))


def _table(key: str, heads: tuple[str, ...], rows: Iterable[Sequence[str]], alt: str) -> None:
    folding.table(record.table(heads, rows), f"record-{key}", alt)
