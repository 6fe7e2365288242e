"""What a page shows of an answer, whether just computed or kept on disk: one scenario, or several side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial

import streamlit as st

from sim.language.saying import say, spoken
from sim.model.outcomes import CASUALTIES, ENDED_FIRST, HOLDER_LOST, TRUCE_FIRST
from sim.report.answered import compared, tables
from sim.report.drawing.palette import LETTERS
from sim.report.evidence import values as evidence
from sim.report.forms.told import what_a_law_is
from sim.report.outlook import first_screen as outlook
from sim.report.outlook.drivers import NOTE
from sim.report.words.markdown import plain
from sim.report.words.measures import shared_level
from sim.report.words.outcomes import COMPARED, COMPARED_PEOPLE
from sim.scenario.loaded import LoadedScenario
from sim.scenario.values.distributions import central_value
from sim.session.answers.answers import Answer
from sim.session.answers.laws import agreement_lines
from sim.session.inputs.address import Choice
from sim.ui import navigation, page_state
from sim.ui.parts import drawing, panels, to_inputs, two_runs, what_was_seen
from sim.ui.parts.maps import playing, two_maps

SIDE_BY_SIDE = 2
PINNED = {"outcome": st.column_config.TextColumn(pinned=True, width="medium")}  # the name stays in sight
LINES_OF_NAMES = 74  # pixels: three lines, so that no name is cut; under 64 no text wraps at all
DIFFERING = {"what differs": st.column_config.TextColumn(width="medium")}  # a phone has room for values too
ALT_OUTCOMES = spoken("Every outcome: each scenario's answer with its uncertainty, and each difference against A")
DAYS = spoken(
    "Of a day stand the share of runs in which it comes and, where it comes in half of all, by when it has. In *days "
    "until then* a run in which it never comes counts as the last day."
)
ALT_MAIN = spoken(
    "The main outcomes: each scenario's level, and each difference against A with its interval and direction"
)
ALT_DIFFERING = spoken("The values in which the scenarios differ, a column for each scenario")
AS_TABLE = "outcomes-as-table"
MAIN_NOTE = spoken(
    "Amounts are means. Differences are over pairs with the same luck, shares in points of 100, taken before levels "
    "are rounded; their 95% intervals are what more runs would narrow. Which way: by the interval; what most pairs do "
    "stands apart. Of a truce and the loss of ground, 'first' counts only what came before the other; 'at any time' "
    "counts it after the other too. People moving out are part of those killed, wounded, captured or missing; people "
    "cut off are the most without a way out at one time."
)
NOT_TOLD = spoken("What drives it is not told for results of another version or design.")
TO_INPUTS = spoken("Their inputs:")
UNDER_THE_ANSWER, FIRST_CHARTS = "under-the-answer", "first-charts"  # a phone has the first chart before, by page.css
SEVERAL = "several-levels"  # on a phone a line for each scenario under the name of an outcome, by page.css
ONE = (("first_events", "area"), ("people", "acceptance_days"))
FIRST, GROUND, PEOPLE, TALKS, TRUCE, MAP, ONE_RUN, ALL = (
    spoken("What comes first"),
    spoken("Ground"),
    spoken("People"),
    spoken("Talks"),
    spoken("After a truce"),
    spoken("Map"),
    spoken("One run"),
    spoken("All outcomes"),
)


def cards(answer: Answer) -> None:
    """What comes first and when, what is held, how many people: each with its range."""
    scenario = answer.request.loaded()[0].scenario
    threshold = central_value(scenario.ground.lost_below_km2)
    made = outlook.cards(answer.results[0], answer.summaries[0], scenario.start, threshold)
    with st.container(key="cards"):
        columns = st.columns(len(made))
    for column, card in zip(columns, made, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.metric(card.label, card.value)
            st.caption(card.note)


def grounds(answer: Answer) -> None:
    """What drives the answer, and what it rests on."""
    drives, rests = st.columns(2, gap="medium")
    with drives, panels.guarded(say("This list"), say("The numbers above are not affected.")):
        st.header(say("What drives it"))
        if getattr(answer.request, "told_drivers", True):
            st.markdown("\n".join(f"- {plain(line)}" for line in answer.drivers))
            st.caption(say(NOTE))
            if getattr(answer.request, "linked", True):
                named = to_inputs.labels(answer.driving, answer.request.loaded()[0])
                to_inputs.links(page_state.OUTLOOK, "drivers", named, say(TO_INPUTS))
        else:
            st.write(say(NOT_TOLD))
    with rests, panels.guarded(say("This list"), say("The numbers above are not affected.")):
        st.header(say("What it rests on"))
        chosen = answer.request.scenarios[0]
        counted = evidence.shares_of(answer.request.loaded()[0])
        st.markdown(f"- {plain(evidence.title(counted))}.\n- {plain(evidence.varying_title(counted))}.")
        if getattr(answer.request, "linked", True):
            navigation.link("evidence", say("See every value with its source"), page_state.link(Choice((chosen,))))


def make(answer: Answer, charts: Iterable[str]) -> None:
    """Make charts before anything is sent: then words and charts reach the browser close together.

    It draws the page anew for each lot that comes. A chart that cannot be made says so where it stands.
    """
    for name in charts:
        with suppress(Exception):
            answer.picture(what_was_seen.with_later(answer, name))


def of_one(answer: Answer) -> None:
    """The charts of one scenario, what its answer rests on, and its outcomes as a table."""
    first, *others = ONE
    with st.container(key=FIRST_CHARTS):
        _row(answer, first)
    what_was_seen.section(answer)
    between = st.container()
    for row in others:
        _row(answer, row)
    with between:  # charts go first: somebody who moves a slider waits for them
        grounds(answer)
    with st.expander(say("All outcomes as a table"), key=AS_TABLE, on_change="rerun") as part:
        if part.open:
            _outcomes(answer)


def of_several(answer: Answer, scenarios: Mapping[str, LoadedScenario]) -> None:
    """What each other scenario changes against A, then charts by subject; only the open subject is drawn."""
    under_the_answer = st.container(key=UNDER_THE_ANSWER)
    sections = charts_by_subject(len(answer.results))
    replayed = {MAP: two_maps.section, **({ONE_RUN: two_runs.section} if len(answer.results) > 1 else {})}
    if not answer.request.replayable:
        replayed = {}
    subjects = [*sections, *replayed, ALL]
    wanted = page_state.extra("show")
    shown = wanted if wanted in subjects else FIRST
    with st.container(key=FIRST_CHARTS):
        opened = st.tabs(
            list(map(say, subjects)),
            default=say(shown),
            **page_state.listened(page_state.controlled("show", say(shown)), partial(open_subject, subjects)),
        )
    for tab, names in zip(opened, sections.values(), strict=False):
        if tab.open:
            with tab:
                if GROUND in subjects and names == sections[GROUND]:
                    what_was_seen.section(answer)
                for start in range(0, len(names), SIDE_BY_SIDE):
                    _row(answer, names[start : start + SIDE_BY_SIDE])
    with under_the_answer:  # charts go first: somebody who moves a slider waits for them
        _side_by_side(answer)
        _findings(answer)
        _law_by_law(answer)
    tabs = dict(zip(subjects, opened, strict=True))
    for name, draw in replayed.items():
        if tabs[name].open:
            with tabs[name]:
                draw(answer.request)
    if MAP not in tabs or not tabs[MAP].open:
        playing.stop()
    if opened[-1].open:
        with opened[-1]:
            st.header(say("What differs between these scenarios"))
            differing = tables.differing_values(scenarios)
            st.dataframe(
                drawing.headed(differing), hide_index=True, alt=say(ALT_DIFFERING), row_height=LINES_OF_NAMES,
                column_config=drawing.columns(DIFFERING),
            )
            st.header(say("All outcomes"))
            _outcomes(answer)


def _outcomes(answer: Answer) -> None:
    """Every outcome in a row, under its whole name."""
    table, pinned = drawing.headed(tables.outcomes_table(answer)), drawing.columns(PINNED)
    st.dataframe(table, hide_index=True, alt=say(ALT_OUTCOMES), column_config=pinned, row_height=LINES_OF_NAMES)
    if len(answer.results) > 1:
        st.caption(f"{say(DAYS)} {say(tables.EACH_FOR_ITSELF)}")


def _law_by_law(answer: Answer) -> None:
    """Where the scenarios draw their laws: how many laws agree on each difference."""
    if answer.forms is not None:
        at = shared_level(dict(zip(LETTERS, answer.summaries, strict=False)))
        st.markdown(say("**By the laws drawn in these runs:**"))
        first, *_ = differences = [*answer.forms["differences"].values()]
        if explained := what_a_law_is(first):
            st.caption(plain(explained))
        lines = agreement_lines(differences, at)
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def open_subject(subjects: Sequence[str], label: str) -> None:
    """The subject of a tab that was opened, into the address; there it has its English name."""
    page_state.set_extra("show", {say(subject): subject for subject in subjects}.get(label))


def bad_subject() -> list[str]:
    """Where an address asks for a subject that there is not."""
    subjects = [*charts_by_subject(SIDE_BY_SIDE), MAP, ONE_RUN, ALL]
    return page_state.not_offered("show", subjects, say("'{subject}' is shown.", subject=say(FIRST)))


def _side_by_side(answer: Answer) -> None:
    """The main outcomes, levels first, and in words the one that differs most."""
    if not answer.differences:
        return
    table = drawing.headed(tables.main_differences(answer)).set_index(say("outcome"))
    with st.container(key=SEVERAL if len(answer.differences) > 1 else None):
        st.table(table, alt=say(ALT_MAIN))
    st.caption(say(MAIN_NOTE))
    for place in range(1, len(answer.results)):
        most = compared.differs_most(answer, place)
        if most:
            st.markdown(say("**Differs most, against how far runs lie apart:** {most}", most=plain(most)))


def _findings(answer: Answer) -> None:
    """A column of sentences for each other scenario."""
    found = compared.findings(answer)
    if not found or [*found.values()] == [[f"{compared.comparison_headline(answer)}."]]:
        return  # one other scenario, and the title says all there is to say
    for column, (letter, lines) in zip(st.columns(len(found), gap="medium"), found.items(), strict=True):
        with column:
            if len(found) > 1:
                st.header(say("{letter} against A", letter=letter))
            st.markdown("\n".join(f"- {line}" for line in lines))


def charts_open(scenarios: int) -> list[str]:
    """The names of the pictures under the subject that stands open."""
    sections, wanted = charts_by_subject(scenarios), page_state.extra("show") or FIRST
    return [] if wanted in (MAP, ONE_RUN, ALL) else sections.get(wanted, sections[FIRST])


def charts_by_subject(scenarios: int) -> dict[str, list[str]]:
    """The names of the pictures under each subject."""
    letters, others = LETTERS[:scenarios], LETTERS[1:scenarios]

    def pairs(outcomes: Collection[str]) -> list[str]:
        return [f"pairs_{name}:{letter}" for letter in others for name in COMPARED if name in outcomes]

    of_both_sides = tuple(CASUALTIES.values())
    parts = [name for name in COMPARED_PEOPLE if name not in of_both_sides]
    return {
        FIRST: [f"curves_{event}" for event in (TRUCE_FIRST, ENDED_FIRST)],
        GROUND: [*(f"area:{letter}" for letter in letters), *pairs(set(COMPARED) - set(COMPARED_PEOPLE))],
        PEOPLE: [
            *(f"people_{name}" for name in (HOLDER_LOST, *parts)),
            *(f"people_{name}" for name in of_both_sides),
            *pairs(of_both_sides),
            "exit_modes",
        ],
        TALKS: ["accepts_attacker", "accepts_holder"],
        TRUCE: ["truce_durability", "truce_ends", "truce_violations"],
    }


def _row(answer: Answer, names: list[str] | tuple[str, ...]) -> None:
    """Charts side by side; below each other on a phone."""
    for column, name in zip(st.columns(SIDE_BY_SIDE, gap="medium"), names, strict=False):
        with column:
            letter = name.partition(":")[2]
            lettered = letter if name.startswith("area") and len(answer.results) > 1 else ""
            panels.chart(answer, what_was_seen.with_later(answer, name), lettered)
