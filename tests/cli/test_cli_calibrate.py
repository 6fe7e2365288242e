"""`salient calibrate` and `salient update`: what they say of March 2025, the posterior file, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from sim.errors import InputError
from sim.scenario.loading import load
from tests.called import salient

Captured = pytest.CaptureFixture[str]
# Maps of 15 and 16 March 2025: DeepState 109.8 km² on both, Black Bird Group 77.7 (sim/data/kursk_observed.csv).
DATED = ["--observe", "2025-03-15 area_held_km2 109.8", "--observe", "2025-03-16 area_held_km2 77.7..109.8"]
TABLE = "date,held_km2\n2025-03-12,139.6\n2025-03-15,109.8\n2025-03-20,80.2\n2025-03-31,69.0\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "seen.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_the_dated_figures_of_march_narrow_the_forecast_and_move_it_down_and_it_says_so(capsys: Captured) -> None:
    code, out, err = salient(capsys, "update", "kursk/baseline", *DATED, "--json")
    assert (code, err) == (0, "")
    told: dict[str, Any] = json.loads(out)
    assert told["effective"] > 50
    for day in ("4", "30", "90"):
        assert told["ground"][day]["range"] == "narrower"
        assert told["now"]["held_km2"][day]["mean"] < told["before"]["held_km2"][day]["mean"]
    assert told["ground"]["4"]["moves"] == "down"
    assert told["ground"]["4"]["width_ratio"] < 0.7
    assert [one["observer"] for one in told["observations"]] == ["map 1", "map 1", "map 2"]
    now, before = told["now"]["foothold_ended"], told["before"]["foothold_ended"]
    assert now["mean"] > before["mean"] - 2.0 * now["se"]  # no less likely; by day 90 the first days hardly count
    text = " ".join(salient(capsys, "update", "kursk/baseline", *DATED)[1].split())
    assert "Ground held on day 4:" in text
    assert "down by" in text
    assert "narrower by" in text
    assert "Reason: runs that held less than 66 km² on 2025-03-16 have" in text  # 77.7 less 15 %
    assert "those that held more than 126 km²" in text  # 109.8 and 15 %
    assert "; what moved most is" in text


def test_a_map_below_the_middle_may_raise_the_answer_and_the_reason_says_why(capsys: Captured) -> None:
    seen = ["--observe", "2025-03-16 held_km2 110", "--replications", "2000", "--json"]
    told = json.loads(salient(capsys, "update", "kursk/baseline", *seen)[1])
    assert told["observations"][0]["expected"]["p50"] > 110.0
    assert told["now"]["held_km2"]["30"]["p50"] > told["before"]["held_km2"]["30"]["p50"]
    less, more = told["runs"]["less"], told["runs"]["more"]
    assert (less["than_km2"], more["than_km2"]) == (93.5, 126.5)
    assert less["now"] < 0.75 * less["before"]


def test_seeing_what_was_expected_moves_nothing(capsys: Captured) -> None:
    _, out, _ = salient(capsys, "update", "kursk/baseline", "--observe", "2025-03-13 held_km2 143", "--json")
    told = json.loads(out)
    assert abs(told["now"]["foothold_ended"]["mean"] - told["before"]["foothold_ended"]["mean"]) < 0.05


def test_a_posterior_is_taken_by_a_scenario_and_dated_by_its_last_observation(
    table: Path, tmp_path: Path, capsys: Captured
) -> None:
    asked = ["calibrate", "kursk/baseline", "--observations", table, "--until", "2025-03-20"]
    code, out, err = salient(capsys, *asked, "--out", tmp_path / "posterior.yaml", "--json")
    assert code == 0
    assert "posterior written to" in err
    assert "it keeps values, not the luck of the runs" in err
    told = json.loads(out)
    moved = {one["path"] for one in told["parameters"] if one["moved"]}
    assert "ground.held_area_km2" in moved
    assert (told["held_back"], told["outside"]) == (0, 1)
    assert all(one["moved_most_by"] for one in told["parameters"])

    after = tmp_path / "after.yaml"
    text = "extends: kursk/baseline\ntitle: After\nparameters: {posterior: posterior.yaml}\n"
    after.write_text(text, encoding="utf-8")
    loaded = load(after)
    assert set(loaded.changed) == moved
    assert {leaf.quantity.evidence.basis for leaf in loaded.leaves() if leaf.changed} == {"fitted"}
    assert load(after, ["ground.held_area_km2=140"]).scenario.ground.held_area_km2.mean() == 140.0
    assert salient(capsys, "check", after, "--as-of", "2025-03-20")[0] == 0
    code, _, err = salient(capsys, "check", after, "--as-of", "2025-03-19")
    assert code == 2
    assert "published 2025-03-20, after 2025-03-19" in err


def test_too_few_effective_runs_leave_the_prior_and_write_nothing(
    table: Path, tmp_path: Path, capsys: Captured
) -> None:
    place = tmp_path / "posterior.yaml"
    asked = ["calibrate", "kursk/baseline", "--observations", table, "--replications", "100", "--out", place]
    code, out, err = salient(capsys, *asked)
    assert (code, out) == (1, "")
    assert "of 100 runs are effective, 50 are needed; the prior is kept. Furthest off:" in err
    assert "Try more --replications" in err
    assert not place.exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("parameters: 3", "parameters = 3: names no posterior; write parameters: {posterior: file.yaml}"),
        ("parameters: {posterior: ''}", "is no path; name one of `salient calibrate --out`"),
        ("parameters: {posterior: none.yaml}", "none.yaml"),
        ("parameters: {posterior: odd.yaml}", "odd.yaml:1:1: unknown key 'valuess' in a posterior; did you mean"),
    ],
)
def test_a_posterior_that_is_none_is_refused_with_its_place(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "odd.yaml").write_text("valuess: {}\n", encoding="utf-8")
    after = tmp_path / "after.yaml"
    after.write_text(f"extends: kursk/baseline\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as fault:
        load(after)
    assert words in str(fault.value)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["update", "kursk/baseline", "--observe", "yesterday"], "write a day, a quantity and a value"),
        (["calibrate", "kursk/baseline", "--observations", "none.csv"], "none.csv: no such file"),
        (["calibrate", "kursk/baseline", "--observations", "none.csv", "--until", "soon"], "--until soon: is no day"),
        (["calibrate", "kursk/baseline", "--observations", "a", "--out", "no/place.yaml"], "there is no folder no"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(capsys: Captured, arguments: list[str], words: str) -> None:
    code, out, err = salient(capsys, *arguments)
    assert (code, out) == (2, "")
    assert words in err
