"""The JSON schemas of the files that a user writes: of scenarios, of theatres and of sources.

Those of theatres and sources are what pydantic says of their models, with keys for titles as an editor shows them. What
rows owe each other (axes that are named, names that differ, one main settlement) only `salient check` tells.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from sim.scenario.files.modeline import SCHEMA, SOURCES_SCHEMA, THEATRE_SCHEMA
from sim.scenario.referenced.sources import Told
from sim.scenario.referenced.theatre import Theatre
from sim.scenario.schema.json_schema import DRAFT, laid_out, schema_text
from sim.units import number_text, range_text

FEW_AREAS = {"properties": {"settlements": {"items": {"properties": {"area_km2": {"type": "null"}}}}}}
ALL_AREAS = {"properties": {"settlements": {"items": {"required": ["area_km2"]}}}}


class _ForEditors(GenerateJsonSchema):
    """A key is called as it is written, and what may be left empty says so in its type."""

    def get_title_from_name(self, name: str) -> str:
        return name

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        return {**inner, "type": [inner["type"], "null"]} if "type" in inner else inner


def theatre_schema() -> dict[str, Any]:
    """JSON schema (draft 2020-12) of a theatre file."""
    told = _told(Theatre)
    for part in ("Neck", "Drawing"):  # a key without a value is as if it were not there
        told["$defs"][part]["type"] = ["object", "null"]
    given = {"properties": {"areas": {"const": "given"}}, "required": ["areas"]}
    return {"$schema": DRAFT, **told, "title": "Salient theatre", "if": given, "then": ALL_AREAS, "else": FEW_AREAS}


def sources_schema() -> dict[str, Any]:
    """JSON schema (draft 2020-12) of a file of sources: an id, and below it what is told of the source."""
    told = "What scenarios and theatres cite: an id of your own, and below it what the source is and when it was public"
    return {
        "$schema": DRAFT,
        "title": "Salient sources",
        "description": told,
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/Source"},
        "$defs": {"Source": {**_told(Told), "title": "source"}},
    }


def _told(model: type[BaseModel]) -> dict[str, Any]:
    """What pydantic tells of a model and those in it, each key in words."""
    told = model.model_json_schema(schema_generator=_ForEditors)
    for part in (told, *told.get("$defs", {}).values()):
        for key, entry in part.get("properties", {}).items():
            entry |= {"title": key, "description": _in_words(entry)}
    return told


def _in_words(entry: Mapping[str, Any]) -> str:
    """Meaning, range and default of a key, as an editor shows them over it."""
    about = entry["description"]
    usual = f" Default: {entry['default']}." if entry.get("default") else ""
    return f"{about[0].upper()}{about[1:]}.{_limits(entry)}{usual}"


def _limits(entry: Mapping[str, Any]) -> str:
    """The range of a number: ` From 0 to 500.`, or ` Above 0.` where the end is left out."""
    most = entry.get("maximum", math.inf)
    if "minimum" in entry:
        return f" From {range_text(entry['minimum'], most, '')}."
    if "exclusiveMinimum" in entry:
        upper = f", at most {number_text(most)}" if math.isfinite(most) else ""
        return f" Above {number_text(entry['exclusiveMinimum'])}{upper}."
    return ""


SCHEMAS: Mapping[str, tuple[str, Callable[[], str]]] = {  # kind of file: the name of its schema, and its text
    "scenario": (SCHEMA, schema_text),
    "theatre": (THEATRE_SCHEMA, lambda: laid_out(theatre_schema())),
    "sources": (SOURCES_SCHEMA, lambda: laid_out(sources_schema())),
}
