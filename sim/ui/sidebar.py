"""The inputs that all pages share: which scenarios, which changes, for which of them, which seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from sim.report.palette import LETTERS
from sim.scenario.columns import COLUMNS
from sim.scenario.loaded import Loaded
from sim.ui import answers, controls, widgets
from sim.ui.answers import Chosen, Request, last_written, loaded
from sim.ui.controls import Control, Value
from sim.ui.panels import theme

OUTLOOK_DEFAULT = "kursk/baseline"
COMPARE_DEFAULT = ("kursk/undecided", "kursk/undecided-withdraw-now")
NOBODY = "none"
ALL = "all"
KEYS = {"scenario", "a", "b", "c", "only", "more", "seed"}


@dataclass(frozen=True)
class Inputs:
    """What the reader chose: scenarios with their changes, ready to run, and the list of changes in words."""

    request: Request
    scenarios: Mapping[str, Loaded]
    changed: tuple[str, ...]


def first_request() -> Request:
    """What a visitor sees before touching anything."""
    return Request("outlook", (Chosen(OUTLOOK_DEFAULT),), 1, "light", last_written())


def outlook_inputs() -> Inputs:
    """The sidebar of one scenario."""
    with st.sidebar:
        st.header("Scenario")
        name = _scenario("Scenario", "scenario", answers.names(last_written()), OUTLOOK_DEFAULT)
        return _tuned("outlook", [name])


def compare_inputs() -> Inputs:
    """The sidebar of two or three scenarios of the same map."""
    with st.sidebar:
        st.header("Scenarios")
        names = answers.names(last_written())
        first = _scenario("A", "a", names, COMPARE_DEFAULT[0])
        same_map = [name for name in names if name.split("/")[0] == first.split("/")[0]]
        second = _scenario("B", "b", same_map, COMPARE_DEFAULT[1])
        third = _scenario("C (optional)", "c", [NOBODY, *same_map], NOBODY)
        return _tuned("compare", [first, second, *([] if third == NOBODY else [third])])


def _scenario(label: str, key: str, names: Sequence[str], default: str) -> str:
    at = names.index(default) if default in names else min(1, len(names) - 1)
    name: str = st.selectbox(label, names, index=at, key=key, bind="query-params")
    return name if name in names else names[at]


def _tuned(view: str, names: Sequence[str]) -> Inputs:
    """Controls for the first scenario; their changes go to all scenarios or to the one chosen."""
    written = last_written()
    bare = [loaded(Chosen(name), written) for name in names]
    if len(names) == 1:
        st.caption(f"{bare[0].scenario.title}. {bare[0].scenario.summary}")
    st.header("Assumptions")
    whom = _whom(names)
    reset = st.container()
    drawn = _controls(bare[LETTERS.index(whom) if whom != ALL else 0], written)
    seed = _seed()
    moved = [(control, value) for control, value in drawn if control.moved(value)]
    changes = [(c, v) for c, v in drawn if c.moved(v) or (c.kind == "date" and _policy_moved(drawn))]
    with reset:
        _reset(moved)
    chosen = tuple(
        Chosen(name, controls.assignments(changes, one) if whom in (ALL, letter) else ())
        for name, one, letter in zip(names, bare, LETTERS, strict=False)
    )
    request = Request(view, chosen, seed, theme(), written)
    scenarios = {letter: loaded(one, written) for letter, one in zip(LETTERS, chosen, strict=False)}
    return Inputs(request, scenarios, tuple(_change_text(control, value) for control, value in moved))


def unknown_inputs() -> list[str]:
    """What a link holds and no control of this version reads."""
    known = KEYS | {main.key for main in controls.MAIN} | set(COLUMNS)
    return [key for key in st.query_params if key.split("@")[0] not in known and not key.startswith("embed")]


def _policy_moved(drawn: Sequence[tuple[Control, Value]]) -> bool:
    return any(control.slot == "command.policy" and control.moved(value) for control, value in drawn)


def _whom(names: Sequence[str]) -> str:
    """Which scenarios the changes are for."""
    if len(names) == 1:
        return ALL
    options = [ALL, *LETTERS[: len(names)]]
    chosen: str | None = st.segmented_control(
        "Changes are for",
        options,
        default=ALL,
        key="only",
        bind="query-params",
        format_func=lambda option: "All" if option == ALL else f"only {option}",
    )
    return chosen or ALL


def _controls(scenario: Loaded, written: float) -> list[tuple[Control, Value]]:
    """The main controls, then those asked for under 'More assumptions'."""
    st.caption(
        "A control left at its mark keeps the scenario's own value, often a whole range; once moved, it sets one "
        "fixed value in every run."
    )
    anchor = loaded(Chosen(f"{scenario.name.split('/')[0]}/baseline"), written)
    own = controls.main_controls(scenario, anchor)
    drawn = [(own[0], widgets.draw(own[0], scenario))]
    policy = drawn[0][1] if own[0].moved(drawn[0][1]) else None
    for control in controls.main_controls(scenario, anchor, str(policy) if policy else None)[1:]:
        drawn.append((control, widgets.draw(control, scenario)))
    st.header("More assumptions")
    others = {controls.leaf_label(leaf): leaf for leaf in controls.other_leaves(scenario)}
    asked: list[str] = st.multiselect(
        f"Choose among {len(others)} more",
        list(others),
        key="more",
        bind="query-params",
        placeholder="Type what it is about",
    )
    for label in asked:
        control = controls.other_control(others[label], scenario, anchor)
        drawn.append((control, widgets.draw(control, scenario)))
    return drawn


def _seed() -> int:
    st.header("Luck")
    return int(
        st.number_input(
            "Seed",
            0,
            2**31,
            1,
            1,
            key="seed",
            bind="query-params",
            help="The same seed gives the same futures, in all scenarios and on the command line.",
        )
    )


def _reset(moved: Sequence[tuple[Control, Value]]) -> None:
    """A way back, and what was changed."""
    if not moved:
        return
    st.button(f"Reset {len(moved)} changed", on_click=_put_back, args=([control for control, _ in moved],))
    st.caption("What you changed: " + "; ".join(_change_text(control, value) for control, value in moved))


def _put_back(moved: Sequence[Control]) -> None:
    for control in moved:
        mark = control.mark
        st.session_state[control.key] = int(mark) if control.whole and isinstance(mark, float) else mark


def _change_text(control: Control, value: Value) -> str:
    """One change in words."""
    text = (
        controls.option_text(value) if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else value
    )
    return f"{control.label} = {text}"
