"""What was seen of a theatre's ground: by whom, since when public, and that no result depends on it."""

import datetime
from pathlib import Path

import pytest
from invented_theatre import THEATRE

from sim.errors import InputError
from sim.scenario.files.documents import parse
from sim.scenario.loading import load
from sim.scenario.made.writing import table_of
from sim.scenario.observed.sights import CLAIM, Sight, sights_of
from sim.scenario.referenced.theatre import Theatre
from sim.scenario.schema.complaints import validated

START = datetime.date(2030, 4, 10)
SEEN = """\
date,observed_on,observer,kind,held_km2,published
2030-04-08,2030-04-08,one,map,120,2030-04-09
2030-04-09,2030-04-09,one,map,110,2030-04-11
2030-04-12,2030-04-12,one,map,110,2030-04-12
2030-04-13,2030-04-14,two,map,90,
2030-04-13,2030-04-13,army,claim,0,
"""


def seen(folder: Path, lines: str, files: dict[str, str]) -> tuple[Sight, ...]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    document = parse(f"{THEATRE}observations:\n{lines}", str(folder / "map.yaml"))
    return sights_of(validated(Theatre, document), document, START)


def test_what_was_public_by_day_0_is_apart_from_what_was_seen_before_and_published_after(tmp_path: Path) -> None:
    found = seen(tmp_path, "  - {file: seen.csv}\n", {"seen.csv": SEEN})
    told = [(one.day, one.observer, one.held_km2, one.known, one.kind) for one in found]
    assert told == [
        (-2, "one", 120.0, True, "map"),
        (-1, "one", 110.0, False, "map"),  # seen before day 0, public the day after it
        (3, "army", 0.0, False, CLAIM),
        (4, "two", 90.0, False, "map"),  # the day that the observer saw; the map of 12 April repeats
    ]


def test_of_one_observer_in_two_tables_the_first_counts_also_where_it_repeats_its_map(tmp_path: Path) -> None:
    first = "date,held_km2,map_changed\n2030-04-12,105,1\n2030-04-13,105,0\n"
    second = "date,observer,held_km2\n2030-04-13,mine,99\n2030-04-14,mine,98\n"
    lines = "  - {file: a.csv, observer: mine}\n  - {file: b.csv}\n"
    found = seen(tmp_path, lines, {"a.csv": first, "b.csv": second})
    assert [(one.day, one.held_km2) for one in found] == [(2, 105.0), (4, 98.0)]


def test_a_table_that_is_nowhere_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"map\.yaml:\d+:\d+: file = none\.csv: no such file; correct the path"):
        seen(tmp_path, "  - {file: none.csv}\n", {})
    with pytest.raises(InputError, match=r"unknown key 'observations\.0\.fil'"):
        seen(tmp_path, "  - {fil: none.csv}\n", {})


def test_shipped_grounds_tell_what_was_seen_of_them() -> None:
    """By hand from the rows of sim/data/kursk_daily.csv, kursk_observed.csv and avdiivka.csv."""
    kursk = load("kursk/baseline").sights()
    assert [one.held_km2 for one in kursk if one.known][-2:] == [197.1, 139.6]
    assert {one.observer for one in kursk if one.claimed} == {"Russian chief of staff"}
    assert [one.held_km2 for one in kursk if one.day == 4] == [77.7]  # DeepState repeated its map that day
    assert next(one for one in load("kursk-february/baseline").sights() if not one.known).held_km2 == 411.6
    assert next(one for one in load("avdiivka/baseline").sights() if not one.known).held_km2 == 148.43


def test_no_result_depends_on_what_was_seen() -> None:
    told = validated(Theatre, parse(f"{THEATRE}observations:\n  - {{file: none.csv}}\n", "map.yaml"))
    assert told.text() == validated(Theatre, parse(THEATRE, "map.yaml")).text()


def test_what_new_writes_is_found_from_the_map_wherever_it_is_written(tmp_path: Path) -> None:
    from sim.scenario.files.shipped import PACKAGE

    file = tmp_path / "seen.csv"
    assert table_of(file, tmp_path / "mine", None, "Someone (near)").file == "../../seen.csv"
    assert table_of(file, tmp_path, "a", "Someone (near)").observer == "Someone"
    assert table_of(PACKAGE / "data" / "avdiivka.csv", tmp_path, None, "").file == "avdiivka.csv"
