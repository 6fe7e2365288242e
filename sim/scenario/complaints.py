"""Turning what validation found into one line: file, line, column, path, value, what is allowed."""

import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sim.errors import InputError
from sim.scenario.documents import Document, Steps, path_text
from sim.scenario.spelling import LeafFault, shown
from sim.scenario.structure import unknown_key

Model = TypeVar("Model", bound=BaseModel)
BOUNDS = {
    "ge": ("is below", "at least"),
    "gt": ("is not above", "more than"),
    "le": ("is above", "at most"),
    "lt": ("is not below", "less than"),
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
    return f"{place}: {path_text(steps)} = {shown(error['input'])} {_plainly(error, _meaning(model, steps))}"


def _meaning(model: type[BaseModel], steps: Steps) -> str:
    """What the schema says about a plain field, in brackets, or nothing."""
    owner: type[BaseModel] | None = model
    about = ""
    for step in steps:
        if isinstance(step, int) or owner is None:
            continue
        field = owner.model_fields.get(step)
        about = (field.description or "") if field is not None else ""
        owner = _model_in(field.annotation) if field is not None else None
    return f" ({about})" if about else ""


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in typing.get_args(annotation) if (model := _model_in(part))), None)


def _plainly(error: ErrorDetails, meaning: str) -> str:
    """What pydantic says, in the words of the other messages."""
    context = error.get("ctx", {})
    for key, (words, side) in BOUNDS.items():
        if key in context:
            return f"{words} {context[key]}{meaning}; give {side} {context[key]}"
    if error["type"] in ("dict_type", "model_type", "model_attributes_type"):
        return "must be a section with keys of its own; write `key: value` lines below it"
    if error["type"] == "too_long":
        return f"has {context.get('actual_length')} entries; at most {context.get('max_length')} are possible"
    message = error["msg"].removeprefix("Value error, ").replace("Input should be", "should be")
    return message[0].lower() + message[1:] + meaning
