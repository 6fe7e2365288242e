"""The JSON schema for editors says of a file what the loader says, by jsonschema, and tells what each value is."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sim.errors import InputError
from sim.scenario.files.documents import read_document
from sim.scenario.files.modeline import SCHEMA
from sim.scenario.files.shipped import scenario_folder, shipped_names
from sim.scenario.loading import load
from sim.scenario.schema.json_schema import json_schema, schema_text
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import slots
from sim.units import number_text

SHIPPED = scenario_folder() / SCHEMA
LARGEST = 200_000
BASE = "extends: tutorial/baseline\n"
ALIKE = [  # (what a file holds, whether it can be loaded): the loader and the schema agree
    (BASE, True),
    (BASE + "supply: {stock_days: 5}", True),
    (BASE + "supply: {stock_days: {value: 5, source: user, basis: judgement, note: seen}}", True),
    (BASE + "supply:", True),
    (BASE + "supply: {stock_days: {uniform: [1, 5]}}", True),
    (BASE + "supply: {stock_days: {uniform: [1, 500], clip: [1, 5]}}", True),
    (BASE + "supply: {stock_days: {normal: [5, 2], truncate: [0, null]}}", True),
    (BASE + "supply: {stock_days: {lognormal: [5, 1]}}", True),
    (BASE + "ground: {main_settlement_lost_at_start: {bernoulli: 0.3}}", True),
    (BASE + "command: {policy: hold, order_day: 2030-05-20}", True),
    (BASE + "command: {order_day: never}", True),
    (BASE + "command: {order_day: null}", True),
    (BASE + "command: {order_day: {triangular: [5, 2030-05-10, 60]}}", True),
    (BASE + "command: {policy: {choice: {hold: 1, policy_date: 2}}, order_day: 3}", True),
    (BASE + "attacker: {pauses: true}", True),
    (BASE + "attacker: {pauses: {bernoulli: [0.5]}}", True),
    (BASE + "attacker: {pauses: {choice: {yes: 1, no: 3}}}", True),
    (BASE + "talks: {mediation: {counter_rounds: 2}}", True),
    (BASE + "together: {values: [supply.stock_days, holder.people_persons], correlations: [[0.5]]}", True),
    (BASE + "together: {values: [supply.stock_days], correlations: [[0.5]]}", False),
    (BASE + "together: {values: [supply.stock_days, holder.people_persons], correlation: [[0.5]]}", False),
    (BASE + "talks: {proposals: {mine: {kind: general}}}", True),
    ("horizon_days: 20", False),
    (BASE + "suply: {stock_days: 5}", False),
    (BASE + "supply: {stok_days: 5}", False),
    (BASE + "supply: 5", False),
    (BASE + "supply: {stock_days: 366}", False),
    (BASE + "supply: {stock_days: -1}", False),
    (BASE + "supply: {stock_days: five}", False),
    (BASE + "supply: {stock_days: true}", False),
    (BASE + "supply: {stock_days: null}", False),
    (BASE + "supply: {stock_days: [5]}", False),
    (BASE + "supply: {stock_days: 2030-04-20}", False),
    (BASE + "supply: {stock_days: {value: 366}}", False),
    (BASE + "supply: {stock_days: {}}", False),
    (BASE + "supply: {stock_days: {source: user}}", False),
    (BASE + "supply: {stock_days: {value: 5, uniform: [1, 5]}}", False),
    (BASE + "supply: {stock_days: {normal: [1, 5], uniform: [1, 5]}}", False),
    (BASE + "supply: {stock_days: {value: 5, clip: [1, 9]}}", False),
    (BASE + "supply: {stock_days: {uniform: [1, 500]}}", False),
    (BASE + "supply: {stock_days: {triangular: [-1, 2, 3]}}", False),
    (BASE + "supply: {stock_days: {triangular: [1, 2]}}", False),
    (BASE + "supply: {stock_days: {normal: [500, 2]}}", False),
    (BASE + "supply: {stock_days: {lognormal: [500, 2]}}", False),
    (BASE + "supply: {stock_days: {uniform: [1, five]}}", False),
    (BASE + "supply: {stock_days: {choice: {hold: 1}}}", False),
    (BASE + "supply: {stock_days: {value: 5, basis: guess}}", False),
    (BASE + "supply: {stock_days: {value: 5, source: 7}}", False),
    (BASE + "supply: {stock_days: {value: 5, sauce: user}}", False),
    (BASE + "supply: {floor_share: {bernoulli: [0.3], clip: [0, 1]}}", False),
    (BASE + "command: {policy: holt}", False),
    (BASE + "command: {policy: 1}", False),
    (BASE + "command: {policy: {choice: {holt: 1}}}", False),
    (BASE + "command: {policy: {choice: {hold: -1}}}", False),
    (BASE + "command: {policy: {choice: {}}}", False),
    (BASE + "command: {policy: {value: hold, clip: [0, 1]}}", False),
    (BASE + "command: {order_day: soon}", False),
    (BASE + "command: {order_day: '2030-13-20'}", False),
    (BASE + "attacker: {pauses: perhaps}", False),
    (BASE + "talks: {mediation: {counter_rounds: 1.5}}", False),
    (BASE + "talks: {proposals: {a.b: {kind: general}}}", False),
    (BASE + "talks: {proposals: {a: {}, b: {}, c: {}, d: {}, e: {}}}", False),
    (BASE + "talks: {proposals: {a: {kind: generall}}}", False),
    (BASE + "horizon_days: 366", False),
    (BASE + "horizon_days: thirty", False),
    (BASE + "forms: any", False),
    (BASE + "title: 5", False),
    (BASE + "parameters: {posteriors: p.yaml}", False),
    ("extends: ''", False),
]
ONLY_THE_LOADER = [  # what no schema of one file can see
    "supply: {stock_days: {triangular: [5, 2, 9]}}",
    "supply: {stock_days: {normal: [5, 0]}}",
    "supply: {stock_days: {value: 5, source: nowhere}}",
    "supply: {routes: {nowhere: {start_state: cut}}}",
    "ground: {strip_area_km2: 2000}",
]


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """The schema as an editor reads it."""
    found = json.loads(schema_text())
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found, format_checker=Draft202012Validator.FORMAT_CHECKER)


def in_json(value: Any) -> Any:
    """YAML data as an editor takes it: a date is a text."""
    if isinstance(value, dict):
        return {key: in_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [in_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def loads(file: Path) -> bool:
    try:
        load(file)
    except InputError:
        return False
    return True


def test_the_shipped_schema_is_what_the_command_prints_and_small() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert text == schema_text(), "run: salient schema > scenarios/salient.schema.json"
    assert json.loads(text) == json_schema()
    assert len(text.encode()) < LARGEST


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_scenario_keeps_to_it(name: str, schema: Draft202012Validator) -> None:
    file = scenario_folder() / f"{name}.yaml"
    assert [error.message for error in schema.iter_errors(in_json(read_document(file).data))] == []


@pytest.mark.parametrize(("text", "good"), ALIKE)
def test_the_schema_and_the_loader_say_the_same(
    text: str, good: bool, tmp_path: Path, schema: Draft202012Validator
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    assert loads(file) == good
    assert schema.is_valid(in_json(read_document(file).data)) == good


@pytest.mark.parametrize("text", ONLY_THE_LOADER)
def test_what_no_schema_can_see_the_loader_refuses(text: str, tmp_path: Path, schema: Draft202012Validator) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(BASE + text, encoding="utf-8")
    assert schema.is_valid(in_json(read_document(file).data))
    assert not loads(file)


def test_each_value_says_what_it_is_its_unit_and_range() -> None:
    whole = json_schema()
    for slot, terms in slots(Scenario):
        *path, name = [step for step in slot.split(".") if not step.isdigit()]
        place = whole
        for step in path:
            entry = place["properties"][step]
            reference = (entry if "$ref" in entry else entry["additionalProperties"])["$ref"]
            place = whole["$defs"][reference.removeprefix("#/$defs/")]
        told = place["properties"][name]
        assert told["title"] == name
        assert told["description"].startswith(terms.about), slot
        wanted = terms.options or (f"[{terms.unit}]", number_text(abs(terms.low)), number_text(abs(terms.high)))
        assert all(part in told["description"] for part in wanted), slot


def test_every_reference_leads_to_a_definition() -> None:
    text = schema_text()
    assert set(re.findall(r'"\$ref": ?"#/\$defs/([^"]*)"', text)) == set(json_schema()["$defs"])


def test_every_default_keeps_to_its_own_schema(schema: Draft202012Validator) -> None:
    whole = json_schema()["$defs"]
    values = [told for part in whole.values() for told in part.get("properties", {}).values() if told]
    given = [told for told in values if "default" in told and "$ref" in told]
    assert len(given) > 250
    for told in given:
        own = schema.evolve(schema={"$defs": whole, "$ref": told["$ref"]})
        assert own.is_valid(told["default"]), told
