"""The map of a theatre: what its file may say and what must fit together."""

import pytest
from invented_theatre import THEATRE, replaced

from sim.errors import InputError
from sim.scenario.complaints import validated
from sim.scenario.documents import parse
from sim.scenario.loading import load
from sim.scenario.theatre import Theatre


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
    ("areas: given", "areas: some", "areas = 'some' is not allowed; give one of: 'equal_cells' or 'given'"),
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
        "basis = 'rumour' is not allowed; give one of: 'article'",
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
