"""Reads and writes every field of a world by name in compiled code, and shows what lies where."""

from functools import cache
from typing import Any

import numpy as np
from numba import njit

from sim.engine.compiled.memory import Memory
from sim.engine.compiled.views import world_on
from sim.model.one_world import World
from sim.model.world.fields import DAYS, ROUTES, SETTLEMENTS, Field, State

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


@cache
def read_and_negate() -> Any:
    """A compiled function that reads all entries in order, and negates each where it stands."""
    source = ["def play(block, out):", "    world = world_on(block)", "    at = 0"]
    for words, (_, _, field) in named().items():
        source += _lines(words, field)
    namespace: dict[str, Any] = {"world_on": world_on}
    exec("\n".join([*source, "    return at"]), namespace)
    return njit(namespace["play"])
