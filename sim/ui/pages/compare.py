"""Compare: two to four scenarios with the same luck, pair by pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import streamlit as st

from sim.experiment.results.pairing import Days, why_other_days
from sim.language.saying import say, spoken
from sim.report.answered.questions import headline
from sim.report.comparison.before_day_0 import with_one_past
from sim.report.words.markdown import plain
from sim.report.words.numbers import listed
from sim.scenario.differing import ordered_before
from sim.scenario.loaded import LoadedScenario
from sim.session.inputs.address import Choice
from sim.session.inputs.scenarios import loaded
from sim.ui import acts, page_state
from sim.ui.inputs import sidebar
from sim.ui.inputs.sidebar import Inputs
from sim.ui.parts import downloads, panels, questions, refining, rival_laws, to_inputs, views, what_was_seen

PAGE = page_state.COMPARE
SAME_DAYS = spoken(
    "The inputs are kept: give all scenarios the same horizon and start (reset the change in the sidebar, or correct "
    "the file and upload it again), or choose other scenarios."
)


def page() -> None:
    """Draw the page."""
    sidebar.beside(PAGE, say("The comparison"), _drawn)


def _drawn(inputs: Inputs) -> None:
    """All but the sidebar."""
    reason = _why_not(inputs.scenarios)
    if reason:
        st.title(say("These scenarios do not look at the same days"))
        panels.scenarios_line(inputs.scenarios, inputs.choice.scenarios)
        panels.what_this_is(inputs.scenarios["A"])
        panels.warn_of_address(inputs.complaints)
        why = say("They cannot be compared run by run: {reason}", reason=reason)
        st.warning(f"{plain(why)} {say(SAME_DAYS)}")
        return
    answer = refining.current_answer(inputs.request)
    views.make(answer, views.charts_open(len(answer.results)))
    question = questions.opened_with(inputs.choice)
    st.title(headline(answer, question))
    questions.repeated(question, answer)
    _which_is_which(inputs, folded=question is not None)
    _past(inputs)
    panels.what_this_is(inputs.scenarios["A"])
    refining.progress(answer)
    not_offered = [*views.bad_subject(), *questions.bad_name(), *what_was_seen.complaints()]
    panels.warn_of_address([*inputs.complaints, *not_offered])
    panels.warn_of_failures(answer)
    panels.warn_of_few(answer)
    if panels.all_failed(answer):
        return
    for first, second in combinations(inputs.scenarios, 2):
        if inputs.scenarios[first].hash == inputs.scenarios[second].hash:
            st.info(
                say(
                    "{first} and {second} are one scenario: choose another one, or change only one of them.",
                    first=first, second=second,
                )
            )
    views.of_several(answer, inputs.scenarios)
    if len(inputs.scenarios) > 1:
        rival_laws.section(answer, question)
    downloads.section(answer, question)


def _which_is_which(inputs: Inputs, folded: bool) -> None:
    """What each scenario is; folded where a question has named them, so that the table stands at the top."""
    label = say("What {letters} are, and what is changed in them", letters=listed([*inputs.scenarios]))
    with st.expander(label) if folded else st.container():
        panels.scenarios_line(inputs.scenarios, inputs.choice.scenarios)
        _to_what_was_changed(inputs)


def _past(inputs: Inputs) -> None:
    """In sight, that the scenarios differ in an order before day 0, with a way to the same ones without any."""
    if panels.warn_of_the_past(inputs.scenarios):
        st.button(say("Compare them with no order before day 0"), key="one-past",
                  **acts.pressed(page_state.put, PAGE, _with_one_past))  # fmt: skip


def _with_one_past(choice: Choice) -> Choice:
    """The same with no order before day 0; what has none stays as it is."""
    return replace(choice, scenarios=tuple(
        replace(chosen, sets=with_one_past(chosen.sets)) if ordered_before(loaded(chosen)) else chosen
        for chosen in choice.scenarios
    ))  # fmt: skip


def _to_what_was_changed(inputs: Inputs) -> None:
    """Beside the list of changes, a way to each of their inputs."""
    for place, (letter, chosen) in enumerate(zip(inputs.scenarios, inputs.choice.scenarios, strict=True)):
        changed = {change.partition("=")[0] for change in chosen.sets}
        leaves = [leaf for leaf in inputs.scenarios[letter].leaves() if leaf.path in changed]
        named = to_inputs.labels(leaves, inputs.scenarios[letter])
        to_inputs.links(PAGE, f"changed-{letter}", named, say("Changed in {letter}:", letter=letter), place)


def _why_not(scenarios: Mapping[str, LoadedScenario]) -> str:
    """Why numbers of the scenarios, by letter, cannot be set side by side; empty where they can."""
    return why_other_days(
        [
            Days(f"{letter} ({one.name})", one.scenario.horizon_days, one.scenario.start)
            for letter, one in scenarios.items()
        ]
    )
