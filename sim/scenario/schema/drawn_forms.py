"""The switch `forms`: where it says `drawn`, each replication draws the law of every mechanism by its weight.

The draws stand in the scenario as any other choice that is drawn, beneath what is written in the same place: a form
chosen in the file or option that flips the switch, or in a later one, stays chosen. The last word on the switch counts.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sim.scenario.files.documents import Document
from sim.scenario.schema.overrides import Assignment
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import merged
from sim.scenario.values.law_forms import UNKNOWN, drawn_of

SWITCH = "forms"
DRAWN = "drawn"
DRAW_ALL = f"{SWITCH}={DRAWN}"  # the assignment that draws them all
EVIDENCE = {"source": "judgement-forms", "basis": "judgement", "note": "Weights by judgement"}


def draws() -> Iterator[tuple[str, dict[str, Any]]]:
    """The draw among the forms of each mechanism, by the value that chooses it, as a file spells it."""
    for mechanism in UNKNOWN:
        drawn = drawn_of(mechanism.forms)
        yield mechanism.slot, {**(drawn if isinstance(drawn, dict) else {"value": drawn}), **EVIDENCE}


def with_draws(layers: Sequence[Document], over: Sequence[Assignment]) -> tuple[list[Document], list[Assignment]]:
    """Files from the base up, and what is put over them, with the draws beneath the last word on the switch."""
    said = [change for change in over if change.path == SWITCH]
    if said:
        drawn = [Assignment(slot, draw, said[-1].place) for slot, draw in draws() if said[-1].value == DRAWN]
        return list(layers), [*drawn, *over]
    speaking = [place for place, layer in enumerate(layers) if SWITCH in layer.data]
    last = speaking[-1] if speaking and layers[speaking[-1]].data[SWITCH] == DRAWN else None
    return [_over_draws(layer) if place == last else layer for place, layer in enumerate(layers)], list(over)


def _over_draws(layer: Document) -> Document:
    """A file over the draws that its switch asks for."""
    tree: dict[str, Any] = {}
    for slot, draw in draws():
        section, name = slot.split(".")
        tree.setdefault(section, {})[name] = draw
    return merged(Scenario, Document(layer.shown, tree, {(): layer.place((SWITCH,))}), layer)
