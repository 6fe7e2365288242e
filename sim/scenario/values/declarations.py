"""How the schema declares a value: once, with default, unit, bounds, meaning and source.

    class Supply(Section):
        '''What a defender needs and what reaches him.'''
        demand_kg: Quantity = quantity(15.0, unit="kg/person/day", low=0.0, high=60.0,
                                       about="Daily demand per person", source="judgement-supply")
"""

import datetime
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, cached_property
from sys import intern
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, ValidationInfo, field_validator
from pydantic_core import CoreSchema
from pydantic_core.core_schema import any_schema

from sim.scenario.files.inline import inline
from sim.scenario.files.suggestions import shown
from sim.scenario.values.distributions import (
    Basis,
    Distribution,
    Evidence,
    Fixed,
    central_value,
    same_numbers,
)
from sim.scenario.values.spelling import SWITCH, LeafFault, Terms, core_text, read_leaf, spell, with_point
from sim.scenario.values.together import Together
from sim.scenario.values.trials import unusable

__all__ = [
    "Basis", "Declaration", "Distribution", "Evidence", "Fixed", "Found", "LeafFault", "Present", "Quantity",
    "Section", "central_value", "choice", "quantity", "ratio", "same_numbers", "section_of", "sections_of", "switch",
    "terms_of", "walk",
]


READINGS = ("association", "effect")  # a ratio between groups: what goes together, or what makes the difference


class _AsRead:
    """Tells pydantic that a value has been read by its declaration: there is nothing left to validate."""

    @staticmethod
    def __get_pydantic_core_schema__(source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return any_schema()


Quantity = Annotated[Fixed | Distribution, _AsRead]


@dataclass(frozen=True)
class Declaration:
    """What the schema says about one value, and its place among the parameter columns."""

    path: str
    unit: str
    low: float
    high: float
    about: str
    kind: str
    default: Quantity
    options: tuple[str, ...] | None
    column: int
    reading: str = ""

    @property
    def terms(self) -> Terms:
        """The same without path and column."""
        return Terms(
            self.unit, self.low, self.high, self.about, self.kind, self.default, self.options, self.reading
        )


def quantity(
    default: object, *, unit: str, low: float, high: float, about: str, source: str,
    basis: str = "judgement", kind: str = "parameter", note: str = "",
) -> Any:
    """Declare a number [unit] between low and high; default: a number or {"triangular": [8, 15, 30]}."""
    return _declared(default, source, basis, note, Terms(unit, low, high, about, kind, Fixed(low)))


def ratio(
    default: object, reading: str, *, low: float, high: float, about: str, source: str,
    basis: str = "judgement", note: str = "", unit: str = "ln ratio",
) -> Any:
    """Declare what one group has against another [ln ratio], and whether it is read as association or effect.

    The reading stands behind the meaning wherever that is shown.
    """
    if reading not in READINGS:
        raise TypeError(f"a ratio is read as one of {', '.join(READINGS)}, not {reading!r} ({about})")
    terms = Terms(unit, low, high, f"{about} ({reading})", "parameter", Fixed(low), None, reading)
    return _declared(default, source, basis, note, terms)


def choice(
    options: type[IntEnum], default: object, *, about: str, source: str,
    basis: str = "judgement", kind: str = "parameter", note: str = "",
) -> Any:
    """Declare a choice among the members of an IntEnum numbered from 0; spelled in lower case."""
    if [int(member) for member in options] != list(range(len(options))):
        raise TypeError(f"{options.__name__} must number its members 0, 1, 2 … in order")
    names = tuple(member.name.lower() for member in options)
    terms = Terms("choice", 0.0, len(names) - 1.0, about, kind, Fixed(0.0), names)
    return _declared(default, source, basis, note, terms)


def switch(
    default: object, *, about: str, source: str,
    basis: str = "judgement", kind: str = "parameter", note: str = "",
) -> Any:
    """Declare a yes or no; true and false are understood too."""
    return _declared(default, source, basis, note, Terms("yes/no", 0.0, 1.0, about, kind, Fixed(0.0), SWITCH))


def _declared(default: object, source: str, basis: str, note: str, terms: Terms) -> Any:
    if terms.kind not in ("parameter", "chance"):
        raise TypeError(f"kind is 'parameter' or 'chance', not {terms.kind!r} ({terms.about})")
    if isinstance(default, IntEnum):
        default = default.name.lower()
    spelled = dict(default) if isinstance(default, Mapping) else {"value": default}
    raw = {"source": source, "basis": basis, "note": note} | spelled
    try:
        value = read_leaf(terms, raw)
    except LeafFault as fault:
        raise TypeError(f"default {fault}") from None
    complete = replace(terms, default=value)
    return Field(default=value, description=terms.about, json_schema_extra=complete)


@dataclass(frozen=True, slots=True)
class Present:
    """One field that a scenario has: its readable path, its slot path (entries numbered) and its value."""

    path: str
    slot: str
    value: object
    terms: Terms | None
    about: str


@dataclass(frozen=True, slots=True)
class Found(Present):
    """A field known to hold a quantity."""

    value: Fixed | Distribution


class Section(BaseModel):
    """A part of a scenario: frozen, unknown keys refused, values read by their declaration."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @cached_property
    def presents(self) -> tuple[Present, ...]:
        """Each value of the section and of those below it, gathered once."""
        return tuple(walk(self))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The section as YAML, a line a value as JSON (which is YAML); made once: scenarios share most sections."""
        return tuple(lines_of(self))

    @field_validator("*", mode="before")
    @classmethod
    def _read(cls, raw: object, info: ValidationInfo) -> object:
        """Turn a YAML value into a quantity; refuse the conversions that hide a slip."""
        field = cls.model_fields[str(info.field_name)]
        terms = field.json_schema_extra
        if isinstance(terms, Terms):
            return _usable(terms, read_leaf(terms, raw, (info.context or {}).get("start")), raw)
        _refuse_slips(field.annotation, raw, field.description or "")
        return raw


def _usable(terms: Terms, value: Quantity, raw: object) -> Quantity:
    """The quantity, once its draws have been tried."""
    if isinstance(value, Distribution) and (fault := unusable(value, terms.low, terms.high)):
        inside = (value.form,) if isinstance(raw, Mapping) and value.form in raw else ()
        wider = "write a fixed value or a wider form"
        advice = wider if "one value" in fault else "write smaller numbers or a fixed value"
        raise LeafFault(f"= {core_text(raw)} {fault} ({terms.about}); {advice}", *inside)
    return value


def _refuse_slips(annotation: object, raw: object, about: str) -> None:
    meaning = f" ({about})" if about else ""
    if isinstance(raw, bool) and annotation in (int, float):
        raise LeafFault(f"= {shown(raw)} is yes or no, not a number{meaning}; give a number")
    if isinstance(raw, str) and annotation in (int, float):
        raise LeafFault(f"= {shown(raw)} is text, not a number{meaning}; give a number without quotes{with_point(raw)}")
    if annotation is datetime.date and not isinstance(raw, datetime.date | str):
        raise LeafFault(f"= {shown(raw)} is no date{meaning}; write it as 2025-03-12")


def terms_of(section: type[BaseModel], name: str) -> Terms | None:
    """What is declared about a field of a section, or None where it is no quantity."""
    field = section.model_fields.get(name)
    terms = field.json_schema_extra if field is not None else None
    return terms if isinstance(terms, Terms) else None


def section_of(annotation: object) -> type[Section] | None:
    """The Section behind an annotation (also `Section | None`), or None."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        return next((found for part in typing.get_args(annotation) if (found := section_of(part))), None)
    return None


def sections_of(annotation: object) -> type[Section] | None:
    """The Section behind `dict[str, Section]`, or None."""
    if typing.get_origin(annotation) is dict:
        return section_of(typing.get_args(annotation)[1])
    return None


@cache
def _fields_of(section: type[Section]) -> tuple[tuple[str, Terms | None, str, bool], ...]:
    """Name, terms and meaning of each field of a kind of section, and whether it holds named entries."""
    return tuple(
        (name, terms_of(section, name), field.description or "", sections_of(field.annotation) is not None)
        for name, field in section.model_fields.items()
    )


def walk(section: Section, path: str = "", slot: str = "") -> Iterator[Present]:
    """Each value of a section and the sections below it, in the order of the schema."""
    for name, terms, about, holds_entries in _fields_of(type(section)):
        value = getattr(section, name)
        here, there = intern(f"{path}{name}"), intern(f"{slot}{name}")  # all scenarios have nearly the same
        if isinstance(value, Fixed | Distribution):
            yield Found(here, there, value, terms, about)
        elif isinstance(value, Section):
            yield from walk(value, f"{here}.", f"{there}.")
        elif holds_entries:
            for place, (key, entry) in enumerate(value.items()):
                yield from walk(entry, f"{here}.{key}.", f"{there}.{place}.")
        elif value is not None:
            yield Present(here, there, value, terms, about)


def lines_of(section: Section) -> Iterator[str]:
    """Each value of a section on a line, in the order of the schema, those of a section below it under its name."""
    for name, terms, _, holds_entries in _fields_of(type(section)):
        value = getattr(section, name)
        if isinstance(value, Fixed | Distribution):
            yield f"{name}: {inline(spell(value, terms.options if terms is not None else None))}"
        elif isinstance(value, Section):
            yield from _under(name, value.lines)
        elif holds_entries:
            yield from _under(name, [line for key, entry in value.items() for line in _under(key, entry.lines)])
        elif value is not None:
            yield f"{name}: {inline(value.plain() if isinstance(value, Together) else value)}"


def _under(name: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{name if name.isidentifier() else inline(name)}:"
        yield from (f"  {line}" for line in lines)
