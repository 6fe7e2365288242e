"""Stored results in words: how large, of which version, how many selected, what deleting them means."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sim.experiment.results.listing import Stored, StoredRun
from sim.report import stored_runs

RUN = StoredRun(
    name="kursk/hold", title="Hold", hash="ab", map="cd", seed=7, replications=1000, failures=3, executor="compiled",
    design="sobol", horizon_days=90, base=None, sets=("horizon_days=60",), versions=(), stale=(), keeps_paths=True,
)  # fmt: skip
OWN = Stored(Path("/results/hold-seed7-0123456789"), RUN, datetime(2026, 11, 23, tzinfo=UTC), 2_900_000, (), ())
OLDER = replace(OWN, run=replace(RUN, title="Older", stale=("numpy 2.1, now 2.4",)), size_bytes=1_100_000)
BROKEN = replace(OWN, damage="outcomes.parquet is missing")


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [(1, "1 kB"), (4_000, "4 kB"), (4_001, "5 kB"), (2_900_000, "2.9 MB"), (120_400_000, "120 MB")],
)
def test_a_size_is_told_in_thousands_or_millions_of_bytes(size_bytes: int, text: str) -> None:
    assert stored_runs.size(size_bytes) == text


def test_a_result_is_current_of_another_version_or_damaged() -> None:
    assert [stored_runs.state(one) for one in (OWN, OLDER, BROKEN)] == [
        "current", "made by another version", "damaged",
    ]  # fmt: skip
    assert stored_runs.stale_sentence([RUN]) == ""
    assert "numpy 2.1, now 2.4" in stored_runs.stale_sentence([RUN, OLDER.run or RUN])


def test_a_line_names_scenario_changes_runs_failures_and_seed() -> None:
    assert stored_runs.details(OWN).startswith("kursk/hold, 1 value set · 1,000 runs (3 failed) · seed 7 · ")
    assert stored_runs.details(OWN).endswith(" · 2.9 MB")
    assert (stored_runs.title(OWN), stored_runs.title(replace(OWN, run=None))) == ("Hold", "hold-seed7-0123456789")


def test_several_are_counted_with_their_size_together() -> None:
    assert stored_runs.selected_sentence([OWN, OLDER]) == "2 selected, 4.0 MB on disk."
    assert stored_runs.shelf_title([OWN, OLDER, OLDER]) == "3 results are kept; 1 made by this version"
    assert stored_runs.shelf_title([OWN]) == "1 result is kept, made by this version"


def test_only_this_versions_numbers_can_be_had_again() -> None:
    assert stored_runs.loss_sentence([OWN]).endswith("the same command makes the numbers again.")
    for other in (OLDER, BROKEN):
        assert "but not those of another version" in stored_runs.loss_sentence([OWN, other])
