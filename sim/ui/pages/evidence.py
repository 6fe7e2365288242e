"""Evidence: what each value rests on, what the article's statements became, where sources disagree, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from sim.analysis.value_shapes import bounded, shape_of
from sim.language.saying import say, spoken
from sim.report import about as about_words
from sim.report.evidence import article as article_words
from sim.report.evidence import influence
from sim.report.evidence import specs as evidence_specs
from sim.report.evidence import tables as evidence_tables
from sim.report.evidence import values as evidence
from sim.report.evidence.influence import Influence
from sim.report.evidence.values import ASSUMPTION, DATA, ESTIMATE, Parameter
from sim.report.words import values as value_words
from sim.report.words.groups import GROUPS
from sim.report.words.markdown import address, plain
from sim.report.words.value_catalogue import scale_of
from sim.scenario.loaded import Leaf, LoadedScenario
from sim.scenario.values.distributions import Distribution
from sim.ui import acts, page_state
from sim.ui.inputs import sidebar
from sim.ui.inputs.sidebar import Inputs
from sim.ui.parts import drawing, folding, panels, refining, to_inputs, views

if TYPE_CHECKING:
    import pandas as pd

PAGE = "evidence"
BADGES = (DATA, ESTIMATE, ASSUMPTION)
TABLE_HEIGHT = 420
WIDE = 900
ALT_VALUE = spoken("All that is known about the value chosen")
CHANGED = "changed"
FIRST_OPEN = "ground.held_area_km2"
EVERY, SHARES, ARTICLE, SOURCES, LEFT_OUT = TABS = (
    spoken("Every value"),
    spoken("What rests on what"),
    spoken("The article"),
    spoken("Sources"),
    spoken("What is left out"),
)
PHONE = {"What it means": 165, "Value": 145}  # pixels of the columns that a phone has room for
LINES_ON_A_PHONE = 104  # pixels of a row: five lines of those
LINES = 74  # pixels of a row: three lines, so that a meaning or a source is not cut after its first words


def page() -> None:
    """Draw the page."""
    sidebar.beside(PAGE, say("The evidence"), _drawn)


def _drawn(inputs: Inputs) -> None:
    """All but the sidebar."""
    scenario = inputs.scenarios["A"]
    found = evidence.parameters(scenario)
    st.title(evidence.title(evidence.shares(found)))
    panels.warn_of_address([*inputs.complaints, *_not_found(found)])
    st.markdown(evidence.opening(scenario))
    _files(scenario, found)
    asked = page_state.extra("show")
    shown = asked if asked in TABS else EVERY
    opened = st.tabs(
        list(map(say, TABS)),
        default=say(shown),
        **page_state.listened(page_state.controlled("show", say(shown)), partial(views.open_subject, TABS)),
    )
    for tab, name in zip(opened, TABS, strict=True):
        if tab.open:
            with tab:
                _part(name, inputs, found)


def _part(name: str, inputs: Inputs, found: Sequence[Parameter]) -> None:
    """What a tab holds; only the open one is drawn."""
    scenario = inputs.scenarios["A"]
    if name == EVERY:
        answer = refining.current_answer(inputs.request)
        refining.progress(answer)
        _values(found, answer.influences, answer.replications, scenario)
    elif name == SHARES:
        _shares(found)
    elif name == ARTICLE:
        _article(found)
    elif name == SOURCES:
        _contradictions(scenario, found)
        _sources(scenario, found)
    else:
        st.header(say("What is left out, in plain words"))
        with st.container(width=WIDE):
            st.markdown(say(about_words.LIMITS))


def _files(scenario: LoadedScenario, found: Sequence[Parameter]) -> None:
    """Values and sources to take along."""
    cited = evidence.cited_sources(scenario, found)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            say("All {n} values (CSV)", n=len(found)),
            lambda: evidence_tables.values_csv(found),
            "values.csv",
            "text/csv",
            key="evidence-values-csv",
            on_click="ignore",
        )
        st.download_button(
            say("All {n} sources (CSV)", n=len(cited)),
            lambda: evidence_tables.sources_csv(cited),
            "sources.csv",
            "text/csv",
            key="evidence-sources-csv",
            on_click="ignore",
        )


def _not_found(found: Sequence[Parameter]) -> list[str]:
    """What an address asks for on this page that there is not."""
    said = page_state.not_offered("show", TABS, say("'{subject}' is shown.", subject=say(EVERY)))
    said += page_state.not_offered("parameter", [one.path for one in found], say("Another value is shown in full."))
    for key, offered in (("basis", BADGES), ("group", (*GROUPS, CHANGED))):
        for asked in (page_state.extra(key) or "").split(","):
            if asked and asked not in offered:
                said.append(page_state.no_such(key, asked, offered, say("It is left out.")))
    return said


# how much rests on what


def _shares(found: Sequence[Parameter]) -> None:
    with panels.guarded(say("This chart"), say("The tables below are not affected.")):
        counted = evidence.shares(found)
        st.header(evidence.varying_title(counted))
        with st.container(width=WIDE):
            drawing.draw(
                evidence_tables.shares_frame(counted),
                evidence_specs.shares_spec(panels.theme()),
                key="evidence-shares",
                alt=say(evidence_specs.ALT["shares"]),
            )
            st.caption(say(evidence_specs.HOW_TO_READ["shares"]))
            st.markdown(evidence.meanings())
        with st.expander(say("The counts as a table, by subject")):
            folding.table(drawing.headed(evidence_tables.shares_table(found)), "counts", say("Counts of values"))
            st.caption(say("In brackets: how many of them vary from run to run."))


# the article


def _article(found: Sequence[Parameter]) -> None:
    with panels.guarded(say("The list of the article's statements"), say("The rest of the page is not affected.")):
        st.header(article_words.title(found))
        if not article_words.applies(found):
            st.write(say(article_words.DOES_NOT_APPLY))
            return
        st.markdown(article_words.summary())
        table = drawing.headed(article_words.table(found))
        st.table(table, hide_index=True, border="horizontal", alt=say(article_words.ALT))
        st.caption(say(article_words.CAPTION))


# every value


@st.fragment
def _values(
    found: Sequence[Parameter], moving: Mapping[str, Influence], runs: int, scenario: LoadedScenario
) -> None:
    """Looking for values redraws this part alone; an input that is asked for stands beside it."""
    before = page_state.sought()
    acts.catch_up()
    if page_state.sought() is not before:
        st.rerun()
    with panels.guarded(say("The list of values"), say("The rest of the page is not affected.")):
        st.header(say("Every value, with what it rests on"))
        st.markdown(influence.sentence(found, moving, runs))
        first = [one.leaf for one in influence.weightiest_first(found, moving) if one.leaf and one.path in moving]
        to_inputs.links(PAGE, "moving", to_inputs.labels(first[: to_inputs.MOST_NAMED], scenario), say(views.TO_INPUTS))
        shown = _finder(influence.weightiest_first(found, moving))
        st.caption(evidence.filter_sentence(len(shown), len(found)))
        if shown:
            _table(shown, moving)
            st.caption(say(influence.HOW_FAR))
        _one(found, shown, moving, scenario)


def _finder(found: Sequence[Parameter]) -> tuple[Parameter, ...]:
    """The values that fit what the reader looks for; what is asked stands in the address."""
    text = page_state.extra("q") or ""
    badges = _several("basis", BADGES)
    subjects = (*GROUPS, *([CHANGED] if any(one.changed for one in found) else []))
    groups = _several("group", subjects)
    st.text_input(
        say("Search in meaning, value, source and note"),
        text,
        placeholder=say("for example: pressure, road, P14, DeepState"),
        live=True,
        type="search",
        width=WIDE,
        **page_state.listened(page_state.controlled("evidence-q", text), _keep_text),
    )
    with st.container(horizontal=True, gap="medium"):
        _pills(say("Rests on"), BADGES, "basis", badges)
        _pills(say("About"), subjects, "group", groups)
    about = [group for group in groups if group != CHANGED]
    return evidence.matching(found, text, badges, about, CHANGED in groups)


def _pills(label: str, options: Sequence[str], name: str, chosen: Sequence[str]) -> None:
    shown = [one for one in chosen if one in options]
    st.pills(
        label,
        options,
        selection_mode="multi",
        default=shown,
        wrap=True,
        format_func=lambda option: say("changed from the base" if option == CHANGED else option),
        **page_state.listened(page_state.controlled(f"evidence-{name}", shown), partial(_keep_several, name)),
    )


def _several(name: str, options: Sequence[str]) -> list[str]:
    """Options named in the address; what is no option is left out."""
    asked = (page_state.extra(name) or "").split(",")
    return [option for option in options if option in asked]


def _keep_text(text: str) -> None:
    """The text as it is typed, blanks at its ends included: each key redraws the input from the address."""
    page_state.set_extra("q", text if text.strip() else None)


def _keep_several(name: str, chosen: Sequence[str]) -> None:
    page_state.set_extra(name, ",".join(chosen) or None)


def _table(shown: Sequence[Parameter], moving: Mapping[str, Influence]) -> None:
    """The table of values; a phone has room for meaning and value, and what is chosen stands in full below."""
    table = evidence_tables.values_table(shown, moving)
    with folding.on_a_desk("values"):
        _rows(shown, table, "table", LINES, {
            "What it means": st.column_config.TextColumn(width=270),
            "Value": st.column_config.TextColumn(width=230),
            "Basis": st.column_config.TextColumn(width=100),
            "Moves most": st.column_config.TextColumn(width=150),
            "How far": st.column_config.NumberColumn(width="small", help=say(influence.HOW_FAR)),
            "Source": st.column_config.TextColumn(width=270),
            "Link": st.column_config.LinkColumn(width="small", display_text=say("open")),
        }, say(
            "Every value that fits the search: meaning, value, basis, what it moves, source, date, link, name in files"
        ))  # fmt: skip
    with folding.on_a_phone("values"):
        both = {head: st.column_config.TextColumn(width=width) for head, width in PHONE.items()}
        _rows(shown, table[list(PHONE)], "phone", LINES_ON_A_PHONE, both, say(
            "Every value that fits the search: meaning and value; the chosen one stands in full below"
        ))  # fmt: skip


def _rows(
    shown: Sequence[Parameter], table: pd.DataFrame, name: str, lines: int, looks: dict[str, Any], alt: str
) -> None:
    key = f"evidence-{name}-{hash(tuple(one.path for one in shown))}"
    st.dataframe(
        drawing.headed(table), hide_index=True, height=min(TABLE_HEIGHT, 38 + lines * len(shown)), row_height=lines,
        column_config=drawing.columns(looks), placeholder="", key=key, alt=alt,
        on_select=acts.noting(_choose_row, key, shown), selection_mode="single-row",
    )  # fmt: skip


def _choose_row(key: str, shown: Sequence[Parameter]) -> None:
    rows = st.session_state[key].selection.rows
    page_state.set_extra("parameter", shown[rows[0]].path if rows else None)


# one value in full


def _one(
    found: Sequence[Parameter], shown: Sequence[Parameter], moving: Mapping[str, Influence], scenario: LoadedScenario
) -> None:
    by_path = {one.path: one for one in found}
    asked = page_state.extra("parameter") or ""
    narrowed = FIRST_OPEN not in by_path or len(shown) < len(found)
    path = asked if asked in by_path else (shown or found)[0].path if narrowed else FIRST_OPEN
    one = by_path[path]
    st.header(say("One value in full: {meaning}", meaning=plain(one.meaning)), anchor="value")
    st.selectbox(
        say("Choose a row above, or a value here"),
        list(by_path),
        list(by_path).index(path),
        format_func=lambda name: f"{by_path[name].meaning} ({name})",
        width=WIDE,
        **page_state.listened(
            page_state.controlled("evidence-parameter", path), partial(page_state.set_extra, "parameter")
        ),
    )
    said, drawn = st.columns([3, 2], gap="large")
    with said:
        in_full = article_words.in_full(one, moving.get(path))
        st.table(in_full, hide_index=True, hide_header=True, border="horizontal", alt=say(ALT_VALUE))
        link = address(one.source.url)
        if link:
            st.link_button(say("Open the source"), link)
        if one.leaf is not None:
            to_inputs.links(PAGE, "one", to_inputs.labels([one.leaf], scenario), say("Its input:"))
    with drawn:
        if one.leaf is not None and isinstance(one.leaf.quantity, Distribution):
            _shape(one.leaf, one.leaf.quantity)
        else:
            st.markdown(say("**The same in every run:** {value}", value=plain(one.value)))


def _shape(leaf: Leaf, quantity: Distribution) -> None:
    """The picture of a drawn value under its finding."""
    declaration = leaf.declaration
    drawn = shape_of(bounded(quantity, declaration.low, declaration.high))
    shape = value_words.on_scale(drawn, scale_of(declaration))
    st.markdown(f"**{value_words.shape_words(quantity, declaration)}**")
    kind = "shape" if shape.at.size else "options"
    if shape.at.size:
        axis = "log" if shape.logarithmic else "linear"
        spec = evidence_specs.shape_spec(panels.theme(), value_words.unit_of(declaration), axis)
        frame = evidence_tables.shape_frame(shape, value_words.mark_words(quantity, declaration))
    else:
        spec = evidence_specs.options_spec(panels.theme())
        frame = evidence_tables.options_frame(shape, value_words.option_names(declaration))
    drawing.draw(frame, spec, key=f"evidence-{kind}", alt=say(evidence_specs.ALT[kind]))
    st.caption(f"{say(evidence_specs.HOW_TO_READ[kind])} {value_words.mass_words(shape)}")


# sources


def _contradictions(scenario: LoadedScenario, found: Sequence[Parameter]) -> None:
    with panels.guarded(say("The list of disagreements"), say("The rest of the page is not affected.")):
        pairs = evidence.contradictions(found)
        st.header(evidence.contradictions_title(len(pairs)))
        with st.container(width=WIDE):
            st.markdown("\n".join(article_words.contradiction(one, value, scenario.sources) for one, value in pairs))


def _sources(scenario: LoadedScenario, found: Sequence[Parameter]) -> None:
    with panels.guarded(say("The list of sources"), say("The rest of the page is not affected.")):
        cited = evidence.cited_sources(scenario, found)
        st.header(evidence.sources_title(cited))
        table = drawing.headed(evidence_tables.sources_table(cited))
        alt = say("The sources: title, publisher, date, link, number of values, note")
        with folding.on_a_desk("sources"):
            st.dataframe(
                table, hide_index=True, height=TABLE_HEIGHT, row_height=LINES, placeholder="", key="evidence-sources",
                column_config=drawing.columns({
                    "Source": st.column_config.TextColumn(width=360),
                    "Link": st.column_config.LinkColumn(width="small", display_text=say("open")),
                    "Values": st.column_config.NumberColumn(width="small", help=say("Values that rest on it")),
                    "Note": st.column_config.TextColumn(width=360),
                }), alt=alt,
            )  # fmt: skip
        with folding.on_a_phone("sources"):
            link = say("Link")
            ways = [f"[{say('open')}]({one})" if isinstance(one, str) else "" for one in table[link]]
            folding.table(table.assign(**{link: ways}).astype(str), "sources", alt, (link,))
