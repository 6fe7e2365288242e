"""Declares what a replication knows: one line a field, with its kind, shape, value at the start, unit and meaning.

From these lines come the plain classes that SimPy runs on (what `__init__` makes, what `reset` puts back) and the
memory that compiled code runs on (sim/engine/compiled): there is no second list. A length is a number, or the name of
one that only the scenario knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

SETTLEMENTS, ROUTES, DAYS = "settlements", "routes", "days"
SIZES = (SETTLEMENTS, ROUTES, DAYS)  # lengths that only the scenario knows
GIVEN = None  # the start of a field that is handed in once and kept between replications

Length = int | str


@dataclass(frozen=True)
class Field:
    """One field of the state; `columns` says where its values stand in a row of parameters, if they come from one."""

    whole: bool
    shape: tuple[Length, ...]
    start: float | None
    about: str
    columns: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.shape) > 2 or any(isinstance(length, str) for length in self.shape[1:]):
            raise ValueError(f"{self.shape}: an array has one or two axes, and only the first may be a scenario's")

    def made(self, sizes: Mapping[str, int]) -> Any:
        """The field's value in a new world."""
        start = 0 if self.start is GIVEN else self.start
        if self.shape:
            return np.full(lengths_of(self, sizes), start, dtype=np.int64 if self.whole else np.float64)
        return int(start) if self.whole else float(start)


@dataclass(frozen=True)
class Part:
    """A part of the state that declares fields of its own."""

    made_of: "type[State]"


def number(start: float | None = 0.0, *, about: str) -> Any:
    """A real number."""
    return Field(False, (), start, about)


def whole(start: int | None = 0, *, about: str) -> Any:
    """A whole number."""
    return Field(True, (), start, about)


def numbers(*shape: Length, start: float | None = 0.0, about: str) -> Any:
    """An array of real numbers."""
    return Field(False, shape, start, about)


def wholes(*shape: Length, start: int | None = 0, about: str) -> Any:
    """An array of whole numbers."""
    return Field(True, shape, start, about)


def part(made_of: "type[State]") -> Any:
    """A part of the state, made of the fields that its class declares."""
    return Part(made_of)


def lengths_of(field: Field, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """The shape of a field where the scenario's lengths are known."""
    return tuple(sizes[length] if isinstance(length, str) else length for length in field.shape)


class State:
    """What a class below declares as fields and parts, each instance has as plain numbers, arrays and objects."""

    fields: ClassVar[Mapping[str, Field]] = {}
    parts: ClassVar[Mapping[str, "type[State]"]] = {}

    def __init_subclass__(cls) -> None:
        declared = dict(vars(cls))
        fields = {name: value for name, value in declared.items() if isinstance(value, Field)}
        parts = {name: value.made_of for name, value in declared.items() if isinstance(value, Part)}
        for name in (*fields, *parts):
            delattr(cls, name)  # or the declaration would be read where an instance lacks its value
        cls.fields = {**cls.fields, **fields}
        cls.parts = {**cls.parts, **parts}

    def __init__(self, sizes: Mapping[str, int]) -> None:
        for name, field in self.fields.items():
            setattr(self, name, field.made(sizes))
        for name, made_of in self.parts.items():
            setattr(self, name, made_of(sizes))

    def begin_anew(self) -> None:
        """Put every field back to its start, arrays in place; what was given stays."""
        for name, field in self.fields.items():
            if field.start is GIVEN:
                continue
            if field.shape:
                getattr(self, name)[...] = field.start
            else:
                setattr(self, name, field.made({}))
        for name in self.parts:
            getattr(self, name).begin_anew()

    def give(self, values: Mapping[str, Any]) -> None:
        """Hand in the values of given fields by name: numbers as they are, arrays copied in."""
        for name, value in values.items():
            field = self.fields[name]
            if field.shape:
                getattr(self, name)[...] = value
            else:
                setattr(self, name, int(value) if field.whole else float(value))


def every_field(of: type[State]) -> list[tuple[type[State], str, Field]]:
    """(class, name, field) of a class and of all its parts, in the order of their declaration."""
    own = [(of, name, field) for name, field in of.fields.items()]
    return own + [found for made_of in of.parts.values() for found in every_field(made_of)]
