"""Values to be found by everyday words: by the name on their control, and as sentences say them. No Streamlit here."""

from __future__ import annotations

from sim.language.saying import kept
from sim.report.words.groups import GROUPS
from sim.report.words.value_catalogue import leaf_label, said_of, subject
from sim.scenario.loaded import Leaf, LoadedScenario
from sim.session.inputs.controls import other_leaves


@kept(maxsize=8)
def to_find(scenario: LoadedScenario) -> dict[str, tuple[str, Leaf]]:
    """Every value without a control in sight, by its path: the words under which it is found, and the value itself."""
    leaves = [leaf for group in GROUPS for leaf in other_leaves(scenario, group)]
    return {leaf.path: (_words(leaf), leaf) for leaf in leaves}


def _words(leaf: Leaf) -> str:
    """The name on the control, then what differs from it: as a sentence says it, and as the schema does."""
    path = leaf.declaration.path
    names = (leaf_label(leaf), subject(path), said_of(path).yes, leaf.declaration.about)
    told: list[str] = []
    for name in filter(None, names):
        if not any(name.lower() in one.lower() for one in told):
            told.append(name)
    return " · ".join(told)
