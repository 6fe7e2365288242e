"""How outcomes are said, and which of them where: all of it asked of their entries in `sim.model.outcomes`.

No outcome is named here, so that one that is added there is in every table, and in each selection that its entry asks
for. Heads of rows hold no colon: behind one stands the value of a category.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.language.saying import say
from sim.model.declarations.entries import Outcome
from sim.model.outcomes import FIRST_EVENT, OUTCOMES
from sim.report.words.measures import UNKNOWN, Level

ENTRIES = {one.name: one for one in OUTCOMES}
VALUE_WORDS = {value: text for one in OUTCOMES for value, text in one.value_words.items()}


def _in_order(place: Callable[[Outcome], float]) -> tuple[str, ...]:
    """The outcomes that have a place, by it."""
    return tuple(one.name for one in sorted((one for one in OUTCOMES if place(one)), key=place))


IN_COMPARISON = _in_order(lambda one: one.in_comparison)
MAIN = tuple(name for name in IN_COMPARISON if ENTRIES[name].kind in ("share", "amount"))  # with a level to set beside
COMPARED = _in_order(lambda one: one.compared)
COMPARED_PEOPLE = tuple(name for name in COMPARED if ENTRIES[name].unit == "persons")
LED_BY, *_ = COMPARED
DRIVEN = {name: ENTRIES[name].drivers for name in _in_order(lambda one: -one.drivers)}
LEVELS = {f"{ENTRIES[name].level_km2:g} km²": name for name in _in_order(lambda one: -(one.level_km2 or 0.0))}


def label(name: str, at: Level = UNKNOWN) -> str:
    """An outcome as the head of a row; one that is not declared without underscores and without its unit.

    `at` is the area at which the foothold is no longer held.
    """
    if name in ENTRIES:
        return say(ENTRIES[name].head, at=at)
    for suffix in ("_km2", "_days"):
        name = name.removesuffix(suffix)
    return name.replace("_", " ").replace("km2", "km²")


def told(name: str, at: Level = UNKNOWN, when: str = "") -> str:
    """An outcome in a sentence: an amount as a noun, a day or a share as what happens; empty where it is not told."""
    return say(ENTRIES[name].told, at=at, when=when).rstrip() if name in ENTRIES else ""


def first_told(value: str, at: Level) -> str:
    """What comes first in a sentence: 'the foothold is no longer held (35 km² or less) first'."""
    return say(ENTRIES[FIRST_EVENT].value_told[value], at=at)


def value_label(value: str, at: Level = UNKNOWN) -> str:
    """The value of a category as people read it."""
    return say(VALUE_WORDS[value], at=at) if value in VALUE_WORDS else say(value.replace("_", " "))


def row_label(name: str, at: Level = UNKNOWN) -> str:
    """The head of the row of an outcome or, with a colon and the value of a category behind it, of that value."""
    outcome, _, value = name.partition(": ")
    return f"{label(outcome, at)}: {value_label(value, at)}" if value else label(outcome, at)
