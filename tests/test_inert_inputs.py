"""The search for inert inputs sees one, and its page is of the schema as it is."""

import re

import pytest

from docs import make_inert

KNOWN: set[str] = set()
EVERY = 6  # of the inputs of a group, one in so many is counted again here; the page is of all


def test_what_moves_and_what_does_not_are_told_apart() -> None:
    model, rows = make_inert.rows_of("kursk/baseline", [])
    rows = rows[:20]
    assert make_inert.moves(model, rows, "ground.tempo_mean", (-6.0, -2.0))
    assert not make_inert.moves(model, rows, "ground.tempo_mean", (-4.0, -4.0))
    assert not make_inert.moves(model, rows, "attrition.elastic_level", (0.0, 100.0))  # of a law not used here
    elastic = make_inert.rows_of("kursk/baseline", ["attrition.form=tempo_elastic"])
    assert make_inert.moves(*elastic, "attrition.elastic_level", (0.0, 100.0))


def test_some_inputs_of_each_group_still_move_something() -> None:
    tried = make_inert.some_of_each_group(EVERY)
    assert {path.partition(".")[0] for path in tried} == {path.partition(".")[0] for path, _ in make_inert.inputs()}
    assert set(make_inert.inert(tried)) <= KNOWN


def test_an_input_that_nobody_reads_any_more_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    read = make_inert.outcomes

    def deaf(model, rows, path, value):
        return read(model, rows, path, 0.5 if path == "ground.strip_tempo" else value)

    monkeypatch.setattr(make_inert, "outcomes", deaf)
    monkeypatch.setattr(make_inert, "WORLDS", make_inert.WORLDS[:2])
    tried = {path: ends for path, ends in make_inert.inputs() if path in ("ground.strip_tempo", "ground.tempo_mean")}
    assert make_inert.inert(tried) == ["ground.strip_tempo"]


def test_the_page_names_no_inert_input_but_those_known() -> None:
    text = make_inert.PAGE.read_text(encoding="utf-8")
    assert set(re.findall(r"^- `([a-z_.0-9]+)`$", text.split("Worlds:")[0], re.MULTILINE)) == KNOWN


def test_the_page_speaks_of_every_input_and_world() -> None:
    text = make_inert.PAGE.read_text(encoding="utf-8")
    assert f"each of {len(list(make_inert.inputs()))} inputs" in text
    assert f"in {len(make_inert.WORLDS)}\nworlds" in text


@pytest.mark.parametrize(("name", "sets"), make_inert.WORLDS, ids=lambda one: "" if isinstance(one, list) else one)
def test_each_world_loads(name: str, sets: list[str]) -> None:
    assert len(make_inert.rows_of(name, sets)[1]) == make_inert.RUNS
