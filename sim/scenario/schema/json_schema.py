"""The JSON schema of scenario files, so that an editor can complete and check them."""

from typing import Any

from sim.scenario.schema.scenario import Scenario


def json_schema() -> dict[str, Any]:
    """JSON schema (draft 2020-12) of a scenario file; nothing is required where `extends` can supply it."""
    schema = Scenario.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Salient scenario"
    schema["properties"]["extends"] = {
        "type": "string", "description": "Path or shipped name of the scenario this one changes",
    }
    schema["properties"]["parameters"] = {
        "type": "object", "properties": {"posterior": {"type": "string"}}, "required": ["posterior"],
        "additionalProperties": False, "description": "A posterior of `salient calibrate --out`, put over this file",
    }
    schema.pop("required", None)
    for part in [schema, *schema.get("$defs", {}).values()]:
        for entry in part.get("properties", {}).values():
            _allow_empty(entry)
    return schema


def _allow_empty(entry: dict[str, Any]) -> None:
    """An entry of a mapping may be null, which takes it out of the base."""
    if entry.get("type") == "object" and isinstance(entry.get("additionalProperties"), dict):
        entry["additionalProperties"] = {"anyOf": [entry["additionalProperties"], {"type": "null"}]}
