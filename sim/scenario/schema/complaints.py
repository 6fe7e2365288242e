"""Turning what validation found into one line: file, line, column, path, value, what is allowed."""

import math
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sim.errors import InputError
from sim.scenario.files.documents import Document, Steps, path_text
from sim.scenario.files.suggestions import shown
from sim.scenario.schema.structure import model_in, unknown_key
from sim.scenario.values.spelling import LeafFault
from sim.units import number_text, range_text

Model = TypeVar("Model", bound=BaseModel)
BOUNDS = {"ge": "is below", "gt": "is not above", "le": "is above", "lt": "is not below"}
KINDS = {
    "string": ("is not text", "put it in quotes"),
    "int": ("is not a whole number", "give a whole number"),
    "float": ("is not a number", "give a number"),
    "finite": ("is not a finite number", "give a finite number"),
    "bool": ("is not yes or no", "write true or false"),
    "date": ("is no date", "write it as 2025-03-12"),
    "tuple": ("is not a list", "write it as a list"),
}


def validated(model: type[Model], document: Document, context: Mapping[str, Any] | None = None) -> Model:
    """The model made from a document; the first thing wrong becomes an InputError."""
    try:
        return model.model_validate(document.data, context=dict(context or {}))
    except ValidationError as fault:
        raise InputError(complaint(model, document, fault)) from None


def complaint(model: type[BaseModel], document: Document, fault: ValidationError) -> str:
    """One line about the most telling error, and how many there are besides."""
    found = sorted(fault.errors(), key=lambda error: error["type"] != "extra_forbidden")
    more = f" (and {len(found) - 1} more after this)" if len(found) > 1 else ""
    return _line(model, document, found[0]) + more


def _line(model: type[BaseModel], document: Document, error: ErrorDetails) -> str:
    steps: Steps = tuple(error["loc"])
    cause = error.get("ctx", {}).get("error")
    if error["type"] == "extra_forbidden":
        return f"{document.place(steps)}: {unknown_key(model, steps)}"
    if error["type"] == "missing":
        place = document.place(steps[:-1])
        where = place if place.line else f"{place.where}:1:1" if place.where == document.shown else place
        return f"{where}: {path_text(steps)} is missing; add `{steps[-1]}: …`"
    if isinstance(cause, LeafFault):
        return f"{document.place((*steps, *cause.inside))}: {path_text(steps)} {cause}"
    place = document.place(steps)
    if isinstance(cause, ValueError):
        return f"{place}: {path_text(steps) + ': ' if steps else ''}{cause}"
    if error["type"] == "too_long":
        most = error.get("ctx", {}).get("max_length")
        return f"{place}: {path_text(steps)} has {len(error['input'])} entries, more than {most}; remove some"
    field = _field(model, steps)
    meaning = f" ({field.description})" if field is not None and field.description else ""
    return f"{place}: {path_text(steps)} = {shown(error['input'])} {_plainly(error, field, meaning)}"


def _field(model: type[BaseModel], steps: Steps) -> FieldInfo | None:
    """The field of a model at the end of a path, if it is declared."""
    owner: type[BaseModel] | None = model
    field = None
    for step in steps:
        if isinstance(step, int) or owner is None:
            continue
        field = owner.model_fields.get(step)
        owner = model_in(field.annotation) if field is not None else None
    return field


def _allowed(field: FieldInfo | None) -> str:
    """The range a plain field may have."""
    low, high = -math.inf, math.inf
    for mark in field.metadata if field is not None else ():
        low = getattr(mark, "ge", getattr(mark, "gt", low))
        high = getattr(mark, "le", getattr(mark, "lt", high))
    return range_text(low, high, "")


def _plainly(error: ErrorDetails, field: FieldInfo | None, meaning: str) -> str:
    """What pydantic says, in the words of the other messages."""
    context = error.get("ctx", {})
    for key, words in BOUNDS.items():
        if key in context:
            return f"{words} {number_text(context[key])}{meaning}; give {_allowed(field)}"
    for beginning, (wrong, advice) in KINDS.items():
        if error["type"].startswith(beginning):
            return f"{wrong}{meaning}; {advice}"
    if "expected" in context:
        return f"is not allowed{meaning}; give one of: {context['expected']}"
    if error["type"] in ("dict_type", "model_type", "model_attributes_type"):
        return "must be a section with keys of its own; write `key: value` lines below it"
    message = error["msg"].removeprefix("Value error, ").replace("Input should be", "should be")
    return message[0].lower() + message[1:] + meaning
