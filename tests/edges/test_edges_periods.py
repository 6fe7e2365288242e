"""Scenarios that look at different days: compared over those they share, told each time, or refused."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.analysis.comparison import differences, paired_changes
from sim.errors import InputError
from sim.scenario.loading import load, restore, shortened
from sim.scenario.periods import common_period, over
from tests.called import salient

A = "kursk/undecided"
FEW = ("--replications", "40")


def written(folder: Path, name: str, text: str, base: str = A) -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(f"extends: {base}\n{text}\n", encoding="utf-8")
    return file


def compared(capsys: pytest.CaptureFixture[str], folder: Path, *names: object) -> tuple[dict[str, Any], str]:
    """The same comparison as JSON and as text."""
    few = (*FEW, "--out", folder / "results")
    code, out, _ = salient(capsys, "compare", *names, *few, "--json")
    assert code == 0
    code, text, _ = salient(capsys, "compare", *names, *few)
    assert code == 0
    return json.loads(out), " ".join(text.split())


def test_a_scenario_over_30_days_does_not_differ_from_its_base_over_90(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    short = written(tmp_path, "short", "horizon_days: 30")
    content, text = compared(capsys, tmp_path, A, short)
    name = content["runs"][1]["scenario"]
    assert content["period"]["horizon_days"] == 30
    assert content["period"]["longer"] == {A: 90}
    assert [run["horizon_days"] for run in content["runs"]] == [30, 30]
    changes = content["differences"][name]
    assert changes["truce_in_force"]["mean"] == changes["truce_day"]["share"]["mean"] == 0.0
    alike = {entry["p_equal"] for entry in changes.values() if entry.get("n_pairs")}
    assert alike == {1.0}
    assert f"Compared over 30 days, the shortest of their periods; {A} alone looks 90 days ahead." in text
    assert content["period"]["note"] in text
    assert "over 30 days" in text.split(f"against {A}")[1][:60]


def test_shares_and_days_of_a_comparison_over_a_common_period_agree(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    short = written(tmp_path, "short", "horizon_days: 40", "kursk/undecided-withdraw-now")
    content, _ = compared(capsys, tmp_path, A, short)
    [changes] = content["differences"].values()
    for share, day in (("truce_in_force", "truce_day"), ("foothold_ended", "foothold_ended_day")):
        assert changes[share]["mean"] == changes[day]["share"]["mean"]
        for run in content["runs"]:
            assert run["outcomes"][share]["mean"] == run["outcomes"][day]["share"]


def test_three_scenarios_are_compared_over_the_shortest_of_three(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    middle, short = written(tmp_path, "middle", "horizon_days: 60"), written(tmp_path, "short", "horizon_days: 30")
    content, text = compared(capsys, tmp_path, middle, short, A)
    assert {run["horizon_days"] for run in content["runs"]} == {30}
    assert sorted(content["period"]["longer"].values()) == [60, 90]
    assert "middle alone looks 60 days ahead, kursk/undecided alone looks 90 days ahead" in text


def test_the_same_period_needs_no_word(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    content, text = compared(capsys, tmp_path, A, "kursk/undecided-hold")
    assert (content["period"]["horizon_days"], content["period"]["longer"], content["period"]["note"]) == (90, {}, "")
    assert "Compared over" not in text
    assert "start on" not in text


def test_another_start_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    later = written(tmp_path, "later", "start: 2025-04-01")
    content, text = compared(capsys, tmp_path, A, later)
    assert sorted(content["period"]["starts"].values()) == ["2025-03-12", "2025-04-01"]
    assert "They start on different dates: kursk/undecided on 12 March 2025" in text
    assert "on 1 April 2025; days are counted from the start of each." in text


def test_runs_over_different_days_are_refused_by_every_door_of_the_analysis() -> None:
    base, other = (sim.run(sim.load(A, sets), replications=20).arrays for sets in ((), ("horizon_days=30",)))
    for door in (
        lambda: differences(base, other),
        lambda: differences(other, base),
        lambda: paired_changes(base, other, "truce_day"),
    ):
        with pytest.raises(InputError, match="--set horizon_days=30"):
            door()


def test_the_python_door_compares_over_the_common_period_and_warns() -> None:
    with pytest.warns(UserWarning, match="Compared over 30 days"):
        pair = sim.compare([A, sim.load(A, ["horizon_days=30"])], replications=20)
    assert {one.manifest["horizon_days"] for one in pair} == {30}
    assert pair.differences[pair.names[1]]["holder_lost"]["p_equal"] == 1.0


def test_a_shorter_run_is_the_beginning_of_the_longer_one() -> None:
    whole = load(A)
    long, short = (sim.run(one, replications=60).arrays for one in (whole, shortened(whole, 30)))
    for name, path in long.paths.items():
        assert np.array_equal(path[:, :31], short.paths[name]), name
    for name in (name for name in long.outcomes if name.endswith("_day")):
        cut = np.where(long.outcomes[name] <= 30.0, long.outcomes[name], np.nan)
        assert np.array_equal(cut, short.outcomes[name], equal_nan=True), name


@pytest.mark.parametrize("sets", [(), ("horizon_days=60",), ("ground.tempo_start_shift=1",)])
def test_a_shortened_scenario_is_that_of_the_command_line(sets: tuple[str, ...]) -> None:
    short = shortened(load(A, sets), 30)
    assert short.sets == (*sets, "horizon_days=30")
    assert short.hash == load(A, short.sets).hash
    assert short.changed == load(A, short.sets).changed


def test_a_stored_scenario_is_shortened_without_its_file() -> None:
    whole = load("tutorial/baseline")
    kept = restore("gone/away", whole.text, whole.theatre_text, whole.sources)
    [short, same] = over(common_period([kept, shortened(whole, 20)]), [kept, shortened(whole, 20)])
    assert short.scenario.horizon_days == 20
    assert short.hash == same.hash
