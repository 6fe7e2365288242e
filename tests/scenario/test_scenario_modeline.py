"""The line that tells an editor by which schema to check a file stands in what is shipped and in what is written."""

from pathlib import Path

import pytest

from sim.scenario.files.modeline import LINE, SCHEMA, modeline, with_modeline
from sim.scenario.files.shipped import scenario_folder, shipped_names
from sim.scenario.loading import load, write_changes, write_tuned
from sim.scenario.schema.json_schema import schema_text


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_scenario_names_the_shipped_schema(name: str) -> None:
    file = scenario_folder() / f"{name}.yaml"
    first = LINE.match(file.read_text(encoding="utf-8"))
    assert first is not None
    assert (file.parent / first[0].strip().partition("$schema=")[2]).resolve() == (scenario_folder() / SCHEMA).resolve()


def test_a_file_names_the_nearest_schema_at_or_above_it_and_none_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "cases" / "hill").mkdir(parents=True)
    file = tmp_path / "cases" / "hill" / "own.yaml"
    text = modeline("elsewhere.json") + "extends: kursk/hold\n"
    assert with_modeline(text, file) == "extends: kursk/hold\n"
    (tmp_path / SCHEMA).write_text("{}", encoding="utf-8")
    assert with_modeline(text, file) == modeline("../../salient.schema.json") + "extends: kursk/hold\n"
    (tmp_path / "cases" / "hill" / SCHEMA).write_text("{}", encoding="utf-8")
    assert with_modeline(text, file).startswith("# yaml-language-server: $schema=salient.schema.json\n")


def test_scenarios_that_are_written_name_it_too(tmp_path: Path) -> None:
    base = load("tutorial/baseline")
    assert SCHEMA not in write_changes(tmp_path / "copy.yaml", base, {"supply.stock_days": 3})
    (tmp_path / SCHEMA).write_text(schema_text(), encoding="utf-8")
    text = write_tuned(base, {"horizon_days": 30}, tmp_path / "tuned.yaml")
    assert text == (tmp_path / "tuned.yaml").read_text(encoding="utf-8")
    assert text.startswith(modeline(SCHEMA))
    assert write_changes(tmp_path / "copy.yaml", base, {"supply.stock_days": 3}).count(modeline(SCHEMA)) == 1
    assert write_tuned(base, {"horizon_days": 30}).startswith("title:")
