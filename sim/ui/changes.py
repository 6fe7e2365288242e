"""What a reader changed, in words. No Streamlit here."""

from __future__ import annotations

from sim.report.markdown import plain
from sim.report.value_words import option_words, value_words
from sim.scenario.loaded import Loaded
from sim.ui import controls
from sim.ui.controls import Control
from sim.ui.worlds import Chosen, loaded


def own_words(control: Control) -> str:
    """What the scenario itself says, with its unit."""
    return value_words(control.leaf.quantity, control.leaf.declaration, control.start)


def in_words(chosen: Chosen, written: float | None = None) -> list[str]:
    """Each change of a scenario with its own value, as Markdown: 'label: own value → new value'."""
    return [f"{label}: {before} → **{after}**" for label, before, after in _told(chosen, loaded(chosen.bare, written))]


def in_brief(chosen: Chosen, written: float | None = None) -> str:
    """The changes of a scenario in one line of plain text; empty without any."""
    told = _told(chosen, loaded(chosen.bare, written))
    return "; ".join(f"{label} = {after}" for label, _, after in told).replace("\\", "")


def _told(chosen: Chosen, bare: Loaded) -> list[tuple[str, str, str]]:
    """Label, own value and new value of each change."""
    leaves = {leaf.path: leaf for leaf in bare.leaves()}
    lines = []
    for change in chosen.sets:
        path, _, text = change.partition("=")
        if path not in leaves:
            own = plain(str(getattr(bare.scenario, path, "")))
            lines.append((plain(path.replace("_", " ").capitalize()), own, plain(text)))
            continue
        control = controls.control_of(leaves[path], bare)
        value = controls.stands_at(control, chosen.sets)
        shown = text if value == control.mark else option_words(value) if isinstance(value, str) else value
        shown = f"{shown:,.12g}" if isinstance(shown, float) else shown
        lines.append((control.label, own_words(control), plain(str(shown))))
    return lines
