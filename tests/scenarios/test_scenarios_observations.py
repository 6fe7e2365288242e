"""The packaged tables for scoring: dates, ranges, and agreement with scenario values that rest on them."""

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import sim

DATA = Path(sim.__file__).parent / "data"
SCENARIOS = Path(sim.__file__).parent.parent / "scenarios"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def held() -> dict[date, float]:
    return {date.fromisoformat(row["date"]): float(row["held_km2"]) for row in rows("kursk_daily.csv")}


def test_the_daily_series_rises_in_time_and_ends_where_the_readme_says(held):
    days = list(held)
    assert days == sorted(set(days))
    assert (days[0], days[-1], len(days)) == (date(2024, 8, 8), date(2025, 5, 30), 285)
    assert all(0 < area < 1000 for area in held.values())


def test_a_day_without_a_new_map_repeats_the_last_one():
    table = rows("kursk_daily.csv")
    for before, after in pairwise(table):
        if after["map_changed"] == "0":
            for column in ("held_km2", "grey_km2"):
                assert after[column] == before[column], after["date"]


def test_the_losses_before_the_start_come_from_the_daily_series(held):
    baseline = (SCENARIOS / "kursk" / "baseline.yaml").read_text(encoding="utf-8")
    ground = YAML(typ="safe").load(baseline)["ground"]
    start = date(2025, 3, 12)
    for leaf, days in (("loss_7_days_km2", 7), ("loss_14_days_km2", 14)):
        assert ground[leaf]["value"] == pytest.approx(held[start - timedelta(days)] - held[start], abs=0.05)
    assert ground["front_reference_km2"]["value"] == held[start]


def test_the_map_of_the_observed_values_is_the_daily_map(held):
    observed = rows("kursk_observed.csv")
    assert {row["date"] for row in observed} == {"2025-03-16", "2025-03-20", "2025-03-31", "2025-04-26"}
    for row in observed:
        if row["observer"] == "DeepState":
            assert float(row["held_km2"]) == held[date.fromisoformat(row["date"])]


@pytest.mark.parametrize("name", ["kursk_daily.csv", "kursk_observed.csv"])
def test_each_table_is_explained_in_the_readme(name):
    assert f"`{name}`" in (DATA / "README.md").read_text(encoding="utf-8")
