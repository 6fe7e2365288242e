"""Archives of maps and lists of events, tiny and made up, as tables of observations."""

import json

import pytest

from sim.errors import InputError
from sim.scenario.observed.events import counts_a_day
from sim.scenario.observed.maps import Marks, areas_by_day
from sim.scenario.observed.reading import read_series

SIDES = Marks("side", attacker=("red",), unclear=("grey",))


def rectangle(west, south, east, north):
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


def collection(*features):
    told = [{"type": "Feature", "properties": {"side": side}, "geometry": shape} for side, shape in features]
    return json.dumps({"type": "FeatureCollection", "features": told})


BOX = rectangle(37.0, 48.0, 37.2, 48.1)
# By the geodesic on WGS84 (GeographicLib): a rectangle of 0.2 x 0.1 degrees there is 165.8 km², its west side 11.12 km.
WHOLE_KM2, SIDE_KM = 165.8, 11.12


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "maps"
    folder.mkdir()
    (tmp_path / "box.geojson").write_text(collection(("", BOX)), encoding="utf-8")
    (folder / "2030-01-01.geojson").write_text(collection(("blue", BOX)), encoding="utf-8")
    quarter, grey = rectangle(36.9, 47.9, 37.05, 48.2), rectangle(37.05, 48.0, 37.1, 48.1)
    (folder / "map_20300105.geojson").write_text(collection(("red", quarter), ("grey", grey)), encoding="utf-8")
    return tmp_path


def test_the_ground_held_is_the_box_less_the_attackers_and_the_unclear(archive):
    (archive / "seen.csv").write_text(areas_by_day(archive / "maps", archive / "box.geojson", SIDES), encoding="utf-8")
    series = read_series(archive / "seen.csv")
    assert series.dates.astype(str).tolist() == ["2030-01-01", "2030-01-05"]
    assert series.held_km2[0] == pytest.approx(WHOLE_KM2, rel=1e-3)
    assert series.held_km2[1] == pytest.approx(WHOLE_KM2 / 2.0, rel=1e-3)  # a quarter red, a quarter grey
    assert series.front_km.tolist() == pytest.approx([0.0, SIDE_KM], rel=2e-3)


def test_the_area_agrees_with_the_geodesic(archive):
    import pyproj
    import shapely.geometry

    own = abs(pyproj.Geod(ellps="WGS84").geometry_area_perimeter(shapely.geometry.shape(BOX))[0]) / 1e6
    text = areas_by_day(archive / "maps", archive / "box.geojson", SIDES)
    assert float(text.splitlines()[1].split(",")[1]) == pytest.approx(own, rel=1e-3)


def test_the_holders_own_ground_counts_where_it_is_marked(archive):
    marks = Marks("side", attacker=("red",), holder=("blue",))
    lines = areas_by_day(archive / "maps", archive / "box.geojson", marks).splitlines()
    assert float(lines[1].split(",")[1]) == pytest.approx(WHOLE_KM2, rel=1e-3)
    assert lines[2].startswith("2030-01-05,0.00,")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("undated.geojson", "{}", "undated.geojson: its name holds no day; call it such as 2025-03-12.geojson"),
        ("2030-13-01.geojson", "{}", "its name holds no day"),
        ("2030-01-02.geojson", "[1]", "2030-01-02.geojson: is no GeoJSON object"),
        ("2030-01-02.geojson", "{", "2030-01-02.geojson: is no GeoJSON ("),
        ("other_2030-01-01.geojson", collection(), "is a second map of 2030-01-01; keep the last of each day"),
    ],
)
def test_a_map_that_cannot_be_used_is_told(archive, name, text, words):
    (archive / "maps" / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        areas_by_day(archive / "maps", archive / "box.geojson", SIDES)
    assert words in str(caught.value)


def test_a_folder_without_maps_is_refused(archive, tmp_path):
    with pytest.raises(InputError, match=r"has no file that ends in .geojson; name the folder of the maps"):
        areas_by_day(tmp_path / "nothing", archive / "box.geojson", SIDES)


# Events

ACLED = """\
event_id_cnty,event_date,event_type,latitude,longitude,fatalities,timestamp
X1,01 January 2030,Battles,48.05,37.1,0,1893801600
X2,01 January 2030,Battles,50.0,37.1,0,1893801600
X3,04 January 2030,Battles,48.06,37.1,3,1894406400
X4,04 January 2030,Protests,48.06,37.1,0,1894406400
"""
UCDP = "id,date_start,type_of_violence,latitude,longitude,best\n7,2030-01-02 00:00:00.000,1,48.05,37.1,2\n"
HERE = (48.0, 37.0, 48.1, 37.2)


@pytest.fixture
def written(tmp_path):
    def write(text):
        file = tmp_path / "events.csv"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_events_in_the_box_are_counted_by_day_with_the_days_between(written):
    lines = counts_a_day(written(ACLED), HERE, ["Battles"]).splitlines()
    assert [line.split(",")[:3] for line in lines[1:]] == [
        ["2030-01-01", "events_per_day", "1"], ["2030-01-02", "events_per_day", "0"],
        ["2030-01-03", "events_per_day", "0"], ["2030-01-04", "events_per_day", "1"],
    ]  # fmt: skip


def test_an_event_is_known_when_it_was_put_out(written, tmp_path):
    """1893801600 is 5 January 2030, 1894406400 the 12th (seconds since 1970, UTC)."""
    (tmp_path / "counts.csv").write_text(counts_a_day(written(ACLED)), encoding="utf-8")
    series = read_series(tmp_path / "counts.csv")
    assert series.published.astype(str).tolist() == ["2030-01-05", "2030-01-05", "2030-01-05", "2030-01-12"]
    assert series.events_per_day.tolist() == [2.0, 0.0, 0.0, 2.0]
    assert series.as_of("2030-01-05").held_back == 1


def test_where_nobody_tells_when_events_were_put_out_the_user_has_to(written):
    with pytest.raises(InputError, match="does not tell when an event was put out; give published_after_days"):
        counts_a_day(written(UCDP))
    counted = counts_a_day(written(UCDP), published_after_days=30)
    assert counted.splitlines()[1] == "2030-01-02,events_per_day,1,,,UCDP,2030-02-01"


@pytest.mark.parametrize(
    ("old", "new", "box", "kinds", "words"),
    [
        ("event_date", "day", None, (), "events.csv:1: has no day of the event; the columns known are event"),
        ("01 January 2030", "yesterday", None, (), "events.csv:2: event_date = 'yesterday' is no day; write 2025"),
        ("48.05", "north", HERE, (), "events.csv:2: latitude = 'north' is no number; write 51.2"),
        ("X1", "X1", None, ["Battle"], "events.csv: has no event_type 'Battle'; did you mean 'Battles'?"),
        ("X1", "X1", (0.0, 0.0, 1.0, 1.0), (), "events.csv: has no event of these kinds in this box"),
    ],
)
def test_a_list_of_events_that_cannot_be_counted_is_told(written, old, new, box, kinds, words):
    with pytest.raises(InputError) as caught:
        counts_a_day(written(ACLED.replace(old, new, 1)), box, kinds)
    assert words in str(caught.value)
