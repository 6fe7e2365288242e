"""The map by rule: equal cells on one axis from the depth to the exit, or the user's settlements, and one road."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.scenario.made.origin import Origin

JUDGED = {"source": "judgement-rule", "basis": "judgement"}
CELL_KM2, FEWEST, MOST = 15.0, 4, 40
BUILT_UP = 0.15  # as in the village country in which the tempo was fitted
AXIS, ROAD = "main", "supply_road"
OUTSIDE_KM = 30.0  # of the road: about that of the highway of the Kursk scenarios
CAPACITY_KG = 160.0  # for each of the holder's people a day: under fire still enough for three times as many


@dataclass(frozen=True)
class Place:
    """A settlement the user knows; its distance from the exit decides when it falls, the farthest first."""

    name: str
    depth_km: float
    axis: str = AXIS
    built_up_share: float = BUILT_UP
    main: bool = False
    x_km: float = 0.0
    y_km: float | None = None
    lat: float | None = None
    lon: float | None = None


def n_cells(held_km2: float) -> int:
    """How many cells a place of this area gets: one for about 15 km², at least 4 and at most 40."""
    return int(np.clip(round(held_km2 / CELL_KM2), FEWEST, MOST))


def depth_of(origin: Origin) -> float:
    """Depth of the ground [km]: as seen, else that of a square of the area."""
    seen = origin.depth_km if origin.depth_km > 0.0 else float(np.sqrt(origin.held_km2))
    return round(max(seen, 0.1), 2)


def equal_cells(origin: Origin, main: str) -> list[Place]:
    """Equal cells evenly to the depth, the farthest first; the main settlement is the middle one."""
    count, depth = n_cells(origin.held_km2), depth_of(origin)
    middle = count // 2
    return [
        Place(
            name=main if cell == middle else f"Cell {cell + 1}",
            depth_km=round(depth * (count - cell - 0.5) / count, 3),
            main=cell == middle,
        )
        for cell in range(count)
    ]


def theatre_document(
    name: str, origin: Origin, main: str, people: float, places: Sequence[Place] = ()
) -> dict[str, Any]:
    """A theatre as a file holds it, with a road for so many people [persons]."""
    known = list(places) or equal_cells(origin, main)
    known = sorted(known, key=lambda place: -place.depth_km)
    return {
        "name": name,
        "border_note": "Behind the held ground lies the holder's own; nothing beyond it is modelled.",
        "main_settlement": next(place.name for place in known if place.main),
        "axes": list(dict.fromkeys(place.axis for place in known)),
        "areas": "equal_cells",
        "settlements": [_settlement(place, bool(places), origin) for place in known],
        "routes": [_road(origin, people)],
    }


def _settlement(place: Place, given: bool, origin: Origin) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": place.name, "axis": place.axis, "depth_km": place.depth_km, "built_up_share": place.built_up_share,
        "main": place.main, "border_strip": False, "open_ground": not (given or place.main), "x_km": place.x_km,
        "y_km": place.depth_km if place.y_km is None else place.y_km,
    }  # fmt: skip
    row |= {key: value for key, value in (("lat", place.lat), ("lon", place.lon)) if value is not None}
    if given:
        return {**row, "source": "user", "basis": "judgement", "note": "Given by the user"}
    deep = "as seen" if origin.depth_km > 0.0 else "that of a square of the area"
    return {**row, **JUDGED, "note": f"One of equal cells to a depth {deep}; no settlement was surveyed"}


def _road(origin: Origin, people: float) -> dict[str, Any]:
    depth = "the depth on the map" if origin.depth_km > 0.0 else "a square's depth"
    return {
        "name": ROAD, "main": True, "surface": "paved", "length_inside_km": depth_of(origin),
        "length_outside_km": OUTSIDE_KM, "capacity_t_per_day": float(round(people * CAPACITY_KG / 1000.0)), **JUDGED,
        "note": f"One paved road, inside as long as {depth}. It carries enough under fire too: nine pockets were "
        "supplied over ways under fire for 825 days",
    }  # fmt: skip
