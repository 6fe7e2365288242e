"""The packaged cases, and folders of cases that are compressed or say how often a forecast is made."""

import gzip
from importlib.resources import files

import pytest

from sim.errors import InputError
from sim.scenario.observed.cases import read_cases

HOME = files("sim").joinpath("data", "cases")
CASE_TABLE = "case,purpose,episode_start,episode_end,every_days\nhill,apart,2030-01-01,2030-02-01,{every}\n"
LONG = b"case,date,held_km2\nhill,2030-01-01,5\n"


def folder_of(home, packed, every="1"):
    """A folder with one case whose series is compressed."""
    (home / "cases.csv").write_text(CASE_TABLE.format(every=every), encoding="utf-8")
    (home / "series.csv.gz").write_bytes(packed)
    return home


def test_a_series_may_be_compressed(tmp_path):
    (hill,) = read_cases(folder_of(tmp_path, gzip.compress(LONG)))
    assert hill.series.held_km2.tolist() == [5.0]
    assert (hill.every_days, hill.quality, hill.is_control) == (1, "apart", False)


def test_a_case_is_forecast_every_week_unless_it_says_otherwise(tmp_path):
    (hill,) = read_cases(folder_of(tmp_path, gzip.compress(LONG), every=""))
    assert hill.every_days == 7


def test_a_broken_compressed_file_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"series.csv.gz: is no whole gzip file .* pack it again"):
        read_cases(folder_of(tmp_path, gzip.compress(LONG)[:-9]))


def test_days_between_origins_below_one_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"cases.csv:2: every_days = 0 is outside 1 to 366 days"):
        read_cases(folder_of(tmp_path, gzip.compress(LONG), every="0"))


def test_the_packaged_cases_are_those_that_their_readme_tells():
    pockets, kursk, boxes = (read_cases(str(HOME.joinpath(name))) for name in ("pockets", "kursk", "boxes"))
    assert (len(pockets), len({one.group for one in pockets})) == (9, 4)
    assert [one.every_days for one in kursk] == [14, 1]
    assert [sum(one.is_control for one in boxes), len(boxes), len({one.group for one in boxes})] == [22, 104, 51]
    assert len({one.group for one in boxes if not one.is_control}) == 35


@pytest.mark.parametrize(
    ("case", "day", "held_km2"),  # from the checks of the tables that the packaged ones were derived from
    [("avdiivka", "2023-10-11", 172.23), ("bakhmut", "2022-10-01", 239.43), ("kurakhove", "2024-11-01", 598.58),
     ("izium_2022", "2022-09-12", 641.64)],
)  # fmt: skip
def test_areas_are_those_of_the_maps(case, day, held_km2):
    [series] = [one.series for one in read_cases(str(HOME.joinpath("pockets"))) if one.name == case]
    assert series.held_on(day) == held_km2
