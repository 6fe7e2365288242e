"""Pieces that all pages share: a chart with its answer, a guard against faults, the lines on what this is."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from sim.errors import SalientError
from sim.language.saying import say
from sim.report.answered import around
from sim.report.answered.pictures import Picture
from sim.report.comparison.before_day_0 import another_past, shares_of
from sim.report.drawing.palette import LETTERS
from sim.report.drawing.specs import CHOSEN_RUN
from sim.report.words import numbers as words
from sim.report.words.markdown import code, plain
from sim.report.words.values import changed_first
from sim.scenario.loaded import LoadedScenario
from sim.session.answers.answers import Answer, Request
from sim.session.inputs import changes
from sim.session.inputs.address import Choice
from sim.session.inputs.scenarios import Chosen
from sim.ui import navigation, page_state
from sim.ui.parts import downloads, drawing

log = logging.getLogger("salient.app")
FEW_CHANGES = 2  # that a line names


def theme() -> str:
    """Light or dark, as the reader's browser shows the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


@contextmanager
def guarded(what: str, instead: str) -> Iterator[None]:
    """A fault inside becomes one sentence: what failed and what to do; details go to the log."""
    try:
        yield
    except SalientError as fault:
        st.error(say(
            "{what} could not be made: {fault} {instead}", what=what, fault=plain(str(fault)), instead=instead
        ))
    except Exception:
        number = uuid.uuid4().hex[:8]
        log.exception("fault %s: %s", number, what)
        st.error(say(
            "{what} could not be made. {instead} (Fault {number}; the details are in the server's log.)",
            what=what, instead=instead, number=number,
        ))


def chart(answer: Answer, name: str, letter: str = "") -> None:
    """One chart under its finding, with how to read it, where its numbers come from, and what can be taken along."""
    with guarded(say("This chart"), say("The numbers above are not affected; reload the page to try again.")):
        picture = answer.picture(name)
        st.header(plain(f"{letter}: {picture.title}" if letter else picture.title))
        notes = f"{picture.how_to_read} {source_line(answer)}"
        if picture.nothing:
            st.write(picture.nothing)
            st.caption(plain(notes))
            return
        with under_chart(picture, name, notes, context(answer), answer.request.theme) as chosen:
            if picture.shows_runs:
                _replay_link(answer, picture, chosen)


@contextmanager
def under_chart(picture: Picture, name: str, notes: str, told: str, theme: str) -> Iterator[Any]:
    """Draw a chart with its notes and its download, `told` before them in its picture; what follows stands beside it.

    Given is what was chosen in the chart.
    """
    chosen = drawing.draw(
        picture.frame,
        picture.spec,
        key=f"chart-{name}",
        alt=picture.alt,
        on_select="rerun" if picture.shows_runs else "ignore",
        selection_mode=[CHOSEN_RUN] if picture.shows_runs else None,
    )
    st.caption(plain(notes))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        downloads.of_picture(picture, name, f"{told} {notes}", theme)
        yield chosen


def context(answer: Answer) -> str:
    """What a picture must say where it stands alone: whose numbers these are, and what they are not."""
    return context_of(answer.request)


def context_of(request: Request) -> str:
    """The same of a request."""
    parts = []
    for letter, chosen in zip(LETTERS, request.scenarios, strict=False):
        name = chosen.name
        if chosen.sets and getattr(request, "linked", True):
            name += say(", changed: {list}", list=changes.in_brief(chosen))
        parts.append(f"{letter}: {name}." if len(request.scenarios) > 1 else f"{name}.")
    return say("{list} Salient: consequences of stated assumptions, not a prediction.", list=" ".join(parts))


def selected_run(event: Any, place: int) -> tuple[int, int] | None:
    """Place of the scenario and number of the run whose dot or line was chosen, if one was."""
    points = event.get("selection", {}).get(CHOSEN_RUN, []) if isinstance(event, Mapping) else []
    found = [point for point in points if point.get("run") is not None]
    if not found:
        return None
    letter = found[-1].get("scenario")
    return LETTERS.index(letter) if letter in LETTERS else place, int(found[-1]["run"])


def _replay_link(answer: Answer, picture: Picture, event: Any) -> None:
    """A way from a chosen dot to the run it stands for."""
    chosen = selected_run(event, picture.place)
    if chosen is None:
        st.caption(say("Choose a dot or line to replay its run."))
        return
    place, run = chosen
    choice = Choice((answer.request.scenarios[place],), answer.request.seed, answer.request.runs)
    letter = say(" of {letter}", letter=LETTERS[place]) if len(answer.results) > 1 else ""
    label = say("Replay run {run}{letter}", run=run, letter=letter)
    navigation.link("timeline", label, page_state.link(choice, run=run))


def source_line(answer: Answer) -> str:
    """Runs, seed, version and day of the evidence behind the numbers."""
    return source_of(answer.request, answer.replications)


def source_of(request: Request, replications: int) -> str:
    """The same of so many runs of a request."""
    return around.source_line(request.loaded()[0], replications, request.seed, request.model)


def what_this_is(scenario: LoadedScenario) -> None:
    """The lines that stand on the first screen whatever the answer is."""
    st.markdown(around.what_this_is(scenario, plain))


def whose_answer(scenario: LoadedScenario, chosen: Chosen, *, reason: bool = True) -> None:
    """Which scenario the answer of a page is of, which a link may have changed, and what is no longer held in it."""
    lost = around.lost_line(scenario, plain, reason=reason)
    st.caption(say("The scenario: {title}. {lost}.", title=titled(scenario, chosen), lost=lost.rstrip(".")))


def titled(scenario: LoadedScenario, chosen: Chosen) -> str:
    """The title of a scenario, and what was changed in it, or how much, where it is not the one of that title."""
    title, n = plain(say(scenario.scenario.title)), len(chosen.sets)
    if not n:
        return title
    if n > FEW_CHANGES:
        return say("{title}, {inputs} changed", title=title, inputs=words.counted(n, "input"))
    return say("{title}, with {changes}", title=title, changes=plain(changes.in_brief(chosen)))


def warn_of_address(complaints: Sequence[str]) -> None:
    """Say what of a link could not be used, and whether it was made with another model."""
    if complaints:
        st.warning("\n\n".join(plain(complaint) for complaint in complaints))


def warn_of_failures(answer: Answer) -> None:
    """Say when runs failed and are in no number."""
    for results in answer.results:
        if 0 < len(results.failures) < results.replications:
            failed = around.failed_line(plain(results.name), len(results.failures), results.replications)
            named = say("the downloaded results name them and the command that repeats each.")
            st.warning(f"{failed}; {named}")


def warn_of_few(answer: Answer) -> None:
    """Say when the runs are so few that no number can be relied upon."""
    few = words.few_runs(min(results.replications - len(results.failures) for results in answer.results))
    if few:
        more = say("Numbers here count the runs there are; choose more for an answer.")
        st.warning(f"{few} {more}")


def all_failed(answer: Answer) -> bool:
    """Say which scenario has no finished run at all, and what to do; then there is nothing to draw."""
    empty = [results for results in answer.results if len(results.failures) == results.replications]
    for results in empty:
        first = results.failures[0]
        st.error(
            say(
                "None of {runs} of {name} could be finished: {message}. Reset the last change in the sidebar or "
                "choose another scenario. To see where it stops: {command}",
                runs=words.counted(results.replications, "run"), name=plain(results.name), message=plain(first.message),
                command=code(first.command),
            )
        )
    return bool(empty)


def warn_of_the_past(scenarios: Mapping[str, LoadedScenario]) -> bool:
    """Say where the scenarios, by letter, differ in an order given before day 0; whether they do."""
    told = another_past(shares_of(scenarios))
    if told:
        st.info(told)
    return bool(told)


def scenarios_line(names: Mapping[str, LoadedScenario], scenarios: Sequence[Chosen]) -> None:
    """Which scenario stands behind each letter, with what was changed in it."""
    first = dict[Chosen, str]()
    for (letter, scenario), chosen in zip(names.items(), scenarios, strict=True):
        told = scenario.scenario
        known = first.setdefault(chosen.bare, letter)
        head, summary = say("As {known}.", known=known), ""
        if known == letter:
            head, summary = f"{plain(say(told.title))} ({code(chosen.name)}).", plain(say(told.summary))
        st.markdown(f"**{letter}** {head}{changed_first(changes.in_words(chosen), summary)}")
