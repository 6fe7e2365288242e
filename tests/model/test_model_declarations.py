"""Outcomes and series are written by their declarations: column by column, by kind, and nothing out of place."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from small_runs import small

from sim.model.declarations.entries import Outcome
from sim.model.declarations.row_writers import row_writer
from sim.model.outcomes import OUTCOMES, writer_of
from sim.model.recorder import SERIES, series
from sim.model.world.series import ATTACKER_CASUALTIES, HELD_AREA

WORLD = SimpleNamespace(yes=True, never=math.inf, day=3.5, none=-1, second=1, people=240.0)


def toy(name, kind, categories=()):
    """An outcome that reads what its name says off a made-up world."""
    return Outcome(lambda world: getattr(world, name), name, kind, "", "A toy", head="Toy", categories=categories)


@pytest.mark.parametrize(
    ("name", "kind", "written"),
    [("yes", "share", 1.0), ("day", "day", 3.5), ("never", "day", math.nan), ("none", "category", math.nan),
     ("second", "category", 1.0), ("people", "amount", 240.0)],
)
def test_the_kind_decides_how_what_is_read_is_written(name, kind, written):
    row = np.zeros(1)
    writer_of([toy(name, kind, ("one", "two") if kind == "category" else ())])(WORLD, row)
    assert np.array_equal(row, [written], equal_nan=True)


def test_columns_follow_the_table():
    made = [toy("people", "amount"), toy("yes", "share"), toy("day", "day")]
    row, reversed_row = np.zeros(3), np.zeros(3)
    writer_of(made)(WORLD, row)
    writer_of(made[::-1])(WORLD, reversed_row)
    assert row.tolist() == reversed_row.tolist()[::-1] == [240.0, 1.0, 3.5]


def test_a_writer_says_of_what_it_is_made():
    row = np.zeros(2)
    statement = "row[{column}] = 2.0 * {value}"
    row_writer("twice(world, row)", [(statement, lambda world: world.people)], globals())(WORLD, row)
    assert row.tolist() == [480.0, 0.0]


def test_names_are_of_one_outcome_and_of_one_series():
    for declared in (OUTCOMES, SERIES):
        assert len({one.name for one in declared}) == len(declared)


def test_series_that_processes_look_back_at_stand_where_they_look():
    assert [SERIES[column].name for column in (HELD_AREA, ATTACKER_CASUALTIES)] == [
        "held_area_km2", "attacker_casualties",
    ]
    with pytest.raises(ValueError, match=r"looked up in column 3, but stands in column 14"):
        series(lambda world: 0.0, "another", "km²", "Something", 3)


def test_the_end_of_a_day_and_the_end_of_a_run_read_the_same():
    block = small("tutorial/baseline", replications=4, days=10).run()
    names, columns = [one.name for one in OUTCOMES], [one.name for one in SERIES]
    for outcome, daily in (("area_end_km2", "held_area_km2"), ("holder_casualties", "holder_casualties"),
                           ("attacker_casualties", "attacker_casualties"), ("violations_true", "violations_true")):
        ends, last = block.outcomes[:, names.index(outcome)], block.paths[:, -1, columns.index(daily)]
        assert np.array_equal(ends.astype(np.float32), last), outcome
