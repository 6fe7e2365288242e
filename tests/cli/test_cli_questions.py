"""`salient questions`: asked, frozen, scored; what is frozen is not run again."""

import json
from pathlib import Path

import pytest

from tests.called import salient

Captured = pytest.CaptureFixture[str]
FEW = ["--replications", "20", "--quiet"]
ASKED = """questions:
  - {id: early, ask: A truce in May, of: when, scenario: tutorial/baseline, event: truce_day, to: 2030-05-31,
     crowd: [{who: A crowd, asked: 2025-03-12, chance: 0.4, source: made up}]}
  - {id: later, ask: Later or never, of: when, scenario: tutorial/baseline, event: truce_day, from: 2030-06-01,
     crowd: [{who: A crowd, asked: 2025-03-12, chance: 0.6, source: made up}]}
"""


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    file = tmp_path / "asked.yaml"
    file.write_text(ASKED, encoding="utf-8")
    return file


def test_answers_are_frozen_read_back_and_scored(asked: Path, tmp_path: Path, capsys: Captured) -> None:
    kept, came = tmp_path / "kept.json", tmp_path / "came.csv"
    came.write_text("id,outcome\nearly,0\nlater,1\n", encoding="utf-8")
    code, out, err = salient(capsys, "questions", asked, *FEW, "--out", kept, "--json")
    told = json.loads(out)
    assert (code, told.pop("scores")) == (0, None)
    assert told["sha256"] in err
    assert json.loads(kept.read_text(encoding="utf-8")) == told
    early, later = told["answers"]
    assert early["chance"] + later["chance"] == pytest.approx(1.0)
    assert told["questions"][0]["to"] == "2030-05-31"
    [stamp] = told["made_with"]
    assert (stamp["name"], stamp["seed"], stamp["replications"]) == ("tutorial/baseline", 1, 20)
    code, out, err = salient(capsys, "questions", kept, "--score", came, "--json")
    scores = json.loads(out)["scores"]
    assert (code, err, scores["resolved"], scores["open"]) == (0, "", 2, 0)
    crowd = next(row for row in scores["groups"] if row["who"] == "A crowd")
    assert crowd["brier"] == pytest.approx(2 * 0.16)
    code, out, _ = salient(capsys, "questions", kept, "--score", came)
    assert code == 0
    assert "A crowd .400 (2025-03-12)" in " ".join(out.split())
    assert "plausibility and not skill" in " ".join(out.split())


def test_scoring_what_is_asked_now_says_so(asked: Path, tmp_path: Path, capsys: Captured) -> None:
    came = tmp_path / "came.csv"
    came.write_text("id,outcome\nearly,0\nlater,\n", encoding="utf-8")
    code, _, err = salient(capsys, "questions", asked, *FEW, "--score", came)
    assert code == 0
    assert "made now, knowing what came" in err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--out", "kept.txt"], "what is frozen is JSON"),
        (["--out", "no/such/place.json"], "there is no folder no/such"),
        (["--score", "no-such.csv"], "no-such.csv: no such file"),
    ],
)
def test_what_cannot_be_kept_or_scored_is_refused_before_anything_runs(
    more: list[str], told: str, asked: Path, capsys: Captured
) -> None:
    code, out, err = salient(capsys, "questions", asked, *FEW, *more)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err


def test_a_frozen_file_that_was_changed_is_refused(asked: Path, tmp_path: Path, capsys: Captured) -> None:
    kept = tmp_path / "kept.json"
    salient(capsys, "questions", asked, *FEW, "--out", kept)
    kept.write_text(kept.read_text(encoding="utf-8").replace('"seed": 1', '"seed": 2'), encoding="utf-8")
    code, out, err = salient(capsys, "questions", kept)
    assert (code, out) == (2, "")
    assert "was changed after it was frozen" in err
