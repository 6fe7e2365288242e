"""One control of the sidebar as Streamlit draws it: slider or choice, the scenario's own value, the source."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from sim.language.saying import kept, say, spoken
from sim.report.evidence.article import BADGE_COLOURS
from sim.report.evidence.values import BADGES, BASIS_WORDS
from sim.report.words.markdown import address, code, plain
from sim.report.words.scales import Scale
from sim.report.words.value_catalogue import said_of
from sim.report.words.values import allowed_words, option_words, spelling_words
from sim.scenario.loaded import LoadedScenario
from sim.scenario.referenced.sources import Source
from sim.session.inputs import controls
from sim.session.inputs.changes import own_words
from sim.session.inputs.controls import AS_IN_SCENARIO, Control, Mode, Standing, Value
from sim.ui.acts import pressed
from sim.ui.page_state import controlled, listened

Moved = Callable[[Control, Callable[[Standing], Standing]], None]
MODES = {
    controls.OWN: spoken("As in scenario"),
    controls.SHIFTED: spoken("Shift range"),
    controls.FIXED: spoken("Fix value"),
}
PUT_BACK = spoken("Put back")
HELP_MODES = spoken(
    "The scenario draws this value anew for each run. As in scenario: from its own range. Shift range: from that "
    "range, moved as a whole to the slider. Fix value: every run has the value at the slider."
)
HELP_SHIFT = spoken(
    "Each run draws this value anew. Moved, the slider shifts the range that runs draw from: its middle is at the "
    "slider, and what would lie beyond the allowed values lies at their end. At {value} it is as in the scenario."
)
IS_SHIFTED = spoken("The range is shifted: its middle is at the slider")
TICK = (  # under the slider, at the scenario's own value, which stands in words below it
    '<div aria-hidden="true" style="position:relative;height:0.5rem;margin:-1.6rem 0.4rem 0">'
    '<span style="position:absolute;left:{:.1f}%;transform:translateX(-50%);font-size:0.6rem;line-height:1">▲</span>'
    "</div>"
)
AT_THE_MARK = spoken(" · as in the scenario")


@dataclass(frozen=True)
class Effect:
    """What keeps a value from acting in the scenario as it stands: not at all, or in few runs; empty where nothing."""

    none: str = ""
    little: str = ""


def draw(
    control: Control, key: str, standing: Standing, scenario: LoadedScenario, moved: Moved, effect: Effect
) -> None:
    """Draw a control where the address says it stands; `moved` is told what a reader does with it.

    One without effect cannot be moved, unless it was moved before.
    """
    idle = bool(effect.none) and not control.moved(standing)
    _input(control, key, standing, moved, idle)
    if effect.none:
        st.caption(say("Without effect here: {none}.", none=plain(say(effect.none))))
    else:
        shifted = control.drawn and control.mode(standing) == controls.SHIFTED and not standing.by_nothing
        notes = (say(IS_SHIFTED) if shifted else "", say(effect.little) if effect.little else "")
        st.caption(". ".join(filter(None, (say("In the scenario: {value}", value=own_words(control)), *notes))))
    if control.drawn and control.kind == "slider" and not idle:
        _modes(control, key, standing, moved)
    label = BADGES[control.leaf.quantity.evidence.basis]
    mark = say(" · changed by you") if control.moved(standing) else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover(f":{BADGE_COLOURS[label]}-badge[{say(label)}] {say('Source')}{mark}", type="tertiary"):
            st.markdown(source_text(control, scenario.sources))
        if control.moved(standing):
            st.button(
                say(PUT_BACK), type="tertiary", key=f"{key}-back",
                help=say("{input}: as in the scenario", input=control.label),
                **pressed(_put_back, control, moved),
            )  # fmt: skip


def _modes(control: Control, key: str, standing: Standing, moved: Moved) -> None:
    """The three modes of a drawn value; none is chosen for a range that no control makes."""
    mode = control.mode(standing)
    st.segmented_control(
        say("How runs get it: {input}", input=control.label),
        MODES,
        default=mode,
        required=mode is not None,
        format_func=_mode_words,
        help=say(HELP_MODES),
        label_visibility="collapsed",
        **listened(controlled(f"{key}-mode", mode), partial(_change_mode, control, moved)),
    )


def _mode_words(mode: Mode) -> str:
    return say(MODES[mode])


def _put_back(control: Control, moved: Moved) -> None:
    moved(control, lambda _: control.at_rest)


def _change_mode(control: Control, moved: Moved, mode: Mode | None) -> None:
    """A mode that was chosen; none where it was let go of, which changes nothing."""
    if mode is not None:
        moved(control, partial(control.in_mode, mode))


def _put(control: Control, moved: Moved, value: Value) -> None:
    moved(control, lambda standing: Standing(value, standing.fixed))


def _never(control: Control, moved: Moved, never: bool) -> None:
    _put(control, moved, None if never else control.usual)


def _input(control: Control, key: str, standing: Standing, moved: Moved, idle: bool) -> None:
    value = standing.value
    if control.kind == "choice":
        st.selectbox(
            control.label,
            control.options,
            control.options.index(str(value)),
            format_func=partial(_option, control),
            help=say("'as in the scenario' here means: {value}", value=own_words(control)),
            disabled=idle,
            **listened(controlled(key, value), partial(_put, control, moved)),
        )
        return
    if control.never is not None:
        st.markdown(control.label)
        st.toggle(
            say(control.never.switch), value is None, disabled=idle,
            **listened(controlled(f"{key}-never", value is None), partial(_never, control, moved)),
        )  # fmt: skip
    if value is None and control.never is not None:
        return
    if control.kind == "date":
        _date(control, key, value, moved, idle)
    else:
        _slider(control, key, standing, moved, idle)


def _option(control: Control, name: str) -> str:
    """An option in words; the scenario's own with what that is."""
    if name == AS_IN_SCENARIO:
        return f"{say(AS_IN_SCENARIO)}: {own_words(control)}"
    return say(said_of(control.slot).codes.get(name, "")) or option_words(name)


def _date(control: Control, key: str, value: Value, moved: Moved, idle: bool) -> None:
    start = control.start or datetime.date.min
    first, last = (start + datetime.timedelta(days=days) for days in (control.low, control.high))
    usual = control.usual
    held = value if isinstance(value, datetime.date) else usual if isinstance(usual, datetime.date) else start
    st.slider(
        control.label,
        min(first, held),
        max(last, held),
        held,
        format="D MMM YYYY",
        disabled=idle,
        label_visibility="collapsed" if control.never is not None else "visible",
        **listened(controlled(key, held), partial(_put, control, moved)),
    )


def _slider(control: Control, key: str, standing: Standing, moved: Moved, idle: bool) -> None:
    """A slider with the scenario's own value among its stops, and with ends that hold whatever a link says."""
    value = standing.value
    stops = control.stops(value)
    at = next((one for one in stops if isinstance(value, float | int) and math.isclose(one, value)), stops[0])
    texts = stop_texts(control, stops)
    st.select_slider(
        control.label,
        stops,
        at,
        format_func=lambda stop: texts.get(stop, str(stop)),
        help=_of_shifting(control, standing),
        disabled=idle,
        label_visibility="collapsed" if control.never is not None else "visible",
        **listened(controlled(key, at), partial(_put, control, moved)),
    )
    if isinstance(control.mark, float) and control.mark in stops:
        st.html(TICK.format(100.0 * stops.index(control.mark) / max(len(stops) - 1, 1)))


def _of_shifting(control: Control, standing: Standing) -> str | None:
    """That a slider moves a range, where it does."""
    if standing.fixed or not control.drawn or not isinstance(control.mark, float):
        return None
    return say(HELP_SHIFT, value=control.scale.words(control.mark))


def stop_texts(control: Control, stops: tuple[float, ...]) -> Mapping[float, str]:
    """What the slider says at each stop, all different; the scenario's own value is marked."""
    return _stop_texts(control.scale, stops, control.mark if isinstance(control.mark, float) else None)


@kept(maxsize=1024)
def _stop_texts(scale: Scale, stops: tuple[float, ...], mark: float | None) -> Mapping[float, str]:
    texts = {stop: scale.words(stop) for stop in stops}
    told = Counter(texts.values())
    texts = {stop: text if told[text] == 1 else scale.text.format(f"{stop:.6g}") for stop, text in texts.items()}
    return texts if mark not in texts else texts | {mark: texts[mark] + say(AT_THE_MARK)}


def source_text(control: Control, sources: Mapping[str, Source]) -> str:
    """What the number means, what the scenario has, what is allowed, and where it comes from."""
    leaf, evidence = control.leaf, control.leaf.quantity.evidence
    source = sources.get(evidence.source)
    lines = [
        f"**{say(leaf.declaration.about)}**",
        say("In the scenario: {value}", value=own_words(control)),
        say("Allowed: {allowed}", allowed=allowed_words(leaf.declaration)),
        say("Basis: {basis}", basis=say(BASIS_WORDS[evidence.basis])),
        say("Source: {source}", source=source_line(source)),
    ]
    link = address(source.url) if source is not None else None
    if link:
        lines.append(say("[Read the source]({link}) (leaves this machine)", link=link))
    if evidence.note:
        lines.append(say("Note: {note}", note=plain(say(evidence.note))))
    spelling = f"{code(leaf.path)}{spelling_words(leaf.declaration)}"
    lines.append(say("In files and on the command line: {spelling}", spelling=spelling))
    return "\n\n".join(lines)


def source_line(source: Source | None) -> str:
    """Title, publisher and date of a source."""
    if source is None:
        return say("set by the user")
    published = say("date unknown") if source.published == "unknown" else f"{source.published}"
    return plain(", ".join(part for part in (say(source.title), say(source.publisher), published) if part))
