"""What a reader changed, in words. No Streamlit here."""

from __future__ import annotations

from datetime import date

from sim.language.saying import say, spoken
from sim.report.words.markdown import plain
from sim.report.words.values import value_words
from sim.scenario.values import moving
from sim.scenario.values.distributions import Distribution, Fixed, Quantity
from sim.session.inputs import controls
from sim.session.inputs.controls import Control
from sim.session.inputs.scenarios import Chosen, loaded

IN_EVERY_RUN = spoken("in every run")


def own_words(control: Control) -> str:
    """What the scenario itself says, as the reader sees it."""
    return plain(told(control, control.leaf.quantity))


def told(control: Control, quantity: Quantity, start: date | None = None) -> str:
    """A value of a control in words, on the reader's scale; days after a start other than the scenario's own."""
    return value_words(quantity, control.leaf.declaration, start or control.start)


def in_words(chosen: Chosen, written: float | None = None) -> list[str]:
    """Each change of a scenario with its own value, as Markdown: 'label: own value → new value'."""
    return [f"{label}: {before} → **{after}**" for label, before, after in _told(chosen, written)]


def in_brief(chosen: Chosen, written: float | None = None) -> str:
    """The changes of a scenario in one line of plain text; empty without any."""
    return "; ".join(f"{label} = {after}" for label, _, after in _told(chosen, written)).replace("\\", "")


def between(now: Chosen, then: Chosen, written: float | None = None) -> list[str]:
    """What changes from one state of a scenario to another, as Markdown: 'label: value now → value then'."""
    here, there = ({one[0]: one[1:] for one in _told(chosen, written)} for chosen in (now, then))
    lines = []
    for label in dict.fromkeys((*here, *there)):
        own = (here.get(label) or there[label])[0]
        before, after = here.get(label, (own, own))[1], there.get(label, (own, own))[1]
        if before != after:
            lines.append(f"{label}: {before} → {after}")
    return lines


def _told(chosen: Chosen, written: float | None) -> list[tuple[str, str, str]]:
    """Label, own value and new value of each change, both values in the same form."""
    bare, tuned = loaded(chosen.bare, written), loaded(chosen, written)
    own, new = ({leaf.path: leaf for leaf in one.leaves()} for one in (bare, tuned))
    lines = []
    for change in chosen.sets:
        path = change.partition("=")[0]
        if path not in own or path not in new:
            before, after = (_bare_words(getattr(one.scenario, path, "")) for one in (bare, tuned))
            lines.append((plain(path.replace("_", " ").capitalize()), before, after))
            continue
        control = controls.control_of(own[path], bare)
        after = _after(control, new[path].quantity, tuned.scenario.start)
        lines.append((control.label, own_words(control), plain(after)))
    return lines


def _after(control: Control, quantity: Quantity, start: date) -> str:
    """The new value in words, and what became of the range where the scenario has one."""
    said = told(control, quantity, start)
    if isinstance(quantity, Fixed):
        return f"{said} {say(IN_EVERY_RUN)}" if isinstance(control.leaf.quantity, Distribution) else said
    standing = controls.standing_of(control, quantity)
    if not control.drawn or standing.foreign:
        return said
    by = say(" by nothing yet") if standing.by_nothing else ""
    return say("{value} (range {how}{by})", value=said, how=moving.how(quantity), by=by)


def _bare_words(value: object) -> str:
    """A value that the schema does not declare as a quantity."""
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return plain(f"{value:,}" if isinstance(value, int) else str(value))
