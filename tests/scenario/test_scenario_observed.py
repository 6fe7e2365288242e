"""Observations: read from each format, refused with their line, and cut off by the day they were public."""

import datetime

import numpy as np
import pytest

from sim.errors import InputError
from sim.scenario.observed.cases import group_of, read_cases
from sim.scenario.observed.reading import read_series

WIDE = """\
date,published,held_km2,front_length_km,neck_width_km,axis_clear_km,main_settlement_state,is_new_value
2030-01-01,2030-01-01,100.0,20,9.5,6,defender,1
2030-01-02,2030-01-01,100.0,20,9.5,6,defender,0
2030-01-03,2030-01-06,80.5,18,,0,contested,1
2030-01-05,,79.0,18,4,0,attacker,1
"""
LONG = """\
date,quantity,value,low,high,source,published
2030-01-03,held_km2,80,70,95,map A,2030-01-05
2030-01-01,held_km2,100,,,map A,2030-01-02
2030-01-03,front_length_km,18,,,map A,2030-01-04
2030-01-01,front_km,20,,,map A,
"""


@pytest.fixture
def written(tmp_path, monkeypatch):
    """A function that writes a table into the current folder and gives its name."""
    monkeypatch.chdir(tmp_path)

    def write(text, name="seen.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


def test_a_table_with_a_column_a_quantity_is_read_whole(written):
    series = read_series(written(WIDE))
    assert series.name == "seen"
    assert series.held_km2.tolist() == [100.0, 100.0, 80.5, 79.0]
    assert series.front_km.tolist() == [20.0, 20.0, 18.0, 18.0]
    assert np.isnan(series.neck_km).tolist() == [False, False, True, False]
    assert series.main_settlement_held.tolist() == [1.0, 1.0, 0.5, 0.0]
    assert series.is_new.tolist() == [True, False, True, True]
    assert np.isnan(series.depth_km).all()
    assert np.isnat(series.published).tolist() == [False, False, False, True]


def test_a_table_with_a_row_a_value_gives_a_row_a_day(written):
    series = read_series(written(LONG))
    assert series.dates.astype(str).tolist() == ["2030-01-01", "2030-01-03"]
    assert series.held_km2.tolist() == [100.0, 80.0]
    assert series.front_km.tolist() == [20.0, 18.0]
    assert series.low_km2[1] == 70.0
    assert series.high_km2[1] == 95.0
    assert series.published.astype(str).tolist() == ["2030-01-02", "2030-01-05"]  # when all of the day was public


def test_rows_in_any_order_are_the_same_series(written):
    lines = WIDE.splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])]) + "\n"
    one, other = read_series(written(WIDE)), read_series(written(turned, "turned.csv"))
    assert one.held_km2.tolist() == other.held_km2.tolist()
    assert one.is_new.tolist() == other.is_new.tolist()


def test_what_is_new_is_what_differs_where_the_table_does_not_say(written):
    text = "date,held_km2\n2030-01-03,7\n2030-01-02,8\n2030-01-01,8\n"
    assert read_series(written(text)).is_new.tolist() == [True, False, True]


def test_the_map_of_kursk_is_read_with_its_own_columns(written):
    text = "date,map_utc_time,held_km2,grey_km2,depth_km,sudzha_state\n2024-08-08,20:52,142.7,9,8.9,RU\n"
    series = read_series(written(text))
    assert series.depth_km.tolist() == [8.9]
    assert series.main_settlement_held.tolist() == [0.0]


# As of a day


def test_nothing_of_a_later_day_is_known(written):
    assert len(read_series(written(WIDE)).as_of("2030-01-02")) == 2


def test_what_was_seen_before_and_published_after_is_left_out_and_counted(written):
    known = read_series(written(WIDE)).as_of(datetime.date(2030, 1, 5))
    assert known.dates.astype(str).tolist() == ["2030-01-01", "2030-01-02", "2030-01-05"]
    assert known.held_back == 1
    assert read_series("seen.csv").as_of("2030-01-06").held_back == 0


def test_a_row_is_known_on_the_day_it_is_published(written):
    assert len(read_series(written(LONG)).as_of("2030-01-05")) == 2
    assert len(read_series(written(LONG)).as_of("2030-01-04")) == 1


def test_a_corrupted_later_row_changes_nothing_that_was_known(written):
    before = read_series(written(WIDE)).as_of("2030-01-05")
    after = read_series(written(WIDE.replace("80.5", "3.25"), "other.csv")).as_of("2030-01-05")
    assert before.held_km2.tolist() == after.held_km2.tolist()


def test_the_last_map_is_carried_forward(written):
    series = read_series(written(WIDE))
    assert series.held_on("2030-01-04") == 80.5
    assert series.last("neck_km", "2030-01-04") == 9.5
    with pytest.raises(InputError, match=r"says of no day up to 2029-12-31 how much was held; the first is 2030-01-01"):
        series.held_on("2029-12-31")


# Faults


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("79.0", "-5", "seen.csv:5: held_km2 = -5 is outside 0 to 50,000 km² (ground firmly held); correct the value"),
        ("79.0", "50001", "held_km2 = 50001 is outside 0 to 50,000 km²"),
        ("79.0", '"1,079"', "seen.csv:5: held_km2 = '1,079' is no number; write 1234.5, without signs for thousands"),
        ("79.0", "nan", "seen.csv:5: held_km2 = 'nan' is no number"),
        ("2030-01-05", "2030-01-03", "seen.csv:5: the day 2030-01-03 stands in line 4 already; keep one of them, or"),
        ("2030-01-05", "05.01.2030", "seen.csv:5: date = '05.01.2030' is no day from 1900 to 2199; write 2025-03-12"),
        ("2030-01-05", "", "seen.csv:5: date = '' is no day"),
        ("2030-01-06", "2030", "seen.csv:4: published = '2030' is no day"),
        ("held_km2", "helt_km2", "seen.csv:1: has no column 'held_km2' (ground firmly held, km²); did you mean 'helt"),
        ("date,", "day,", "seen.csv:1: has no column 'date' (the day observed)"),
        ("published", "date", "seen.csv:1: the column 'date' stands there twice"),
        ("neck_width_km", "front_km", "seen.csv:1: 'front_length_km' and 'front_km' both hold length of the"),
        ("contested", "kontested", "seen.csv:4: main_settlement_held = 'kontested' is unknown; did you mean 'con"),
        ("attacker,1", "attacker", "seen.csv:5: has 7 fields, the header has 8"),
        ("attacker,1", '"attacker"x,1', "seen.csv:5: is no comma-separated row"),
    ],
)
def test_a_fault_is_told_with_file_line_field_value_and_what_to_do(written, old, new, words):
    with pytest.raises(InputError) as caught:
        read_series(written(WIDE.replace(old, new, 1)))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("quantity,value", "value,value", "the column 'value' stands there twice"),
        ("front_length_km", "fromt_km", "seen.csv:4: quantity = 'fromt_km' is unknown; did you mean 'front_km'?"),
        ("2030-01-01,front_km", "2030-01-03,front_km", "seen.csv:5: front_km of 2030-01-03 stands in line 4 already"),
        (",70,95", ",90,95", "seen.csv:2: low = 90 is above value = 80 km²"),
        (",70,95", ",70,75", "seen.csv:2: high = 75 is below value = 80 km²"),
        (",80,", ",-80,", "seen.csv:2: held_km2 = -80 is outside 0 to 50,000 km²"),
    ],
)
def test_a_fault_of_a_row_is_told_with_its_line(written, old, new, words):
    with pytest.raises(InputError) as caught:
        read_series(written(LONG.replace(old, new, 1)))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "seen.csv:1: has no header"),
        ("date;held_km2\n2030-01-01;3\n", "seen.csv:1: is separated by semicolons or tabs; save it with commas"),
        ("date,held_km2\n\n", "seen.csv: has no row below its header"),
    ],
)
def test_a_table_without_observations_is_refused(written, text, words):
    with pytest.raises(InputError) as caught:
        read_series(written(text))
    assert words in str(caught.value)


def test_a_table_that_says_nothing_of_the_ground_says_so_when_asked(written):
    series = read_series(written("date,quantity,value\n2030-01-01,front_km,3\n"))
    with pytest.raises(InputError, match="how much was held; add rows of held_km2"):
        series.held_on("2030-01-01")


# Cases

CASE_TABLE = """\
case,quality,purpose,group,attacker,defender,episode_start,episode_end
hill,B,episode,g1,Tolmark,Arvenia,2030-01-01,2030-02-01
ford,C,control,g1,Tolmark,Arvenia,2030-01-05,2030-02-01
"""
ONE_LONG = "case,date,held_km2\nford,2030-01-01,7\nhill,2030-01-01,5\nhill,2030-01-02,4\n"


def test_cases_come_from_one_long_file(written, tmp_path):
    written(CASE_TABLE, "cases.csv")
    written(ONE_LONG, "series.csv")
    hill, ford = read_cases(tmp_path)
    assert hill.series.held_km2.tolist() == [5.0, 4.0]
    assert (hill.group, hill.quality, hill.is_control) == ("g1", "B", False)
    assert (hill.defender, hill.attacker) == ("Arvenia", "Tolmark")
    assert (ford.quality, ford.is_control) == ("control", True)
    assert ford.episode_start == datetime.date(2030, 1, 5)


def test_cases_come_from_a_file_each(written, tmp_path):
    written("case,episode_start,episode_end\nhill,2030-01-01,2030-02-01\n", "cases.csv")
    written(WIDE, "hill.csv")
    (hill,) = read_cases(tmp_path)
    assert len(hill.series) == 4
    assert (hill.group, hill.defender) == ("hill", "holder")


def test_one_case_of_a_long_file_is_read_by_its_name(written):
    assert read_series(written(ONE_LONG), "hill").held_km2.tolist() == [5.0, 4.0]
    with pytest.raises(InputError, match=r"seen.csv: holds several cases; name one with --case; known here: f"):
        read_series("seen.csv")
    with pytest.raises(InputError, match=r"seen.csv: has no case 'hil'; did you mean 'hill'\?"):
        read_series("seen.csv", "hil")


def test_cases_of_one_offensive_are_one_group():
    assert group_of("izium_2022") == group_of("lyman_2022")
    assert len({group_of(name) for name in ("vuhledar", "kurakhove", "selydove", "velyka_novosilka")}) == 1
    assert group_of("elsewhere") == "elsewhere"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("ford,C", "hill,C", "cases.csv:3: the case 'hill' stands in line 2 already; rename one"),
        ("2030-02-01\nford", "2029-02-01\nford", "cases.csv:2: episode_end = 2029-02-01 is before episode_start"),
        ("ford,C", "fort,C", "cases.csv:3: the case 'fort' has no rows in series.csv"),
        ("episode_start", "start", "cases.csv:1: has no column 'episode_start' (first day of the episode)"),
    ],
)
def test_a_fault_in_the_cases_is_told_with_its_line(written, old, new, words):
    written(CASE_TABLE.replace(old, new, 1), "cases.csv")
    written(ONE_LONG, "series.csv")
    with pytest.raises(InputError) as caught:
        read_cases(".")
    assert words in str(caught.value)


def test_a_case_without_a_series_is_refused(written, tmp_path):
    written("case,episode_start,episode_end\nhill,2030-01-01,2030-02-01\n", "cases.csv")
    with pytest.raises(InputError, match=r"cases.csv:2: the case 'hill' has no file"):
        read_cases(".")
