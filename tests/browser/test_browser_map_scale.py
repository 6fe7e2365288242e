"""The map in a browser: every settlement is there, a kilometre is as long east as north."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.scenario.loading import load
from tests.browser.opening import DESKTOP, MARKS, PHONE, Opened, Size

Opener = Callable[..., Opened]
pytestmark = [pytest.mark.browser, pytest.mark.slow(3)]
SYMBOLS = "[data-testid=stVegaLiteChart] svg.marks .mark-symbol path"
PLACES = """all => all.map(one => [one.__data__?.tooltip?.place, one.getAttribute('transform')])
  .filter(([name, transform]) => name && transform)"""


def places(page: Opened) -> dict[str, tuple[float, float]]:
    """Where each settlement is drawn [px], by name."""
    found = {}
    for name, transform in page.page.eval_on_selector_all(SYMBOLS, PLACES):
        x, y = transform.removeprefix("translate(").split(")")[0].split(",")
        found[name] = (float(x), float(y))
    return found


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("name", ["kursk/baseline", "tutorial/baseline"])
def test_all_places_are_drawn_a_kilometre_as_long_east_as_north(open_page: Opener, name: str, size: Size) -> None:
    page = open_page(f"/timeline?a={name}", size).done()
    drawn, the_map = places(page), page.page.locator(MARKS).first
    theatre = load(name).theatre
    names = {place.name for place in theatre.settlements}
    assert set(drawn) == names
    assert size != DESKTOP or names <= {text.strip() for text in the_map.locator("text").all_text_contents()}
    assert the_map.locator("path[d]").count() > len(names)
    x_km, y_km = (np.array([getattr(place, axis) for place in theatre.settlements]) for axis in ("x_km", "y_km"))
    x_px, y_px = (np.array([drawn[place.name][axis] for place in theatre.settlements]) for axis in (0, 1))
    east, north = np.polyfit(x_km, x_px, 1)[0], -np.polyfit(y_km, y_px, 1)[0]
    assert east == pytest.approx(north, rel=0.01)
    assert east > 10.0
