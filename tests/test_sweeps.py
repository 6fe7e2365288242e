"""Sweeps: the judge sees an inert input, a wrong direction and a jump; rows name what exists; the page is whole."""

import numpy as np
import pytest

from docs import make_sweeps
from docs.make_sweeps import against, faults_of, file_name, largest_part, paired, rows, steep_step, swept, values_of
from docs.sweep_figures import figure
from sim.model.outcomes import OUTCOME_NAMES
from sim.scenario.loading import load

RUNS = 500
LUCK = np.random.Generator(np.random.Philox(1)).normal(size=RUNS)


def columns(means: list[float]) -> list[np.ndarray]:
    """An outcome whose mean is given at each step, with the same luck."""
    return [mean + 0.1 * LUCK + 0.01 * mean * np.roll(LUCK, 1) for mean in means]


def test_a_slope_has_no_fault_and_the_other_way_has() -> None:
    slope = columns([float(i) for i in range(10)])
    assert faults_of(slope, "up") == []
    assert faults_of(slope, "down") == ["against its direction in step 1, 2, 3, 4, 5, 6, 7, 8, 9"]
    assert against([(1.0, 0.1), (-0.2, 0.1)], 1.0) == []  # two errors back are luck


def test_what_moves_by_nothing_is_told() -> None:
    assert faults_of(columns([1.0] * 10), "up") == ["moves its outcome by less than can be seen"]


def test_a_step_that_makes_most_of_the_change_is_looked_at() -> None:
    jump = columns([0.0] * 5 + [1.0] * 5)
    assert steep_step(jump) == 4
    assert steep_step(columns([float(i) for i in range(10)])) == -1
    assert largest_part([(0.1, 0.0), (-0.9, 0.0)]) == (1, 0.9)


def test_missing_values_are_left_out_pair_by_pair() -> None:
    before, after = np.array([1.0, np.nan, 3.0]), np.array([2.0, 5.0, np.nan])
    assert paired(before, after)[0] == 1.0


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["path"])
def test_each_row_names_what_exists(row: dict) -> None:
    loaded = load(row.get("scenario", "kursk/baseline"))
    assert row["path"] in {leaf.path for leaf in loaded.leaves()}
    assert row["outcome"] in OUTCOME_NAMES
    assert row["direction"] in ("up", "down")
    assert row["because"]
    values = values_of(row)
    assert len(values) == make_sweeps.STEPS
    assert values == sorted(set(values))


def test_there_are_25_inputs_and_each_has_its_figure_and_line() -> None:
    assert len({row["path"] for row in rows()}) >= 25
    page = (make_sweeps.FOLDER / "README.md").read_text(encoding="utf-8")
    assert {file.name for file in make_sweeps.FOLDER.glob("*.svg")} == {file_name(row) for row in rows()}
    for row in rows():
        assert f"[`{row['path']}`]({file_name(row)})" in page


def test_one_input_is_inert_and_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a withdrawal ordered by date its day does nothing; what an order gives up does much."""
    monkeypatch.setattr(make_sweeps, "STEPS", 3)
    base = {"outcome": "area_end_km2", "direction": "up", "because": ""}
    inert = {**base, "path": "command.order_day", "over": [1, 30]}
    assert swept(inert, replications=50).verdict == "inert"
    moving = {**base, "path": "ground.tempo_mean", "over": [-6, -2], "direction": "down"}
    assert "inert" not in swept(moving, replications=50).verdict


def test_a_figure_shows_every_step_and_escapes_its_words() -> None:
    drawn = figure("A < B", "as it says", "x", [(float(i), float(i), 0.1) for i in range(10)])
    assert drawn.count("<circle") == 10
    assert "A &lt; B" in drawn
