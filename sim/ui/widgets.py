"""One control of the sidebar as Streamlit draws it: slider or choice, and its source behind a badge."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from sim.report.article_words import BADGE_COLOURS
from sim.report.evidence import BADGES
from sim.report.markdown import address, code, plain
from sim.report.value_words import allowed_words, option_words
from sim.scenario.distributions import Fixed
from sim.scenario.loaded import Loaded
from sim.scenario.sources import Source
from sim.ui.changes import own_words
from sim.ui.controls import AS_IN_SCENARIO, Control, Value
from sim.ui.state import controlled, listened

Moved = Callable[[Control, Any], None]


def draw(control: Control, key: str, value: Value, scenario: Loaded, moved: Moved) -> None:
    """Draw a control where the address says it stands; `moved` is called with what a reader moves it to."""
    _input(control, key, value, moved)
    label = BADGES[control.leaf.quantity.evidence.basis]
    mark = " · changed by you" if control.moved(value) else _at_rest(control)
    with st.popover(f":{BADGE_COLOURS[label]}-badge[{label}] Source{mark}", type="tertiary"):
        st.markdown(source_text(control, scenario.sources))


def _at_rest(control: Control) -> str:
    """That the scenario draws the value, where its mark shows one number only."""
    return "" if isinstance(control.leaf.quantity, Fixed) else " · drawn from a range"


def _input(control: Control, key: str, value: Value, moved: Moved) -> None:
    if control.kind == "choice":
        says = f"'{AS_IN_SCENARIO}' here means: {own_words(control)}"
        st.selectbox(
            control.label,
            control.options,
            control.options.index(str(value)),
            format_func=option_words,
            help=says,
            **listened(controlled(key, value), partial(moved, control)),
        )
    elif control.kind == "number":
        st.number_input(
            control.label,
            min_value=control.low,
            max_value=control.high,
            value=value if isinstance(value, float) else None,
            step=1.0,
            **listened(controlled(key, value), partial(moved, control)),
        )
    elif control.kind == "date":
        start = control.start or datetime.date.min
        last = start + datetime.timedelta(days=control.high)
        held = value if isinstance(value, datetime.date) else start
        st.slider(
            control.label,
            min(start, held),
            max(last, held),
            held,
            format="D MMM YYYY",
            **listened(controlled(key, held), partial(moved, control)),
        )
    else:
        _slider(control, key, float(value) if isinstance(value, float | int) else control.number, moved)


def _slider(control: Control, key: str, value: float, moved: Moved) -> None:
    """A slider with ends that hold whatever a link or a file says."""
    low, high = min(control.low, value), max(control.high, value)
    called = listened(controlled(key, value), partial(moved, control))
    if control.whole and value == round(value):
        st.slider(control.label, int(low), int(high), int(value), int(control.step), **called)
    else:
        st.slider(control.label, float(low), float(high), value, float(control.step), **called)


def source_text(control: Control, sources: Mapping[str, Source]) -> str:
    """What the number means, what the scenario has, what is allowed, and where it comes from."""
    leaf, evidence = control.leaf, control.leaf.quantity.evidence
    source = sources.get(evidence.source)
    lines = [
        f"**{leaf.declaration.about}**",
        f"In the scenario: {own_words(control)}",
        f"Allowed: {allowed_words(leaf.declaration)}",
        f"Basis: {evidence.basis.value}",
        f"Source: {source_line(source)}",
    ]
    link = address(source.url) if source is not None else None
    if link:
        lines.append(f"[Read the source]({link}) (leaves this machine)")
    if evidence.note:
        lines.append(f"Note: {plain(evidence.note)}")
    lines.append(f"In files and on the command line: {code(leaf.path)}")
    return "\n\n".join(lines)


def source_line(source: Source | None) -> str:
    """Title, publisher and date of a source."""
    if source is None:
        return "set by the user"
    published = "date unknown" if source.published == "unknown" else f"{source.published}"
    return plain(", ".join(part for part in (source.title, source.publisher, published) if part))
