"""One control of the sidebar as Streamlit draws it: slider or choice, badge of its basis, source."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import streamlit as st

from sim.scenario.loaded import Loaded
from sim.scenario.sources import Source
from sim.ui.controls import AS_IN_SCENARIO, BADGES, Control, Value, bounds_text, option_text, own_text


def draw(control: Control, scenario: Loaded) -> Value:
    """Draw a control with its badge and source; return where it stands."""
    value = _input(control, scenario)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        label, colour = BADGES[control.leaf.quantity.evidence.basis]
        st.badge(label, color=colour)
        if control.moved(value):
            st.badge("changed by you", color="gray")
        with st.popover("Source", type="tertiary"):
            st.markdown(source_text(control, scenario.sources))
    return value


def _input(control: Control, scenario: Loaded) -> Value:
    bound: dict[str, Any] = {"key": control.key, "bind": "query-params"}
    if control.kind == "choice":
        says = choice_help(control)
        chosen: str = st.selectbox(control.label, control.options, format_func=option_text, help=says, **bound)
        return chosen
    if control.kind == "number":
        number: float | None = st.number_input(
            control.label, min_value=control.low, max_value=control.high, value=None, step=1.0, **bound
        )
        return number
    if control.kind == "date":
        start = scenario.scenario.start
        last = start + datetime.timedelta(days=control.high)
        day: datetime.date = st.slider(control.label, start, last, control.mark, format="D MMM YYYY", **bound)
        return day
    ends: tuple[float, ...] = (control.low, control.high, control.number, control.step)
    if control.whole:
        ends = tuple(int(end) for end in ends)
    low, high, mark, step = ends
    return float(st.slider(control.label, low, high, mark, step, **bound))


def choice_help(control: Control) -> str:
    """What the scenario says where the choice is left to it."""
    return f"'{AS_IN_SCENARIO}' here means: {own_text(control.leaf)}"


def source_text(control: Control, sources: Mapping[str, Source]) -> str:
    """What the number means, what the scenario has, what is allowed, and where it comes from."""
    leaf, evidence = control.leaf, control.leaf.quantity.evidence
    lines = [
        f"**{leaf.declaration.about}**",
        f"In the scenario: {own_text(leaf)}",
        f"Allowed: {bounds_text(leaf)}",
        f"Basis: {evidence.basis.value}",
        f"Source: {source_line(sources.get(evidence.source))}",
    ]
    if evidence.note:
        lines.append(f"Note: {evidence.note}")
    lines.append(f"In files and on the command line: `{leaf.path}`")
    return "\n\n".join(lines)


def source_line(source: Source | None) -> str:
    """Title, publisher and date of a source."""
    if source is None:
        return "set by the user"
    published = "date unknown" if source.published == "unknown" else f"{source.published}"
    return ", ".join(part for part in (source.title, source.publisher, published) if part)
