"""`facts`: every statement of the article, and each reference it names exists in the scenario, outcomes or files."""

import json

import pytest

from sim.analysis.article import facts
from sim.model.outcomes import OUTCOME_NAMES
from sim.scenario.files.shipped import shipped_names
from sim.scenario.loading import load
from tests.called import salient


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict]:
    code, out, err = salient(capsys, "facts", *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)["facts"]


def test_every_statement_is_listed_in_its_order_with_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys)
    assert [(one["paragraph"], one["says"]) for one in found] == [(one.paragraph, one.says) for one in facts()]
    sources = load("kursk/baseline").sources
    assert all(one["source"] in sources for one in found)


def test_each_reference_exists(capsys: pytest.CaptureFixture[str]) -> None:
    sources = load("kursk/baseline").sources
    for listed, fact in zip(told(capsys), facts(), strict=True):
        assert [value["path"] for value in listed["values"]] == list(fact.values)  # none was missing in the scenario
        assert {value["source"] for value in listed["values"]} <= {*sources, ""}
        assert {one["name"] for one in listed["outcomes"]} <= set(OUTCOME_NAMES)
        assert set(listed["scenarios"]) <= set(shipped_names())
        became = listed["values"] or listed["outcomes"] or listed["role"] == "left_out"
        assert became, listed["says"]


def test_the_values_are_those_of_the_scenario_named(capsys: pytest.CaptureFixture[str]) -> None:
    def chance(found: list[dict]) -> list[str]:
        return [
            value["value"] for one in found for value in one["values"]
            if value["path"] == "command.ordered_before_start"
        ]  # fmt: skip

    assert set(chance(told(capsys))) != set(chance(told(capsys, "kursk/undecided")))


def test_the_table_says_where_each_went_and_how_many_went_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = salient(capsys, "facts")
    left_out = sum(one.role == "left_out" for one in facts())
    assert code == 0
    assert f"{len(facts())} statements of the article" in out
    assert f"{left_out} {'is' if left_out == 1 else 'are'} not modelled" in out
    assert "attrition.days_in_line = 218 days" in " ".join(out.split())
    assert "scenario kursk/hold" in " ".join(out.split())


def test_a_scenario_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = salient(capsys, "facts", "kursk/nowhere")
    assert (code, out) == (2, "")
    assert "kursk/nowhere" in err
