"""`--set` with the name of a setting, on the command line."""

import json

import pytest

from tests.called import salient

FEW = ("--executor", "simpy", "--replications", "4", "--json")


def test_a_setting_goes_over_one_scenario_or_all(capsys: pytest.CaptureFixture[str], tmp_path) -> None:
    code, out, _ = salient(
        capsys, "compare", "kursk/undecided", "kursk/hold", "--set", "kursk/hold:tempo-only", *FEW, "--out", tmp_path
    )
    assert code == 0
    runs = {run["scenario"]: run["outcomes"] for run in json.loads(out)["runs"]}
    assert runs["kursk/hold"]["holder_first_answer"] != runs["kursk/undecided"]["holder_first_answer"]


def test_the_listing_says_where_its_values_come_from(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = salient(capsys, "check", "kursk/baseline", "--set", "tempo-only", "--json")
    values = {row["path"]: row for row in json.loads(out)["scenarios"][0]["values"]}
    assert values["supply.cut_hazard_per_day"]["note"] == "Setting tempo-only"
    assert values["supply.cut_hazard_per_day"]["basis"] == "judgement"


def test_a_word_that_is_no_setting_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = salient(capsys, "check", "kursk/baseline", "--set", "tempo-onl")
    assert code == 2
    assert "write path=value" in err
