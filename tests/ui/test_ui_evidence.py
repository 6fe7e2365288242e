"""Evidence as a reader meets it, without a browser."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim import ui
from sim.report.evidence import values as evidence
from sim.report.evidence.values import parameters, shares
from sim.scenario.files.shipped import shipped_names
from sim.scenario.loading import load
from sim.session.inputs import uploads
from sim.session.inputs.sizes import quick_size
from tests.drawn import drawn
from tests.ui.inputs import named

pytestmark = pytest.mark.usefixtures("prepared_app")
HELD = "ground.held_area_km2"


def opened(**query: str) -> AppTest:
    return drawn("evidence", {key.replace("__", "."): value for key, value in query.items()})


def title(test: AppTest) -> str:
    assert not test.exception
    assert not test.error
    return str(test.title[0].value)


def values(test: AppTest) -> list[str]:
    return list(test.dataframe[0].value["Name in files"])


def said_of_one(test: AppTest) -> str:
    return " ".join(test.table[-1].value["said"])


@pytest.mark.parametrize("name", shipped_names())
def test_every_scenario_opens_with_its_counts(name: str) -> None:
    test = opened(a=name)
    assert title(test) == evidence.title(shares(parameters(load(name))))
    assert len(test.title) == 1
    assert len(test.main.header) == 2
    assert not test.subheader
    assert not test.warning
    assert len(values(test)) == len(parameters(load(name)))


def test_what_moves_the_answers_and_is_judged_comes_first() -> None:
    table = opened().dataframe[0].value
    moves, judged = table["How far"].notna(), table["Basis"] == "Assumption"
    assert 0 < moves.sum() < 60
    order = (~moves).astype(int) * 2 + (moves & ~judged)
    assert order.is_monotonic_increasing
    for _, part in table[moves].groupby(order[moves]):
        assert part["How far"].is_monotonic_decreasing
    assert (table["Moves most"] != "").equals(moves)
    assert "run" in next(text.value for text in opened().markdown if "clearly move" in text.value)


def test_what_moves_the_answers_is_told_of_the_runs_at_hand_while_more_are_made() -> None:
    test, quick = opened(seed="77", runs="500"), f"{quick_size()}"
    [told] = [text.value for text in test.markdown if "clearly move" in text.value]
    assert f"in {quick} runs" in told
    assert any(one.value.startswith(f"Quick answer from {quick} paired runs; refining, ") for one in test.main.caption)
    assert not any("refining" in one.value for one in opened(seed="77", runs="500", show="Sources").main.caption)


def test_sources_and_disagreements_stand_in_a_tab_of_their_own() -> None:
    test = opened(show="Sources")
    title(test)
    assert len(test.main.header) == 2
    assert "Source" in test.dataframe[0].value
    assert any("Sources" in warning.value or "no-such" in warning.value for warning in opened(show="no-such").warning)


def test_the_article_and_what_each_statement_became_stand_on_the_page() -> None:
    def told(name: str) -> list[int]:
        found = opened(a=name, show="The article").table
        return [len(table.value) for table in found if "The article says" in table.value]

    assert told("kursk/baseline") == [28]
    assert told("tutorial/baseline") == []


def test_the_limits_are_those_of_the_page_about() -> None:
    assert "Civilians are not modelled" in " ".join(text.value for text in opened(show="What is left out").markdown)


def test_a_search_narrows_the_list_and_stays_in_the_address() -> None:
    test = opened()
    every = values(test)
    named(test.text_input, "evidence-q").set_value("pressure").run()
    narrowed = values(test)
    assert 0 < len(narrowed) < len(every)
    assert test.query_params["q"] == "pressure"
    assert title(test)
    assert "pressure" in test.main.header[1].value
    assert values(opened(q="pressure")) == narrowed
    named(test.text_input, "evidence-q").set_value("").run()
    assert values(test) == every
    assert "q" not in test.query_params


def test_blanks_stay_while_words_are_typed() -> None:
    test = opened()
    every = values(test)
    for typed in ("main", "main ", "main road", "main road on"):
        named(test.text_input, "evidence-q").set_value(typed).run()
        assert named(test.text_input, "evidence-q").value == typed
    assert 0 < len(values(test)) < len(every)
    named(test.text_input, "evidence-q").set_value("  ").run()
    assert values(test) == every
    assert "q" not in test.query_params


def test_basis_and_group_narrow_the_list_too() -> None:
    test = opened(basis="Data", group="talks,truce")
    title(test)
    assert set(test.dataframe[0].value["Basis"]) == {"Data"}
    assert {path.split(".")[0] for path in values(test)} == {"talks"}
    named(test.pills, "evidence-group").set_value(["truce"]).run()
    assert test.query_params["group"] == "truce"
    assert not test.dataframe  # nothing fits
    assert any(text.value.startswith("None of the") for text in test.caption)


def test_an_address_with_nonsense_shows_everything() -> None:
    test = opened(basis="Gossip", group="weather", parameter="no.such.value")
    title(test)
    assert len(values(test)) == len(parameters(load("kursk/baseline")))
    assert HELD in said_of_one(test)


def test_one_value_opens_from_the_address_and_from_the_list() -> None:
    test = opened(parameter="talks.attacker.settlement_shift")
    assert "P15" in said_of_one(test)
    named(test.selectbox, "evidence-parameter").set_value("attrition.days_in_line").run()
    title(test)
    assert test.query_params["parameter"] == "attrition.days_in_line"
    assert "218 days" in said_of_one(test)


@pytest.mark.parametrize("path", [leaf.path for leaf in load("kursk/settlement-first").leaves()][::40])
def test_any_value_opens(path: str) -> None:
    test = opened(a="kursk/settlement-first", parameter=path)
    title(test)
    assert f"`{path}`" in said_of_one(test)


def test_a_changed_value_is_marked_and_can_be_asked_for() -> None:
    assert "changed from the base" not in named(opened().pills, "evidence-group").options
    test = opened(a="kursk/baseline", a__ground__held_area_km2="150")
    assert title(test).endswith("1 of them set by you")
    assert "changed from the base" in named(test.pills, "evidence-group").options
    named(test.pills, "evidence-group").set_value(["changed"]).run()
    assert values(test) == [HELD]
    assert "set by you" in said_of_one(test)
    assert "138 to 180" in said_of_one(test)


def test_changed_values_asked_for_after_a_reset_are_all_values() -> None:
    test = opened(a="kursk/baseline", a__ground__held_area_km2="150", group="changed")
    assert values(test) == [HELD]
    test.button(key="evidence-reset").click().run()
    title(test)
    assert "changed from the base" not in named(test.pills, "evidence-group").options
    assert len(values(test)) == len(parameters(load("kursk/baseline")))


def test_an_uploaded_file_shows_what_it_rests_on() -> None:
    note = "![seen](https://elsewhere.example/x.png)"
    text = (
        "extends: kursk/baseline\ntitle: Mine\nground:\n"
        f'  held_area_km2: {{value: 150, source: deepstate-2025-03-12, basis: reported, note: "{note}"}}\n'
    )
    test = opened(a="mine", a__file=uploads.encoded(text), parameter=HELD)
    assert title(test).startswith(f"Of {len(parameters(load('kursk/baseline')))} values")
    assert "Mine" in " ".join(markdown.value for markdown in test.markdown)
    assert "150 km²" in said_of_one(test)
    assert "![seen]" not in said_of_one(test)


def test_every_table_of_the_app_has_a_text_alternative() -> None:
    folder = Path(ui.__file__).parent
    found = {
        f"{file.relative_to(folder)}:{call.lineno}": {keyword.arg for keyword in call.keywords}
        for file in sorted(folder.rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("st.dataframe", "st.table")
    }
    assert len(found) >= 7
    assert not [place for place, given in found.items() if "alt" not in given]


def test_a_fault_is_a_sentence_and_the_rest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    opened()

    def broken(*ignored: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("sim.report.evidence.specs.shares_spec", broken)
    test = opened(show="What rests on what")
    assert not test.exception
    [fault] = test.error
    assert "could not be made" in fault.value
    assert "planted" not in fault.value
    assert values(opened())
