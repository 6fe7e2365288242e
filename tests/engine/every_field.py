"""Reads and writes every field of a world by name in compiled code, and shows what lies where."""

from functools import cache
from typing import Any

import numpy as np
from numba import njit

from sim.engine.compiled.memory import Memory
from sim.engine.compiled.views import world_on
from sim.model.one_world import World
from sim.model.world.fields import DAYS, ROUTES, SETTLEMENTS, Field, State

FIELDS_A_PART = 40
SIZES = {SETTLEMENTS: 7, ROUTES: 3, DAYS: 5}


def named(of: type[State] = World, path: str = "world") -> dict[str, tuple[type[State], str, Field]]:
    """Every field by the words that code reads it with, such as `world.ground.held`."""
    found = {f"{path}.{name}": (of, name, field) for name, field in of.fields.items()}
    for name, part in of.parts.items():
        found |= named(part, f"{path}.{name}")
    return found


def numbered(memory: Memory) -> dict[str, np.ndarray]:
    """Number the entries of all fields in the block and return what each field then ought to hold."""
    expected, count = {}, 1
    for words, (owner, name, _) in named().items():
        array = memory.field(owner, name)
        expected[words] = np.arange(count, count + array.size).reshape(array.shape)
        array[...] = expected[words]
        count += array.size
    return expected


def _lines(words: str, field: Field) -> list[str]:
    if not field.shape:
        return [f"    out[at] = {words}", f"    {words} = -out[at]", "    at += 1"]
    places = ("i", "j")[: len(field.shape)]
    indent, lines = "    ", [f"    for i in range({words}.shape[0]):"]
    if len(places) == 2:
        lines.append(f"        for j in range({words}.shape[1]):")
    entry = f"{words}[{', '.join(places)}]"
    body = indent * (1 + len(places))
    return [*lines, f"{body}out[at] = {entry}", f"{body}{entry} = -out[at]", f"{body}at += 1"]


def read_and_negate(block: np.ndarray, out: np.ndarray) -> int:
    """Read all entries in order in compiled code, and negate each where it stands; how many there are."""
    at = 0
    for part in _parts():
        at = part(block, out, at)
    return at


@cache
def _parts() -> list[Any]:
    """Compiled functions that read and negate a few fields each: one for all takes several times as long to compile."""
    fields = list(named().items())
    return [_compiled(fields[first : first + FIELDS_A_PART]) for first in range(0, len(fields), FIELDS_A_PART)]


def _compiled(fields: list[tuple[str, tuple[type[State], str, Field]]]) -> Any:
    source = ["def play(block, out, at):", "    world = world_on(block)"]
    for words, (_, _, field) in fields:
        source += _lines(words, field)
    namespace: dict[str, Any] = {"world_on": world_on}
    exec("\n".join([*source, "    return at"]), namespace)
    return njit(namespace["play"])
