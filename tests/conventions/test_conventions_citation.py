"""CITATION.cff says what the package says, and keeps to the format's schema.

SALIENT_CFF_SCHEMA names cffconvert/schemas/1.2.0/schema.json of the unpacked wheel of cffconvert.
"""

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
SCHEMA = os.environ.get("SALIENT_CFF_SCHEMA")


@pytest.fixture(scope="module")
def cited() -> dict[str, Any]:
    return YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_it_says_what_the_package_says(cited: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert str(cited["version"]) == project["version"]
    assert cited["license"] == project["license"]
    assert cited["keywords"] == project["keywords"]
    assert [one["name"] for one in cited["authors"]] == [one["name"] for one in project["authors"]]


def test_it_keeps_to_the_schema_of_the_format(cited: dict[str, Any]) -> None:
    if SCHEMA is None:
        pytest.skip("SALIENT_CFF_SCHEMA names no schema; pip download --no-deps cffconvert==2.0.0 and unpack it")
    validator = Draft7Validator(json.loads(Path(SCHEMA).read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(cited)] == []
    assert not validator.is_valid({**cited, "authors": []})
