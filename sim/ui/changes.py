"""What a reader changed, in words. No Streamlit here."""

from __future__ import annotations

from datetime import date

from sim.report.markdown import plain
from sim.report.value_words import value_words
from sim.ui import controls
from sim.ui.controls import Control
from sim.ui.worlds import Chosen, loaded


def own_words(control: Control) -> str:
    """What the scenario itself says, with its unit."""
    return value_words(control.leaf.quantity, control.leaf.declaration, control.start)


def in_words(chosen: Chosen, written: float | None = None) -> list[str]:
    """Each change of a scenario with its own value, as Markdown: 'label: own value → new value'."""
    return [f"{label}: {before} → **{after}**" for label, before, after in _told(chosen, written)]


def in_brief(chosen: Chosen, written: float | None = None) -> str:
    """The changes of a scenario in one line of plain text; empty without any."""
    return "; ".join(f"{label} = {after}" for label, _, after in _told(chosen, written)).replace("\\", "")


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
        control, start = controls.control_of(own[path], bare), tuned.scenario.start
        after = value_words(new[path].quantity, new[path].declaration, start)
        lines.append((control.label, own_words(control), plain(after)))
    return lines


def _bare_words(value: object) -> str:
    """A value that the schema does not declare as a quantity."""
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return plain(f"{value:,}" if isinstance(value, int) else str(value))
