"""The map of a theatre: what its file may say and what must fit together."""

import pytest
from invented_theatre import THEATRE, replaced

from sim.errors import InputError
from sim.scenario.files.documents import parse
from sim.scenario.loading import load
from sim.scenario.referenced.theatre import Theatre
from sim.scenario.schema.complaints import validated


def theatre(text):
    return validated(Theatre, parse(text, "map.yaml"))


def test_settlements_keep_their_order_along_an_axis():
    found = theatre(THEATRE)
    assert [settlement.name for settlement in found.along("north")] == ["Alder", "Birch"]
    assert found.given_area_km2 == 120.0
    assert found.routes[1].evidence.source == "user"


def test_a_neck_is_optional():
    assert theatre(THEATRE).neck is None
    neck = "neck: {width_km: 6, reference_km2: 120, exponent: 0.5}\n"
    assert theatre(THEATRE + neck).neck.width_km == 6.0


FAULTS = [
    (
        "axis: south",
        "axis: sout",
        "map.yaml:10:19: settlements.2.axis = sout is no axis of this theatre; did",
    ),
    ("[north, south]", "[north, south, west]", "map.yaml:3:22: axes: no settlement lies on 'west'"),
    ("[north, south]", "[north, south, north]", "axes holds 'north' twice"),
    ("[north, south]", "[a, b, c, d, e]", "map.yaml:3:1: axes has 5 entries, more than 4"),
    (
        "main_settlement: Alder",
        "main_settlement: Alde",
        "main_settlement = Alde is no settlement of this theatre; did",
    ),
    (
        "main_settlement: Alder",
        "main_settlement: Birch",
        "settlements.0.main is true for Alder, but main_settlement is Birch",
    ),
    ("name: Birch", "name: Alder", "settlements holds 'Alder' twice"),
    ("name: ford", "name: bridge", "routes holds 'bridge' twice"),
    ("name: ford", "name: 'fo`rd'", "routes.1.name = fo`rd: the name 'fo`rd' holds signs other than letters"),
    (
        "depth_km: 8",
        "depth_km: -8",
        "map.yaml:6:32: settlements.0.depth_km = -8 is below 0 (distance from the",
    ),
    ("depth_km: 8", "depth_km: deep", "settlements.0.depth_km = 'deep' is not a number"),
    ("depth_km: 8", "depth_km: true", "settlements.0.depth_km = true is not a number"),
    ("depth_km: 8", "dept_km: 8", "unknown key 'settlements.0.dept_km'; did you mean 'depth_km'?"),
    ("area_km2: 60", "note: x", "settlements.0.area_km2 is missing"),
    ("areas: given", "areas: equal_cells", "settlements.0.area_km2 has no effect"),
    ("areas: given", "areas: some", "areas = 'some' is not allowed (whether settlements divide the ground equally"),
    ("surface: track", "surface: mud", "surface = 'mud' is not allowed"),
    (
        "capacity_t_per_day: 30}",
        "capacity_t_per_day: -1}",
        "capacity_t_per_day = -1 is below 0 (capacity when open [t/day])",
    ),
    ("capacity_t_per_day: 30}", "basis: reported}", "routes.1.capacity_t_per_day is missing"),
    (
        "basis: reported}\n  - {name: Birch",
        "basis: rumour}\n  - {name: Birch",
        "basis = 'rumour' is not allowed (what it rests on); give one of: 'article'",
    ),
    ("name: Invented foothold", "nam: x", "unknown key 'nam'; did you mean 'name'?"),
]


@pytest.mark.parametrize(("old", "new", "words"), FAULTS)
def test_a_fault_in_a_map_is_told_with_its_place(old, new, words):
    assert old in THEATRE
    with pytest.raises(InputError) as caught:
        theatre(THEATRE.replace(old, new, 1))
    assert words in str(caught.value)
    assert str(caught.value).startswith("map.yaml:")


def test_too_many_settlements_are_refused():
    row = "  - {name: S%d, axis: north, depth_km: 1, built_up_share: 0, x_km: 0, y_km: 0, area_km2: 1}\n"
    more = THEATRE.replace("routes:\n", "".join(row % place for place in range(126)) + "routes:\n")
    with pytest.raises(InputError, match="settlements has 129 entries, more than 128"):
        theatre(more)


def test_given_areas_must_add_up_to_the_held_area(folder):
    replaced(folder, "theatre.yaml", "area_km2: 60", "area_km2: 61")
    assert load("base.yaml").theatre.given_area_km2 == 121.0
    replaced(folder, "theatre.yaml", "area_km2: 61", "area_km2: 62")
    with pytest.raises(InputError) as caught:
        load("base.yaml")
    assert str(caught.value).startswith(
        "theatre.yaml:5:1: settlements.area_km2 add up to 122 km², but ground.held_area_km2 = 120 km²"
    )


def test_a_map_is_found_beside_the_file_that_names_it(folder):
    (folder / "below").mkdir()
    (folder / "below" / "mine.yaml").write_text("extends: ../base.yaml\n")
    assert load("below/mine.yaml").theatre.name == "Invented foothold"


DRAWING = "drawing: {border: [[-3, 0], [4, 0.5]], routes: {bridge: [[0, 8], [0, -1]]}, basis: judgement}\n"
DRAWN_WRONG = [
    ("bridge: [", "brige: [", "drawing.routes.brige is no route of this theatre; did you mean 'bridge'?"),
    ("[4, 0.5]", "[4]", "drawing.border has [4] as point 2; write [x_km, y_km], each from -1000 to 1000 km"),
    ("[4, 0.5]", "[4, .nan]", "drawing.border has [4, nan] as point 2"),
    ("[4, 0.5]", "[true, 0.5]", "drawing.border has [true, 0.5] as point 2"),
    ("[0, -1]", "[0, -1001]", "drawing.routes.bridge has [0, -1001] as point 2"),
    ("[[0, 8], [0, -1]]", "[[0, 8]]", "drawing.routes.bridge = [[0, 8]] is no line; give two or more points"),
    ("[[-3, 0], [4, 0.5]]", "straight", "drawing.border = 'straight' is no line; give two or more points"),
    ("[[-3, 0], [4, 0.5]]", str([[0, 0]] * 41), "drawing.border has 41 points, more than 40; draw a simpler line"),
    ("border:", "boarder:", "unknown key 'drawing.boarder'; did you mean 'border'?"),
    ("border: [[-3, 0], [4, 0.5]], ", "", "drawing.border is missing"),
]


def test_lines_can_be_drawn_for_the_eye():
    drawn = theatre(THEATRE + DRAWING)
    assert drawn.drawing.border == ((-3.0, 0.0), (4.0, 0.5))
    assert drawn.drawing.routes["bridge"][1] == (0.0, -1.0)
    assert theatre(THEATRE).drawing is None


def test_what_is_drawn_changes_no_result():
    assert theatre(THEATRE + DRAWING).text() == theatre(THEATRE).text()


@pytest.mark.parametrize(("old", "new", "words"), DRAWN_WRONG)
def test_a_fault_in_a_drawing_is_told_with_its_place(old, new, words):
    assert old in DRAWING
    with pytest.raises(InputError) as caught:
        theatre(THEATRE + DRAWING.replace(old, new, 1))
    assert words in str(caught.value)
    assert str(caught.value).startswith("map.yaml:16:")


def test_a_drawing_needs_a_known_source(folder):
    with (folder / "theatre.yaml").open("a", encoding="utf-8") as file:
        file.write(DRAWING.replace("basis: judgement", "source: nowhere"))
    with pytest.raises(InputError, match=r"theatre\.yaml:16:1: drawing cites the unknown source .nowhere"):
        load("base.yaml")
