"""The JSON schemas of theatres and of sources say of a file what the loader says, and ship as they are printed."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sim.errors import InputError
from sim.scenario.files.documents import read_document
from sim.scenario.files.modeline import LINE
from sim.scenario.files.shipped import scenario_folder
from sim.scenario.referenced.schemas import SCHEMAS
from sim.scenario.referenced.sources import read_sources
from sim.scenario.referenced.theatre import read_theatre

KINDS = ("theatre", "sources")
READ = {"theatre": read_theatre, "sources": read_sources}
SHIPPED = [
    *(("theatre", file) for file in sorted((scenario_folder() / "theatres").glob("*.yaml"))),
    *(("sources", file) for file in sorted(scenario_folder().rglob("sources.yaml"))),
]
MAP = """\
name: A hill
main_settlement: Hill
axes: [north]
areas: equal_cells
settlements:
  - {name: Hill, axis: north, depth_km: 4, built_up_share: 0.2, x_km: 0, y_km: 4}
routes:
  - {name: road, surface: paved, length_inside_km: 4, length_outside_km: 10, capacity_t_per_day: 100}
"""
ONE = "mine: {title: A paper, published: 2025-03-12}"
HILL, ROAD = "{name: Hill, axis: north, depth_km: 4,", "{name: road, surface: paved,"
ALIKE = [  # (kind, what stands in a good file, what is put there, whether it can be read)
    ("theatre", "", "", True),
    ("theatre", "areas:", "neck:\nareas:", True),
    ("theatre", "areas:", "neck: {width_km: 5, reference_km2: 100, exponent: 0.5}\nareas:", True),
    ("theatre", "areas:", "neck: {width_km: 0, reference_km2: 100, exponent: 0.5}\nareas:", False),
    ("theatre", "areas:", "neck: {width_km: 5}\nareas:", False),
    ("theatre", "areas:", "drawing: {border: [[0, 0], [1, 1]]}\nareas:", True),
    ("theatre", "areas:", "drawing: {border: [[0, 0]]}\nareas:", False),
    ("theatre", "areas:", "drawing: {border: [[0, 0], [1, 1001]]}\nareas:", False),
    ("theatre", "areas:", "drawing: {border: [[0, 0], [1, 1, 1]]}\nareas:", False),
    ("theatre", "areas:", f"drawing: {{border: {[[0, 0]] * 41}}}\nareas:", False),
    ("theatre", "areas:", "observations: [{file: kursk_daily.csv, case: null}]\nareas:", True),
    ("theatre", "areas:", "observations: [{observer: us}]\nareas:", False),
    ("theatre", "[north]", "[]", False),
    ("theatre", "[north]", "[north, a, b, c, d]", False),
    ("theatre", "equal_cells", "given", False),
    ("theatre", "equal_cells", "halves", False),
    ("theatre", HILL, HILL + " area_km2: null,", True),
    ("theatre", HILL, HILL + " area_km2: 5,", False),
    ("theatre", HILL, HILL + " lat: 91,", False),
    ("theatre", HILL, HILL + " basis: guess,", False),
    ("theatre", HILL, HILL + " height_m: 4,", False),
    ("theatre", HILL, "{name: '', axis: north, depth_km: 4,", False),
    ("theatre", HILL, "{name: Hill, axis: north, depth_km: '4',", False),
    ("theatre", HILL, "{name: Hill, axis: north, depth_km: 501,", False),
    ("theatre", HILL, "{name: Hill, axis: north,", False),
    ("theatre", ROAD, "{name: road, surface: gravel,", False),
    ("theatre", ROAD, "{name: road,", False),
    ("sources", "", "", True),
    ("sources", "2025-03-12", "unknown", True),
    ("sources", "2025-03-12", "'2025-03-12'", True),
    ("sources", "2025-03-12", "'2025-13-12'", False),
    ("sources", "2025-03-12", "soon", False),
    ("sources", "title: A paper, ", "", False),
    ("sources", "title: A paper", "title: A paper, author: me", False),
    ("sources", "title: A paper", "title: A paper, id: other", False),
    ("sources", "title: A paper", "title: 5", False),
    ("sources", "{title: A paper, published: 2025-03-12}", "A paper", False),
]
ONLY_THE_LOADER = [  # what rows owe each other
    ("axis: north", "axis: south"),
    ("main_settlement: Hill", "main_settlement: Hull"),
    ("x_km: 0,", "x_km: 0, border_strip: true,"),
    ("areas:", "drawing: {border: [[0, 0], [1, 1]], routes: {rood: [[0, 0], [1, 1]]}}\nareas:"),
]


def schema(kind: str) -> Draft202012Validator:
    """The schema as an editor reads it."""
    found = json.loads(SCHEMAS[kind][1]())
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture(scope="module")
def schemas() -> dict[str, Draft202012Validator]:
    return {kind: schema(kind) for kind in KINDS}


def in_json(value: Any) -> Any:
    """YAML data as an editor takes it: a date is a text."""
    if isinstance(value, dict):
        return {key: in_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [in_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def reads(kind: str, file: Path) -> bool:
    try:
        READ[kind](file)
    except InputError:
        return False
    return True


def keys(part: Any) -> Iterator[tuple[str, Any]]:
    """Each key that a schema describes, and what it says of it."""
    for owner in (part, *part["$defs"].values()):
        yield from owner.get("properties", {}).items()


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_shipped_schema_is_what_the_command_prints(kind: str) -> None:
    name, text = SCHEMAS[kind]
    shipped = (scenario_folder() / name).read_text(encoding="utf-8")
    assert shipped == text(), f"run: salient schema --of {kind} > scenarios/{name}"


@pytest.mark.parametrize(("kind", "file"), SHIPPED)
def test_a_shipped_theatre_or_file_of_sources_names_its_schema_and_keeps_to_it(
    kind: str, file: Path, schemas: dict[str, Draft202012Validator]
) -> None:
    first = LINE.match(file.read_text(encoding="utf-8"))
    assert first is not None
    named = (file.parent / first[0].strip().partition("$schema=")[2]).resolve()
    assert named == (scenario_folder() / SCHEMAS[kind][0]).resolve()
    assert [error.message for error in schemas[kind].iter_errors(in_json(read_document(file).data))] == []


@pytest.mark.parametrize(("kind", "old", "new", "good"), ALIKE)
def test_the_schema_and_the_loader_say_the_same_of_a_file_beside(
    kind: str, old: str, new: str, good: bool, tmp_path: Path, schemas: dict[str, Draft202012Validator]
) -> None:
    text = {"theatre": MAP, "sources": ONE}[kind]
    assert old in text
    file = tmp_path / "own.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert reads(kind, file) == good
    assert schemas[kind].is_valid(in_json(read_document(file).data)) == good


@pytest.mark.parametrize(("old", "new"), ONLY_THE_LOADER)
def test_what_rows_owe_each_other_the_loader_refuses(
    old: str, new: str, tmp_path: Path, schemas: dict[str, Draft202012Validator]
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(MAP.replace(old, new, 1), encoding="utf-8")
    assert schemas["theatre"].is_valid(in_json(read_document(file).data))
    assert not reads("theatre", file)


@pytest.mark.parametrize("kind", KINDS)
def test_each_key_says_what_it_is_and_its_range(kind: str, schemas: dict[str, Draft202012Validator]) -> None:
    for key, told in keys(schemas[kind].schema):
        assert told["title"] == key
        about = told["description"]
        assert about[0].isupper(), key
        assert about.endswith("."), key
        assert ("maximum" in told) <= any(words in about for words in ("From ", "at most ")), key
