"""`report` writes what `compare --json` counts, and says before it computes what it cannot write."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.called import salient

SCENARIOS = ("kursk/undecided", "kursk/undecided-withdraw-now")
RUNS = ("--replications", 200, "--seed", 4, "--quiet")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("briefs")


def cells(text: str, outcome: str) -> list[str]:
    [row] = re.findall(rf"<tr><th scope=\"row\">{outcome}</th>(.*?)</tr>", text)
    return [unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", row)]


def test_the_numbers_are_those_of_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "brief.html"
    stored = ("--results", folder / "results")
    code, out, err = salient(capsys, "report", *SCENARIOS, "--out", file, *RUNS, *stored)
    assert (code, err) == (0, f"salient: written to {file}\n")
    text = file.read_text(encoding="utf-8")
    assert f"<h1>{out.strip()}</h1>" in text
    _, out, _ = salient(capsys, "compare", *SCENARIOS, *RUNS, "--out", folder / "results", "--json")
    content: dict[str, Any] = json.loads(out)
    said = cells(text, "People of the attacker killed or wounded")
    for cell, run in zip(said, content["runs"], strict=False):
        number = float(re.sub(r"[^\d]", "", cell))
        assert number == pytest.approx(run["outcomes"]["attacker_casualties"]["mean"], rel=0.05)
    first = [run["outcomes"]["first_event"]["share"]["truce"] for run in content["runs"]]
    shares = cells(text, "What comes first: truce")
    assert [int(cell.rstrip("%")) for cell in shares[:2]] == [round(100 * share) for share in first]
    assert all(run["hash"] in text for run in content["runs"])
    assert "200 runs, seed 4, model" in text


def test_stored_results_give_the_same_brief(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = folder / "own"
    salient(capsys, "compare", *SCENARIOS, *RUNS, "--out", stored)
    kept = sorted(stored.iterdir(), key=lambda one: "withdraw" in one.name)
    code, first, _ = salient(capsys, "report", *kept, "--out", folder / "kept.html")
    assert code == 0
    _, again, _ = salient(capsys, "report", *SCENARIOS, "--out", folder / "run.html", *RUNS, "--results", stored)
    assert first == again
    pages = [(folder / name).read_text(encoding="utf-8") for name in ("kept.html", "run.html")]
    assert pages[0] == pages[1]


def test_the_scenarios_of_a_question_have_its_words_from_names_and_from_folders(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names, stored = ("kursk/baseline", "kursk/highway-closed"), folder / "asked"
    code, out, _ = salient(capsys, "report", *names, "--out", folder / "asked.html", *RUNS, "--results", stored)
    assert code == 0
    lost = "People of the holder killed, wounded, captured or missing"
    assert out.startswith((f"{lost}: as it is, ", f"{lost}: no clear difference (95%: "))
    text = (folder / "asked.html").read_text(encoding="utf-8")
    asks = "What if the main road, the highway to Sudzha, closes?"
    assert f"<strong>{asks}</strong> {lost} by day 90, on average: as it is, " in text
    assert "<strong>B, closed on day 0: " in text
    kept = sorted(stored.iterdir(), key=lambda one: "highway" in one.name)
    assert salient(capsys, "report", *kept, "--out", folder / "asked-kept.html")[:2] == (0, out)
    assert salient(capsys, "report", *names[::-1], "--out", folder / "other.html", *RUNS, "--results", stored)[1] != out


def test_what_cannot_be_written_is_refused_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").mkdir()
    monkeypatch.setattr("sim.cli.runs.briefing.load_all", lambda *given: pytest.fail("it was loaded"))
    asked = {
        ("kursk/hold", "--out", "brief.txt"): "name it brief.html, brief.docx or brief.pdf",
        ("kursk/hold", "--out", "absent/brief.html"): "there is no folder absent",
        ("kursk/hold", "results", "--out", "brief.html"): "result folders only, or scenarios only",
        ("results", "--out", "brief.html"): "no result is in this folder",
        ("results", "--out", "brief.html", "--seed", "0"): "--seed changes nothing in a stored result",
        ("results", "--out", "brief.html", "--set", "a=1"): "--set changes nothing in a stored result",
        (*("kursk/hold",) * 5, "--out", "brief.html"): "one to 4 scenarios, not 5",
        ("kursk/hold", "--out", "brief.html", "--results", ""): "--results is empty",
    }
    for arguments, said in asked.items():
        code, out, err = salient(capsys, "report", *arguments)
        assert (code, out) == (2, ""), arguments
        assert said in err
        assert err.count("\n") == 1
    assert not [one for one in tmp_path.iterdir() if one.name != "results"]
