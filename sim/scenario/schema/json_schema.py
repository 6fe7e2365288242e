"""The JSON schema of scenario files, so that an editor can complete, explain and check them.

A section stands once, and so does what values share. What no schema can say (what values owe each other, whether a
source is listed, whether a distribution can be drawn) `salient check` tells.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import Entries, below, slots
from sim.scenario.values.declarations import Section, terms_of
from sim.scenario.values.law_forms import every_form
from sim.scenario.values.value_schema import definitions_of, described

DRAFT = "https://json-schema.org/draft/2020-12/schema"
BESIDE = {  # keys of a file that are no values of the scenario in it
    "extends": {
        "title": "extends",
        "description": "The scenario that this one changes: a path from this file, or a shipped name as kursk/baseline",
        "type": "string",
        "minLength": 1,
    },
    "parameters": {
        "title": "parameters",
        "description": "A posterior that `salient calibrate --out` wrote, put over what this file says and extends",
        "type": "object",
        "properties": {"posterior": {"title": "posterior", "description": "Its path from this file", "type": "string"}},
        "required": ["posterior"],
        "additionalProperties": False,
    },
}
EXPANDED = 4  # levels of the text that take a line an entry: the sections and their values


def json_schema() -> dict[str, Any]:
    """JSON schema (draft 2020-12) of a scenario file; nothing is required where `extends` can supply it."""
    root = _section(Scenario)
    needed = [name for name, field in Scenario.model_fields.items() if field.is_required()]
    return {
        "$schema": DRAFT,
        **root,
        "title": "Salient scenario",
        "type": "object",
        "properties": {**BESIDE, **root["properties"]},
        "if": {"required": ["extends"]},
        "else": {"required": needed},
        "$defs": {
            **{part.__name__: _section(part) for part in _sections(Scenario)},
            **dict(sorted({**_shared(), **_lifted(root)}.items())),
        },
    }


def schema_text() -> str:
    """The schema as the shipped file holds it: a value a line, so that a change of one is a change of its line."""
    return laid_out(json_schema())


def laid_out(schema: Mapping[str, Any]) -> str:
    """A schema as the text of a file: its upper levels a line an entry, what lies deeper on one line."""
    return _laid_out(schema, 0) + "\n"


def _laid_out(part: object, depth: int) -> str:
    if not isinstance(part, Mapping) or depth == EXPANDED:
        return json.dumps(part, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    indent = " " * (depth + 1)
    lines = [f"{indent}{json.dumps(key, ensure_ascii=False)}: {_laid_out(one, depth + 1)}" for key, one in part.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent[1:]}}}"


def _lifted(section: dict[str, Any]) -> dict[str, Any]:
    """What fields that are no quantities refer to, taken out of them: references count from the whole schema."""
    entries = section["properties"].values()
    return {name: part for entry in entries for name, part in entry.pop("$defs", {}).items()}


def _shared() -> dict[str, Any]:
    """Name -> definition of what values share."""
    words = {form.key: form.law.words for _, form in every_form()}
    return {name: part for _, terms in slots(Scenario) for name, part in definitions_of(terms, words).items()}


def _sections(section: type[Section]) -> Iterator[type[Section]]:
    """The sections below one, each before those below it."""
    for name in section.model_fields:
        deeper = below(section, name)
        part = deeper.section if isinstance(deeper, Entries) else deeper
        if part is not None:
            yield part
            yield from _sections(part)


def _section(section: type[Section]) -> dict[str, Any]:
    return {
        "title": section.__name__.lower(),
        "description": section.__doc__,
        "type": ["object", "null"],
        "properties": {name: _entry(section, name, field) for name, field in section.model_fields.items()},
        "additionalProperties": False,
    }


def _entry(section: type[Section], name: str, field: FieldInfo) -> dict[str, Any]:
    terms, deeper = terms_of(section, name), below(section, name)
    if terms is not None:
        return described(name, terms)
    if isinstance(deeper, Entries):
        return _entries(name, deeper)
    return {"$ref": f"#/$defs/{deeper.__name__}"} if deeper is not None else _plain(name, field)


def _entries(name: str, entries: Entries) -> dict[str, Any]:
    """Entries under names of their own; one that is null takes that of the base away."""
    return {
        "title": name,
        "description": f"{entries.section.__doc__} Each under a name of its own, {entries.most} at most.",
        "type": ["object", "null"],
        "propertyNames": {"pattern": r"^[^.]+$"},
        "additionalProperties": {"$ref": f"#/$defs/{entries.section.__name__}"},
        "maxProperties": entries.most,
    }


def _plain(name: str, field: FieldInfo) -> dict[str, Any]:
    """A field that is no quantity, such as a title or a date, as pydantic describes it."""
    kind: Any = Annotated[field.annotation, field]
    told = TypeAdapter(kind).json_schema()
    limits = f". From {told['minimum']} to {told['maximum']}" if "minimum" in told else ""
    usual = f". Default: {told['default']}" if told.get("default") else ""
    return {**told, "title": name, "description": f"{field.description}{limits}{usual}"}
