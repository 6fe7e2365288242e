"""`salient compare` law by law: asked for with --forms, or told by itself where the scenarios draw their laws."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.analysis.forms.answers import asked_for, columns_of_forms
from sim.analysis.forms.compared import crossed_content
from sim.experiment.crossed import crossed
from sim.experiment.design.drawn import drawn_forms
from sim.report.words.forms import MECHANISM_WORDS, agreement_words
from sim.scenario.loading import load
from sim.scenario.values.law_forms import UNKNOWN
from tests.called import salient

NAMES = ("tutorial/baseline", "tutorial/leave-early")
PAIR = ("compare", *NAMES, "--replications", "60", "--seed", "3", "--quiet", "--out")
DRAWN = ("--set", "forms=drawn")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of results, so that plain runs are made once."""
    return tmp_path_factory.mktemp("results")


def told(capsys: pytest.CaptureFixture[str], results: Path, *more: str) -> dict[str, Any]:
    code, out, err = salient(capsys, *PAIR, results, *more, "--json")
    assert (code, err) == (0, "")
    content: dict[str, Any] = json.loads(out)
    return content


def test_json_holds_what_python_says(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runs = [
        crossed(load(name, ["forms=drawn"]), asked_for(()), columns_of_forms(), replications=60, seed=3)
        for name in NAMES
    ]
    expected = json.loads(json.dumps(crossed_content(NAMES, runs)))
    asked, plain = told(capsys, results, "--forms"), told(capsys, results)
    assert asked["forms"] == expected
    assert plain["forms"] is None
    assert {**asked, "forms": None} == plain


def test_laws_drawn_in_the_runs_are_told_without_being_asked_and_are_those_of_the_crossing(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, asked = told(capsys, results, *DRAWN), told(capsys, results, *DRAWN, "--forms")
    assert (own["forms"]["corners"], asked["forms"]["corners"]) == (1, 8)
    for name in ("differences", "by_form"):
        for scenario, one in own["forms"][name].items():
            again = asked["forms"][name][scenario]
            rows, crossed_rows = (part["by_form"] if name == "differences" else part for part in (one, again))
            assert rows == crossed_rows
    assert own["forms"]["differences"][NAMES[1]]["split"] is None
    of_all = own["forms"]["differences"][NAMES[1]]["by_form"][0]["outcomes"]["holder_lost"]
    difference = own["differences"][NAMES[1]]["holder_lost"]
    assert {name: of_all[name] for name in ("mean", "low", "high")} == {
        name: difference[name] for name in ("mean", "low", "high")
    }


def test_the_forms_of_the_runs_are_those_they_ran_with() -> None:
    loaded = load(NAMES[0], ["forms=drawn", "attrition.form=per_km2"])
    slots = columns_of_forms()
    runs = crossed(loaded, ("holder_lost",), slots, replications=40, seed=5)
    found = drawn_forms(loaded, list(slots), seed=5, replications=40)
    assert set(found) == set(slots) - {"attrition.form"}
    for slot, forms in found.items():
        assert np.array_equal(forms, runs.forms[slot]), slot
    chosen = load(NAMES[0], [f"{slot}={_first(slot)}" for slot in slots])
    assert not drawn_forms(chosen, list(slots), seed=5, replications=4)


def _first(slot: str) -> str:
    [mechanism] = [one for one in UNKNOWN if one.slot == slot]
    return next(form.key for form in mechanism.forms)


def test_the_table_tells_signs_agreement_and_split(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = salient(capsys, *PAIR, results, "--forms")
    assert code == 0
    flat = " ".join(out.split())
    assert f"{NAMES[1]} less {NAMES[0]}, by law laws drawn, 60 pairs" in flat
    for word in ("each crossed 8 times", "parameter", "chance", "form", "together", "judgement"):
        assert word in flat
    for mechanism in UNKNOWN:
        assert MECHANISM_WORDS[mechanism.slot] in flat
    forms = told(capsys, results, "--forms")["forms"]
    for entry in forms["differences"][NAMES[1]]["agreement"].values():
        assert agreement_words(entry) in flat


def test_a_plain_comparison_names_the_option_and_one_of_drawn_laws_needs_none(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = " ".join(salient(capsys, *PAIR, results)[1].split())
    drawn = " ".join(salient(capsys, *PAIR, results, *DRAWN)[1].split())
    assert "under rival laws: --forms" in plain
    assert "by law" not in plain
    assert "by law laws drawn, 60 pairs with the same luck and laws" in drawn
    assert "crossed" not in drawn


def test_outcomes_by_law_are_drawn_where_laws_are(
    results: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    chart = tmp_path / "laws.png"
    code, _, err = salient(capsys, *PAIR, results, "--chart", chart)
    assert (code, chart.exists()) == (2, False)
    assert "add --forms" in err
    code, _, err = salient(capsys, *PAIR, results, *DRAWN, "--chart", chart)
    assert (code, chart.read_bytes()[:4]) == (0, b"\x89PNG")
    assert "drawn in" in err
    assert salient(capsys, *PAIR, results, "--forms", "--chart", "laws.pdf")[0] == 2


@pytest.mark.parametrize(
    ("sign", "more", "less", "still_open", "words"),
    [
        ("-", 0, 9, 2, "less over all pairs, and under 9 of 11 laws; 2 leave it open"),
        ("+", 9, 1, 1, "more over all pairs, and under 9 of 11 laws; 1 leaves it open and 1 says less"),
        ("0", 2, 1, 8, "open over all pairs, and under 8 of 11 laws; 2 say more and 1 says less"),
        ("-", 0, 11, 0, "less over all pairs, and under 11 of 11 laws"),
        ("+", 0, 0, 0, "no law is drawn in both"),
    ],
)
def test_agreement_in_words(sign: str, more: int, less: int, still_open: int, words: str) -> None:
    entry = {"sign": sign, "more": more, "less": less, "open": still_open, "forms": more + less + still_open}
    assert agreement_words(entry) == words
