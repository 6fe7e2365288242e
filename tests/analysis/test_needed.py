"""What most needs knowledge: ends that a user might well find true, for the largest place that may be described too."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from sim.analysis import needed
from sim.scenario.made.by_rule import theatre_by_rule
from sim.scenario.observed.reading import read_series


@pytest.mark.parametrize(("held", "lost_most"), [(100.0, 24.0), (49_900.0, 2_000.0)])
def test_the_ends_of_a_question_are_values_that_may_be_given(tmp_path: Path, held: float, lost_most: float) -> None:
    """4 % of the ground counts as lost, six times that at most; above 8,333 km² that is more than may be said."""
    file = tmp_path / "seen.csv"
    days = [datetime.date(2031, 3, day) for day in (1, 8, 15, 22)]
    file.write_text("date,held_km2\n" + "".join(f"{day},{held}\n" for day in days))
    made = theatre_by_rule(read_series(file), "hill", days[-1])
    asked = {one.path: one for one in needed.questions(made)}
    loaded = {path: [needed._scenario(made, *end) for end in one.ends] for path, one in asked.items()}
    first, second = (one.scenario.ground.lost_below_km2.value for one in loaded["ground.lost_below_km2"])
    assert (first, second) == (pytest.approx(0.02 * held), lost_most)
    _, more = (one.scenario.ground.held_area_km2.value for one in loaded["ground.held_area_km2"])
    assert more == pytest.approx(min(1.15 * held, 50_000.0))
