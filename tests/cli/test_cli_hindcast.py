"""`salient hindcast`: two cases as one JSON object, a table of members, folders of one's own, what is refused."""

import csv
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from tests.analysis.hindcast_places import write_folder
from tests.called import salient

Captured = pytest.CaptureFixture[str]
FEW = ["--replications", "30", "--workers", "1"]


def test_two_cases_give_one_object_with_scores_of_every_method(capsys: Captured) -> None:
    code, out, err = salient(capsys, "hindcast", "lyman_2022", "r_xm01ym05_20220719", *FEW, "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert [panel["name"] for panel in told["panels"]][:2] == ["pockets and Kursk", "boxes"]
    methods = {row["method"] for row in told["panels"][0]["table"]}
    assert methods == {
        "a_persistence", "b_linear14", "c_expdecay28", "d_lognormal_pool", "e_ar_pockets", "e_ar_boxes", "tempo_only",
        "full",
    }  # fmt: skip
    assert told["bars"] == []  # bars are of whole sets
    assert told["settings"]["members"] == 30
    assert [len(one) for one in told["settings"]["priors_sha256"].values()] == [64, 64]
    assert {row["case"] for row in told["cases"]} == {"lyman_2022", "r_xm01ym05_20220719"}


def test_the_same_again_is_the_same_whatever_the_workers(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    # a page that another test drew leaves its script as __main__, which a spawned process would run
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    asked = ["hindcast", "lyman_2022", "izium_2022", "--no-full", "--replications", "20", "--json"]
    one, two = (salient(capsys, *asked, "--workers", workers)[1] for workers in ("1", "2"))
    assert one == two


def test_a_folder_of_ones_own_runs_unchanged_with_the_bars_of_the_boxes(tmp_path: Path, capsys: Captured) -> None:
    home = write_folder(tmp_path / "mine")
    members = tmp_path / "members.csv"
    code, out, err = salient(capsys, "hindcast", "--cases", home, *FEW, "--members", members, "--no-full")
    assert code == 0
    assert "members of tempo_only written to" in err
    assert "mine: all origins of episodes (3 forecasts of 1 case in 1 group" in out
    assert "mine, controls" in out
    with members.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert list(rows[0]) == ["case", "origin", "horizon_days", "member", "held_km2"]
    counted = Counter((row["case"], row["origin"], row["horizon_days"]) for row in rows)
    assert len(counted) == 5 * 3
    assert set(counted.values()) == {30}
    assert all(0.0 <= float(row["held_km2"]) <= 600.0 for row in rows)  # twice the ground at the start: some regain


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere: there is no such case; did you mean|nowhere: there is no such case"),
        (["avdiivka", "--members", "no/such/place.csv"], "--members no/such/place.csv: there is no folder no/such"),
        (["avdiivka", "--no-full", "--members-of", "full"], "--members-of full: is not forecast here; choose one of"),
        (["--cases", "no-such-folder"], "no-such-folder/cases.csv: no such file"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(capsys: Captured, arguments: list[str], words: str) -> None:
    code, out, err = salient(capsys, "hindcast", *arguments)
    assert (code, out) == (2, "")
    assert any(one in err for one in words.split("|"))
