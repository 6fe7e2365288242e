"""Where each declared field of a world stands in one block of words.

A word is 8 bytes: a real number or a whole one. The block of a world, in this order:

    sizes     the lengths that only the scenario knows
    places    of each array of such a length: the word at which it begins
    row       the parameters of the replication, as they stand in their row
    given     fields that are handed in once a call
    state     fields with a start                        | one stretch: a replication
    state     arrays with a start, of a scenario's size  | begins with one copy of it
    given     arrays of a scenario's size, handed in once a call

All but the arrays of a scenario's size stand where they stand for every scenario, so that compiled code knows the
place when it is compiled.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from sim.model.world.fields import GIVEN, SIZES, Field, State, every_field, lengths_of
from sim.scenario.schema.columns import COLUMNS

BYTES = 8  # a word
Key = tuple[type[State], str]  # a class of the state and a field of it


@dataclass(frozen=True)
class Place:
    """Where a field stands: its word, or (`told`) the word that tells it; and the words from one entry to the next."""

    word: int
    stride: int
    told: bool = False


@dataclass(frozen=True)
class Layout:
    """The places of all fields of a world, and where the stretch of those with a start begins and ends."""

    fields: Mapping[Key, Field]
    places: Mapping[Key, Place]
    row: int
    start: int
    end: int  # of the words that every scenario has


def has_told_length(field: Field) -> bool:
    """Whether only the scenario knows the length of an array."""
    return bool(field.shape) and isinstance(field.shape[0], str)


def stride_of(field: Field) -> int:
    """Words from one entry of the first axis to the next; a row of parameters has its own order."""
    if len(field.columns) < 2:
        return math.prod(int(length) for length in field.shape[1:])
    steps = {after - before for before, after in zip(field.columns, field.columns[1:], strict=False)}
    if len(steps) > 1:
        raise ValueError(f"{field.about}: the columns {field.columns} of an array must lie at equal distances")
    return steps.pop()


@cache
def layout_of(world: type[State]) -> Layout:
    """The layout of a world of that class."""
    fields = {(owner, name): field for owner, name, field in every_field(world)}
    told = [key for key, field in fields.items() if has_told_length(field)]
    ruled = [key for key, field in fields.items() if field.columns]
    rest = [key for key in fields if key not in told and key not in ruled]
    row = len(SIZES) + len(told)
    places = {key: Place(len(SIZES) + number, stride_of(fields[key]), True) for number, key in enumerate(told)}
    places |= {key: Place(row + fields[key].columns[0], stride_of(fields[key])) for key in ruled}
    given = one_after_another(fields, [key for key in rest if fields[key].start is GIVEN], row + len(COLUMNS))
    start = end_of(fields, given, row + len(COLUMNS))
    begun = one_after_another(fields, [key for key in rest if fields[key].start is not GIVEN], start)
    return Layout(fields, places | given | begun, row, start, end_of(fields, begun, start))


def one_after_another(fields: Mapping[Key, Field], keys: Iterable[Key], word: int) -> dict[Key, Place]:
    """Places for fields of a known size from a word on."""
    places = {}
    for key in keys:
        places[key] = Place(word, stride_of(fields[key]))
        word += math.prod(lengths_of(fields[key], {}))
    return places


def end_of(fields: Mapping[Key, Field], places: Mapping[Key, Place], word: int) -> int:
    """The word after the last of them."""
    return max((place.word + math.prod(lengths_of(fields[key], {})) for key, place in places.items()), default=word)


class Memory:
    """A block of words for a world of given sizes; each field of it can be seen as an array."""

    def __init__(self, world: type[State], sizes: Mapping[str, int]) -> None:
        self.layout = layout_of(world)
        self.sizes = dict(sizes)
        begins, self.end, size = self._places_of_told_arrays()
        self.words: NDArray[np.float64] = np.zeros(size)
        self.wholes: NDArray[np.int64] = self.words.view(np.int64)  # the same words, as whole numbers
        self.wholes[: len(SIZES)] = [sizes[name] for name in SIZES]
        for key, word in begins.items():
            self.wholes[self.layout.places[key].word] = word
        self.begin_anew()
        self.fresh = self.words[self.layout.start : self.end].copy()

    def _places_of_told_arrays(self) -> tuple[dict[Key, int], int, int]:
        """Where each array of a scenario's size begins; the end of those with a start, and of all."""
        fields, word = self.layout.fields, self.layout.end
        told = [key for key, place in self.layout.places.items() if place.told]
        begins, end = {}, word
        for key in sorted(told, key=lambda key: fields[key].start is GIVEN):
            begins[key] = word
            word += math.prod(lengths_of(fields[key], self.sizes))
            end = end if fields[key].start is GIVEN else word
        return begins, end, word

    def begin_anew(self) -> None:
        """Put every field but the given ones back to its start."""
        for (owner, name), field in self.layout.fields.items():
            if field.start is not GIVEN:
                self.field(owner, name)[...] = field.start

    def give(self, owner: type[State], values: Mapping[str, Any]) -> None:
        """Hand in the values of given fields of one class by name."""
        for name, value in values.items():
            self.field(owner, name)[...] = value

    def field(self, owner: type[State], name: str) -> NDArray[Any]:
        """A field as compiled code sees it: an array on the block itself, of no dimension for a plain number."""
        field, place = self.layout.fields[owner, name], self.layout.places[owner, name]
        words = self.wholes if field.whole else self.words
        begin = int(self.wholes[place.word]) if place.told else place.word
        strides = (BYTES * place.stride, BYTES)[: len(field.shape)]
        return as_strided(words[begin:], lengths_of(field, self.sizes), strides)
