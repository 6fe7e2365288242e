"""The theatre as arrays: what the compiled entry takes, and what the plain world is built from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.scenario.theatre import Theatre


@dataclass(frozen=True, eq=False)
class TheatreArrays:
    """Settlements as (axis, strip, main) and (weight, built-up).

    Routes as (track, main) and (capacity, length); neck.
    """

    whole: NDArray[np.int64]  # (3, settlement)
    decimal: NDArray[np.float64]  # (2, settlement)
    route_whole: NDArray[np.int64]  # (2, route)
    route_decimal: NDArray[np.float64]  # (2, route) [t/day], [km]
    neck: NDArray[np.float64]  # width [km], reference [km²], exponent; zeros without a neck


def theatre_arrays(theatre: Theatre) -> TheatreArrays:
    """Arrays of a theatre; the weight is the given area [km²], or one a cell."""
    places, routes = theatre.settlements, theatre.routes
    whole = [[theatre.axes.index(place.axis), int(place.border_strip), int(place.main)] for place in places]
    decimal = [[1.0 if place.area_km2 is None else place.area_km2, place.built_up_share] for place in places]
    route_whole = [[int(route.surface == "track"), int(route.main)] for route in routes]
    route_decimal = [[route.capacity_t_per_day, route.length_inside_km] for route in routes]
    neck = theatre.neck
    return TheatreArrays(
        whole=np.ascontiguousarray(np.array(whole, dtype=np.int64).T),
        decimal=np.ascontiguousarray(np.array(decimal, dtype=np.float64).T),
        route_whole=np.ascontiguousarray(np.array(route_whole, dtype=np.int64).T),
        route_decimal=np.ascontiguousarray(np.array(route_decimal, dtype=np.float64).T),
        neck=np.zeros(3) if neck is None else np.array([neck.width_km, neck.reference_km2, neck.exponent]),
    )
