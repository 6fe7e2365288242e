"""The drawn lines of the shipped theatres fit the numbers beside them."""

import math

import pytest

from sim.report.map.geometry import length_before_km, nearest_on
from sim.scenario.loading import load
from sim.scenario.referenced.theatre import Theatre

KURSK, TUTORIAL = "kursk/baseline", "tutorial/baseline"
BORDER_WITHIN_KM = {KURSK: 0.8, TUTORIAL: 0.2}  # as the files say
ROUTE_WITHIN_KM = 0.5


@pytest.mark.parametrize("name", [KURSK, TUTORIAL])
def test_settlements_lie_as_far_from_the_drawn_border_as_their_depth_says(name: str) -> None:
    theatre = load(name).theatre
    assert theatre.drawing is not None
    for place in theatre.settlements:
        at = (place.x_km, place.y_km)
        drawn = math.dist(nearest_on(theatre.drawing.border, at), at)
        assert drawn == pytest.approx(place.depth_km, abs=BORDER_WITHIN_KM[name]), place.name


@pytest.mark.parametrize("name", [KURSK, TUTORIAL])
def test_every_route_is_drawn_and_as_long_inside_the_border_as_it_says(name: str) -> None:
    theatre = load(name).theatre
    assert theatre.drawing is not None
    assert set(theatre.drawing.routes) == {route.name for route in theatre.routes}
    for route in theatre.routes:
        drawn = length_before_km(theatre.drawing.routes[route.name], theatre.drawing.border)
        assert drawn == pytest.approx(route.length_inside_km, abs=ROUTE_WITHIN_KM), route.name


@pytest.mark.parametrize("name", [KURSK, TUTORIAL])
def test_the_hash_of_a_scenario_knows_nothing_of_the_drawing(name: str) -> None:
    loaded = load(name)
    bare = loaded.theatre.model_copy(update={"drawing": None})
    assert bare.text() == loaded.theatre.text() == loaded.theatre_text
    assert isinstance(bare, Theatre)
    assert "drawing" not in loaded.theatre_text
