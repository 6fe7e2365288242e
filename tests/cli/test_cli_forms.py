"""`salient forms`: the laws drawn too; its table, its JSON and its picture say the same."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.analysis.forms.answers import asked_for, columns_of_forms
from sim.experiment.crossed import crossed
from sim.experiment.running.running import run
from sim.report.forms.picture import by_form_records, picture, split_records
from sim.report.words.forms import MECHANISM_WORDS
from sim.scenario.loading import load
from sim.scenario.periods import common_period
from sim.scenario.values.law_forms import MECHANISMS, UNKNOWN
from tests.called import salient

RUNS = ("--replications", "20", "--seed", "3", "--quiet")
PAIR = ("forms", "tutorial/baseline", "--less", "tutorial/leave-early", *RUNS)


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    """What the JSON of the command holds."""
    from sim.analysis.forms.answers import forms_content, less_content

    pair = [load(name, ["forms=drawn"]) for name in ("tutorial/baseline", "tutorial/leave-early")]
    first, second = (
        crossed(one, asked_for(()), columns_of_forms(), replications=20, seed=3) for one in pair
    )
    less = less_content("tutorial/leave-early", first, second)
    return json.loads(json.dumps(forms_content(pair[0], first, 3, common_period(pair), less)))


def test_json_holds_what_python_says(content: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = salient(capsys, *PAIR, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == content


def test_the_table_tells_each_form_each_source_and_the_difference(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = salient(capsys, *PAIR)
    assert code == 0
    flat = " ".join(out.split())
    for word in ("parameter", "chance", "form", "together", "tutorial/baseline less tutorial/leave-early"):
        assert word in flat
    for mechanism in UNKNOWN:
        assert MECHANISM_WORDS[mechanism.slot] in flat
    assert "judgement" in flat


def test_corner_0_is_the_run_of_any_other_command(content: dict[str, Any]) -> None:
    loaded = load("tutorial/baseline", ["forms=drawn"])
    own = crossed(loaded, asked_for(()), columns_of_forms(), replications=20, seed=3)
    plain = run(loaded, replications=20, seed=3)
    for name, values in own.outcomes.items():
        assert np.array_equal(values[0], plain.outcomes[name])
    every, *_ = content["by_form"]
    assert every["outcomes"]["attacker_casualties"]["mean"] == plain.outcomes["attacker_casualties"].mean()


def test_a_form_that_is_set_is_not_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = salient(capsys, "forms", "tutorial/baseline", *RUNS, "--set", "attrition.form=per_km2", "--json")
    assert code == 0
    assert "attrition.form" not in {row["slot"] for row in json.loads(out)["by_form"]}


def test_every_mechanism_has_its_words() -> None:
    assert set(MECHANISM_WORDS) == {mechanism.slot for mechanism in MECHANISMS}


def test_the_picture_shows_the_numbers_of_the_table(
    content: dict[str, Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = list(by_form_records(content))
    assert len(rows) == len(content["by_form"]) * len(content["units"])
    assert rows[0]["mean"] == content["by_form"][0]["outcomes"][rows[0]["outcome"]]["mean"]
    assert all(0.0 <= part["from"] <= part["to"] for part in split_records(content))
    assert len(picture(content)["hconcat"]) == len(content["units"])
    code, _, err = salient(capsys, "forms", "tutorial/baseline", *RUNS, "--chart", tmp_path / "forms.png")
    assert (code, (tmp_path / "forms.png").read_bytes()[:4]) == (0, b"\x89PNG")
    assert "drawn in" in err


def test_one_that_looks_further_is_cut_to_the_days_of_the_other_and_that_is_told(
    capsys: pytest.CaptureFixture[str]
) -> None:
    _, both, _ = salient(capsys, *PAIR, "--set", "horizon_days=9", "--json")
    code, out, _ = salient(capsys, *PAIR, "--set", "tutorial/leave-early:horizon_days=9", "--json")
    cut, asked = json.loads(out), json.loads(both)
    period, whole = cut.pop("period"), asked.pop("period")
    assert (code, cut) == (0, asked)
    assert (cut["horizon_days"], period["horizon_days"], list(period["longer"])) == (9, 9, ["tutorial/baseline"])
    assert whole["note"] == ""
    _, table, _ = salient(capsys, *PAIR, "--set", "tutorial/leave-early:horizon_days=9")
    assert period["note"] in " ".join(table.split())
    assert period["note"] in picture({**cut, "period": period})["title"]["subtitle"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--chart", "forms.pdf"), "the picture is a PNG"),
        (("--chart", "no-such-folder/forms.png"), "there is no folder"),
        (("--outcome", "first_event"), "is a category"),
        (("--outcome", "rain"), "is no outcome"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_line(
    more: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = salient(capsys, "forms", "tutorial/baseline", *RUNS, *more)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
